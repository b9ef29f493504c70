"""Links to a result that can only be read: made, read as far as they reach, noted, revoked."""

import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from database.engine import database as the_database
from front import browser, downloads
from front.cookies import BROWSER, cookie_of
from front.downloads import Asked
from front.reader import shared
from front.wallet import Wallet
from questionnaire import keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.models import Language
from questionnaire.store import Store, Versions, sittings, store
from sharing.models import DAY, SCOPES, Consent, Draft, Scope, Share
from sharing.store import guest as guests, office as offices, shares
from sharing.store.folder import Folder

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"
MINE = keys.new_browser_secret()
NAME, SAID = "Zéphyrine Quill", "I see it differently because of Nantes"
_Q = questionnaire()


def holds(monkeypatch: pytest.MonkeyPatch, wallet: Wallet) -> None:
    """From now on the visitor is a browser with these cookies."""
    monkeypatch.setattr(browser, "wallet", lambda: wallet)


def wallet_of(key: keys.Key) -> Wallet:
    """A browser that opened the link, and nothing else."""
    return Wallet({cookie_of(key.public, "share"): key.secret}, None)


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, said in {"wallet": Wallet({BROWSER: MINE}, MINE), "secret": MINE, "address": "http://localhost", "language": "en"}.items():
        monkeypatch.setattr(browser, name, lambda said=said: said)


@pytest.fixture
def owner(database: Store) -> Iterator[AppTest]:
    """A founder at their result, with the fold of the links open."""
    at = press(AppTest.from_file(SCRIPT, default_timeout=30).run(), "begin.founder.short")
    while at.radio:
        question = str(at.radio[0].key).removeprefix("question.")
        at.radio[0].set_value(_Q.questions[question].option_ids[1]).run()
        press(at, "next")
    press(at, "finish")
    at.session_state["share"] = True
    yield at.run()
    assert not at.exception


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def keys_of(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def sitting_of(at: AppTest) -> str:
    said = at.query_params["sitting"]
    return said if isinstance(said, str) else said[0]


def made(at: AppTest, scope: Scope = "verdict") -> keys.Key:
    """A new link, as it is shown."""
    at.radio(key="share_scope.en").set_value(scope).run()
    press(at, "share_make")
    (link,) = [code.value for code in at.code if "/r/" in code.value]
    key = keys.parsed(link.partition("?")[0].rpartition("/")[2])
    assert key
    return key


def reader(public: str) -> AppTest:
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.query_params["share"] = public
    at.run()
    assert not at.exception
    return at


def downloaded(key: keys.Key, wallet: Wallet | None = None, language: Language = "en") -> str | None:
    file = downloads.shared_file(Asked({"public": key.public, "kind": "html"}, wallet or wallet_of(key), None, language))
    return unescape(file.content.decode()) if file else None


def test_a_link_is_shown_once_and_only_its_lock_is_kept(owner: AppTest) -> None:
    key = made(owner)
    press(owner, "share_copied")
    assert not [code for code in owner.code if key.secret in code.value]
    (kept,) = shares.shares_of(sitting_of(owner))
    assert (kept.id, kept.scope, kept.openings) == (key.public, "verdict", 0)
    rows = the_database().read(lambda db: str([tuple(row) for row in db.exec_driver_sql("select * from share")]))
    assert key.secret not in rows


def test_one_press_makes_one_link_to_the_verdict_and_its_reasons(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    press(press(owner, "share_press"), "share_press")
    (link,) = [code.value for code in owner.code if "/r/" in code.value]
    (kept,) = shares.shares_of(sitting_of(owner))
    key = keys.parsed(link.partition("?")[0].rpartition("/")[2])
    assert key
    assert (kept.id, kept.scope) == (key.public, "reasons")
    assert key.public in link
    press(owner, "share_at_once_copied")
    assert not [code for code in owner.code if key.secret in code.value]
    holds(monkeypatch, Wallet({}, None))
    press(owner, "share_press")
    assert len(shares.shares_of(sitting_of_open(key))) == 1, "whoever has lost the key makes no link"


@pytest.mark.parametrize("scope", SCOPES)
def test_a_reader_reads_as_far_as_the_link_reaches_and_changes_nothing(
    owner: AppTest, scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, before = made(owner, scope), store().find(sitting_of(owner))
    holds(monkeypatch, wallet_of(key))
    at = reader(key.public)
    folds = {expander.label for expander in at.expander}
    assert not keys_of(at)
    assert not at.radio
    assert (len(folds) > 1, bool(folds)) == (scope == "everything", scope != "verdict")
    assert bool(at.get("vega_lite_chart")) == (scope == "everything")
    assert store().find(sitting_of(owner)) == before


def test_a_narrower_link_tells_less_in_the_file_too(owner: AppTest) -> None:
    found = {}
    for scope in SCOPES:
        found[scope] = downloaded(made(owner, scope))
        press(owner, "share_copied")
    answers = store().find(sitting_of(owner))
    assert answers
    texts = [_Q.answer_text(q, o, "en") for q, o in answers.sitting.answers.items()]
    told = {scope: sum(text in (page or "") for text in texts) for scope, page in found.items()}
    assert (told["verdict"], told["reasons"]) == (0, 0)
    assert told["everything"] > len(texts) / 2


def test_the_page_opens_in_the_language_of_the_link(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.selectbox(key="share_language.en").set_value("fr").run()
    key = made(owner)
    holds(monkeypatch, wallet_of(key))
    at = reader(key.public)
    french = at.title[0].value
    assert at.button_group(key="language").value in ("fr", ["fr"])
    assert at.button_group(key="language").set_value("en").run().title[0].value != french


def test_unknown_expired_and_revoked_look_alike_and_so_does_a_stranger(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    revoked = made(owner)
    press(owner, f"share_revoke.{revoked.public}")
    expired = made(owner)
    unknown = keys.new_key()
    others = made(press(owner, "share_copied"))
    seen = []
    for key, wallet in ((revoked, wallet_of(revoked)), (unknown, wallet_of(unknown)), (others, wallet_of(revoked))):
        holds(monkeypatch, wallet)
        seen.append(shown(reader(key.public)))
        assert downloaded(key, wallet) is None
    holds(monkeypatch, wallet_of(expired))
    later = time.time() + 31 * DAY
    with monkeypatch.context() as future:
        future.setattr(shares.time, "time", lambda: later)
        seen.append(shown(reader(expired.public)))
        assert downloaded(expired) is None
    holds(monkeypatch, Wallet({}, None))
    seen.extend(shown(reader(damaged)) for damaged in ("damaged", "", "x" * 5000, "a\0b"))
    assert len(set(seen)) == 1
    assert shown(owner) not in seen


def shown(at: AppTest) -> str:
    return repr([(element.type, element.value) for element in (*at.title, *at.markdown)])


def test_an_opening_is_noted_once_a_visit_and_never_by_a_download(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def openings() -> int:
        return shares.shares_of(sitting_of(owner))[0].openings

    key = made(owner)
    assert downloaded(key)
    assert openings() == 0
    holds(monkeypatch, wallet_of(key))
    at = reader(key.public)
    at.run()
    assert openings() == 1
    reader(key.public)
    assert openings() == 2


def test_an_erased_result_is_shared_no_more(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    key = made(owner)
    store().erase(sitting_of(owner))
    assert downloaded(key) is None
    holds(monkeypatch, wallet_of(key))
    assert "start_again" in keys_of(reader(key.public))


def test_only_who_may_open_the_result_can_share_or_revoke(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page was drawn for its owner; the press comes from a browser that has lost the key."""
    key = made(owner)
    press(owner, "share_copied")
    holds(monkeypatch, Wallet({}, None))
    press(owner, f"share_revoke.{key.public}")
    assert [one.id for one in shares.shares_of(sitting_of_open(key))] == [key.public]


def sitting_of_open(key: keys.Key) -> str:
    found = shares.shared(key.public, [key.secret])
    assert found
    return found.sitting


def test_sharing_counts_as_a_touch(owner: AppTest) -> None:
    """What was promised until a day is there until that day."""
    long_ago = time.time() - 100 * DAY
    the_database().write(lambda db: db.execute(sittings.update().values(touched_at=long_ago)))
    made(owner)
    found = store().find(sitting_of(owner))
    assert found
    assert found.touched_at > long_ago + 99 * DAY


# ---- a candidate of a brief


@pytest.fixture(params=[False, True], ids=["open", "blind"])
def folder(request: pytest.FixtureRequest, database: Store) -> Folder:
    """A brief with a company and one candidate who has answered and says something to the contrary."""
    link = offices.open_workspace(MINE)
    office = offices.enter(link.public, [link.secret])
    assert office
    opened = office.folder_of(office.new_brief(Draft("A role", blind=request.param), _Q, Versions("", "")).id)
    for question in _Q.relevant("recruiter", {q: _Q.questions[q].option_ids[1] for q in _Q.order}):
        if _Q.chapter_of(question).part == "company":
            store().save_answer(opened.brief.company, question, _Q.questions[question].option_ids[1])
    invitation, key = opened.invite("personal", NAME, "fr")
    door = guests.knock(invitation, key.secret)
    assert door
    begun = moves.begin_for_brief(_Q, keys.new_public_id(), "fr", "full")
    guests.start(door, begun, keys.lock("theirs"), Versions("", ""), NAME, Consent("1", "fr", 1.0))
    while gap := next((q for screen in moves.screens(_Q, begun) for q in moves.unanswered(screen, begun)), None):
        store().save_answer(begun.id, gap.id, gap.option_ids[-1])
        begun = moves.answer(_Q, begun, gap.id, gap.option_ids[-1])
    guest = guests.guest_of(begun.id)
    assert guest
    guest.comment("verdict", SAID, 0)
    return opened


def test_a_shared_candidate_has_no_name_and_is_judged_for_the_company(folder: Folder) -> None:
    (person,) = folder.candidates()
    key = shares.share(person.sitting, "everything", "fr", brief=folder.brief.id)
    page = downloaded(key)
    opened = shared.opened(key.public, wallet_of(key))
    assert page
    assert opened
    assert NAME not in page
    assert set(folder.company_answers()) & set(opened.basis().answers)
    assert (SAID in page) is not folder.brief.draft.blind


def test_a_link_for_a_brief_ends_with_it(folder: Folder) -> None:
    (person,) = folder.candidates()
    ends = folder.brief.ends_at
    key = shares.share(person.sitting, "verdict", "fr", days=180, brief=folder.brief.id)
    (kept,) = shares.shares_of(person.sitting, folder.brief.id)
    assert isinstance(kept, Share)
    assert kept.id == key.public
    assert kept.expires_at <= ends


def test_a_candidate_who_withdraws_is_shared_no_more(folder: Folder) -> None:
    (person,) = folder.candidates()
    key = shares.share(person.sitting, "verdict", "fr", brief=folder.brief.id)
    assert downloaded(key)
    guest = guests.guest_of(person.sitting)
    assert guest
    guest.withdraw()
    assert downloaded(key) is None
