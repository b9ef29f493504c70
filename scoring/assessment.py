"""What an assessment carries. Its JSON is a contract that only grows; computes nothing."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from questionnaire.models import Text

from .models import Change, Lean, OutcomeId, Side, Strength


class Result(BaseModel):
    """Anything an assessment carries: frozen; its JSON is a contract that only grows."""

    model_config = ConfigDict(frozen=True)


class Given(Result):
    """One answer that counted."""

    question: str
    option: str


class Reading(Result):
    """A fact as read from the answers: its level, None if no answer settles it, and the answers it was read from."""

    fact: str
    level: str | None
    answers: tuple[Given, ...]


class Reason(Result):
    """Points given to an outcome. With no fact: the points the outcome starts from. All reasons of an outcome add up to its fit.

    `against` are sources that see it otherwise.
    """

    outcome: OutcomeId
    fact: str | None
    level: str | None
    points: int
    because: Text
    sources: tuple[str, ...]
    against: tuple[str, ...]
    answers: tuple[Given, ...]


class Check(Result):
    """A gate or a veto of an outcome: whether its condition is met. For a veto, met means that the outcome is ruled out."""

    outcome: OutcomeId
    kind: Literal["gate", "veto"]
    met: Literal["yes", "no", "unknown"]
    facts: tuple[str, ...]
    because: Text
    sources: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def stands_in_the_way(self) -> bool:
        """A gate must be shown; a veto must not."""
        return self.met != "yes" if self.kind == "gate" else self.met == "yes"


class Turn(Result):
    """One changed fact that alone turns the verdict."""

    fact: str
    now: str
    then: str
    verdict: OutcomeId


class Shift(Result):
    """One fact that becomes another level."""

    fact: str
    now: str
    then: str


class Counterfactual(Result):
    """Changes that together lead to another outcome; `kind` is the hardest of them: act on it now, leave it to time, or given."""

    outcome: OutcomeId
    kind: Change
    changes: tuple[Shift, ...]


class Robustness(Result):
    """How solid a verdict is.

    `flip_distance` is the fewest facts to change for another verdict, None if none was found; `neighbours_agreeing` the share of
    all changes of one known fact that keep the verdict, None if no fact is known; `weight_stability` the share of `draws` in which
    it stays when every number of the rule base is varied by 20 %.
    """

    flip_distance: int | None
    neighbours_agreeing: float | None
    weight_stability: float
    draws: int


class Assessment(Result):
    """A verdict with everything needed to explain it.

    `margin` is in points ahead of the runner-up, None if no other outcome is admissible. `possible` are the verdicts that the
    facts not yet known leave open, `pending` the outcomes that facts would still have to show, with those facts.
    """

    verdict: OutcomeId
    strength: Strength
    margin: int | None
    side: Side
    side_strength: Strength
    lean: Lean | None
    runner_up: OutcomeId | None
    fits: Mapping[OutcomeId, int]
    admissible: tuple[OutcomeId, ...]
    facts: Mapping[str, str | None]
    readings: tuple[Reading, ...]
    possible: tuple[OutcomeId, ...]
    pending: Mapping[OutcomeId, tuple[str, ...]]
    reasons: tuple[Reason, ...]
    checks: tuple[Check, ...]
    cautions: tuple[str, ...]
    turning: tuple[Turn, ...]
    answers: Mapping[str, str]
    questions_version: str
    rules_version: str

    def reasons_of(self, outcome: str | None) -> list[Reason]:
        """The reasons of one outcome, the strongest first, the base last."""
        return sorted((r for r in self.reasons if r.outcome == outcome), key=lambda r: (r.fact is None, -abs(r.points)))

    def checks_of(self, outcome: str) -> list[Check]:
        return [c for c in self.checks if c.outcome == outcome]


class Outlook(Result):
    """What the answers still missing can do: the verdicts that remain, and whether there is only one.

    `ruled_out` names for each other outcome the fact behind the condition that fails, None if it is too far behind in points.
    """

    possible: tuple[OutcomeId, ...]
    ruled_out: Mapping[OutcomeId, str | None]
    settled: bool


class Explained(Assessment):
    """An assessment with what would change it, how solid it is, and what is still worth finding out.

    `settled`: no answer still missing, and none that is not known, can change the verdict; `next_best` is the question among them
    that would settle most, None if there is nothing to settle. `schools` holds the verdict under each school of thought.
    """

    counterfactuals: tuple[Counterfactual, ...]
    robustness: Robustness
    settled: bool
    next_best: str | None
    schools: Mapping[str, OutcomeId]
