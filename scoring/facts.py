"""Answers to facts. Knows no screen and no store; every reading names the answers it was read from."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import singledispatch
from statistics import fmean

from questionnaire.models import DONT_KNOW

from .assessment import Given, Reading
from .models import AnchorsRule, AverageRule, CountRule, EvidenceCap, Fallback, MapRule, RequiredRule, Rule, RuleBase

ANCHORS = ("absent", "assisted", "own_team", "whole_function", "company_wide")
SHOWN = 3  # "own team": the level from which a competency counts as shown
Sheet = Mapping[str, str]
Read = tuple[int | None, list[str]]
"""The index of a level, None if not known, and the questions it was read from."""


def read_facts(rules: RuleBase, answers: Sheet) -> tuple[Reading, ...]:
    """One reading for each fact, in the order of the rule base. "I don't know" counts as no answer."""
    known = {q: o for q, o in answers.items() if o != DONT_KNOW}
    readings = []
    for fact in rules.facts:
        level, questions = read(fact.rule, known, fact.level_ids, rules.evidence_cap)
        given = tuple(Given(question=q, option=known[q]) for q in dict.fromkeys(questions) if q in known)
        readings.append(Reading(fact=fact.id, level=None if level is None else fact.level_ids[level], answers=given))
    return tuple(readings)


@singledispatch
def read(rule: Rule, answers: Sheet, levels: Sequence[str], cap: EvidenceCap) -> Read:
    """Reads one fact. `answers` holds known answers only."""
    raise TypeError(type(rule).__name__)


@read.register
def _map(rule: MapRule, answers: Sheet, levels: Sequence[str], _cap: EvidenceCap) -> Read:
    level, questions = _first(_with_fallbacks(rule), answers, levels)
    if rule.at_least and (raising := _given(rule.at_least.answers, answers)):
        least = levels.index(rule.at_least.level)
        if level is None or level < least:
            return least, [*questions, *raising]
    return level, questions


@read.register
def _average(rule: AverageRule, answers: Sheet, levels: Sequence[str], _cap: EvidenceCap) -> Read:
    values = {q: v[answers[q]] for q, v in rule.values.items() if q in answers}
    added = {q: v[answers[q]] for q, v in rule.add.items() if answers.get(q) in v}
    if not values:
        return None, []
    return bisect_left(rule.upto, fmean(values.values()) + sum(added.values())), [*values, *added]


@read.register
def _count(rule: CountRule, answers: Sheet, levels: Sequence[str], _cap: EvidenceCap) -> Read:
    values = {q: v.get(answers[q], 0) for q, v in rule.values.items() if q in answers}
    return (bisect_left(rule.upto, sum(values.values())) if values else None), list(values)


@read.register
def _anchors(rule: AnchorsRule, answers: Sheet, levels: Sequence[str], cap: EvidenceCap) -> Read:
    marks = anchored(rule.items, answers, cap)
    if len(marks) < rule.minimum:
        return _first(rule.fallback, answers, levels)
    mean, shown = fmean(marks.values()), sum(mark >= SHOWN for mark in marks.values())
    solid = mean >= rule.solid_mean and shown >= rule.solid_share * len(marks)
    return (2 if solid else 1 if mean >= rule.working_mean else 0), [*marks, cap.question]


@read.register
def _required(rule: RequiredRule, answers: Sheet, levels: Sequence[str], cap: EvidenceCap) -> Read:
    needed = anchored(rule.required, answers, cap)
    short = [q for q, mark in needed.items() if mark < rule.floor]
    against = _given(rule.against, answers)
    if short or against:
        return 0, [*short, *against]
    if len(needed) < len(rule.required):
        return None, []
    marks = anchored(rule.items, answers, cap)
    return int(fmean(marks.values()) >= rule.mean), [*marks, cap.question]


def anchored(items: Sequence[str], answers: Sheet, cap: EvidenceCap) -> dict[str, int]:
    """The answered anchored questions as marks 1 to 5, none above what the evidence allows."""
    highest = cap.highest.get(answers.get(cap.question, ""), len(ANCHORS))
    return {q: min(mark, highest) for q, mark in anchored_as_said(items, answers).items()}


def anchored_as_said(items: Sequence[str], answers: Sheet) -> dict[str, int]:
    """The same marks, whatever the evidence."""
    return {q: ANCHORS.index(answers[q]) + 1 for q in items if answers.get(q, DONT_KNOW) != DONT_KNOW}


def _with_fallbacks(rule: MapRule) -> tuple[Fallback, ...]:
    return (rule, *rule.fallback)


def _first(maps: Sequence[Fallback], answers: Sheet, levels: Sequence[str]) -> Read:
    for one in maps:
        if answers.get(one.question) in one.map:
            return levels.index(one.map[answers[one.question]]), [one.question]
    return None, []


def _given(wanted: Mapping[str, Sequence[str]], answers: Sheet) -> list[str]:
    return [q for q, options in wanted.items() if answers.get(q) in options]


def questions_of(rule: Rule, cap: EvidenceCap) -> tuple[str, ...]:
    """Every question a rule may look at, the evidence question included where levels are capped."""
    match rule:
        case MapRule():
            at_least = rule.at_least.answers if rule.at_least else {}
            return (*(m.question for m in _with_fallbacks(rule)), *at_least)
        case AverageRule():
            return (*rule.values, *rule.add)
        case CountRule():
            return tuple(rule.values)
        case AnchorsRule():
            return (*rule.items, *(m.question for m in rule.fallback), cap.question)
        case RequiredRule():
            return (*rule.items, *rule.against, cap.question)
