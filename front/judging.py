"""A candidate of a brief, judged for its company: which answers count together, and many people at once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from questionnaire.catalogue import questionnaire
from scoring.cube import UNKNOWN, Array
from scoring.many import LEANS, NONE, SIDES, STRENGTHS, many
from scoring.models import Lean, OutcomeId, Side, Strength

Answers = Mapping[str, str]


class Glance(NamedTuple):
    """What a table says of somebody: verdict, strength, side, letters, the cautions that go with it, the facts nobody knows."""

    verdict: OutcomeId
    strength: Strength
    side: Side
    lean: Lean | None
    cautions: tuple[str, ...]
    unknown: tuple[str, ...]


def judged(company: Answers, person: Answers) -> dict[str, str]:
    """The answers that count for a candidate of a brief: a recruiter's about the company, and the candidate's own about the person."""
    return questionnaire().joined(company, person)


def glances(company: Answers, people: Sequence[Answers]) -> list[Glance]:
    """The verdict of each of many candidates for the same company, as `Basis` gives it, ten thousand in a moment."""
    if not people:
        return []
    scorer, codes = many(), _codes(company, people)
    states = scorer.states(codes)
    found = scorer.judge(states)
    cautions = _listed([one.id for one in scorer.cube.rules.cautions], scorer.cautions(codes, states, found.verdict))
    unknown = _listed(scorer.cube.facts, np.stack([level == UNKNOWN for level in states]))
    verdicts = [scorer.cube.outcomes[number] for number in found.verdict.tolist()]
    strengths = [STRENGTHS[number] for number in found.strength.tolist()]
    sides = [SIDES[number] for number in found.side.tolist()]
    leans = [None if number == NONE else LEANS[number] for number in scorer.lean(codes, states, found.verdict).tolist()]
    return [Glance(*one) for one in zip(verdicts, strengths, sides, leans, cautions, unknown, strict=True)]


def _codes(company: Answers, people: Sequence[Answers]) -> dict[str, Array]:
    """The answers that count as numbers of options, one array for each question; "I don't know" is no answer."""
    same, codes = questionnaire().joined(company, {}), {}
    for question in questionnaire().order:
        numbers = {option: number for number, option in enumerate(questionnaire().questions[question].option_ids)}
        if questionnaire().chapter_of(question).part == "company" and not questionnaire().questions[question].own:
            codes[question] = np.full(len(people), numbers.get(same.get(question, ""), UNKNOWN), np.int8)
        else:
            given = np.fromiter((numbers.get(one.get(question, ""), UNKNOWN) for one in people), np.int8, len(people))
            codes[question] = np.where(_asked(question, codes), given, np.int8(UNKNOWN))
    return codes


def _asked(question: str, codes: Mapping[str, Array]) -> Array:
    """Which candidates are asked one of their own questions, given the answers before it that count."""
    asked = questionnaire()
    one = asked.questions[question]
    hidden = np.zeros(len(next(iter(codes.values()))), bool)
    for other, options in (*one.unless.items(), *asked.part(asked.chapter_of(question).part).unless.items()):
        hidden |= np.isin(codes[other], [asked.questions[other].option_ids.index(option) for option in options])
    return ~hidden & ("candidate" in one.asked_of)


def _listed(names: Sequence[str], held: Array) -> list[tuple[str, ...]]:
    """For each column of `held` the names of the rows that are true; each different set is written once, as there are few."""
    numbers = (held.T << np.arange(len(names))).sum(1)
    sets = {number: tuple(name for bit, name in enumerate(names) if number >> bit & 1) for number in np.unique(numbers).tolist()}
    return [sets[number] for number in numbers.tolist()]
