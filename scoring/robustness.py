"""How solid a verdict is: the fewest changes that turn it, the neighbours that keep it, and how it stands when every number is varied.

The varied numbers are those of the rule base: starting points, points, and every value and bound that reads a fact. Answers are
not varied, nor are levels of an anchored scale, which are names.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache, singledispatch
from types import MappingProxyType
from typing import Protocol
from zlib import crc32

import numpy as np

from questionnaire.models import DONT_KNOW

from .assessment import Counterfactual, Robustness, Turn
from .cube import UNKNOWN, Array, Cube
from .facts import SHOWN, anchored, read
from .models import AnchorsRule, AverageRule, CountRule, EvidenceCap, OutcomeId, RequiredRule, Rule

DRAWS = 2000
SPREAD = 0.2  # each number is drawn evenly between 20 % less and 20 % more
_SEED = 20


class Vary(Protocol):
    """What a number becomes in each draw; the same name always gives the same draws."""

    def __call__(self, name: str, number: float) -> Array: ...


def robustness(
    cube: Cube, answers: Mapping[str, str], state: Sequence[int], verdict: OutcomeId,
    turns: Sequence[Turn], changes: Sequence[Counterfactual], supposed: Collection[str] = (),
) -> Robustness:  # fmt: skip
    """Everything that says how solid a verdict is. `answers` are those that count; `supposed` facts are not read from them."""
    neighbours = len(cube.neighbours(state))
    return Robustness(
        flip_distance=min((len(one.changes) for one in changes), default=None),
        neighbours_agreeing=1 - len(turns) / neighbours if neighbours else None,
        weight_stability=float(
            np.mean(
                varied_verdicts(cube, answers, varied, {f: state[cube.facts.index(f)] for f in supposed}) == cube.outcomes.index(verdict)
            )
        ),
        draws=DRAWS,
    )


def varied_verdicts(cube: Cube, answers: Mapping[str, str], vary: Vary, supposed: Mapping[str, int] = MappingProxyType({})) -> Array:
    """The verdict under each draw, as outcome numbers: shape (DRAWS,). `supposed` facts have one level in all."""
    known = {q: option for q, option in answers.items() if option != DONT_KNOW}
    cap = cube.rules.evidence_cap
    state = [np.asarray(supposed.get(f.id, read_varied(f.rule, f.id, known, f.level_ids, cap, vary))) for f in cube.rules.facts]
    verdict = cube.judge(state, _fits(cube, state, vary)).verdict
    return np.broadcast_to(verdict, DRAWS)


@cache
def _factors(name: str) -> Array:
    return np.random.default_rng([_SEED, crc32(name.encode())]).uniform(1 - SPREAD, 1 + SPREAD, DRAWS)


def varied(name: str, number: float) -> Array:
    """The number times its draws."""
    return number * _factors(name)


def _fits(cube: Cube, state: Sequence[Array], vary: Vary) -> list[Array]:
    """Points that one rule gives to several outcomes are one number, and move together."""
    fits = [vary(f"base {o.id}", o.base) for o in cube.rules.outcomes]
    for place, points in enumerate(cube.rules.points):
        fact = cube.facts.index(points.fact)
        level = np.broadcast_to(state[fact], DRAWS)
        given = np.zeros(DRAWS)
        for name, value in points.levels.items():
            given += np.where(level == cube.rules.facts[fact].level_ids.index(name), vary(f"points {place} {name}", value), 0)
        for outcome in points.outcomes:
            fits[cube.outcomes.index(outcome)] = fits[cube.outcomes.index(outcome)] + given
    return fits


# ---- the readings of facts.py, with numbers that vary


@singledispatch
def read_varied(rule: Rule, _fact: str, known: Mapping[str, str], levels: Sequence[str], cap: EvidenceCap, _vary: Vary) -> int | Array:
    """The level of a fact in each draw, UNKNOWN where no answer settles it. A rule without numbers reads as always."""
    level, _ = read(rule, known, levels, cap)
    return UNKNOWN if level is None else level


@read_varied.register
def _(rule: AverageRule, fact: str, known: Mapping[str, str], _levels: Sequence[str], _cap: EvidenceCap, vary: Vary) -> int | Array:
    values = [vary(f"{fact} {q} {known[q]}", v[known[q]]) for q, v in rule.values.items() if q in known]
    added = [vary(f"{fact} add {q}", v[known[q]]) for q, v in rule.add.items() if known.get(q) in v]
    return _level(sum(added, sum(values, np.zeros(1)) / len(values)), rule.upto, fact, vary) if values else UNKNOWN


@read_varied.register
def _(rule: CountRule, fact: str, known: Mapping[str, str], _levels: Sequence[str], _cap: EvidenceCap, vary: Vary) -> int | Array:
    values = [vary(f"{fact} {q} {known[q]}", v.get(known[q], 0)) for q, v in rule.values.items() if q in known]
    return _level(sum(values, np.zeros(1)), rule.upto, fact, vary) if values else UNKNOWN


@read_varied.register
def _(rule: AnchorsRule, fact: str, known: Mapping[str, str], levels: Sequence[str], cap: EvidenceCap, vary: Vary) -> int | Array:
    marks = list(anchored(rule.items, known, cap).values())
    if len(marks) < rule.minimum:
        level, _ = read(rule, known, levels, cap)
        return UNKNOWN if level is None else level
    mean, shown = sum(marks) / len(marks), sum(mark >= SHOWN for mark in marks)
    solid = (mean >= vary(f"{fact} solid", rule.solid_mean)) & (shown >= vary(f"{fact} share", rule.solid_share) * len(marks))
    return np.where(solid, 2, (mean >= vary(f"{fact} working", rule.working_mean)).astype(int))


@read_varied.register
def _(rule: RequiredRule, fact: str, known: Mapping[str, str], levels: Sequence[str], cap: EvidenceCap, vary: Vary) -> int | Array:
    needed = anchored(rule.required, known, cap)
    if any(known.get(q) in options for q, options in rule.against.items()) or not needed:
        level, _ = read(rule, known, levels, cap)
        return UNKNOWN if level is None else level
    marks = list(anchored(rule.items, known, cap).values())
    enough = len(needed) == len(rule.required)
    shown = (sum(marks) / len(marks) >= vary(f"{fact} mean", rule.mean)).astype(int) if enough else UNKNOWN
    return np.where(min(needed.values()) < vary(f"{fact} floor", rule.floor), 0, shown)


def _level(value: Array, bounds: Sequence[float], fact: str, vary: Vary) -> Array:
    """The first level whose upper bound is not exceeded."""
    return sum((value > vary(f"{fact} bound {n}", bound)).astype(int) for n, bound in enumerate(bounds))  # type: ignore[return-value]
