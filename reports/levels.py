"""The level of one person in each competency: the one that counts, and the one that was said. Knows no words and no neighbour."""

from collections.abc import Mapping

from questionnaire.models import Questionnaire
from scoring.facts import ANCHORS, SHOWN, anchored, anchored_as_said
from scoring.models import EvidenceCap

__all__ = ["ANCHORS", "SHOWN", "Marks", "levels"]

Marks = tuple[int, int]  # 1 to 5: what counts, what was said


def levels(answers: Mapping[str, str], asked: Questionnaire, cap: EvidenceCap) -> dict[str, Marks]:
    """The marks of each anchored question that was answered, in the order of the questionnaire."""
    items = [q for q in asked.order if asked.questions[q].kind == "anchored"]
    counted, said = anchored(items, answers, cap), anchored_as_said(items, answers)
    return {q: (counted[q], said[q]) for q in counted}
