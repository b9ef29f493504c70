"""Answers to facts to fits to one verdict, with its strength. The explanation is read off the same ruling."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW, Audience

from .assessment import Assessment, Explained, Reading
from .changes import counterfactuals
from .cube import OPEN, YES, Cube, Ruling
from .explain import checks, reasons, turning
from .facts import anchored, read_facts
from .models import AnchorsRule, Lean, OutcomeId, RuleBase, Side, Strength
from .outlook import next_best, outlook
from .robustness import robustness
from .rulebase import rule_base
from .schools import verdicts_by_school

Levels = Mapping[str, str | None]
SPLIT: OutcomeId = "split"
_SHOWN = {None: 0, "thin": 1, "working": 2, "solid": 3}
HALF_A_LEVEL = 0.5


@cache
def cube() -> Cube:
    """The compiled rule base that ships with the program."""
    return Cube(rule_base())


def assess(answers: Mapping[str, str], using: Cube | None = None, instead: Levels = MappingProxyType({})) -> Assessment:
    """The verdict for the answers that count (question id to option id), with everything that explains it.

    Every question and option must exist; a sheet from outside goes through `sheet.py`, a sitting through `counted`.
    `instead` puts levels in the place of those that the answers give: what if?
    """
    compiled = using or cube()
    rules = compiled.rules
    readings = tuple(_supposed(r, instead) for r in read_facts(rules, answers))
    levels = {r.fact: r.level for r in readings}
    state = compiled.state(levels)
    ruling = compiled.judge(state)
    fits = {o: int(fit) for o, fit in zip(compiled.outcomes, ruling.fits, strict=True)}
    admissible = tuple(o for o, held in zip(compiled.outcomes, ruling.admissible, strict=True) if held)
    verdict = compiled.outcomes[int(ruling.verdict)]
    runner_up, margin = rival(compiled, ruling)
    pending = _pending(compiled, state, ruling, verdict)
    side, side_strength = _side(rules, verdict, fits, admissible, bool(pending))
    return Assessment(
        verdict=verdict, runner_up=runner_up, margin=margin, fits=fits, admissible=admissible,
        strength=strength(rules, margin, pending=bool(pending), may_be_ruled_out=veto_open(ruling)),
        side=side, side_strength=side_strength, lean=_lean(rules, answers, levels, verdict),
        facts=levels, readings=readings, possible=_possible(compiled, state, verdict), pending=pending,
        reasons=reasons(rules, readings), checks=checks(compiled, ruling), turning=turning(compiled, state, verdict),
        cautions=_cautions(rules, answers, levels, verdict), answers=dict(answers),
        questions_version=questionnaire().version, rules_version=rules.version,
    )  # fmt: skip


def _supposed(reading: Reading, instead: Levels) -> Reading:
    return Reading(fact=reading.fact, level=instead[reading.fact], answers=()) if reading.fact in instead else reading


def explained(
    answers: Mapping[str, str], missing: Sequence[str] | None = None, using: Cube | None = None, instead: Levels = MappingProxyType({})
) -> Explained:
    """The assessment with what would change it and how solid it is.

    `missing` are the questions that may still be answered or found out; if not given, all that have no known answer.
    """
    compiled = using or cube()
    found = assess(answers, compiled, instead)
    state = compiled.state(found.facts)
    changes = counterfactuals(compiled, state, found.verdict)
    missing = unknown_questions(answers) if missing is None else missing
    return Explained(
        **dict(found), counterfactuals=changes,
        robustness=robustness(compiled, answers, state, found.verdict, found.turning, changes, instead),
        settled=outlook(compiled, answers, missing).settled, next_best=next_best(compiled, answers, missing),
        schools=verdicts_by_school(compiled, state),
    )  # fmt: skip


def unknown_questions(answers: Mapping[str, str], audience: Audience | None = None) -> tuple[str, ...]:
    """The questions without a known answer, in their order; with an audience, only those it is asked given these answers."""
    asked = questionnaire()
    return tuple(
        q for q in asked.order if answers.get(q, DONT_KNOW) == DONT_KNOW and (audience is None or asked.asks(q, audience, answers))
    )


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


def rival(compiled: Cube, ruling: Ruling) -> tuple[OutcomeId | None, int | None]:
    """The runner-up of one state and the points it is behind; None if no other outcome is admissible."""
    verdict = int(ruling.verdict)
    rivals = [o for o in compiled.order if ruling.admissible[o] and o != verdict]
    if not rivals:
        return None, None
    runner_up = max(rivals, key=lambda o: int(ruling.fits[o]))
    return compiled.outcomes[runner_up], int(ruling.fits[verdict]) - int(ruling.fits[runner_up])


def veto_open(ruling: Ruling) -> bool:
    """Whether something not yet known could still rule out the verdict of one state."""
    return max((int(v) for v in ruling.vetoes[int(ruling.verdict)]), default=0) == OPEN


def _graded(rules: RuleBase, lead: int | None) -> Strength:
    """Points ahead as a strength; no rival at all is solid."""
    if lead is None or lead >= rules.verdict.solid_margin:
        return "solid"
    return "leaning" if lead >= rules.verdict.leaning_margin else "toss_up"


def strength(rules: RuleBase, margin: int | None, *, pending: bool, may_be_ruled_out: bool) -> Strength:
    """How firmly one verdict stands: by its points ahead, unless facts not yet known leave it open."""
    if pending:
        return "toss_up"
    graded = _graded(rules, margin)
    return "leaning" if may_be_ruled_out and graded == "solid" else graded


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
        lead = means[0] - means[1] if None not in means and abs(means[0] - means[1]) >= HALF_A_LEVEL else 0.0  # type: ignore[operator]
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
