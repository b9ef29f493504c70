"""The verdict under each declared school of thought: a small overlay of the rule base, judged on the same facts."""

from collections.abc import Mapping, Sequence
from functools import cache

from .cube import Cube
from .models import OutcomeId, RuleBase, School


def verdicts_by_school(cube: Cube, state: Sequence[int]) -> Mapping[str, OutcomeId]:
    """School id to the verdict it would give, in the order of the rule base."""
    return {school: cube.outcomes[int(one.judge(state).verdict)] for school, one in _compiled(cube).items()}


@cache
def _compiled(cube: Cube) -> Mapping[str, Cube]:
    return {school.id: Cube(overlaid(cube.rules, school)) for school in cube.rules.schools}


def overlaid(rules: RuleBase, school: School) -> RuleBase:
    """The rule base as this school would have it."""
    outcomes = tuple(o.model_copy(update={"base": o.base + school.base.get(o.id, 0)}) for o in rules.outcomes)
    more = {"points": rules.points + school.points, "gates": rules.gates + school.gate, "vetoes": rules.vetoes + school.veto}
    return rules.model_copy(update={"outcomes": outcomes, **more})
