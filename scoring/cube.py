"""The rule base compiled over every combination of facts: one array that answers every question. Knows no words.

Facts are integers: the index of a level, or UNKNOWN. One function judges any set of states, given as one integer array for
each fact that broadcast together: a single sheet, a batch, or (with an open grid) all states at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .models import Condition, OutcomeId, RuleBase

UNKNOWN = -1  # the last entry of every look-up table, by Python's own indexing
NO, OPEN, YES = 0, 1, 2  # three-valued logic: "and" is the minimum, "or" the maximum
_INADMISSIBLE = np.int8(-101)

Array = NDArray[Any]
State = Sequence[int]
Test = dict[int, Array]
"""One clause: for each fact it names, NO or YES for each level, and OPEN for UNKNOWN."""


@dataclass(frozen=True)
class Ruling:
    """What the rules say of a set of states; every array broadcasts to the shape of the facts."""

    fits: list[Array]
    gates: list[list[Array]]
    vetoes: list[list[Array]]
    admissible: list[Array]
    verdict: Array

    def at(self, place: tuple[int, ...]) -> "Ruling":
        """The ruling of one state."""
        shape = self.verdict.shape

        def only(part: Any) -> Any:
            if isinstance(part, list):
                return [only(one) for one in part]
            return (part if part.shape == shape else np.broadcast_to(part, shape))[place]

        return Ruling(*map(only, (self.fits, self.gates, self.vetoes, self.admissible, self.verdict)))


class Cube:
    """The compiled rule base. Outcomes are numbered as in the rule base."""

    def __init__(self, rules: RuleBase) -> None:
        self.rules = rules
        self.outcomes: tuple[OutcomeId, ...] = tuple(o.id for o in rules.outcomes)
        self.facts = tuple(f.id for f in rules.facts)
        self.shape = tuple(len(f.levels) for f in rules.facts)
        self.order = [self.outcomes.index(o) for o in rules.verdict.tie_order]
        self._points = self._tables()
        self._gates = [self._tests(rules.gates, o) for o in self.outcomes]
        self._vetoes = [self._tests(rules.vetoes, o) for o in self.outcomes]

    @cached_property
    def verdicts(self) -> Array:
        """One outcome number for each state: uint8, one axis for each fact."""
        return self.judge(self.grid()).verdict

    @cached_property
    def _bits(self) -> Array:
        """The same as one bit for each outcome, so that a set of verdicts is an "or"."""
        return np.left_shift(np.uint8(1), self.verdicts)

    def grid(self) -> list[Array]:
        """All states as an open grid: one array of levels along each axis."""
        return list(np.ix_(*(np.arange(n) for n in self.shape)))

    def state(self, levels: Mapping[str, str | None]) -> list[int]:
        """Named levels as integers, None as UNKNOWN."""
        given = [levels[f.id] for f in self.rules.facts]
        return [UNKNOWN if level is None else fact.level_ids.index(level) for fact, level in zip(self.rules.facts, given, strict=True)]

    def judge(self, facts: Sequence[Array | int], fits: list[Array] | None = None) -> Ruling:
        """Fits, conditions and verdicts of a set of states; `fits` replaces those of the rule base."""
        states = [np.asarray(f) for f in facts]
        fits = fits or [self._fit(o, states) for o in range(len(self.outcomes))]
        gates = [[self._met(test, states) for test in tests] for tests in self._gates]
        vetoes = [[self._met(test, states) for test in tests] for tests in self._vetoes]
        admissible = [_all([g == YES for g in gate]) & ~_any([v == YES for v in veto]) for gate, veto in zip(gates, vetoes, strict=True)]
        shape = np.broadcast_shapes(*(s.shape for s in (*states, *fits)))
        return Ruling(fits, gates, vetoes, admissible, self._choose(fits, admissible, shape))

    def possible(self, state: State) -> tuple[OutcomeId, ...]:
        """The verdicts that remain when the unknown facts of a state are left open, in the order of the rule base."""
        view = self._bits[tuple(slice(None) if level == UNKNOWN else level for level in state)]
        while view.ndim:
            view = np.bitwise_or.reduce(view, axis=0)
        return tuple(outcome for number, outcome in enumerate(self.outcomes) if int(view) >> number & 1)

    def reachable(self, state: State, outcome: OutcomeId) -> tuple[str, ...]:
        """The unknown facts in the gates of an outcome, if settling them alone could make it the verdict; else none."""
        number = self.outcomes.index(outcome)
        missing = self.missing(state, number)
        return tuple(self.facts[fact] for fact in missing) if self.within_reach(state, number, missing).any() else ()

    def missing(self, state: State, outcome: int) -> list[int]:
        """The unknown facts in the gates of an outcome."""
        named = sorted({fact for clauses in self._gates[outcome] for test in clauses for fact in test})
        return [fact for fact in named if state[fact] == UNKNOWN]

    def within_reach(self, states: Sequence[Array | int], outcome: int, missing: Sequence[int]) -> Array:
        """Where settling the missing facts alone could make an outcome the verdict: one truth for each state."""
        axes = max(np.ndim(levels) for levels in states)
        trial = [np.asarray(levels) for levels in states]
        for fact, levels in zip(missing, np.ix_(*(np.arange(self.shape[f]) for f in missing)), strict=True):
            trial[fact] = levels.reshape(levels.shape + (1,) * axes)  # in front of the states, which then lie side by side in memory
        found: Array = (self.judge(trial).verdict == outcome).any(axis=tuple(range(len(missing))))
        return found

    def could_hold(self, outcome: int, levels: Sequence[Sequence[int]]) -> bool:
        """Whether some state with these levels, one set for each fact, meets the conditions of an outcome."""
        conditions = [*self._gates[outcome], *self._vetoes[outcome]]
        states = self._grid_of({fact for clauses in conditions for test in clauses for fact in test}, levels)
        gates = [self._met(test, states) == YES for test in self._gates[outcome]]
        vetoes = [self._met(test, states) == YES for test in self._vetoes[outcome]]
        return bool((_all(gates) & ~_any(vetoes)).any())

    def barred_by(self, outcome: int, levels: Sequence[Sequence[int]]) -> int | None:
        """The fact behind the first condition that rules an outcome out in every state with these levels; None if only points do."""
        for bars, conditions in ((False, self._gates[outcome]), (True, self._vetoes[outcome])):
            for clauses in conditions:
                named = sorted({fact for test in clauses for fact in test}, key=lambda fact: len(levels[fact]))
                if ((self._met(clauses, self._grid_of(named, levels)) == YES) == bars).all():
                    return named[0]
        return None

    def _grid_of(self, facts: Collection[int], levels: Sequence[Sequence[int]]) -> list[Array]:
        """All states of some facts with these levels, the others left open."""
        return list(np.ix_(*(np.array(some if fact in facts else [UNKNOWN]) for fact, some in enumerate(levels))))

    def neighbours(self, state: State) -> list[tuple[int, int]]:
        """Every change of one known fact to another level: (fact, level)."""
        return [(f, n) for f, level in enumerate(state) if level != UNKNOWN for n in range(self.shape[f]) if n != level]

    def verdicts_after(self, state: State, changes: Sequence[tuple[int, int]]) -> Array:
        """The verdict after each single change."""
        states = np.tile(np.asarray(state), (len(changes), 1))
        for row, (fact, level) in enumerate(changes):
            states[row, fact] = level
        return self.judge(list(states.T)).verdict

    def _tables(self) -> list[dict[int, Array]]:
        """For each outcome, the points of each fact that gives it any: int8 by level, 0 for UNKNOWN."""
        tables: list[dict[int, Array]] = [{} for _ in self.outcomes]
        for points in self.rules.points:
            fact = self.facts.index(points.fact)
            levels = self.rules.facts[fact].level_ids
            for outcome, (level, value) in product(points.outcomes, points.levels.items()):
                table = tables[self.outcomes.index(outcome)].setdefault(fact, np.zeros(len(levels) + 1, np.int8))
                table[levels.index(level)] += value
        return tables

    def _tests(self, conditions: Sequence[Condition], outcome: OutcomeId) -> list[list[Test]]:
        return [[self._test(clause) for clause in c.any] for c in conditions if outcome in c.outcomes]

    def _test(self, clause: Mapping[str, Sequence[str]]) -> Test:
        test = {}
        for name, allowed in clause.items():
            fact = self.facts.index(name)
            levels = self.rules.facts[fact].level_ids
            test[fact] = np.array([YES if level in allowed else NO for level in levels] + [OPEN], np.int8)
        return test

    def _fit(self, outcome: int, states: Sequence[Array]) -> Array:
        base = np.asarray(self.rules.outcomes[outcome].base, np.int8)
        return sum((table[states[fact]] for fact, table in self._points[outcome].items()), base)

    @staticmethod
    def _met(clauses: Sequence[Test], states: Sequence[Array]) -> Array:
        held = [reduce(np.minimum, [table[states[fact]] for fact, table in clause.items()]) for clause in clauses]
        return reduce(np.maximum, held)

    def _choose(self, fits: Sequence[Array], admissible: Sequence[Array], shape: tuple[int, ...]) -> Array:
        """The admissible outcome with the highest fit; on equal fit the first in the tie order."""
        best = np.full(shape, -100, np.result_type(*fits))
        verdict = np.zeros(shape, np.uint8)
        for outcome in self.order:
            fit = np.where(admissible[outcome], fits[outcome], _INADMISSIBLE)
            better = fit > best
            np.copyto(verdict, np.uint8(outcome), where=better)
            np.copyto(best, fit, where=better)
        return verdict


def _all(conditions: Sequence[Array]) -> Array:
    return reduce(np.logical_and, conditions, np.ones((), bool))


def _any(conditions: Sequence[Array]) -> Array:
    return reduce(np.logical_or, conditions, np.zeros((), bool))
