"""The review: what is not known and what may not go together, each with a way there and back; nothing of it moves the verdict."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from front.linked import picture
from front.sitting import desk as desks
from questionnaire import sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from questionnaire.pace import minutes
from questionnaire.store import Store, store
from tests.front.test_journeys import (  # noqa: F401  # the browser that keeps no cookies is a fixture
    FOUNDER_SHORT,
    SCRIPT,
    _browser,
    asked,
    begin,
    change,
    pick,
    press,
    section_of,
    sitting_of,
    stored,
    ways,
)

ODD = {"stage": "idea", "reliability_stakes": "critical"}
SETTLE = "settle.idea_and_danger"
LIST = '<ul class="ways">'


@pytest.fixture
def visitor(database: Store) -> Iterator[AppTest]:
    """Somebody at the review of a short sitting: two answers may not go together, one is not known."""
    at = begin(AppTest.from_file(SCRIPT, default_timeout=30).run())
    known = {question: questionnaire().questions[question].option_ids[1] for question in FOUNDER_SHORT}
    for question, option in {**known, **ODD, "driver": DONT_KNOW}.items():
        store().save_answer(sitting_of(at), question, option)
    found = store().find(sitting_of(at))
    assert found
    store().save_moves(replace(found.sitting, reviewed=True))
    yield arrive(at, moves.REVIEW)
    assert not at.exception


def arrive(at: AppTest, place: str) -> AppTest:
    at.session_state["place"] = place
    return at.run()


def offered(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def settled(at: AppTest) -> set[str]:
    found = store().find(sitting_of(at))
    assert found
    return set(found.sitting.settled)


def test_both_can_be_said_to_be_true_and_it_is_remembered(visitor: AppTest) -> None:
    before = stored(visitor)
    assert SETTLE in offered(visitor)
    press(visitor, SETTLE)
    assert SETTLE not in offered(visitor)
    assert stored(visitor) == before
    assert settled(visitor) == {"idea_and_danger"}
    assert SETTLE not in offered(visitor.run())


@pytest.mark.parametrize("question", ODD)
def test_one_of_them_can_be_changed_and_next_leads_back(visitor: AppTest, question: str) -> None:
    change(visitor, section_of(question))
    assert asked(visitor) == [question]
    pick(visitor, question, questionnaire().questions[question].option_ids[1])
    press(visitor, "next")
    assert not asked(visitor)
    assert SETTLE not in offered(visitor)
    assert not settled(visitor)


def test_the_verdict_waits_for_nothing_and_tells_what_was_left_open(visitor: AppTest) -> None:
    press(visitor, "finish")
    assert {"review_answers", "left_look"} <= offered(visitor)
    press(visitor, "left_look")
    assert SETTLE in offered(visitor)
    assert ways(visitor, LIST) == {"driver"}


def test_nothing_is_told_where_all_is_known_and_settled(visitor: AppTest) -> None:
    press(visitor, SETTLE)
    change(visitor, "driver")
    assert asked(visitor) == ["driver"]
    pick(visitor, "driver", "product")
    arrive(visitor, moves.RESULT)
    assert "review_answers" in offered(visitor)
    assert "left_look" not in offered(visitor)


def test_what_has_no_answer_is_one_press_away(database: Store) -> None:
    at = arrive(begin(visitor_anew()), moves.REVIEW)
    assert ways(at, LIST) == {section_of(question) for question in FOUNDER_SHORT - {"own_tie"}}
    change(at, "teams")
    assert asked(at) == ["team_size"]


def visitor_anew() -> AppTest:
    return AppTest.from_file(SCRIPT, default_timeout=30).run()


def test_where_nothing_is_stored_it_can_be_settled_too(database: Store) -> None:
    at = visitor_anew()
    at.toggle(key="unstored_wish").set_value(True).run()
    begin(at)
    for question, option in ODD.items():
        arrive(at, next(s.id for _, s in questionnaire().sections("company") if question in s.questions))
        pick(at, question, option)
    press(arrive(at, moves.REVIEW), SETTLE)
    assert SETTLE not in offered(at)
    assert SETTLE not in offered(at.run())


def test_the_minutes_left_are_those_of_the_questions_without_an_answer(database: Store) -> None:
    at, q = begin(visitor_anew()), questionnaire()

    def told() -> tuple[str, int]:
        found = store().find(sitting_of(at))
        assert found
        (bar,) = at.run().get("progress")
        return bar.proto.text, minutes(moves.open_questions(q, found.sitting), "en")

    text, left = told()
    assert left > 1
    assert f" {left} " in text
    for question in FOUNDER_SHORT - {"stage", "own_tie"}:
        store().save_answer(sitting_of(at), question, q.questions[question].option_ids[1])
    shorter, left = told()
    assert left == 1
    assert len(shorter.split("·")) == len(text.split("·")) != len(pick_last(at).split("·"))


def pick_last(at: AppTest) -> str:
    """What stands above the questions once the first one is answered too."""
    (bar,) = pick(at, "stage", "growth").get("progress")
    return str(bar.proto.text)


def test_the_link_back_is_also_a_picture_made_here(visitor: AppTest) -> None:
    visitor.session_state["later"] = True
    visitor.run()
    desk = visitor.session_state["desk"]
    link = desks.link(desk.admitted.key, "en")
    assert [code.value for code in visitor.code] == [link]
    assert any(picture(link) in part.proto.body for part in visitor.get("html"))
