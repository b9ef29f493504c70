"""The questions that serve only a founder's report: stored like any other, scored like none, and asked of founders alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire import deeper, sitting as moves
from questionnaire.catalogue import deepening, questionnaire
from questionnaire.models import DONT_KNOW
from questionnaire.store import Store, store
from tests.front.test_journeys import (  # noqa: F401  # the browser that keeps no cookies is a fixture
    FOUNDER_SHORT,
    SCRIPT,
    _browser,
    answer_all,
    asked,
    begin,
    pick,
    press,
    sitting_of,
    stored,
)

ALL = deepening().order
FIRST = f"deeper.{deepening().chapters[0].id}"


@pytest.fixture
def founder(database: Store) -> Iterator[AppTest]:
    """Somebody whose result is on the page."""
    at = AppTest.from_file(SCRIPT, default_timeout=30).run()
    begin(at)
    for question in FOUNDER_SHORT:
        store().save_answer(sitting_of(at), question, questionnaire().questions[question].option_ids[1])
    at.session_state["place"] = moves.RESULT
    yield at.run()
    assert not at.exception


def sitting(at: AppTest) -> moves.Sitting:
    found = store().find(sitting_of(at))
    assert found
    return found.sitting


def test_a_founder_is_asked_each_of_them_once_and_an_answer_is_stored_at_once(founder: AppTest) -> None:
    scored = stored(founder)
    press(founder, FIRST)
    met: list[str] = []
    while questions := asked(founder):
        (question,) = questions
        pick(founder, question, DONT_KNOW)
        met.append(question)
        assert stored(founder) == scored | dict.fromkeys(met, DONT_KNOW)
        press(founder, "next")
    assert met == [*ALL]
    assert founder.button(key="review_answers"), "beyond the last screen lies the result"


def test_none_of_them_must_be_answered(founder: AppTest) -> None:
    before = stored(founder)
    press(founder, FIRST)
    while asked(founder):
        press(founder, "next")
    assert stored(founder) == before
    assert founder.button(key="review_answers")


def test_back_from_the_first_leads_to_the_result_and_an_answer_can_be_changed_later(founder: AppTest) -> None:
    question = ALL[0]
    one, other, *_ = deepening().questions[question].option_ids
    press(founder, FIRST)
    pick(founder, question, one)
    press(founder, "back")
    press(founder, FIRST)
    assert asked(founder) == [ALL[1]], "the first one without an answer"
    press(founder, "back")
    assert founder.radio(key=f"question.{question}").value == one
    pick(founder, question, other)
    press(founder, "deeper_done")
    assert stored(founder)[question] == other
    assert founder.button(key="review_answers")


def test_they_count_for_no_verdict_no_progress_and_no_review(founder: AppTest) -> None:
    before = sitting(founder)
    given = {question: deepening().questions[question].option_ids[0] for question in ALL}
    after = replace(before, answers={**before.answers, **given})
    assert moves.counted(questionnaire(), after) == moves.counted(questionnaire(), before)
    assert deeper.answers(after) == given
    assert moves.screens(questionnaire(), after) == moves.screens(questionnaire(), before)
    assert moves.offers(questionnaire(), after) == moves.offers(questionnaire(), before)


def test_their_screens_are_called_like_no_other_place() -> None:
    places = {section.id for chapter in questionnaire().chapters for section in chapter.section}
    assert not {*ALL} & {*places, moves.REVIEW, moves.RESULT}


def test_nobody_but_a_founder_is_asked_or_can_answer(database: Store) -> None:
    at = AppTest.from_file(SCRIPT, default_timeout=30).run()
    begin(at, "candidate")
    answer_all(at)
    press(at, "finish")
    assert FIRST not in {button.key for button in at.button}
    with pytest.raises(KeyError):
        moves.answer(deeper.asking(sitting(at), "stress", questionnaire()), sitting(at), "stress", "product")


def test_erasing_deletes_them_too(founder: AppTest) -> None:
    press(founder, FIRST)
    pick(founder, ALL[0], DONT_KNOW)
    public = sitting_of(founder)
    press(founder, "back")
    store().erase(public)
    assert store().answers_of([public]) == {}
