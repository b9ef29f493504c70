"""Whole journeys through the script, by key: no word on the screen is looked at."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from database.engine import StoreError, database
from front import browser
from front.wallet import Wallet
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience
from questionnaire.store import Store, store
from scoring.verdict import assess

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps no cookies; the session then holds its secret."""
    monkeypatch.setattr(browser, "wallet", lambda: Wallet({}, st.session_state.get("browser")))
    for name, said in {"address": "http://localhost", "language": "en"}.items():
        monkeypatch.setattr(browser, name, lambda said=said: said)


FOUNDER_SHORT = {q.id for q in questionnaire().questions.values() if q.short and questionnaire().chapter_of(q.id).part == "company"}


@pytest.fixture
def visitor(database: Store) -> Iterator[AppTest]:
    at = AppTest.from_file(SCRIPT, default_timeout=30).run()
    assert not at.exception
    yield at
    assert not at.exception


def ways(at: AppTest, among: str = "") -> set[str]:
    """The sections that a link of the page leads to; with `among`, in the parts of the page that begin so."""
    parts = [one.proto.body for one in at.get("html") if one.proto.body.startswith(among)]
    return {section for part in parts for section in re.findall(r'data-change="([^"]+)"', part)}


def place_of(at: AppTest) -> str:
    """Where its sitting was left, as stored."""
    found = store().find(sitting_of(at))
    assert found
    return found.sitting.place


def section_of(question: str) -> str:
    """Where it is asked."""
    return next(s.id for part in ("company", "person") for _, s in questionnaire().sections(part) if question in s.questions)


def change(at: AppTest, section: str) -> None:
    """Follow the link to one of them, as a browser does."""
    assert section in ways(at)
    at.query_params["change"] = section
    at.run()
    assert "change" not in at.query_params


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def pick(at: AppTest, question: str, option: str) -> AppTest:
    return at.radio(key=f"question.{question}").set_value(option).run()


def asked(at: AppTest) -> list[str]:
    return [radio.key.removeprefix("question.") for radio in at.radio]


def begin(at: AppTest, audience: Audience = "founder", length: str = "short") -> AppTest:
    return press(at, f"begin.{audience}.{length}")


def sitting_of(at: AppTest) -> str:
    given = at.query_params["sitting"]
    return given if isinstance(given, str) else given[0]


def stored(at: AppTest) -> dict[str, str]:
    found = store().find(sitting_of(at))
    assert found
    return dict(found.sitting.answers)


def answer_all(at: AppTest, choose: int = 0) -> dict[str, str]:
    """Answer every screen up to the review; returns what was answered."""
    given = {}
    while questions := asked(at):
        for question in questions:
            given[question] = questionnaire().questions[question].option_ids[choose]
            pick(at, question, given[question])
        press(at, "next")
    return given


@pytest.mark.parametrize("audience", ["founder", "candidate"])
@pytest.mark.parametrize("length", ["short", "full"])
def test_every_audience_reaches_a_verdict_and_every_answer_is_stored(visitor: AppTest, audience: Audience, length: str) -> None:
    begin(visitor, audience, length)
    given = answer_all(visitor, choose=1)
    press(visitor, "finish")
    assert stored(visitor) == given
    assert visitor.button(key="review_answers")
    assert not visitor.radio


def test_next_waits_for_an_answer(visitor: AppTest) -> None:
    begin(visitor)
    press(visitor, "next")
    assert asked(visitor) == ["stage"]


def test_back_loses_no_answer(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    press(visitor, "next")
    (second,) = asked(visitor)
    option = questionnaire().questions[second].option_ids[1]
    pick(visitor, second, option)
    press(visitor, "back")
    assert visitor.radio(key="question.stage").value == "growth"
    press(visitor, "next")
    assert visitor.radio(key=f"question.{second}").value == option


def test_back_from_the_first_screen_offers_to_go_on(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    press(visitor, "back")
    assert "sitting" not in visitor.query_params
    press(visitor, "resume_here")
    assert visitor.radio(key="question.stage").value == "growth"


def test_a_changed_answer_returns_to_the_review(visitor: AppTest) -> None:
    begin(visitor)
    answer_all(visitor)
    change(visitor, "driver")
    pick(visitor, "driver", "technology")
    press(visitor, "next")
    assert visitor.button(key="finish")
    assert stored(visitor)["driver"] == "technology"


@pytest.mark.parametrize("place", ["nothing_like_it", "candidate_background", "", "result"])
def test_an_address_that_was_tampered_with_leads_to_the_first_open_question(visitor: AppTest, place: str) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    press(visitor, "next")
    kept = place_of(visitor)
    visitor.query_params["change"] = place
    visitor.run()
    assert asked(visitor) == ["team_size"]
    assert place_of(visitor) == kept, "an address that is opened writes nothing"
    assert stored(visitor) == {"stage": "growth"}


def test_a_change_that_makes_a_question_relevant_leads_to_it_first(visitor: AppTest) -> None:
    begin(visitor)
    assert "candidate_tie" not in answer_all(visitor)
    change(visitor, "candidate")
    pick(visitor, "candidate_background", "both")
    press(visitor, "next")
    assert asked(visitor) == ["candidate_tie"]
    pick(visitor, "candidate_tie", "inside")
    press(visitor, "next")
    assert visitor.button(key="finish")


def test_the_language_can_change_halfway_and_keeps_answers_and_place(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    press(visitor, "next")
    (second,) = asked(visitor)
    option = questionnaire().questions[second].option_ids[1]
    pick(visitor, second, option)
    before = visitor.title[0].value
    visitor.button_group(key="language").set_value("fr").run()
    assert visitor.title[0].value != before
    assert visitor.radio(key=f"question.{second}").value == option
    assert stored(visitor) == {"stage": "growth", second: option}


def test_a_new_session_that_arrives_with_an_answer_saves_it(visitor: AppTest) -> None:
    """After a restart the browser's next answer is the first run of a new session, where no callback fires."""
    begin(visitor)
    again = AppTest.from_file(SCRIPT, default_timeout=30)
    again.session_state["browser"] = visitor.session_state["browser"]
    again.query_params["sitting"] = sitting_of(visitor)
    again.session_state["question.stage"] = "growth"
    again.run()
    assert stored(visitor) == {"stage": "growth"}


def test_a_second_tab_shows_what_the_first_one_saved(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    store().save_answer(sitting_of(visitor), "stage", "idea")
    visitor.run()
    assert visitor.radio(key="question.stage").value == "idea"
    assert stored(visitor) == {"stage": "idea"}


def test_a_tab_does_not_overwrite_what_another_one_saved_meanwhile(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    store().save_answer(sitting_of(visitor), "stage", "idea")
    pick(visitor, "stage", "late")
    assert stored(visitor) == {"stage": "idea"}
    assert visitor.radio(key="question.stage").value == "idea"
    pick(visitor, "stage", "late")
    assert stored(visitor) == {"stage": "late"}


def test_more_can_be_answered_after_the_review(visitor: AppTest) -> None:
    begin(visitor, "candidate")
    first = answer_all(visitor)
    press(visitor, "extend.company.short")
    more = answer_all(visitor)
    press(visitor, "finish")
    assert "candidate_background" not in more
    assert stored(visitor) == first | more


def test_a_sitting_is_closed_to_who_has_no_key(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    stranger = AppTest.from_file(SCRIPT, default_timeout=30)
    stranger.query_params["sitting"] = sitting_of(visitor)
    stranger.run()
    assert not stranger.radio
    press(stranger, "start_again")
    assert stranger.button(key="begin.founder.short")


@pytest.mark.parametrize("damaged", ["damaged", "", "x" * 5000, "../../etc", "aaaaaaaaaaaa"])
def test_a_damaged_address_leads_to_a_calm_page(database: Store, damaged: str) -> None:
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.query_params["sitting"] = damaged
    at.run()
    assert not at.exception
    assert at.button(key="start_again")


def test_erasing_leaves_nothing(visitor: AppTest) -> None:
    begin(visitor)
    pick(visitor, "stage", "growth")
    public = sitting_of(visitor)
    visitor.session_state["later"] = True
    visitor.run()
    press(visitor, "erase")
    press(visitor, "erase_keep")
    assert store().find(public)
    press(visitor, "erase")
    press(visitor, "erase_sure")
    assert store().find(public) is None
    assert visitor.button(key="begin.founder.short")


def test_an_answer_that_cannot_be_saved_stays_on_the_page_and_is_saved_later(visitor: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(visitor)
    with monkeypatch.context() as broken:

        def refuse(*_: object) -> bool:
            raise StoreError("full")

        broken.setattr(Store, "save_answer", refuse)
        pick(visitor, "stage", "growth")
        assert visitor.radio(key="question.stage").value == "growth"
        press(visitor, "next")
        assert asked(visitor) == ["stage"]
    assert stored(visitor) == {}
    visitor.run()
    assert stored(visitor) == {"stage": "growth"}


def test_a_database_that_cannot_be_opened_gives_a_calm_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nowhere/answers.db")
    database.cache_clear()
    at = AppTest.from_file(SCRIPT, default_timeout=30).run()
    press(at, "begin.founder.short")
    assert not at.exception
    assert at.button(key="begin.founder.short")
    at.query_params["sitting"] = keys.new_public_id()
    at.run()
    assert not at.exception
    assert not at.radio
    database.cache_clear()


def test_a_settled_verdict_can_be_seen_before_the_last_question(visitor: AppTest) -> None:
    """Offered as soon as no answer still to come can turn it, and not before; what is left then changes nothing."""
    begin(visitor)
    while not any(button.key == "finish_now" for button in visitor.button):
        (question,) = asked(visitor)
        pick(visitor, question, questionnaire().questions[question].option_ids[0])
        if not any(button.key == "finish_now" for button in visitor.button):
            press(visitor, "next")
    early = stored(visitor)
    press(visitor, "finish_now")
    assert visitor.button(key="review_answers")
    assert not visitor.radio
    verdicts = {
        assess({**early, q: option}).verdict for q in FOUNDER_SHORT - early.keys() for option in questionnaire().questions[q].option_ids
    }
    assert verdicts == {assess(early).verdict}


def test_the_facts_of_the_map_can_be_chosen_and_the_same_one_twice_breaks_nothing(visitor: AppTest) -> None:
    """The last drawing of the page is the map in the fold, and it alone changes; without two facts there is none."""

    def drawn() -> list[str]:
        return [str(chart.proto) for chart in visitor.get("vega_lite_chart")]

    begin(visitor)
    answer_all(visitor)
    press(visitor, "finish")
    visitor.session_state["what_if"] = True  # the fold is open
    visitor.run()
    *rest, usual = drawn()
    visitor.selectbox(key="what_if_axis.en.across").set_value("driver").run()
    *same, other = drawn()
    assert (same, other == usual) == (rest, False)
    visitor.selectbox(key="what_if_axis.en.up").set_value("driver").run()
    assert drawn() == rest
    visitor.selectbox(key="what_if_axis.en.up").set_value("leadership").run()
    assert len(drawn()) == len(rest) + 1


def test_a_press_and_the_page_it_leads_to_read_the_sitting_once(visitor: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(visitor)
    (question,) = asked(visitor)
    read, find = list[str](), Store.find
    monkeypatch.setattr(Store, "find", lambda self, public: read.append(public) or find(self, public))
    given = [option for option in questionnaire().questions[question].option_ids[:2] if pick(visitor, question, option)]
    assert read == [sitting_of(visitor)] * 2
    assert stored(visitor) == {question: given[-1]}
    read.clear()
    press(visitor, "next")
    assert read == [sitting_of(visitor)]
    assert asked(visitor) != [question]


def test_the_result_made_during_the_review_is_of_the_answers_as_they_are_and_kept_until_it_is_shown(
    visitor: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(visitor)
    answer_all(visitor)
    before, _ = prepared(visitor)
    for question, option in {"candidate_background": "neither", "driver": "market"}.items():
        change(visitor, section_of(question))
        pick(visitor, question, option)
        press(visitor, "next")
        answer_all(visitor)
    answers, title = prepared(visitor)
    assert answers == stored(visitor) != before
    monkeypatch.setattr("front.sitting.prepared._made", pytest.fail)
    press(visitor, "finish")
    assert [one.value for one in visitor.title] == [title]
    assert "prepared" not in visitor.session_state


@pytest.mark.parametrize("presses", [["erase", "erase_sure"], ["back"]])
def test_nothing_that_was_prepared_stays_once_a_sitting_is_erased_or_left(visitor: AppTest, presses: list[str]) -> None:
    begin(visitor)
    answer_all(visitor)
    assert "prepared" in visitor.session_state
    visitor.session_state["later"] = True
    visitor.run()
    while "sitting" in visitor.query_params:
        for key in presses:
            press(visitor, key)
    assert "prepared" not in visitor.session_state


def prepared(at: AppTest) -> tuple[dict[str, str], str]:
    """The answers and the title of the result that waits in this tab."""
    _, (found, made) = at.session_state["prepared"]
    return dict(found.answers), made.verdict.title
