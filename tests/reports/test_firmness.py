"""The word for how firm a verdict is, beside the figures it stands with: a close call and what is not known yet are two things."""

from reports.blocks import Verdict
from reports.document import report
from scoring.verdict import explained

from .conftest import DAY, PERSONAS


def told(persona: str, *, pending: bool) -> Verdict:
    found = explained(PERSONAS[persona])
    assert (found.strength, found.side_strength, bool(found.pending)) == ("toss_up", "toss_up", pending)
    return report(found, "candidate", "en", DAY).verdict


def test_a_verdict_that_only_the_unknown_can_turn_is_not_called_a_close_call() -> None:
    """Neither in the word for its strength nor in the title."""
    unknown, close = told("nothing_answered", pending=True), told("one_salary_less", pending=False)
    assert unknown.strength_name != close.strength_name
    assert unknown.title != close.title
