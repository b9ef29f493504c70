"""What the rule base is made of. Frozen and checked when loaded; computes nothing."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from questionnaire.models import Content, Id, SourceId, Text

Strength = Literal["solid", "leaning", "toss_up"]
Side = Literal["one_head", "two_heads"]
Lean = Literal["CPTO", "CTPO"]
OutcomeId = Literal["case_1", "case_2", "case_3", "case_4", "split"]
Change = Literal["act", "time", "given"]
OptionIds = tuple[Id, ...]
Sources = Annotated[tuple[SourceId, ...], Field(min_length=1)]

# ---- answers to facts


class AtLeast(Content):
    """Raises a reading to `level` when one of the named answers is given."""

    level: Id
    answers: Mapping[Id, OptionIds]


class Fallback(Content):
    """Another question to read when the first one says nothing."""

    question: Id
    map: Mapping[Id, Id]


class MapRule(Fallback):
    """One question, option to level."""

    kind: Literal["map"]
    fallback: tuple[Fallback, ...] = ()
    at_least: AtLeast | None = None


class AverageRule(Content):
    """Mean of the known values, plus `add`; the first level whose upper bound is not exceeded."""

    kind: Literal["average"]
    upto: tuple[float, ...]
    values: Mapping[Id, Mapping[Id, float]]
    add: Mapping[Id, Mapping[Id, float]] = {}


class CountRule(Content):
    """Sum of the named answers; the first level whose upper bound is not exceeded."""

    kind: Literal["count"]
    upto: tuple[float, ...]
    values: Mapping[Id, Mapping[Id, float]]


class AnchorsRule(Content):
    """Mean of anchored answers (levels 1 to 5, capped by the evidence); else the fallback."""

    kind: Literal["anchors"]
    items: tuple[Id, ...]
    minimum: int
    working_mean: float
    solid_mean: float
    solid_share: float
    fallback: tuple[Fallback, ...] = ()


class RequiredRule(Content):
    """Anchored answers that must all reach a floor; `against` names answers that settle it as the first level."""

    kind: Literal["required"]
    items: tuple[Id, ...]
    required: tuple[Id, ...]
    floor: float
    mean: float
    against: Mapping[Id, OptionIds] = {}


Rule = Annotated[MapRule | AverageRule | CountRule | AnchorsRule | RequiredRule, Field(discriminator="kind")]


class Level(Content):
    """One level of a fact."""

    id: Id
    text: Text


class Fact(Content):
    """What the points rest on: a name, a few levels and the rule that reads it from the answers.

    `change` says whether one can act on it now, whether time will change it, or whether it is what it is; `ask` who would know.
    """

    id: Id
    name: Text
    levels: tuple[Level, ...] = Field(min_length=2)
    unknown: Text
    why: Text
    sources: Sources
    change: Change
    change_down: Change | None = None
    change_to: Mapping[Id, Change] = {}
    ask: Text
    rule: Rule

    def kind_of_change(self, now: str, then: str) -> Change:
        """What it takes for this fact to become another level."""
        down = self.level_ids.index(then) < self.level_ids.index(now)
        return self.change_to.get(then) or (self.change_down if down else None) or self.change

    @cached_property
    def level_ids(self) -> tuple[str, ...]:
        return tuple(level.id for level in self.levels)

    def level_text(self, level: str) -> Text:
        return next(one.text for one in self.levels if one.id == level)


class EvidenceCap(Content):
    """The highest level that counts, by the answer to one question."""

    question: Id
    highest: Mapping[Id, int]


# ---- facts to verdict

Clause = Mapping[Id, OptionIds]


class Outcome(Content):
    """One of the five possible verdicts, with the points it starts from; `against` are sources that would start elsewhere."""

    id: OutcomeId
    base: int
    name: Text
    text: Text
    because: Text
    sources: Sources
    against: tuple[SourceId, ...] = ()


class Points(Content):
    """Points that levels of one fact give to some outcomes; `against` are sources that see it otherwise."""

    outcomes: tuple[OutcomeId, ...] = Field(min_length=1)
    fact: Id
    levels: Mapping[Id, int] = Field(min_length=1)
    because: Text
    sources: Sources
    against: tuple[SourceId, ...] = ()


class Condition(Content):
    """Holds if one clause holds; a clause holds if every fact in it has one of the listed levels; `against` see it otherwise."""

    outcomes: tuple[OutcomeId, ...] = Field(min_length=1)
    any: tuple[Clause, ...] = Field(min_length=1)
    because: Text
    sources: Sources
    against: tuple[SourceId, ...] = ()


class VerdictRule(Content):
    """How fits become one verdict and its strength."""

    tie_order: tuple[OutcomeId, ...] = Field(min_length=5, max_length=5)
    solid_margin: int
    leaning_margin: int


class Caution(Content):
    """A warning that goes with some verdicts when a clause holds or an answer is given; always, if it names neither."""

    id: Id
    verdicts: tuple[OutcomeId, ...] = Field(min_length=1)
    any: tuple[Clause, ...] = ()
    answers: Mapping[Id, OptionIds] = {}
    text: Text
    sources: Sources


class Law(Content):
    """What must hold in every state."""

    outcomes: tuple[OutcomeId, ...] = Field(min_length=1)
    fact: Id
    level: Id | None = None
    rising: Literal["never_hurts", "never_helps"]
    text: Text


class School(Content):
    """One way to read what sources disagree about: what it adds to the rule base, and who says so, and who does not."""

    id: Id
    name: Text
    claim: Text
    sources: Sources
    against: Sources
    base: Mapping[OutcomeId, int] = {}
    points: tuple[Points, ...] = ()
    gate: tuple[Condition, ...] = ()
    veto: tuple[Condition, ...] = ()


class RuleBase(Content):
    """Everything a verdict rests on. Built by `rulebase.py`, which has checked every reference."""

    evidence_cap: EvidenceCap
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    points: tuple[Points, ...]
    gates: tuple[Condition, ...]
    vetoes: tuple[Condition, ...]
    verdict: VerdictRule
    cautions: tuple[Caution, ...]
    laws: tuple[Law, ...]
    schools: tuple[School, ...] = ()
    version: str

    def fact(self, fact: str) -> Fact:
        return next(f for f in self.facts if f.id == fact)

    def outcome(self, outcome: str) -> Outcome:
        return next(o for o in self.outcomes if o.id == outcome)

    def caution(self, caution: str) -> Caution:
        return next(c for c in self.cautions if c.id == caution)
