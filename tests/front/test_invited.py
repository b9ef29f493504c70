"""Candidates and founders who were invited, through the script and by key: no word on the screen is looked at."""

import json
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import streamlit as st
from pypdf import PdfReader
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from database.engine import Database, database as the_database, metadata
from front import browser
from front.cookies import cookie_of
from front.downloads import Asked, report_file
from front.guest import holdings
from front.judging import judged
from front.wallet import Wallet
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.store import Store, Versions, store
from scoring.verdict import assess
from sharing import consent
from sharing.models import DAY, Advice, Candidate, Draft, InvitationKind
from sharing.store import guest as guests, office as offices
from sharing.store.folder import Folder

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"
COMPANY = {
    "stage": "growth", "team_size": "medium", "driver": "market", "technical_depth": "mixed", "reliability_stakes": "visible",
    "current_leadership": "product_only", "senior_leaders": "both",
}  # fmt: skip
NAME, SAID = "Marie-Ange Ouédraogo", "The years at the bank are missing <b>here</b>."


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers whose cookies are in the session: the links that were opened, and the secret that the session holds instead."""
    monkeypatch.setattr(browser, "wallet", lambda: Wallet(st.session_state.get("cookies", {}), st.session_state.get("browser")))
    for name, said in {"address": "http://localhost", "language": "en"}.items():
        monkeypatch.setattr(browser, name, lambda said=said: said)


@pytest.fixture
def folder(database: Store) -> Folder:
    """A brief whose company is described."""
    return a_brief(Draft("Head of both", "Harbour & Sons", "Take your time.", length="short"))


def a_brief(draft: Draft) -> Folder:
    link = offices.open_workspace(keys.new_browser_secret())
    office = offices.enter(link.public, [link.secret])
    assert office
    folder = office.folder_of(office.new_brief(draft, questionnaire(), Versions("questions", "rules")).id)
    for question, option in COMPANY.items():
        store().save_answer(folder.brief.company, question, option)
    return folder


def visitor(link: keys.Key, secret: str | None = None) -> AppTest:
    """Somebody opens an invitation, in a browser of their own or in one that was here before."""
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.session_state["cookies"] = {cookie_of(link.public, "invitation"): link.secret}
    at.session_state["browser"] = secret or keys.new_browser_secret()
    at.query_params["invitation"] = link.public
    return at.run()


def invited(folder: Folder, kind: InvitationKind = "personal", name: str = "Claude", seats: int = 1) -> keys.Key:
    return folder.invite(kind, name, "en", seats)[1]


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def begin(at: AppTest, name: str = NAME) -> AppTest:
    at.text_input(key="guest_name").set_value(name)
    at.checkbox(key="guest_agrees").set_value(True)
    return press(at, "guest_begin")


def answer_all(at: AppTest, choose: int = 0) -> dict[str, str]:
    given: dict[str, str] = {}
    while questions := [radio.key.removeprefix("question.") for radio in at.radio]:
        for question in questions:
            options = questionnaire().questions[question].option_ids
            given[question] = options[min(choose, len(options) - 1)]
            at.radio(key=f"question.{question}").set_value(given[question]).run()
        press(at, "next")
    return given


def finished(at: AppTest, choose: int = 0) -> dict[str, str]:
    given = answer_all(at, choose)
    press(at, "finish")
    return given


def unfold(at: AppTest, key: str) -> AppTest:
    at.session_state[key] = True
    return at.run()


def sitting_of(at: AppTest) -> str:
    given = at.query_params["sitting"]
    return given if isinstance(given, str) else given[0]


def shown(at: AppTest) -> list[str]:
    """Everything the page says."""
    return [element.value for element in (*at.title, *at.subheader, *at.markdown, *at.text)]


def buttons(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def the_one(folder: Folder) -> Candidate:
    (person,) = folder.candidates()
    return person


def wallet_of(at: AppTest) -> Wallet:
    return Wallet({}, at.session_state["browser"])


def asked(at: AppTest, kind: str, wallet: Wallet | None = None) -> Asked:
    return Asked({"public": sitting_of(at), "kind": kind}, wallet or wallet_of(at), None, "en")


# ---- the journey


def test_two_candidates_answer_for_the_same_company_and_each_is_judged_alone(folder: Folder) -> None:
    people = {name: begin(visitor(invited(folder)), name) for name in ("Ada", "Blaise")}
    given = {name: finished(at, choose) for choose, (name, at) in enumerate(people.items(), start=2)}
    found = {person.name: person for person in folder.candidates()}
    answers = folder.answers(list(found.values()))
    for name, at in people.items():
        assert not at.exception
        assert answers[found[name].id] == given[name]
        verdict = assess(judged(COMPANY, given[name]))
        kept = found[name].given
        assert kept
        assert (kept.verdict, kept.strength, kept.rules_version) == (verdict.verdict, verdict.strength, verdict.rules_version)
        assert found[name].state(time.time()) == "finished"
        assert at.button(key="review_answers")


def test_agreement_is_kept_with_the_version_and_language_of_its_text(folder: Folder) -> None:
    at = visitor(invited(folder))
    at.button_group(key="language").set_value("fr").run()
    begin(at)
    agreed = the_one(folder).consent
    assert (agreed.version, agreed.language) == (consent.version("fr"), "fr")
    assert consent.version("fr") != consent.version("en")
    assert time.time() - agreed.given_at < DAY


@pytest.mark.parametrize("missing", ["tick", "name"])
def test_nothing_is_kept_before_somebody_agrees_and_has_a_name(folder: Folder, missing: str) -> None:
    at = visitor(invited(folder))
    at.text_input(key="guest_name").set_value("" if missing == "name" else "Ada")
    at.checkbox(key="guest_agrees").set_value(missing != "tick")
    press(at, "guest_begin")
    assert folder.candidates() == []
    assert "sitting" not in at.query_params
    assert begin(at).radio


def test_the_page_that_is_drawn_opens_the_invitation_and_starts_nothing(folder: Folder) -> None:
    link = invited(folder)
    assert folder.invitations()[0].state(time.time()) == "sent"
    visitor(link)
    assert folder.invitations()[0].state(time.time()) == "opened"
    assert folder.candidates() == []


def test_a_candidate_is_not_taught_which_answers_to_give(folder: Folder) -> None:
    """No verdicts still possible, no early end, nothing about the company, no other questions."""
    at = begin(visitor(invited(folder)))
    while at.radio:
        assert "finish_now" not in buttons(at)
        assert not [element for element in at.get("html") if 'class="beside"' in element.proto.body]
        question = at.radio[0].key.removeprefix("question.")
        at.radio[0].set_value(questionnaire().questions[question].option_ids[-1]).run()
        press(at, "next")
    assert not [key for key in buttons(at) if key.startswith("extend.")]
    press(at, "finish")
    assert not [key for key in buttons(at) if key.startswith("extend.")]


# ---- links that open nothing, and links that open again


def test_links_that_open_nothing_look_alike(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    used, revoked, expired = (invited(folder) for _ in range(3))
    begin(visitor(used))
    folder.revoke(revoked.public)
    pages = [shown(visitor(link)) for link in (used, revoked, keys.new_key(), keys.Key(expired.public, keys.new_key().secret))]
    damaged = AppTest.from_file(SCRIPT, default_timeout=30)
    damaged.query_params["invitation"] = "../../etc"
    pages.append(shown(damaged.run()))
    later = time.time() + 31 * DAY
    monkeypatch.setattr(time, "time", lambda: later)
    pages.append(shown(visitor(expired)))
    assert all(page == pages[0] for page in pages)


def test_who_comes_second_through_a_personal_link_starts_nothing(folder: Folder) -> None:
    """Two people have the page open at the same time; the seat is taken once."""
    link = invited(folder)
    first, second = visitor(link), visitor(link)
    begin(first, "First")
    begin(second, "Second")
    assert the_one(folder).name == "First"
    assert first.radio
    assert not second.radio
    assert not second.exception


def test_the_browser_that_began_finds_its_way_back_and_no_other_does(folder: Folder) -> None:
    link = invited(folder, "open", "", seats=3)
    mine = begin(visitor(link))
    again = visitor(link, mine.session_state["browser"])
    press(again, "invitation_go_on")
    assert sitting_of(again) == sitting_of(mine)
    other = visitor(link)
    assert "invitation_go_on" not in buttons(other)
    assert sitting_of(mine) not in json.dumps(shown(other))
    begin(other)
    assert len(folder.candidates()) == 2


def test_a_link_without_its_secret_tells_nothing_of_who_began(folder: Folder) -> None:
    link = invited(folder)
    at = begin(visitor(link))
    assert guests.sittings_behind(link.public, link.secret).keys() == {sitting_of(at)}
    assert guests.sittings_behind(link.public, keys.new_key().secret) == {}
    assert guests.sittings_behind(keys.new_public_id(), link.secret) == {}


def test_a_founder_describes_the_company_and_nobody_else_can(folder: Folder) -> None:
    link = invited(folder, "company", "")
    at = press(visitor(link), "describe_company")
    assert sitting_of(at) == folder.brief.company
    assert at.radio
    stranger = AppTest.from_file(SCRIPT, default_timeout=30)
    stranger.query_params["sitting"] = folder.brief.company
    assert not stranger.run().radio


# ---- when the time is over


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_when_the_time_is_over_no_answer_is_taken_and_nothing_brings_it_back(
    folder: Folder, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = invited(folder)
    at = begin(visitor(link))
    first = at.radio[0].key.removeprefix("question.")
    options = questionnaire().questions[first].option_ids
    at.radio[0].set_value(options[0]).run()
    if how == "revoked":
        folder.revoke(link.public)
    else:
        later = time.time() + 31 * DAY
        monkeypatch.setattr(time, "time", lambda: later)
    at.radio[0].set_value(options[1]).run()
    assert not at.radio
    at.button_group(key="language").set_value("fr").run()
    assert folder.answers([the_one(folder)])[the_one(folder).id] == {first: options[0]}
    assert the_one(folder).state(time.time()) == how
    assert "withdraw" in buttons(at)


# ---- the right to contradict


def test_what_a_candidate_contradicts_is_read_on_both_sides(folder: Folder) -> None:
    at = begin(visitor(invited(folder)))
    finished(at, 3)
    unfold(at, "differ.verdict")
    at.text_area(key="comment.verdict").set_value(SAID)
    press(at, "save.verdict")
    assert [(one.about, one.text) for one in folder.comments(the_one(folder))] == [("verdict", SAID)]
    assert SAID in [text.value for text in at.text]
    assert not [said for said in at.markdown if SAID in said.value]  # the words of people are no markup
    unfold(at, "differ.verdict")
    at.text_area(key="comment.verdict").set_value("  ")
    press(at, "save.verdict")
    assert folder.comments(the_one(folder)) == []


def test_two_tabs_that_contradict_overwrite_nothing_silently(folder: Folder) -> None:
    at = begin(visitor(invited(folder)))
    finished(at)
    unfold(at, "differ.verdict")
    guest = guests.guest_of(sitting_of(at))
    assert guest
    guest.comment("verdict", "from the other tab", 0)
    at.text_area(key="comment.verdict").set_value("from this tab")
    press(at, "save.verdict")
    assert folder.comments(the_one(folder))[0].text == "from the other tab"
    assert "from the other tab" in [text.value for text in at.text]
    assert at.text_area(key="comment.verdict").value == "from this tab"
    press(at, "save.verdict")
    assert folder.comments(the_one(folder))[0].text == "from this tab"


# ---- what is held


def test_everything_held_comes_out_for_the_candidate_alone(folder: Folder) -> None:
    at = begin(visitor(invited(folder)))
    given = finished(at)
    verdict = assess(judged(COMPANY, given))
    advice = Advice(verdict.verdict, verdict.strength, verdict.rules_version)
    folder.decide(the_one(folder), "next_step", "#set page(fill: red) We met.", "J. Harbour", advice)
    made = holdings.held_file(asked(at, "json"))
    assert made
    told = json.loads(made.content)
    assert told["name"] == NAME
    assert {one["question_id"]: one["option_id"] for one in told["answers"]} == given
    assert told["consent"]["text_version"] == consent.version("en")
    assert {one["question_id"]: one["option_id"] for one in told["company_answers"]} == COMPANY
    assert told["result"]["verdict"] == verdict.verdict
    assert [(one["decided_by"], one["choice"]) for one in told["decisions"]] == [("J. Harbour", "next_step")]
    document = holdings.held_file(asked(at, "pdf"))
    assert document
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(document.content)).pages)
    assert all(word in " ".join(text.split()) for word in (NAME, "#set page(fill: red) We met.", consent.version("en")))
    for kind in ("json", "pdf"):
        assert holdings.held_file(asked(at, kind, Wallet({}, keys.new_browser_secret()))) is None


def test_who_may_see_the_verdict_alone_gets_no_answer_of_the_company(database: Store) -> None:
    folder = a_brief(Draft("Head of both", length="short", shows="verdict"))
    at = begin(visitor(invited(folder)))
    finished(at)
    made, page = holdings.held_file(asked(at, "json")), report_file(asked(at, "html"))
    assert made
    assert page
    told, html = json.loads(made.content), page.content.decode()
    assert told["company_answers"] is None
    assert "reasons" not in told["result"]
    words = [questionnaire().answer_text(question, option, "en") for question, option in COMPANY.items()]
    assert not [word for word in words if word in html or word in made.content.decode() or word in json.dumps(shown(at))]
    assert "what_if" not in at.session_state


def test_no_report_of_a_candidate_before_all_is_answered(folder: Folder) -> None:
    at = begin(visitor(invited(folder)))
    assert report_file(asked(at, "pdf")) is None
    finished(at)
    assert report_file(asked(at, "html"))


# ---- the way out


def test_who_withdraws_leaves_no_row_and_no_word_anywhere(folder: Folder) -> None:
    at = begin(visitor(invited(folder, name=NAME)))
    finished(at)
    unfold(at, "differ.verdict")
    at.text_area(key="comment.verdict").set_value(SAID)
    press(at, "save.verdict")
    public, person = sitting_of(at), the_one(folder)
    unfold(at, "held")
    press(at, "withdraw")
    press(at, "withdraw_keep")
    assert store().find(public)
    press(at, "withdraw")
    press(at, "withdraw_sure")
    assert "withdrawn" in at.query_params
    assert "sitting" not in at.query_params
    left = {table: rows for table, rows in everything(the_database()) if any(trace in rows for trace in (NAME, SAID, public))}
    assert left == {}
    assert {table for table, rows in everything(the_database()) if person.id in rows} == {"audit"}
    assert folder.candidates() == []
    assert folder.invitations()[0].state(time.time()) == "withdrawn"
    assert not at.exception


def everything(db: Database) -> Iterator[tuple[str, str]]:
    """Every table with all its rows."""
    for table in metadata.sorted_tables:
        yield table.name, repr(db.read(lambda at, table=table: at.execute(select(table)).all()))
