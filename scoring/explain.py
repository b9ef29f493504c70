"""Why: reasons that add up to the fits, conditions met or not, and the single changes that turn a verdict. Chooses nothing."""

from collections.abc import Sequence

from .assessment import Check, Reading, Reason, Turn
from .cube import NO, OPEN, YES, Cube, Ruling
from .models import Condition, OutcomeId, RuleBase

_MET = {YES: "yes", OPEN: "unknown", NO: "no"}


def reasons(rules: RuleBase, readings: Sequence[Reading]) -> tuple[Reason, ...]:
    """Every point of every outcome, tied to the answers that caused it; per outcome they add up to the fit, exactly."""
    found = [
        Reason(outcome=o.id, fact=None, level=None, points=o.base, because=o.because, sources=o.sources, against=o.against, answers=())
        for o in rules.outcomes
    ]
    read = {r.fact: r for r in readings}
    for points in rules.points:
        reading = read[points.fact]
        value = points.levels.get(reading.level or "", 0)
        found += [
            Reason(
                outcome=outcome, fact=points.fact, level=reading.level, points=value,
                because=points.because, sources=points.sources, against=points.against, answers=reading.answers,
            )
            for outcome in points.outcomes if value
        ]  # fmt: skip
    return tuple(found)


def checks(compiled: Cube, ruling: Ruling) -> tuple[Check, ...]:
    """Every gate and veto of every outcome, met, not met or not known."""
    return tuple(check for number in range(len(compiled.outcomes)) for check in checks_of(compiled, ruling, number))


def checks_of(compiled: Cube, ruling: Ruling, number: int) -> list[Check]:
    """The gates and vetoes of one outcome, by its number in the cube."""
    outcome, rules = compiled.outcomes[number], compiled.rules
    gates = [c for c in rules.gates if outcome in c.outcomes]
    vetoes = [c for c in rules.vetoes if outcome in c.outcomes]
    found = [_check(outcome, "gate", c, int(met)) for c, met in zip(gates, ruling.gates[number], strict=True)]
    return [*found, *(_check(outcome, "veto", c, int(met)) for c, met in zip(vetoes, ruling.vetoes[number], strict=True))]


def turning(compiled: Cube, state: Sequence[int], verdict: OutcomeId) -> tuple[Turn, ...]:
    """Each known fact whose change alone turns the verdict, with what it would become."""
    changes = compiled.neighbours(state)
    if not changes:
        return ()
    after = compiled.verdicts_after(state, changes)
    found = []
    for (fact, level), number in zip(changes, after, strict=True):
        if (then := compiled.outcomes[int(number)]) != verdict:
            levels = compiled.rules.facts[fact].level_ids
            found.append(Turn(fact=compiled.facts[fact], now=levels[state[fact]], then=levels[level], verdict=then))
    return tuple(found)


def _check(outcome: OutcomeId, kind: str, condition: Condition, met: int) -> Check:
    named = tuple(dict.fromkeys(fact for clause in condition.any for fact in clause))
    return Check.model_validate(
        {
            "outcome": outcome,
            "kind": kind,
            "met": _MET[met],
            "facts": named,
            "because": condition.because,
            "sources": condition.sources,
            "against": condition.against,
        }
    )
