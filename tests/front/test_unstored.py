"""Answering without anything being stored: nothing reaches the disk, the log or anybody else, and nothing stays."""

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from database.engine import StoreError, database as the_database, metadata
from front import authority, browser
from front.cookies import BROWSER
from front.downloads import Asked, report_file
from front.sitting import unstored
from front.wallet import Wallet
from questionnaire import keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.store import Store, Versions, store
from tests.browser.conftest import Server
from tests.protocol import Tab, tab

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"
MINE, OTHER = keys.new_browser_secret(), keys.new_browser_secret()


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps its cookie."""
    for name, said in {"wallet": Wallet({BROWSER: MINE}, MINE), "secret": MINE, "address": "http://localhost", "language": "en"}.items():
        monkeypatch.setattr(browser, name, lambda said=said: said)


@pytest.fixture
def visitor(database: Store) -> Iterator[AppTest]:
    """Somebody who has just begun without anything being stored."""
    at = AppTest.from_file(SCRIPT, default_timeout=30).run()
    at.toggle(key="unstored_wish").set_value(True).run()
    yield press(at, "begin.founder.short")
    assert not at.exception


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def keys_of(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def public_of(at: AppTest) -> str:
    said = at.query_params["unstored"]
    return said if isinstance(said, str) else said[0]


def answer_all(at: AppTest) -> dict[str, str]:
    given: dict[str, str] = {}
    while at.radio:
        question = str(at.radio[0].key).removeprefix("question.")
        given[question] = questionnaire().questions[question].option_ids[1]
        at.radio[0].set_value(given[question]).run()
        press(at, "next")
    return given


def drawer(at: AppTest) -> AppTest:
    at.session_state["later"] = True
    return at.run()


def tables() -> Mapping[str, int]:
    """How many rows each table has."""
    return the_database().read(lambda db: {t.name: db.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables})


def test_a_whole_assessment_leaves_no_row(visitor: AppTest) -> None:
    given = answer_all(visitor)
    press(visitor, "finish")
    assert visitor.button(key="review_answers")
    held = unstored.held(public_of(visitor))
    assert held
    assert held.sitting.answers == given
    assert "sitting" in tables()
    assert set(tables().values()) == {0}


def test_it_needs_no_database_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nowhere/answers.db")
    the_database.cache_clear()
    at = AppTest.from_file(SCRIPT, default_timeout=30).run()
    at.toggle(key="unstored_wish").set_value(True).run()
    press(at, "begin.candidate.short")
    answer_all(at)
    assert "review_answers" in keys_of(press(at, "finish"))
    the_database.cache_clear()


def test_no_page_offers_a_way_back_or_a_link_and_none_says_saved(visitor: AppTest) -> None:
    press(visitor, "next")
    answer_all(visitor)
    press(visitor, "finish")
    assert not {"share_make", "erase"} & keys_of(drawer(visitor))
    assert not visitor.get("code")


@pytest.mark.parametrize("name", ["unstored", "sitting"])
def test_another_tab_cannot_open_it_not_even_of_the_same_browser(visitor: AppTest, name: str) -> None:
    other = AppTest.from_file(SCRIPT, default_timeout=30)
    other.query_params[name] = public_of(visitor)
    other.run()
    assert not other.radio
    assert "start_again" in keys_of(other)


def test_the_report_is_for_this_browser_and_only_while_the_tab_is_there(visitor: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(secret: str) -> Asked:
        return Asked({"public": public_of(visitor), "kind": "html"}, Wallet({BROWSER: secret}, secret), None, "en")

    answer_all(visitor)
    assert report_file(asked(MINE))
    assert report_file(asked(OTHER)) is None
    monkeypatch.setattr(unstored, "_open", lambda _one: False)
    assert report_file(asked(MINE)) is None


def test_forgetting_leaves_nothing_in_the_tab(visitor: AppTest) -> None:
    public = public_of(visitor)
    answer_all(visitor)
    press(drawer(visitor), "unstored_forget")
    assert unstored.held(public) is None
    assert "begin.founder.short" in keys_of(visitor)
    shown = repr(visitor.session_state)
    assert not [name for name in ("question.", "seen.", "drawn.") if name in shown]


def test_it_can_be_stored_on_purpose_and_is_then_like_any_other(visitor: AppTest) -> None:
    given = answer_all(visitor)
    public = public_of(visitor)
    press(drawer(visitor), "unstored_keep")
    found = store().find(public)
    assert found
    assert list(found.sitting.answers.items()) == list(given.items())
    assert visitor.query_params["sitting"] in (public, [public])
    assert unstored.held(public) is None
    admitted = authority.sitting(public, Wallet({BROWSER: MINE}, MINE))
    assert admitted
    assert admitted.unstored is None
    assert "finish" in keys_of(visitor)


def test_what_cannot_be_stored_stays_in_the_tab(visitor: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    given = answer_all(visitor)

    def refuse(*_: object) -> None:
        raise StoreError("full")

    monkeypatch.setattr(Store, "create", refuse)
    press(drawer(visitor), "unstored_keep")
    held = unstored.held(public_of(visitor))
    assert held
    assert held.sitting.answers == given


def test_a_tab_that_is_gone_is_forgotten_after_a_while_and_one_that_comes_back_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    public = keys.new_public_id()
    begun = moves.begin(questionnaire(), public, "founder", "en", "short")
    one = unstored.Unstored(moves.answer(questionnaire(), begun, "stage", "growth"), "", Versions("", ""), "its session")
    unstored._held[public] = one  # noqa: SLF001
    there = [False, True, False, False]
    monkeypatch.setattr(unstored, "_open", lambda _one: there[0])
    for moment in (1.0, 100.0, 200.0, 300.0):
        unstored.sweep(moment)
        assert one.sitting.answers
        there.pop(0)
    there.append(False)
    unstored.sweep(200.0 + unstored.LEFT_SECONDS + 1)
    assert not one.sitting.answers
    assert unstored.held(public) is None


# ---- over the wire, against a server with its files


def test_a_whole_journey_writes_to_no_file(tmp_path: Path) -> None:
    """Neither the database nor what the server prints knows of it, and its report goes to nobody else."""
    server, log = Server(f"sqlite:///{tmp_path / 'answers.db'}"), tmp_path / "server.log"
    with log.open("wb") as said:
        server.start(said)
    try:
        cookie = browser_cookie(server.address)
        before = kept(tmp_path)
        with tab(server.address, cookie) as one:
            one.switch("unstored_wish")
            one.press("begin.founder.short")
            public = one.query.partition("unstored=")[2]
            given = journey(one)
            address = f"{server.address}/report/{public}.pdf"
            assert fetched(address, cookie).startswith(b"%PDF")
            assert fetched(address, browser_cookie(server.address)) == b""
            with tab(server.address, browser_cookie(server.address), one.query) as stranger:
                assert stranger.widget("button", "start_again")
                with pytest.raises(KeyError):
                    stranger.widget("button", "review_answers")
        assert any(fetched(address, cookie) == b"" for _ in range(50))  # as soon as the server has seen the tab go
        assert kept(tmp_path) == before
        printed = log.read_text("utf-8")
        assert not [word for word in (public, *given, *given.values()) if word in printed]
    finally:
        server.kill()


def browser_cookie(address: str) -> str:
    with urllib.request.urlopen(f"{address}/", timeout=10) as page:
        return next(c.split(";")[0] for c in page.headers.get_all("Set-Cookie") if c.startswith(BROWSER))


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of the database; the index that readers share lies in memory and says nothing."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith((".db", "-wal", "-journal"))}


def journey(one: Tab) -> dict[str, str]:
    """Answer whatever is asked, up to the result."""
    given = {}
    while shown := [e.radio for e in one.elements.values() if e.WhichOneof("type") == "radio" and "-question." in e.radio.id]:
        question = next(q for q in questionnaire().questions if shown[0].id.endswith(f"-question.{q}"))
        given[question] = questionnaire().questions[question].option_ids[1]
        one.choose(f"question.{question}", 1)
        one.press("next")
    one.press("finish")
    assert one.widget("button", "review_answers")
    return given


def fetched(address: str, cookie: str) -> bytes:
    """A file, or nothing where it is said that there is none."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie}), timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as refused:
        return b"" if refused.code == 404 else str(refused.code).encode()
