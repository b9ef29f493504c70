"""Does every rule matter to somebody? Changes the rule base in one place at a time and looks who notices: `make mutants`.

A mutant is caught by a persona, a gold vignette or a constructed case that loses its label, or by an invariant that breaks; never by
a stored number. A mutant that changes nothing, in any state and for any answers that were all tried, is equivalent and counted
apart. Prints the survivors with their place; exit code 1 if fewer than 95 % of the others are caught.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import pairwise, product
from math import prod
from typing import Any, NamedTuple

import numpy as np

from questionnaire.catalogue import questionnaire
from questionnaire.files import read_toml
from scoring import trials
from scoring.cube import UNKNOWN, Cube
from scoring.diff import CASES, cases_in
from scoring.facts import ANCHORS, questions_of, read, read_facts
from scoring.invariants import backgrounds_never_split, effective, every_fact_decides, every_outcome_reached, laws_hold, one_verdict
from scoring.models import Fact, RuleBase
from scoring.rulebase import rule_base
from scoring.verdict import assess

ENOUGH = 0.95
_GONE = object()
_MOST_SHEETS = 100_000  # up to so many combinations of answers to one fact, all are tried
_TINY = 1e-6  # turns "at least" into "more than", and "at most" into "less than"
Way = tuple[str | int, ...]
Edit = tuple[str, Way, Any]
"""What is done, where in the rule base, and what stands there afterwards."""


class Mutant(NamedTuple):
    """A rule base with one change: the place in words, and what was done there."""

    place: str
    change: str
    rules: RuleBase


class Fate(NamedTuple):
    """What became of a mutant: "case", "invariant", "equivalent" or "survived", and who caught it."""

    place: str
    change: str
    fate: str
    by: tuple[str, ...] = ()


# ---- what can be changed


def mutants(rules: RuleBase) -> Iterator[Mutant]:
    """Every change of one gate, veto, clause, point, bound, map, cap, order, margin or caution."""
    data = rules.model_dump()
    for place, edits in _places(rules):
        for change, way, value in {(way, str(value)): (change, way, value) for change, way, value in reversed(edits)}.values():
            yield Mutant(place, change, RuleBase.model_validate(_edited(data, way, value)))


def _places(rules: RuleBase) -> Iterator[tuple[str, list[Edit]]]:
    for number, outcome in enumerate(rules.outcomes):
        yield f"base of {outcome.id}", [(f"{step:+}", ("outcomes", number, "base"), outcome.base + step) for step in (-2, 2)]
    for number, points in enumerate(rules.points):
        yield f"points of {points.fact} for {', '.join(points.outcomes)}", [*_of_points(number, points.levels, points.outcomes)]
    for kind, conditions in (("gate", rules.gates), ("veto", rules.vetoes)):
        for number, condition in enumerate(conditions):
            field = "gates" if kind == "gate" else "vetoes"
            named = ", ".join(dict.fromkeys(fact for clause in condition.any for fact in clause))
            edits = [
                *_dropped(condition.outcomes, (field, number, "outcomes"), (field, number)),
                *_of_clauses(rules, field, number, condition),
            ]
            yield f"{kind} on {named} for {', '.join(condition.outcomes)}", edits
    yield "verdict", [*_of_verdict(rules)]
    for number, caution in enumerate(rules.cautions):
        yield f"caution {caution.id}", [*_of_caution(rules, number)]
    yield "evidence_cap", [*_of_caps(rules.evidence_cap.highest)]
    for number, fact in enumerate(rules.facts):
        yield f"fact {fact.id}", [*_of_rule(fact, ("facts", number, "rule"))]


def _of_points(number: int, levels: Mapping[str, int], outcomes: Sequence[str]) -> Iterator[Edit]:
    for level, value in levels.items():
        yield f"{level} {value:+} becomes {-value:+}", ("points", number, "levels", level), -value
    yield from _dropped(levels, ("points", number, "levels"), ("points", number))
    yield from _dropped(outcomes, ("points", number, "outcomes"), ("points", number))


def _dropped(parts: Mapping[str, Any] | Sequence[Any], way: Way, whole: Way) -> Iterator[Edit]:
    """Without each part, or without the whole if it has only one."""
    keys: list[Any] = list(parts) if isinstance(parts, Mapping) else list(range(len(parts)))
    if len(keys) < 2:
        yield "dropped", whole, _GONE
        return
    for key in keys:
        yield f"without {key if isinstance(parts, Mapping) else parts[key]}", (*way, key), _GONE


def _of_clauses(rules: RuleBase, field: str, number: int, condition: Any) -> Iterator[Edit]:
    """Without each clause and each of its facts; each set of levels negated; each level in or out."""
    if len(condition.any) > 1:
        yield from ((f"without clause {at + 1}", (field, number, "any", at), _GONE) for at in range(len(condition.any)))
    for at, clause in enumerate(condition.any):
        if len(clause) > 1:
            yield from ((f"clause {at + 1} without {fact}", (field, number, "any", at, fact), _GONE) for fact in clause)
        for fact, allowed in clause.items():
            ids = rules.fact(fact).level_ids
            turned = [
                *[tuple(i for i in ids if (i in allowed) != (i == other)) for other in ids],
                tuple(i for i in ids if i not in allowed),
            ]
            for levels in dict.fromkeys(turned):
                yield (
                    f"clause {at + 1}: {fact} {', '.join(allowed)} becomes {', '.join(levels) or 'no level'}",
                    (field, number, "any", at, fact),
                    levels,
                )


def _of_verdict(rules: RuleBase) -> Iterator[Edit]:
    order = rules.verdict.tie_order
    for at, (first, second) in enumerate(pairwise(order)):
        yield f"tie order: {second} before {first}", ("verdict", "tie_order"), (*order[:at], second, first, *order[at + 2 :])
    for margin in ("solid_margin", "leaning_margin"):
        yield from ((f"{margin} {step:+}", ("verdict", margin), getattr(rules.verdict, margin) + step) for step in (-1, 1))


def _of_caution(rules: RuleBase, number: int) -> Iterator[Edit]:
    caution = rules.cautions[number]
    yield from _dropped(caution.verdicts, ("cautions", number, "verdicts"), ("cautions", number))
    yield from _of_clauses(rules, "cautions", number, caution)
    for question, options in caution.answers.items():
        way: Way = ("cautions", number, "answers", question)
        yield from _dropped(options, way, ("cautions", number))


def _of_rule(fact: Fact, way: Way) -> Iterator[Edit]:
    rule: Any = fact.rule
    match rule.kind:
        case "map":
            yield from _of_map(rule, fact.level_ids, way)
            if rule.at_least:
                yield from _of_answers("at_least: ", rule.at_least.answers, (*way, "at_least", "answers"))
                yield from _neighbours("at_least: ", rule.at_least.level, fact.level_ids, (*way, "at_least", "level"))
        case "average" | "count":
            yield from _of_bounds(rule.upto, 0.5 if rule.kind == "average" else 1, (*way, "upto"))
            yield from _of_values(rule.values, (*way, "values"), whole=rule.kind == "average")
            yield from _of_values(getattr(rule, "add", {}), (*way, "add"))
        case "anchors":
            yield from _of_numbers(rule, {"minimum": 1, "working_mean": 0.5, "solid_mean": 0.5, "solid_share": 0.125}, way)
            yield from _dropped(rule.items, (*way, "items"), ())
        case "required":
            yield from _of_numbers(rule, {"floor": 1, "mean": 0.5}, way)
            yield from _dropped(rule.items, (*way, "items"), ())
            yield from ((f"required {change}", *rest) for change, *rest in _dropped(rule.required, (*way, "required"), ()))
            yield from _of_answers("against: ", rule.against, (*way, "against"))
    for at, fallback in enumerate(getattr(rule, "fallback", ())):
        yield f"without fallback {fallback.question}", (*way, "fallback", at), _GONE
        yield from _of_map(fallback, fact.level_ids, (*way, "fallback", at))


def _of_map(rule: Any, levels: Sequence[str], way: Way) -> Iterator[Edit]:
    for option, level in rule.map.items():
        yield f"{rule.question} without {option}", (*way, "map", option), _GONE
        yield from _neighbours(f"{rule.question} {option}: ", level, levels, (*way, "map", option))


def _neighbours(words: str, level: str, levels: Sequence[str], way: Way) -> Iterator[Edit]:
    """One level down and one up, where there is one."""
    at = levels.index(level)
    yield from ((f"{words}{level} becomes {other}", way, other) for other in (*levels[max(at - 1, 0) : at], *levels[at + 1 : at + 2]))


def _of_answers(words: str, answers: Mapping[str, Sequence[str]], way: Way) -> Iterator[Edit]:
    for question, options in answers.items():
        for at, option in enumerate(options):
            yield f"{words}without {question} {option}", (*way, question, at), _GONE


def _of_bounds(bounds: Sequence[float], step: float, way: Way) -> Iterator[Edit]:
    for at, bound in enumerate(bounds):
        for other in (bound - step, bound - _TINY, bound + step):
            yield f"bound {bound} becomes {other}", (*way, at), other


def _of_numbers(rule: Any, steps: Mapping[str, float], way: Way) -> Iterator[Edit]:
    for field, step in steps.items():
        number = getattr(rule, field)
        for other in (number - step, *([number + _TINY] if isinstance(number, float) else []), number + step):
            yield f"{field} {number} becomes {other}", (*way, field), other


def _of_caps(highest: Mapping[str, int]) -> Iterator[Edit]:
    """One mark lower, and one higher where there is a higher one."""
    for option, mark in highest.items():
        yield from (
            (f"{option} becomes {other}", ("evidence_cap", "highest", option), other)
            for other in (mark - 1, mark + 1)
            if other <= len(ANCHORS)
        )


def _of_values(values: Mapping[str, Mapping[str, float]], way: Way, *, whole: bool = False) -> Iterator[Edit]:
    """`whole` if every option must have a value: then none can be dropped."""
    for question, by_option in values.items():
        for option, value in by_option.items():
            if not whole:
                yield f"{question} without {option}", (*way, question, option), _GONE
            for other in {-value, value + 1} - {value}:
                yield f"{question} {option}: {value} becomes {other}", (*way, question, option), other


def _edited(data: Any, way: Way, value: Any) -> Any:
    """A copy of nested tables and lists with one place changed."""
    first, rest = way[0], way[1:]
    copy: Any = dict(data) if isinstance(data, Mapping) else list(data)
    if rest:
        copy[first] = _edited(copy[first], rest, value)
    elif value is _GONE:
        del copy[first]
    else:
        copy[first] = value
    return copy


# ---- who notices


@cache
def labelled() -> dict[str, tuple[Mapping[str, str], Mapping[str, Any]]]:
    """The answers and the expectations of every case that must get its verdict; a vignette only if it is gold."""
    answers, found = cases_in(CASES), {}
    for name, table in (("personas", "persona"), ("constructed", "case")):
        for case in read_toml(CASES / f"{name}.toml")[table]:
            found[case["id"]] = answers[case["id"]], case["expected"]
    for case in read_toml(CASES / "vignettes.toml")["vignette"]:
        if case["tier"] == "gold":
            found[case["id"]] = answers[case["id"]], {"verdict": case["label"]}
    return found


@cache
def original() -> Cube:
    return Cube(rule_base())


def fate_of(mutant: Mutant) -> Fate:
    """The cheapest witnesses first: verdicts of the cases, then everything expected of them, then the invariants, then all states."""
    cube = Cube(mutant.rules)
    if by := turned(cube):
        return Fate(mutant.place, mutant.change, "case", by)
    if _decide_alike(mutant.rules, rule_base()):
        vars(cube)["verdicts"] = original().verdicts  # the same by construction, which saves the time to compile them
    if by := disappointed(cube):
        return Fate(mutant.place, mutant.change, "case", by)
    if by := broken(cube):
        return Fate(mutant.place, mutant.change, "invariant", by)
    return Fate(mutant.place, mutant.change, "equivalent" if equivalent(cube) else "survived")


def turned(cube: Cube) -> tuple[str, ...]:
    """The cases whose verdict is not their label, whatever else they expect; all judged at once."""
    states = np.array([_state(cube, answers) for answers, _ in labelled().values()])
    verdicts = cube.judge(list(states.T)).verdict
    wanted = [cube.outcomes.index(expected["verdict"]) for _, expected in labelled().values()]
    return tuple(case for case, verdict, label in zip(labelled(), verdicts, wanted, strict=True) if verdict != label)


def disappointed(cube: Cube) -> tuple[str, ...]:
    """The cases that do not get all they expect: strength, lean, cautions, and cautions that must not be given."""
    return tuple(case for case, (answers, expected) in labelled().items() if not agrees(assess(answers, cube), expected))


def agrees(found: Any, expected: Mapping[str, Any]) -> bool:
    """Cautions must be among those given, `no_cautions` must not; all else must be equal."""
    lists = {"cautions", "no_cautions"}
    same = all(getattr(found, key) == value for key, value in expected.items() if key not in lists)
    given = set(found.cautions)
    return same and given >= set(expected.get("cautions", ())) and given.isdisjoint(expected.get("no_cautions", ()))


def broken(cube: Cube) -> tuple[str, ...]:
    """The invariants that do not hold; those that look at states only where the states are judged in another way."""
    found = [trials.saving_never_combines(cube, _sheets())]
    if cube.verdicts is not original().verdicts:
        fits = effective(cube)
        found += [one_verdict(cube, fits), every_outcome_reached(cube), every_fact_decides(cube)]
        found += [*laws_hold(cube, fits), *backgrounds_never_split(cube)]
    return tuple(one.name for one in found if not one.holds)


def equivalent(cube: Cube) -> bool:
    """No state has another verdict, and no answers lead to one; strength and cautions rest on the same rules."""
    rules, before = cube.rules, rule_base()
    same = rules.cautions == before.cautions and rules.evidence_cap == before.evidence_cap
    same &= rules.verdict.model_copy(update={"tie_order": before.verdict.tie_order}) == before.verdict
    facts = zip(before.facts, rules.facts, strict=True)
    return (
        same and all(a.rule == b.rule or _read_alike(a, b, rules) for a, b in facts) and bool((cube.verdicts == original().verdicts).all())
    )


def _read_alike(before: Fact, after: Fact, rules: RuleBase) -> bool:
    """Tries every combination of answers, if there are not too many; else it is not known to be so."""
    questions = tuple(dict.fromkeys((*questions_of(before.rule, rules.evidence_cap), *questions_of(after.rule, rules.evidence_cap))))
    options = [(None, *questionnaire().questions[q].option_ids) for q in questions]
    if prod(map(len, options)) > _MOST_SHEETS:
        return False
    sheets = ({q: o for q, o in zip(questions, some, strict=True) if o} for some in product(*options))
    pairs = {(_level(before, sheet, rules), _level(after, sheet, rules)) for sheet in sheets}
    return all(one == other or _decide_nothing(before, one, other) for one, other in pairs)


def _decide_nothing(fact: Fact, one: int | None, other: int | None) -> bool:
    """Whether these two readings of a fact, None if not known, give the same verdict whatever the others are, and the same cautions."""
    axis, verdicts = original().facts.index(fact.id), []
    for level in (one, other):
        states = original().grid()
        states[axis] = np.asarray(UNKNOWN if level is None else level)
        verdicts.append(original().judge(states).verdict)
    levels = [None if level is None else fact.level_ids[level] for level in (one, other)]
    clauses = [clause[fact.id] for caution in rule_base().cautions for clause in caution.any if fact.id in clause]
    return bool((verdicts[0] == verdicts[1]).all()) and all((levels[0] in some) == (levels[1] in some) for some in clauses)


def _level(fact: Fact, sheet: Mapping[str, str], rules: RuleBase) -> int | None:
    return read(fact.rule, sheet, fact.level_ids, rules.evidence_cap)[0]


def _decide_alike(one: RuleBase, other: RuleBase) -> bool:
    """Whether facts lead to verdicts by the same rules."""
    return all(getattr(one, part) == getattr(other, part) for part in ("outcomes", "points", "gates", "vetoes", "verdict"))


def _state(cube: Cube, answers: Mapping[str, str]) -> list[int]:
    return cube.state({reading.fact: reading.level for reading in read_facts(cube.rules, answers)})


@cache
def _sheets() -> list[dict[str, str]]:
    return trials.patchy_sheets(questionnaire())


def main() -> int:
    """Tries every mutant, on every core, and prints what survived. 1 if too many did."""
    if wrong := disappointed(original()):
        print(f"Without any change, these do not get what they expect: {', '.join(wrong)}")
        return 1
    with ProcessPoolExecutor() as pool:
        fates = list(pool.map(fate_of, mutants(rule_base()), chunksize=8))
    for fate in fates:
        if fate.fate in {"equivalent", "survived"}:
            print(f"{fate.fate:10}  {fate.place}: {fate.change}")
    counts = Counter(fate.fate for fate in fates)
    caught = counts["case"] + counts["invariant"]
    share = caught / (len(fates) - counts["equivalent"])
    print(f"{len(fates)} mutants: {counts['case']} caught by a case, {counts['invariant']} by an invariant alone, ", end="")
    print(f"{counts['survived']} survived, {counts['equivalent']} are equivalent; {share:.1%} of the others caught, {ENOUGH:.0%} needed")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
