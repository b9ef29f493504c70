"""The questions that serve only a founder's report: asked after the verdict, each may be left out, none is ever scored.

They are a questionnaire of their own, with screens of their own; the answers lie in the sitting beside the others. Knows no screen.
"""

from dataclasses import replace

from .catalogue import deepening
from .models import Chapter, Questionnaire
from .sitting import RESULT, Screen, Sitting, screens, unanswered


def answers(sitting: Sitting) -> dict[str, str]:
    """What was answered of them, "I don't know" included; nothing for an audience they are not asked of."""
    return deepening().relevant(sitting.audience, sitting.answers)


def asking(sitting: Sitting, question: str, scored: Questionnaire) -> Questionnaire:
    """The questionnaire a question of this sitting belongs to: `scored`, unless it is one of these and asked of this audience."""
    own = deepening()
    return own if question in own.questions and sitting.audience in own.questions[question].asked_of else scored


def whole(sitting: Sitting) -> Sitting:
    """The sitting as if it were about these questions alone: what their screens and their progress are drawn from."""
    return replace(sitting, parts={"deepening": "full"})


def shown(sitting: Sitting) -> list[Screen]:
    """All their screens, in order: each asks one question, and is called like it."""
    return [
        Screen(chapter, section.model_copy(update={"id": question.id, "questions": (question.id,)}), (question,))
        for chapter, section, questions in screens(deepening(), whole(sitting))
        for question in questions
    ]


def current(sitting: Sitting) -> Screen | None:
    """The screen at the sitting's place, if it is one of these."""
    return next((screen for screen in shown(sitting) if screen.section.id == sitting.place), None)


def enter(sitting: Sitting, chapter: str) -> Sitting:
    """To the first question of a chapter that has no answer, else to its first one; where it is not asked, nowhere."""
    found = [screen for screen in shown(sitting) if screen.chapter.id == chapter]
    there = next((screen for screen in found if unanswered(screen, sitting)), found[0] if found else None)
    return replace(sitting, place=there.section.id) if there else sitting


def step(sitting: Sitting, by: int) -> Sitting:
    """So many screens on, or back; beyond the first and the last lies the result."""
    places = {number: screen.section.id for number, screen in enumerate(shown(sitting))}
    here = next((number for number, place in places.items() if place == sitting.place), -1)
    return replace(sitting, place=places.get(here + by, RESULT))


def standing(sitting: Sitting) -> list[tuple[Chapter, int, int]]:
    """Each of their chapters that is asked: how many of its questions have an answer, and how many it has."""
    found: dict[str, list[Screen]] = {}
    for screen in shown(sitting):
        found.setdefault(screen.chapter.id, []).append(screen)
    return [(of[0].chapter, sum(not unanswered(screen, sitting) for screen in of), len(of)) for of in found.values()]
