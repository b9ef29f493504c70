"""What the answers still missing can do: which verdicts remain possible, whether the verdict is settled, and which question settles most.

For each fact the levels it can still take are found from its rule. Facts that share a question are taken as independent, so that
nothing is called impossible, and nothing settled, that is not.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

import numpy as np

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW

from .assessment import Outlook
from .cube import UNKNOWN, Array, Cube
from .facts import questions_of, read
from .models import AnchorsRule, AverageRule, CountRule, EvidenceCap, MapRule, OutcomeId, RequiredRule, Rule

_JUDGED = 40_000  # states judged one by one; with more left open, only conditions rule an outcome out
_DRAWN = 3_000  # states drawn to weigh the questions when there are more
_SEED = 7
Levels = tuple[int, ...]
Known = frozenset[tuple[str, str]]


def outlook(cube: Cube, answers: Mapping[str, str], missing: Sequence[str]) -> Outlook:
    """`answers` are those that count; `missing` the questions that may still be answered, "I don't know" among them."""
    levels = _levels(cube, _known(answers, missing), missing)
    possible = possible_verdicts(cube, levels)
    barred = {o: cube.barred_by(number, levels) for number, o in enumerate(cube.outcomes) if o not in possible}
    ruled_out = {o: None if fact is None else cube.facts[fact] for o, fact in barred.items()}
    return Outlook(possible=possible, ruled_out=ruled_out, settled=len(possible) == 1)


def next_best(cube: Cube, answers: Mapping[str, str], missing: Sequence[str], among: Sequence[str] | None = None) -> str | None:
    """The missing question, among some or all, whose answer tells most about the verdict. None if there is nothing to settle.

    Each option counts as likely as any other, and so does each state that is left.
    """
    known = _known(answers, missing)
    levels = _levels(cube, known, missing)
    if len(possible_verdicts(cube, levels)) == 1:
        return None
    states = _states(levels)
    verdicts = cube.judge(states).verdict
    asked = missing if among is None else among
    last = cube.rules.evidence_cap.question  # it is about the answers before it, so it comes after them
    alike = {_kind_of(cube, q): q for q in reversed([q for q in asked if q != last] or asked)}
    told = {q: _told(cube, known, missing, q, states, verdicts) for q in reversed(alike.values())}
    return max(told, key=told.__getitem__, default=None)


def _known(answers: Mapping[str, str], missing: Sequence[str]) -> dict[str, str]:
    return {q: option for q, option in answers.items() if option != DONT_KNOW and q not in missing}


def _levels(cube: Cube, known: Mapping[str, str], missing: Sequence[str]) -> list[Levels]:
    return [open_levels(cube, fact, known, missing) for fact in range(len(cube.facts))]


def possible_verdicts(cube: Cube, levels: Sequence[Levels]) -> tuple[OutcomeId, ...]:
    """The verdicts of all states with these levels, UNKNOWN among them. Of very many states, those whose conditions can be met."""
    if math.prod(map(len, levels)) > _JUDGED:
        return tuple(o for number, o in enumerate(cube.outcomes) if cube.could_hold(number, levels))
    found = np.unique(cube.judge(list(np.ix_(*map(np.array, levels)))).verdict)
    return tuple(cube.outcomes[number] for number in found)


# ---- the levels a fact can still take


def open_levels(cube: Cube, fact: int, known: Mapping[str, str], missing: Sequence[str]) -> Levels:
    """All levels that some answers to the missing questions lead to; UNKNOWN if they can also leave it open."""
    asked = _asked(cube, fact)
    return _open_levels(cube, fact, frozenset((q, known[q]) for q in asked if q in known), tuple(q for q in asked if q in missing))


@lru_cache(maxsize=20_000)
def _open_levels(cube: Cube, number: int, known: Known, missing: tuple[str, ...]) -> Levels:
    fact, cap = cube.rules.facts[number], cube.rules.evidence_cap
    items = tuple(q for q in missing if isinstance(fact.rule, AnchorsRule | RequiredRule) and q in fact.rule.items)
    others = tuple(q for q in missing if q not in items)
    ends = [dict(known) | end for end in _extremes(items)]
    found: set[int] = set()
    for given in product(*(_choices(cube, number, q) for q in others)):
        rest = {q: option for q, option in zip(others, given, strict=True) if option}
        read_levels = (read(fact.rule, end | rest, fact.level_ids, cap)[0] for end in ends)
        found |= {UNKNOWN if level is None else level for level in read_levels}
    between = range(min(found - {UNKNOWN}, default=0), max(found) + 1) if items else ()  # anchored levels rise with the marks
    return tuple(sorted(found | set(between)))


@cache
def _asked(cube: Cube, fact: int) -> tuple[str, ...]:
    """The questions a fact is read from."""
    return tuple(dict.fromkeys(questions_of(cube.rules.facts[fact].rule, cube.rules.evidence_cap)))


@cache
def _choices(cube: Cube, number: int, question: str) -> tuple[str | None, ...]:
    """No answer, and one option for each thing that the rule of a fact can read from the question."""
    rule, cap = cube.rules.facts[number].rule, cube.rules.evidence_cap
    alike = {_read_as(rule, cap, question, option): option for option in questionnaire().questions[question].option_ids}
    return (None, *alike.values())


def _read_as(rule: Rule, cap: EvidenceCap, question: str, option: str) -> tuple[object, ...]:
    """Everything that a rule says of one option."""
    capped = cap.highest.get(option) if question == cap.question else None
    match rule:
        case MapRule():
            raised = rule.at_least and option in rule.at_least.answers.get(question, ())
            return *(m.map.get(option) for m in (rule, *rule.fallback) if m.question == question), raised
        case AverageRule():
            return rule.values.get(question, {}).get(option), rule.add.get(question, {}).get(option)
        case CountRule():
            return (rule.values.get(question, {}).get(option, 0),)
        case AnchorsRule():
            return *(m.map.get(option) for m in rule.fallback if m.question == question), capped
        case RequiredRule():
            return option in rule.against.get(question, ()), capped


def _extremes(items: Sequence[str]) -> list[dict[str, str]]:
    """Anchored items all unanswered, all lowest, all highest: nothing lies outside."""
    ends = [{q: questionnaire().questions[q].option_ids[end] for q in items} for end in (0, -1)]
    return [{}, *ends] if items else [{}]


# ---- the question that settles most


@lru_cache(maxsize=1000)
def _kind_of(cube: Cube, question: str) -> tuple[str, ...]:
    """Anchored questions of one mean weigh the same, so the first of them stands for all; any other question stands for itself."""
    for fact in cube.rules.facts:
        if isinstance(fact.rule, AnchorsRule | RequiredRule) and question in fact.rule.items:
            return fact.id, str(isinstance(fact.rule, RequiredRule) and question in fact.rule.required)
    return (question,)


def _states(levels: Sequence[Levels]) -> list[Array]:
    """All states with these levels, or many drawn from them: one array for each fact."""
    shown = [np.array([n for n in some if n != UNKNOWN] or [UNKNOWN], np.int8) for some in levels]
    if math.prod(map(len, shown)) <= _DRAWN:
        return [axis.ravel() for axis in np.meshgrid(*shown, indexing="ij")]
    rng = np.random.default_rng(_SEED)
    return [some[rng.integers(len(some), size=_DRAWN)] for some in shown]


def _told(cube: Cube, known: Mapping[str, str], missing: Sequence[str], question: str, states: Sequence[Array], verdicts: Array) -> float:
    """How much the answer tells about the verdict, in bits: their mutual information. 0 if it tells nothing."""
    touched = [fact for fact in range(len(cube.facts)) if question in _asked(cube, fact)]
    rest = [q for q in missing if q != question]
    shares = []
    asked = questionnaire().questions[question]
    for option in asked.option_ids[::2] if asked.kind == "anchored" else asked.option_ids:  # lowest, middle and highest level say enough
        kept = np.ones(len(verdicts), bool)
        for fact in touched:
            allowed = np.zeros(cube.shape[fact] + 1, bool)  # the last entry is UNKNOWN
            allowed[list(open_levels(cube, fact, {**known, question: option}, rest))] = True
            kept &= allowed[states[fact]]
        shares.append(np.bincount(verdicts[kept] if kept.any() else verdicts, minlength=len(cube.outcomes)) / (kept.sum() or len(verdicts)))
    return _doubt(np.mean(shares, axis=0)) - float(np.mean([_doubt(one) for one in shares]))


def _doubt(shares: Array) -> float:
    """The entropy of some shares that add up to one."""
    some = shares[shares > 0]
    return float(-(some * np.log2(some)).sum())
