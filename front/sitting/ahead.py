"""What the answers still to come can do to the verdict of one sitting. Draws nothing."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from questionnaire import sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from questionnaire.sitting import Sitting
from scoring import outlook
from scoring.assessment import Outlook
from scoring.facts import read_facts
from scoring.verdict import cube, unknown_questions


def ahead(sitting: Sitting) -> Outlook:
    """The verdicts still possible, and whether the verdict is settled."""
    return _ahead(tuple(moves.counted(questionnaire(), sitting).items()), missing(sitting))


@lru_cache(maxsize=1024)
def _ahead(answers: tuple[tuple[str, str], ...], missing: tuple[str, ...]) -> Outlook:
    """Kept for a moment: it is asked for with the answer, and by the press on "next"."""
    return outlook.outlook(cube(), dict(answers), missing)


def levels(sitting: Sitting) -> dict[str, str | None]:
    """The facts as the answers so far read them."""
    return {r.fact: r.level for r in read_facts(cube().rules, moves.counted(questionnaire(), sitting))}


def missing(sitting: Sitting) -> tuple[str, ...]:
    """The questions of this sitting without a known answer; what is not known may be found out.

    Where nothing is asked about the company, all of it is open: the verdict on a person alone is never settled by that silence.
    """
    known = sitting if "company" in sitting.parts else replace(sitting, parts={**sitting.parts, "company": "full"})
    return tuple(i for i in _asked(known) if sitting.answers.get(i, DONT_KNOW) == DONT_KNOW)


def left(sitting: Sitting) -> int:
    """How many questions have no answer at all."""
    return sum(i not in sitting.answers for i in _asked(sitting))


def enough(sitting: Sitting, *, whole: bool = False) -> bool:
    """Whether there is a result to show: all is answered, or nothing that is left can change the verdict.

    `whole`: only once all is answered, because somebody else asked for it.
    """
    return moves.finished(questionnaire(), sitting) or (not whole and ahead(sitting).settled)


def settled_for_good(sitting: Sitting) -> bool:
    """Whether nothing that anybody could ask of this audience, the full version and the other part included, can change the verdict."""
    answers = moves.counted(questionnaire(), sitting)
    return outlook.outlook(cube(), answers, unknown_questions(answers, sitting.audience)).settled


def settles_most(sitting: Sitting, among: Sequence[str]) -> str | None:
    """The question among some whose answer tells most about the verdict."""
    return _settles_most(tuple(moves.counted(questionnaire(), sitting).items()), missing(sitting), tuple(among))


@lru_cache(maxsize=1024)
def _settles_most(answers: tuple[tuple[str, str], ...], missing: tuple[str, ...], among: tuple[str, ...]) -> str | None:
    """Kept for a moment: it is asked for as soon as a screen is answered, so that the press on "next" finds it ready."""
    return outlook.next_best(cube(), dict(answers), missing, among)


def _asked(sitting: Sitting) -> list[str]:
    return [question.id for screen in moves.screens(questionnaire(), sitting) for question in screen.questions]
