"""What would change a verdict: the smallest sets of changed facts that lead to each other outcome. Each set is judged, none is guessed."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple, get_args

import numpy as np

from .assessment import Counterfactual, Shift
from .cube import UNKNOWN, Array, Cube
from .models import Change, OutcomeId

FARTHEST = 4  # facts changed at once; with more, it would be another company or another person
_KEPT = 6  # sets of one kind for one outcome, the nearest first; there may be many of the same size
_KINDS: tuple[Change, ...] = get_args(Change)
_ACT = _KINDS.index("act")


class _Moves(NamedTuple):
    """Changes of so many facts at once: one row each of facts and their new levels, and the hardest kind of change in the row."""

    facts: Array
    levels: Array
    kinds: Array

    def only(self, rows: Array) -> "_Moves":
        return _Moves(self.facts[rows], self.levels[rows], self.kinds[rows])


def counterfactuals(cube: Cube, state: Sequence[int], verdict: OutcomeId) -> tuple[Counterfactual, ...]:
    """For each other outcome the smallest sets of changes of known facts; if none of them can be acted on now, the smallest that can.

    An outcome that no FARTHEST changes reach is left out. Facts that are not known stay so.
    """
    now = np.asarray(state, np.int8)
    found: dict[OutcomeId, list[Counterfactual]] = {o: [] for o in cube.outcomes if o != verdict}
    for size in range(1, FARTHEST + 1):
        missing = {o for o, sets in found.items() if not sets}
        beyond = {o for o, sets in found.items() if sets and not any(one.kind == "act" for one in sets)}
        if not missing | beyond:
            break
        moves = _possible_moves(cube, now, size, only_act=not missing)
        reached = _verdicts(cube, now, moves)
        for outcome in missing | beyond:
            hits = reached == cube.outcomes.index(outcome)
            hits &= (moves.kinds == _ACT) if outcome in beyond else True
            found[outcome] += _nearest(cube, now, moves.only(hits), outcome)
    return tuple(one for sets in found.values() for one in sorted(sets, key=lambda s: (_KINDS.index(s.kind), len(s.changes))))


def _possible_moves(cube: Cube, now: Array, size: int, *, only_act: bool) -> _Moves:
    facts, levels, rows = _moves(cube, size)
    before = now[facts]
    kinds = _kinds(cube)[facts, before, levels]
    usable = (before != UNKNOWN) & (before != levels) & ((kinds == _ACT) | (not only_act))
    for place in range(size):
        rows = rows[usable[rows[:, place]]]
    return _Moves(facts[rows], levels[rows], kinds[rows].max(axis=1, initial=0))


@lru_cache(maxsize=32)
def _moves(cube: Cube, size: int) -> tuple[Array, Array, Array]:
    """Every single change, as facts and their new levels, and all rows of so many of them; whatever the state, the same for every sheet."""
    singles = [(fact, level) for fact, levels in enumerate(cube.shape) for level in range(levels)]
    start = np.cumsum((0, *cube.shape))
    chosen = combinations(range(len(cube.facts)), size)
    rows = [row for facts in chosen for row in product(*(range(start[f], start[f + 1]) for f in facts))]
    facts, levels = np.array(singles, np.intp).T
    return facts, levels, np.array(rows, np.intp)


@lru_cache(maxsize=8)
def _kinds(cube: Cube) -> Array:
    """The kind of each change, by fact, level now and level then."""
    found = np.zeros((len(cube.facts), max(cube.shape), max(cube.shape)), np.int8)
    for number, fact in enumerate(cube.rules.facts):
        for now, then in product(range(len(fact.levels)), repeat=2):
            found[number, now, then] = _KINDS.index(fact.kind_of_change(fact.level_ids[now], fact.level_ids[then]))
    return found


def _verdicts(cube: Cube, now: Array, moves: _Moves) -> Array:
    states = np.repeat(now[:, None], len(moves.facts), axis=1)  # one row for each fact, so that its levels lie side by side
    states[moves.facts, np.arange(len(moves.facts))[:, None]] = moves.levels
    return np.broadcast_to(cube.judge(list(states)).verdict, len(moves.facts))


def _nearest(cube: Cube, now: Array, moves: _Moves, outcome: OutcomeId) -> Iterator[Counterfactual]:
    """The sets with the fewest steps from level to level, some of each kind."""
    steps = np.abs(moves.levels - now[moves.facts]).sum(axis=1)
    for kind, name in enumerate(_KINDS):
        rows = np.flatnonzero(moves.kinds == kind)
        for row in rows[np.argsort(steps[rows], kind="stable")][:_KEPT]:
            pairs = zip(moves.facts[row].tolist(), moves.levels[row].tolist(), strict=True)
            yield Counterfactual(outcome=outcome, kind=name, changes=tuple(_shift(cube, int(now[f]), f, n) for f, n in pairs))


def _shift(cube: Cube, now: int, fact: int, then: int) -> Shift:
    levels = cube.rules.facts[fact].level_ids
    return Shift(fact=cube.facts[fact], now=levels[now], then=levels[then])
