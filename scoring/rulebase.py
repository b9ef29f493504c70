"""facts.toml and cases.toml to one valid RuleBase; an error names the file, the id and the field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from questionnaire.catalogue import questionnaire
from questionnaire.files import ContentError, fingerprint, load, repeated
from questionnaire.models import Content, Questionnaire

from .facts import questions_of
from .models import (
    AnchorsRule,
    AverageRule,
    Caution,
    Clause,
    Condition,
    CountRule,
    EvidenceCap,
    Fact,
    Law,
    MapRule,
    Outcome,
    Points,
    RequiredRule,
    RuleBase,
    School,
    VerdictRule,
)

HERE = Path(__file__).parent


class _Facts(Content):
    evidence_cap: EvidenceCap
    fact: tuple[Fact, ...]


class _Cases(Content):
    outcome: tuple[Outcome, ...]
    points: tuple[Points, ...]
    gate: tuple[Condition, ...]
    veto: tuple[Condition, ...]
    verdict: VerdictRule
    caution: tuple[Caution, ...]
    law: tuple[Law, ...]


class _Schools(Content):
    school: tuple[School, ...]


@cache
def rule_base() -> RuleBase:
    """The rule base that ships with the program, read once."""
    return read_rule_base(HERE, questionnaire())


def read_rule_base(folder: Path, q: Questionnaire) -> RuleBase:
    """The rule base of a folder, checked against the questions. Raises ContentError with one line per fault."""
    return _checked(load(folder / "facts.toml", _Facts), load(folder / "cases.toml", _Cases), load(folder / "schools.toml", _Schools), q)


def read_earlier(folder: Path, q: Questionnaire) -> RuleBase:
    """The same for a rule base of an earlier day: what did not exist yet is filled from today's, by id. Its version is not its own."""
    facts = load(folder / "facts.toml", _Facts, HERE / "facts.toml")
    cases = load(folder / "cases.toml", _Cases, HERE / "cases.toml")
    return _checked(facts, cases, _Schools(school=()), q)


def _checked(facts: _Facts, cases: _Cases, schools: _Schools, q: Questionnaire) -> RuleBase:
    known = {f.id: f for f in facts.fact}
    faults = [*_faults_of_facts(facts, q), *_faults_of_cases(cases, known, q), *_faults_of_schools(schools, known, q)]
    if faults:
        raise ContentError(faults)
    return RuleBase(
        evidence_cap=facts.evidence_cap, facts=facts.fact, outcomes=cases.outcome, points=cases.points, gates=cases.gate,
        vetoes=cases.veto, verdict=cases.verdict, cautions=cases.caution, laws=cases.law, schools=schools.school,
        version=fingerprint(facts, cases, schools),
    )  # fmt: skip


def _faults_of_facts(facts: _Facts, q: Questionnaire) -> Iterator[str]:
    for twice in repeated(f.id for f in facts.fact):
        yield f"facts.toml: fact {twice!r} is given twice. Keep one."
    for fact in facts.fact:
        at = f"facts.toml: fact {fact.id!r}"
        yield from _unknown(at, "sources", fact.sources, q.sources)
        yield from _unknown(at, "rule", questions_of(fact.rule, facts.evidence_cap), q.questions)
        for question, options in _options_named(fact):
            yield from _unknown(f"{at}: rule: {question}", "option", options, _options(q, question))
        yield from _unknown(at, "rule: level", _levels_named(fact), fact.level_ids)
        yield from _unknown(at, "change_to: level", fact.change_to, fact.level_ids)
        if isinstance(fact.rule, AverageRule | CountRule) and len(fact.rule.upto) != len(fact.levels) - 1:
            yield f"{at}: rule: upto needs {len(fact.levels) - 1} bounds, one fewer than levels."
        if isinstance(fact.rule, AverageRule | CountRule) and list(fact.rule.upto) != sorted(set(fact.rule.upto)):
            yield f"{at}: rule: upto must rise from bound to bound."
        if isinstance(fact.rule, RequiredRule):
            yield from _unknown(at, "rule: required, not among items", fact.rule.required, fact.rule.items)
    yield from _unknown("facts.toml: evidence_cap", "option", facts.evidence_cap.highest, _options(q, facts.evidence_cap.question))


def _options_named(fact: Fact) -> Iterator[tuple[str, Iterable[str]]]:
    rule = fact.rule
    match rule:
        case MapRule():
            yield from ((m.question, m.map) for m in (rule, *rule.fallback))
            yield from rule.at_least.answers.items() if rule.at_least else ()
        case AverageRule():
            yield from (*rule.values.items(), *rule.add.items())
        case CountRule():
            yield from rule.values.items()
        case AnchorsRule():
            yield from ((m.question, m.map) for m in rule.fallback)
        case RequiredRule():
            yield from rule.against.items()


def _levels_named(fact: Fact) -> Iterator[str]:
    if isinstance(fact.rule, MapRule | AnchorsRule):
        maps = (fact.rule, *fact.rule.fallback) if isinstance(fact.rule, MapRule) else fact.rule.fallback
        yield from (level for m in maps for level in m.map.values())
    if isinstance(fact.rule, MapRule) and fact.rule.at_least:
        yield fact.rule.at_least.level


def _faults_of_cases(cases: _Cases, facts: Mapping[str, Fact], q: Questionnaire) -> Iterator[str]:
    ids = [o.id for o in cases.outcome]
    if sorted(ids) != sorted(cases.verdict.tie_order):
        yield "cases.toml: verdict: tie_order must name each outcome once."
    if any("split" in condition.outcomes for condition in (*cases.gate, *cases.veto)):
        yield "cases.toml: split must have no gate and no veto, so that there is always a verdict."
    for at, sources in _sourced(cases):
        yield from _unknown(at, "sources", sources, q.sources)
    for points in cases.points:
        yield from _faults_of_clause(f"cases.toml: points for {', '.join(points.outcomes)}", {points.fact: tuple(points.levels)}, facts)
    for kind, conditions in (("gate", cases.gate), ("veto", cases.veto), ("caution", cases.caution)):
        for condition in conditions:
            at = f"cases.toml: {kind} {condition.id if isinstance(condition, Caution) else ', '.join(condition.outcomes)}"
            yield from (fault for clause in condition.any for fault in _faults_of_clause(at, clause, facts))
    yield from _faults_of_cautions(cases, q)
    for law in cases.law:
        yield from _faults_of_clause("cases.toml: law", {law.fact: (law.level,) if law.level else ()}, facts)


def _faults_of_schools(schools: _Schools, facts: Mapping[str, Fact], q: Questionnaire) -> Iterator[str]:
    for twice in repeated(s.id for s in schools.school):
        yield f"schools.toml: school {twice!r} is given twice. Keep one."
    for school in schools.school:
        at = f"schools.toml: school {school.id!r}"
        yield from _unknown(at, "sources", (*school.sources, *school.against), q.sources)
        if any("split" in condition.outcomes for condition in (*school.gate, *school.veto)):
            yield f"{at}: split must have no gate and no veto, so that there is always a verdict."
        clauses: list[Clause] = [{points.fact: tuple(points.levels)} for points in school.points]
        clauses += [clause for condition in (*school.gate, *school.veto) for clause in condition.any]
        yield from (fault for clause in clauses for fault in _faults_of_clause(at, clause, facts))


def _faults_of_cautions(cases: _Cases, q: Questionnaire) -> Iterator[str]:
    for twice in repeated(c.id for c in cases.caution):
        yield f"cases.toml: caution {twice!r} is given twice. Keep one."
    for caution in cases.caution:
        for question, options in caution.answers.items():
            yield from _unknown(f"cases.toml: caution {caution.id!r}: answers: {question}", "option", options, _options(q, question))


def _sourced(cases: _Cases) -> Iterator[tuple[str, Sequence[str]]]:
    for outcome in cases.outcome:
        yield f"cases.toml: outcome {outcome.id}", (*outcome.sources, *outcome.against)
    for points in cases.points:
        yield f"cases.toml: points of {points.fact} for {', '.join(points.outcomes)}", (*points.sources, *points.against)
    for condition in (*cases.gate, *cases.veto):
        yield f"cases.toml: condition of {', '.join(condition.outcomes)}", (*condition.sources, *condition.against)
    for caution in cases.caution:
        yield f"cases.toml: caution {caution.id}", caution.sources


def _faults_of_clause(at: str, clause: Clause, facts: Mapping[str, Fact]) -> Iterator[str]:
    for fact, levels in clause.items():
        yield from _unknown(at, "fact", [fact], facts)
        if fact in facts:
            yield from _unknown(f"{at}: {fact}", "level", levels, facts[fact].level_ids)


def _options(q: Questionnaire, question: str) -> tuple[str, ...]:
    return q.questions[question].option_ids if question in q.questions else ()


def _unknown(at: str, what: str, named: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for name in sorted(set(named) - set(known)):
        yield f"{at}: {what}: {name!r} does not exist. Correct it."
