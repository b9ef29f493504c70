"""Many sheets at once, as arrays: the facts and the verdict that each of them gets alone. Knows no table and no file.

Sheets come as codes: for each question one int8 array, the number of the option or UNKNOWN, all of one length. Facts become
states as in `cube.py`: one array of levels for each fact. Everything else is judged from the states, a block at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import product
from typing import get_args

import numpy as np

from questionnaire.catalogue import questionnaire
from questionnaire.models import Questionnaire

from .cube import OPEN, UNKNOWN, YES, Array, Cube, Ruling
from .facts import ANCHORS, SHOWN, questions_of, read
from .models import AnchorsRule, Caution, Fact, Lean, Side, Strength
from .verdict import HALF_A_LEVEL, SPLIT, cube

Codes = Mapping[str, Array]
States = Sequence[Array]

STRENGTHS: tuple[Strength, ...] = ("toss_up", "leaning", "solid")  # numbered so that a stronger one is a higher number
SIDES: tuple[Side, ...] = get_args(Side)
LEANS: tuple[Lean, ...] = get_args(Lean)
NONE = -1  # no runner-up, no margin, no lean
BLOCK = 1 << 17  # states judged together: enough to keep numpy busy, few enough for the memory of a small machine
_NO_FIT = -101  # below every fit


@dataclass(frozen=True)
class Verdicts:
    """One entry for each state. Numbers refer to the outcomes of the cube, to STRENGTHS and to SIDES; `margin` is in points."""

    verdict: Array
    strength: Array
    side: Array
    side_strength: Array
    runner_up: Array
    margin: Array
    fits: Array
    """One row for each outcome."""


class Many:
    """A compiled rule base for arrays of sheets."""

    def __init__(self, compiled: Cube, asked: Questionnaire) -> None:
        self.cube = compiled
        self.asked = asked
        self._split = compiled.outcomes.index(SPLIT)

    # ---- answers to facts

    def states(self, codes: Codes) -> list[Array]:
        """The level of each fact, as int8 arrays in the order of the rule base. Raises KeyError if a question has no codes."""
        return [self._level(fact, codes) for fact in self.cube.rules.facts]

    def _level(self, fact: Fact, codes: Codes) -> Array:
        questions, table = self._tables[fact.id]
        read_off = table[tuple(codes[q] for q in questions)]
        return self._by_marks(fact.rule, codes, read_off) if isinstance(fact.rule, AnchorsRule) else read_off

    def _by_marks(self, rule: AnchorsRule, codes: Codes, fallback: Array) -> Array:
        marks = self._marks(rule, codes)
        answered, mean = _counted(marks)
        shown = (marks >= SHOWN).sum(0, np.int8)
        solid = (mean >= rule.solid_mean) & (shown >= rule.solid_share * answered)
        level = np.where(solid, np.int8(2), (mean >= rule.working_mean).astype(np.int8))
        return np.where(answered < rule.minimum, fallback, level)

    def _marks(self, rule: AnchorsRule, codes: Codes) -> Array:
        """One row for each item: marks 1 to 5, none above what the evidence allows; 0 where there is no answer."""
        cap = self.cube.rules.evidence_cap
        options = self.asked.questions[cap.question].option_ids
        highest = np.array([*(cap.highest.get(o, len(ANCHORS)) for o in options), len(ANCHORS)], np.int8)
        marks = [np.array([*(ANCHORS.index(o) + 1 for o in self.asked.questions[q].option_ids), 0], np.int8)[codes[q]] for q in rule.items]
        return np.minimum(np.stack(marks), highest[codes[cap.question]])

    @cached_property
    def _tables(self) -> dict[str, tuple[list[str], Array]]:
        """For each fact, questions and the level for all their combinations, as `read` gives it: one reading, not two."""
        return {fact.id: self._table(fact) for fact in self.cube.rules.facts}

    def _table(self, fact: Fact) -> tuple[list[str], Array]:
        """The items of an anchors rule are left out: they have too many combinations, and without them its fallback is read."""
        rule, cap = fact.rule, self.cube.rules.evidence_cap
        questions = [q for q in dict.fromkeys(questions_of(rule, cap)) if not isinstance(rule, AnchorsRule) or q not in rule.items]
        options = [(*self.asked.questions[q].option_ids, None) for q in questions]
        sheets = ({q: o for q, o in zip(questions, given, strict=True) if o} for given in product(*options))
        levels = [read(rule, sheet, fact.level_ids, cap)[0] for sheet in sheets]
        table = np.array([UNKNOWN if level is None else level for level in levels], np.int8)
        return questions, table.reshape([len(each) for each in options])

    # ---- facts to verdicts

    def judge(self, states: States) -> Verdicts:
        """The verdict of each state with its strength, side and runner-up."""
        blocks = [self._judge(block) for block in _blocks(states)]
        parts = ([getattr(block, name) for block in blocks] for name in Verdicts.__dataclass_fields__)
        return Verdicts(*(np.concatenate(part, axis=-1) for part in parts))

    def _judge(self, states: States) -> Verdicts:
        ruling = self.cube.judge(states)
        verdict, two = ruling.verdict, ruling.verdict == self._split
        fits = _stacked(ruling.fits, verdict)
        held = np.where(_stacked(ruling.admissible, verdict), fits, np.int8(_NO_FIT))
        runner_up, margin = self._rival(verdict, held)
        pending = self._pending(states, ruling)
        strength = self._graded(margin, margin == NONE)
        strength[(strength == STRENGTHS.index("solid")) & self._veto_open(ruling)] = STRENGTHS.index("leaning")
        strength[pending] = STRENGTHS.index("toss_up")
        side_strength = self._side_strength(held)
        side_strength[pending & two] = STRENGTHS.index("toss_up")
        side = np.where(two, SIDES.index("two_heads"), SIDES.index("one_head")).astype(np.int8)
        return Verdicts(verdict, strength, side, side_strength, runner_up, margin, fits)

    def _rival(self, verdict: Array, held: Array) -> tuple[Array, Array]:
        """The best of the other admissible outcomes, the first in the tie order, and the points it is behind; NONE if there is none."""
        every = np.arange(len(verdict))
        others = held.copy()
        others[verdict, every] = _NO_FIT
        runner_up = np.array(self.cube.order, np.int8)[others[self.cube.order].argmax(0)]
        alone = others[runner_up, every] == _NO_FIT
        margin = held[verdict, every] - others[runner_up, every]
        return np.where(alone, np.int8(NONE), runner_up), np.where(alone, np.int8(NONE), margin)

    def _side_strength(self, held: Array) -> Array:
        """One head or two, by the best of the cases; two leaders are always admissible."""
        heads = np.delete(held, self._split, axis=0).max(0)
        return self._graded(abs(heads - held[self._split]), heads == _NO_FIT)

    def _graded(self, lead: Array, no_rival: Array) -> Array:
        """Points ahead as a strength; no rival at all is solid."""
        rule = self.cube.rules.verdict
        return np.where(no_rival | (lead >= rule.solid_margin), np.int8(2), (lead >= rule.leaning_margin).astype(np.int8))

    def _veto_open(self, ruling: Ruling) -> Array:
        """Whether a veto against the verdict itself is open."""
        found = np.zeros(ruling.verdict.shape, bool)
        for number, vetoes in enumerate(ruling.vetoes):
            if vetoes:
                found |= (ruling.verdict == number) & (_highest(vetoes) == OPEN)
        return found

    def _pending(self, states: States, ruling: Ruling) -> Array:
        """Whether some other outcome lacks nothing but facts, and those facts alone could make it the verdict."""
        found = np.zeros(ruling.verdict.shape, bool)
        for number, (gates, vetoes) in enumerate(zip(ruling.gates, ruling.vetoes, strict=True)):
            if gates:
                lacking = (ruling.verdict != number) & (_lowest(gates) == OPEN) & ~found
                lacking &= _highest(vetoes) != YES if vetoes else True
                found[lacking] = self._reachable([level[lacking] for level in states], number)
        return found

    def _reachable(self, states: States, outcome: int) -> Array:
        """Whether settling the unknown facts in its gates could make an outcome the verdict, tried for states that lack the same ones."""
        found = np.zeros(states[0].shape, bool)
        named = self.cube.missing([UNKNOWN] * len(states), outcome)
        lacked = sum((states[fact] == UNKNOWN).astype(np.int64) << bit for bit, fact in enumerate(named))
        for pattern in np.unique(lacked):
            rows = lacked == pattern
            missing = [fact for bit, fact in enumerate(named) if pattern >> bit & 1]
            found[rows] = self.cube.within_reach([level[rows] for level in states], outcome, missing)
        return found

    # ---- what the unknown facts leave open

    def possible(self, states: States, verdict: Array) -> Array:
        """Bit n stands for outcome n: the verdict, and every verdict that knowing the unknown facts could give.

        Looked up in the cube with one more level on each axis, the "or" of the others. As a whole that takes half a gigabyte, so it
        is made for one level of the largest fact at a time.
        """
        found = np.left_shift(np.uint8(1), verdict)
        some = np.flatnonzero(np.any([level == UNKNOWN for level in states], axis=0))
        axis = int(np.argmax(self.cube.shape))
        bits = np.moveaxis(np.left_shift(np.uint8(1), self.cube.verdicts), axis, 0)
        rest = [level for fact, level in enumerate(states) if fact != axis]
        for level in np.unique(states[axis][some]):
            rows = some[states[axis][some] == level]
            slab = np.bitwise_or.reduce(bits, axis=0) if level == UNKNOWN else bits[level]
            found[rows] |= _extended(slab)[tuple(each[rows] for each in rest)]
        return found

    # ---- what goes with a verdict

    def cautions(self, codes: Codes, states: States, verdict: Array) -> Array:
        """Which cautions go with each verdict: one row for each caution of the rule base, true or false."""
        return np.stack([self._goes_with(caution, codes, states, verdict) for caution in self.cube.rules.cautions])

    def _goes_with(self, caution: Caution, codes: Codes, states: States, verdict: Array) -> Array:
        held = np.full(verdict.shape, not caution.any and not caution.answers)
        for clause in caution.any:
            held |= np.logical_and.reduce([self._among(states, fact, levels) for fact, levels in clause.items()])
        for question, options in caution.answers.items():
            held |= np.isin(codes[question], [self.asked.questions[question].option_ids.index(option) for option in options])
        return held & np.isin(verdict, [self.cube.outcomes.index(outcome) for outcome in caution.verdicts])

    def _among(self, states: States, fact: str, levels: Sequence[str]) -> Array:
        """Whether a fact has one of some levels."""
        number = self.cube.facts.index(fact)
        return np.isin(states[number], [self.cube.rules.facts[number].level_ids.index(level) for level in levels])

    # ---- the order of the letters

    def lean(self, codes: Codes, states: States, verdict: Array) -> Array:
        """The stronger background first, as a number in LEANS, NONE for two leaders; at the same level the means decide."""
        axes = [self.cube.facts.index(fact) for fact in ("product", "technology")]
        product_level, technology_level = (states[axis] for axis in axes)
        means = [self._mean(self.cube.rules.facts[axis], codes) for axis in axes]
        ahead = means[0] - means[1]
        level_with = (product_level == technology_level) & (product_level != UNKNOWN)
        lead = np.where(level_with, np.where(abs(ahead) >= HALF_A_LEVEL, ahead, 0), product_level - technology_level)
        usual = np.where(verdict == self.cube.outcomes.index("case_4"), LEANS.index("CTPO"), LEANS.index("CPTO"))
        found = np.where(lead == 0, usual, np.where(lead > 0, LEANS.index("CPTO"), LEANS.index("CTPO")))
        return np.where(verdict == self._split, NONE, found).astype(np.int8)

    def _mean(self, fact: Fact, codes: Codes) -> Array:
        """The mean of the answered marks; not a number where there are none."""
        if not isinstance(fact.rule, AnchorsRule):
            return np.full(len(next(iter(codes.values()))), np.nan)
        answered, mean = _counted(self._marks(fact.rule, codes))
        return np.where(answered > 0, mean, np.nan)


@cache
def many() -> Many:
    """The rule base that ships with the program, for arrays of sheets."""
    return Many(cube(), questionnaire())


def _counted(marks: Array) -> tuple[Array, Array]:
    """How many items are answered, and their mean: 0 where there are none."""
    answered = (marks > 0).sum(0, np.int8)
    return answered, marks.sum(0, np.int8) / np.maximum(answered, 1)


def _blocks(states: States) -> Iterator[list[Array]]:
    """At least one block, so that no sheets give no verdicts rather than an error."""
    for start in range(0, max(len(states[0]), 1), BLOCK):
        yield [level[start : start + BLOCK].astype(np.intp) for level in states]


def _stacked(parts: Sequence[Array], like: Array) -> Array:
    """One row for each outcome."""
    return np.stack([np.broadcast_to(part, like.shape) for part in parts])


def _lowest(conditions: Sequence[Array]) -> Array:
    return reduce(np.minimum, conditions)


def _highest(conditions: Sequence[Array]) -> Array:
    return reduce(np.maximum, conditions)


def _extended(bits: Array) -> Array:
    """The same with one more level on each axis: UNKNOWN, the "or" of the others."""
    found = np.empty([levels + 1 for levels in bits.shape], np.uint8)
    known = tuple(slice(levels) for levels in bits.shape)
    found[known] = bits
    for axis, levels in reversed(list(enumerate(bits.shape))):  # the first axis comes last: by then it runs over long stretches of memory
        along = np.moveaxis(found[known[:axis]], axis, 0)
        along[UNKNOWN] = along[0]
        for level in range(1, levels):
            along[UNKNOWN] |= along[level]
    return found
