"""Answers to facts to fits to one verdict, with its strength. The explanation is read off the same ruling."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from questionnaire.catalogue import questionnaire

from .assessment import Assessment
from .cube import OPEN, YES, Cube, Ruling
from .explain import checks, reasons, turning
from .facts import anchored, read_facts
from .models import AnchorsRule, Lean, OutcomeId, RuleBase, Side, Strength
from .rulebase import rule_base

SPLIT: OutcomeId = "split"
_SHOWN = {None: 0, "thin": 1, "working": 2, "solid": 3}
_HALF_A_LEVEL = 0.5


@cache
def cube() -> Cube:
    """The compiled rule base that ships with the program."""
    return Cube(rule_base())


def assess(answers: Mapping[str, str], using: Cube | None = None) -> Assessment:
    """The verdict for the answers that count (question id to option id), with everything that explains it.

    Every question and option must exist; a sheet from outside goes through `sheet.py`, a sitting through `counted`.
    """
    compiled = using or cube()
    rules = compiled.rules
    readings = read_facts(rules, answers)
    levels = {r.fact: r.level for r in readings}
    state = compiled.state(levels)
    ruling = compiled.judge(state)
    fits = {o: int(fit) for o, fit in zip(compiled.outcomes, ruling.fits, strict=True)}
    admissible = tuple(o for o, held in zip(compiled.outcomes, ruling.admissible, strict=True) if held)
    verdict = compiled.outcomes[int(ruling.verdict)]
    rivals = [o for o in rules.verdict.tie_order if o in admissible and o != verdict]
    runner_up = max(rivals, key=fits.__getitem__, default=None)
    margin = fits[verdict] - fits[runner_up] if runner_up else None
    pending = _pending(compiled, state, ruling, verdict)
    side, side_strength = _side(rules, verdict, fits, admissible, bool(pending))
    return Assessment(
        verdict=verdict, runner_up=runner_up, margin=margin, fits=fits, admissible=admissible,
        strength=_strength(rules, margin, bool(pending), _veto_open(compiled, ruling, verdict)),
        side=side, side_strength=side_strength, lean=_lean(rules, answers, levels, verdict),
        facts=levels, readings=readings, possible=_possible(compiled, state, verdict), pending=pending,
        reasons=reasons(rules, readings), checks=checks(compiled, ruling), turning=turning(compiled, state, verdict),
        cautions=_cautions(rules, answers, levels, verdict), answers=dict(answers),
        questions_version=questionnaire().version, rules_version=rules.version,
    )  # fmt: skip


def _pending(compiled: Cube, state: list[int], ruling: Ruling, verdict: OutcomeId) -> dict[OutcomeId, tuple[str, ...]]:
    """Outcomes whose gates are not shown for want of facts, no veto against them, that those facts alone could bring about."""
    found = {}
    for number, outcome in enumerate(compiled.outcomes):
        gate = min((int(g) for g in ruling.gates[number]), default=YES)
        vetoed = any(int(v) == YES for v in ruling.vetoes[number])
        if outcome != verdict and gate == OPEN and not vetoed and (missing := compiled.reachable(state, outcome)):
            found[outcome] = missing
    return found


def _possible(compiled: Cube, state: list[int], verdict: OutcomeId) -> tuple[OutcomeId, ...]:
    """The verdict as it stands, and every verdict that knowing the unknown facts could give."""
    found = {verdict, *compiled.possible(state)}
    return tuple(o for o in compiled.outcomes if o in found)


def _veto_open(compiled: Cube, ruling: Ruling, verdict: OutcomeId) -> bool:
    return max((int(v) for v in ruling.vetoes[compiled.outcomes.index(verdict)]), default=0) == OPEN


def _graded(rules: RuleBase, lead: int | None) -> Strength:
    """Points ahead as a strength; no rival at all is solid."""
    if lead is None or lead >= rules.verdict.solid_margin:
        return "solid"
    return "leaning" if lead >= rules.verdict.leaning_margin else "toss_up"


def _strength(rules: RuleBase, margin: int | None, pending: bool, veto_open: bool) -> Strength:
    if pending:
        return "toss_up"
    strength = _graded(rules, margin)
    return "leaning" if veto_open and strength == "solid" else strength


def _side(
    rules: RuleBase, verdict: OutcomeId, fits: Mapping[OutcomeId, int], admissible: tuple[OutcomeId, ...], pending: bool
) -> tuple[Side, Strength]:
    """One head or two, often clear when the exact case is not."""
    heads = [fits[o] for o in admissible if o != SPLIT]
    strength = _graded(rules, abs(max(heads) - fits[SPLIT]) if heads else None)
    if verdict == SPLIT:
        return "two_heads", "toss_up" if pending else strength
    return "one_head", strength


def _lean(rules: RuleBase, answers: Mapping[str, str], levels: Mapping[str, str | None], verdict: OutcomeId) -> Lean | None:
    """The order of the letters: the stronger background first; at the same level the means decide, half a level counts."""
    if verdict == SPLIT:
        return None
    product, technology = _SHOWN[levels["product"]], _SHOWN[levels["technology"]]
    lead = float(product - technology)
    if product and product == technology:
        means = [_mean(rules, fact, answers) for fact in ("product", "technology")]
        lead = means[0] - means[1] if None not in means and abs(means[0] - means[1]) >= _HALF_A_LEVEL else 0.0  # type: ignore[operator]
    if lead == 0:
        return "CTPO" if verdict == "case_4" else "CPTO"
    return "CPTO" if lead > 0 else "CTPO"


def _mean(rules: RuleBase, fact: str, answers: Mapping[str, str]) -> float | None:
    rule = rules.fact(fact).rule
    if not isinstance(rule, AnchorsRule):
        return None
    marks = anchored(rule.items, answers, rules.evidence_cap)
    return sum(marks.values()) / len(marks) if marks else None


def _cautions(rules: RuleBase, answers: Mapping[str, str], levels: Mapping[str, Any], verdict: OutcomeId) -> tuple[str, ...]:
    found = []
    for caution in rules.cautions:
        by_facts = any(all(levels[f] in allowed for f, allowed in clause.items()) for clause in caution.any)
        by_answers = any(answers.get(q) in options for q, options in caution.answers.items())
        always = not caution.any and not caution.answers
        if verdict in caution.verdicts and (by_facts or by_answers or always):
            found.append(caution.id)
    return tuple(found)
