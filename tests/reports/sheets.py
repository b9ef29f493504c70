"""Many sheets of every kind, for what must hold in any report: the personas, each alone and with other answers, and random ones."""

import random
from collections.abc import Mapping
from functools import cache
from typing import cast

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.models import DONT_KNOW, Questionnaire
from reports.document import voice
from reports.subject import Subject
from scoring.assessment import Assessment, Explained
from scoring.rulebase import rule_base
from scoring.verdict import assess, explained

from .conftest import DAY, PERSONAS

_RANDOM = 400


@cache
def sheets() -> tuple[Mapping[str, str], ...]:
    """The same ones each time."""
    chance = random.Random(5)  # noqa: S311 (no secret)
    varied = [{**answers, **_some(questionnaire(), chance, 0.15)} for answers in PERSONAS.values() for _ in range(40)]
    return *PERSONAS.values(), *varied, *(_some(questionnaire(), chance, share) for share in (0.4, 0.9) for _ in range(_RANDOM // 2))


@cache
def deeper_sheets() -> tuple[Mapping[str, str], ...]:
    """Answers to the deepening questions: none, all unknown, and many at random."""
    chance = random.Random(6)  # noqa: S311 (no secret)
    nothing = dict.fromkeys(deepening().order, DONT_KNOW)
    return {}, nothing, *(_some(deepening(), chance, 0.8) for _ in range(150))


def _some(asked: Questionnaire, chance: random.Random, share: float) -> dict[str, str]:
    return {q: chance.choice(asked.questions[q].option_ids) for q in asked.order if chance.random() < share}


@cache
def founders() -> tuple[Subject, ...]:
    """A founder in French for each sheet, with one deepening sheet after the other."""
    deeper = deeper_sheets()
    return tuple(subject(assess(answers), deeper[place % len(deeper)]) for place, answers in enumerate(sheets()))


def subject(found: Assessment, deeper: Mapping[str, str]) -> Subject:
    return Subject(cast("Explained", found), "founder", voice("fr"), rule_base(), questionnaire(), DAY, deeper=deeper)


def of(persona: str, deeper: Mapping[str, str] | None = None) -> Subject:
    return subject(explained(PERSONAS[persona]), deeper or {})
