"""What must hold in every state of the cube, with a counter-example in words where it does not. Draws nothing at random."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations, pairwise

import numpy as np

from questionnaire.languages import OTHERWISE

from .assessment import Result
from .cube import UNKNOWN, Array, Cube
from .models import Law, OutcomeId
from .verdict import SPLIT

_NEVER = np.int8(-101)  # below every fit: an outcome that is not admissible is worse than one that is
_RANKS = 8  # more than the number of outcomes, so that the order on equal fit never outweighs a point
_BETTER_BACKGROUNDS: tuple[tuple[str, tuple[OutcomeId, ...]], ...] = (("product", ("case_1", "case_3")), ("technology", ("case_1",)))


class Invariant(Result):
    """One thing that must hold: how many cases were looked at, and the first that breaks it, in words."""

    name: str
    text: str
    holds: bool
    checked: int
    counter_example: str | None = None


def invariant(name: str, text: str, checked: int, counter_example: str | None = None) -> Invariant:
    """It holds if there is no counter-example."""
    return Invariant(name=name, text=text, holds=counter_example is None, checked=checked, counter_example=counter_example)


def effective(cube: Cube) -> list[Array]:
    """For each outcome its fit where it is admissible, else less than any fit; axes that play no part have length one."""
    whole = cube.judge(cube.grid())
    fits = [np.where(admissible, fit, _NEVER) for admissible, fit in zip(whole.admissible, whole.fits, strict=True)]
    return [np.reshape(fit, fit.shape or (1,) * len(cube.shape)) for fit in fits]


def one_verdict(cube: Cube, fits: Sequence[Array]) -> Invariant:
    """Derives the verdict a second way: one number for fit and order together, of which only the verdict's may be the highest."""
    ranked = [fit.astype(np.int16) * _RANKS - cube.order.index(outcome) for outcome, fit in enumerate(fits)]
    best = reduce(np.maximum, ranked)
    wrong = np.broadcast_to(best <= int(_NEVER) * _RANKS, cube.shape).copy()
    for outcome, rank in enumerate(ranked):
        wrong |= (rank == best) != (cube.verdicts == outcome)
    words = f"There is none, or not the best one, with {in_words(cube, _first(wrong))}." if wrong.any() else None
    return invariant("one_verdict", "Every state has exactly one verdict: the admissible outcome with the highest fit.", wrong.size, words)


def every_outcome_reached(cube: Cube) -> Invariant:
    never = [cube.rules.outcome(o).name[OTHERWISE] for o, states in states_of(cube).items() if not states]
    words = f"Never the verdict: {', '.join(never)}." if never else None
    return invariant("outcomes_reached", "Every outcome is the verdict somewhere.", cube.verdicts.size, words)


def every_fact_decides(cube: Cube) -> Invariant:
    """Somewhere, another level of this fact alone gives another verdict."""
    idle = [not (cube.verdicts != np.take(cube.verdicts, [0], axis)).any() for axis in range(len(cube.rules.facts))]
    dead = [fact.name[OTHERWISE] for fact, never in zip(cube.rules.facts, idle, strict=True) if never]
    words = f"Never decisive, in any state: {', '.join(dead)}." if dead else None
    return invariant("facts_decide", "Every fact decides the verdict somewhere.", cube.verdicts.size * len(cube.facts), words)


def laws_hold(cube: Cube, fits: Sequence[Array]) -> Iterator[Invariant]:
    """Each law of the rule base, for each outcome it names."""
    for law in cube.rules.laws:
        for outcome in law.outcomes:
            yield _law(cube, fits[cube.outcomes.index(outcome)], law, outcome)


def backgrounds_never_split(cube: Cube) -> Iterator[Invariant]:
    """On the verdict itself: knowing more of a field is never what sends a person away."""
    for fact, outcomes in _BETTER_BACKGROUNDS:
        axis, split = cube.facts.index(fact), cube.outcomes.index(SPLIT)
        by_level = np.moveaxis(cube.verdicts, axis, 0)
        words, checked = None, 0
        for low, high in combinations(range(len(by_level)), 2):
            wrong = reduce(np.logical_or, [by_level[low] == cube.outcomes.index(o) for o in outcomes]) & (by_level[high] == split)
            checked += wrong.size
            if words is None and wrong.any():
                words = f"It does {_rise(cube, axis, low, high)}, with {_others(cube, axis, _first(wrong))}."
        name = cube.rules.facts[axis].name[OTHERWISE]
        cases = " or ".join(cube.rules.outcome(o).name[OTHERWISE] for o in outcomes)
        yield invariant(f"never_split.{fact}", f"{name}: a better one never turns {cases} into two leaders.", checked, words)


def states_of(cube: Cube) -> dict[OutcomeId, int]:
    """In how many states each outcome is the verdict."""
    return {outcome: int(np.count_nonzero(cube.verdicts == number)) for number, outcome in enumerate(cube.outcomes)}


def in_words(cube: Cube, state: Sequence[int]) -> str:
    """Each known fact of a state with the words of its level."""
    known = [(fact, level) for fact, level in zip(cube.rules.facts, state, strict=True) if level != UNKNOWN]
    return "; ".join(f"{fact.name[OTHERWISE]}: {fact.levels[level].text[OTHERWISE]}" for fact, level in known) or "nothing known"


def _law(cube: Cube, fits: Array, law: Law, outcome: OutcomeId) -> Invariant:
    """Looks at the outcome's own axes only: what plays no part in its fit cannot break a law about it."""
    axis = cube.facts.index(law.fact)
    levels = cube.rules.facts[axis].level_ids
    pairs = [(other, law.level) for other in levels if other != law.level] if law.level else list(pairwise(levels))
    steps = [(levels.index(low), levels.index(high)) for low, high in pairs]
    by_level = np.moveaxis(fits, axis, 0)
    by_level = np.broadcast_to(by_level, (len(levels), *by_level.shape[1:]))
    found = next(_broken(cube, axis, by_level, steps, law.rising), None)
    text = f"{cube.rules.outcome(outcome).name[OTHERWISE]}: {law.text[OTHERWISE]}"
    return invariant(f"law.{law.fact}.{outcome}", text, cube.verdicts.size // len(levels) * len(steps), found)


def _broken(cube: Cube, axis: int, by_level: Array, steps: Iterable[tuple[int, int]], rising: str) -> Iterator[str]:
    for low, high in steps:
        wrong = by_level[high] > by_level[low] if rising == "never_helps" else by_level[high] < by_level[low]
        if wrong.any():
            at = _first(wrong)
            acting = tuple(level if length > 1 else UNKNOWN for level, length in zip(at, wrong.shape, strict=True))
            change = f"from {_fit(by_level[low][at])} to {_fit(by_level[high][at])}"
            yield f"It goes {change} {_rise(cube, axis, low, high)}, with {_others(cube, axis, acting)}."


def _first(wrong: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(wrong)), wrong.shape))


def _fit(points: int) -> str:
    return "not admissible" if points == _NEVER else f"{points} points"


def _rise(cube: Cube, axis: int, low: int, high: int) -> str:
    fact = cube.rules.facts[axis]
    return f"when {fact.name[OTHERWISE]} goes from “{fact.levels[low].text[OTHERWISE]}” to “{fact.levels[high].text[OTHERWISE]}”"


def _others(cube: Cube, axis: int, state: Sequence[int]) -> str:
    """The facts of a state from which one axis was taken out."""
    return in_words(cube, (*state[:axis], UNKNOWN, *state[axis:]))
