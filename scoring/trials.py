"""What must hold for every sheet, tried on many that are drawn from a fixed seed: the same ones every time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import get_args

import numpy as np

from questionnaire.models import DONT_KNOW, Audience, Questionnaire

from .cube import UNKNOWN, Array, Cube
from .facts import questions_of, read, read_facts
from .invariants import Invariant, in_words, invariant
from .verdict import SPLIT, assess

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
Answers = dict[str, str]
Change = tuple[str, Answers]
"""A question, and the sheet after another answer to it."""

_SEED = 2022
_MOST_SITTINGS = 1_000  # where the search for a deciding answer gives up; the shipped content needs about 120
_SITTINGS, _ASSESSED, _STATES = 200, 50, 300  # how many are looked at one by one, which takes up to two milliseconds each


def every_question_decides(cube: Cube, asked: Questionnaire) -> Invariant:
    """For each question, a sitting answered in full in which another answer to it alone gives another verdict."""
    rng, not_found, tried = _drawing(), set(asked.order), 0
    for _ in range(_MOST_SITTINGS):
        audience, sheet = _sitting(asked, rng)
        changes = [change for q in sheet if q in not_found for change in _other_answers(asked, audience, sheet, q)]
        not_found -= _deciding(cube, sheet, changes)
        tried += len(changes)
        if not not_found:
            break
    never = ", ".join(q for q in asked.order if q in not_found)
    words = f"In no sitting did another answer to this change the verdict: {never}." if never else None
    return invariant("questions_decide", "Every question decides the verdict in some sitting.", tried, words)


def hidden_answers_never_count(cube: Cube, asked: Questionnaire, sheets: Sequence[Answers]) -> Invariant:
    """Changing or removing hidden answers leaves what counts as it is, and so the assessment; what counts is what is asked."""
    rng, tried, words = _drawing(), 0, None
    for number, sheet in enumerate(sheets[:_SITTINGS]):
        audience = AUDIENCES[number % len(AUDIENCES)]
        counted = asked.relevant(audience, sheet)
        hidden = {q: rng.choice(asked.questions[q].option_ids) for q in sheet if q not in counted}
        variants = [counted, {**sheet, **hidden}, *({**sheet, q: option} for q, option in hidden.items())]
        tried += len(variants)
        same = all(asked.relevant(audience, variant) == counted for variant in variants)
        only_asked = set(counted) == {q for q in sheet if asked.asks(q, audience, counted)}
        assessed = number >= _ASSESSED // 2 or assess(asked.relevant(audience, variants[1]), cube) == assess(counted, cube)
        if not (same and only_asked and assessed):
            words = words or f"For a {audience} a hidden one counts with {_in_words(sheet)}."
    return invariant("hidden_never_counts", "Answers to questions that are not asked never count.", tried, words)


def reasons_add_up(cube: Cube, sheets: Sequence[Answers]) -> Invariant:
    """The points of the reasons are the fit, for every outcome, whatever is left open."""
    words = None
    for sheet in sheets[:_ASSESSED]:
        assessment = assess(sheet, cube)
        total: Counter[str] = Counter()
        for reason in assessment.reasons:
            total[reason.outcome] += reason.points
        if any(total[outcome] != fit for outcome, fit in assessment.fits.items()):
            words = words or f"They do not with {_in_words(sheet)}."
    text = "The points of all reasons of an outcome add up to its fit."
    return invariant("reasons_add_up", text, len(sheets[:_ASSESSED]) * len(cube.outcomes), words)


def order_never_matters(cube: Cube, sheets: Sequence[Answers]) -> Invariant:
    """The same answers in another order give the same assessment."""
    rng, words = _drawing(), None
    for sheet in sheets[:_ASSESSED]:
        shuffled = dict(rng.sample(list(sheet.items()), len(sheet)))
        if assess(shuffled, cube) != assess(sheet, cube):
            words = words or f"It does with {_in_words(sheet)}."
    return invariant("order_never_matters", "The order of the answers never matters.", len(sheets[:_ASSESSED]), words)


def one_state_alone(cube: Cube) -> Invariant:
    """Judging one state gives what the compiled cube holds in its place."""
    rng, words = _drawing(), None
    for _ in range(_STATES):
        state = tuple(rng.randrange(n) for n in cube.shape)
        if cube.judge(state).verdict != cube.verdicts[state]:
            words = words or f"It differs with {in_words(cube, state)}."
    return invariant("state_alone", "Judging one state alone gives the verdict of the cube.", _STATES, words)


def saving_never_combines(cube: Cube, sheets: Sequence[Answers]) -> Invariant:
    """To want to save a salary, rather than to say nothing of the motive, never turns two leaders into a case."""
    silent = [{q: option for q, option in sheet.items() if q != "motive"} for sheet in sheets]
    states = [_state(cube, sheet) for sheet in silent]
    saving = [_changed_state(cube, before, sheet, {**sheet, "motive": "save_salary"}) for before, sheet in zip(states, silent, strict=True)]
    split = cube.outcomes.index(SPLIT)
    wrong = (_verdicts(cube, states) == split) & (_verdicts(cube, saving) != split)
    words = f"It does with {_in_words(silent[int(np.argmax(wrong))])}." if wrong.any() else None
    return invariant("saving_never_combines", "Saving a salary never brings a combined case.", len(sheets), words)


def patchy_sheets(asked: Questionnaire, count: int = 400) -> list[Answers]:
    """Sheets with some answers missing and some not known; each leaves another share open."""
    rng = _drawing()
    return [_patchy(_whole_sheet(asked, rng), rng) for _ in range(count)]


def _patchy(sheet: Answers, rng: Random) -> Answers:
    share = rng.random()
    return {q: rng.choice([DONT_KNOW, *9 * [option]]) for q, option in sheet.items() if rng.random() < share}


def _drawing() -> Random:
    return Random(_SEED)  # noqa: S311  a fixed seed on purpose: a proof that can be repeated


def _whole_sheet(asked: Questionnaire, rng: Random) -> Answers:
    """An answer to every question. Anchored answers of one chapter hang together, as they do in one person."""
    strength = {chapter.id: rng.gauss(2.2, 1) for chapter in asked.chapters}
    sheet = {}
    for q, question in asked.questions.items():
        options = question.option_ids
        near = round(rng.gauss(strength[asked.chapter_of(q).id], 0.7))
        sheet[q] = options[min(max(near, 0), len(options) - 1)] if question.kind == "anchored" else rng.choice(options)
    return sheet


def _sitting(asked: Questionnaire, rng: Random) -> tuple[Audience, Answers]:
    """What counts of one sitting: the company alone where nobody answers about a person, or both parts."""
    audience = rng.choice(AUDIENCES)
    sheet = _whole_sheet(asked, rng)
    if audience != "candidate" and rng.choice([True, False]):
        sheet = {q: option for q, option in sheet.items() if asked.chapter_of(q).part == "company"}
    return audience, asked.relevant(audience, sheet)


def _other_answers(asked: Questionnaire, audience: Audience, sheet: Answers, question: str) -> list[Change]:
    """A change that can hide other questions takes their answers with it."""
    changed = [{**sheet, question: option} for option in asked.questions[question].option_ids if option != sheet[question]]
    hides = any(question in unless for unless in _hiding(asked))
    return [(question, asked.relevant(audience, one) if hides else one) for one in changed]


def _hiding(asked: Questionnaire) -> list[Mapping[str, Sequence[str]]]:
    return [*(question.unless for question in asked.questions.values()), *(part.unless for part in asked.parts)]


def _deciding(cube: Cube, sheet: Answers, changes: Sequence[Change]) -> set[str]:
    state = _state(cube, sheet)
    verdicts = _verdicts(cube, [state, *(_changed_state(cube, state, sheet, changed) for _, changed in changes)])
    return {question for (question, _), verdict in zip(changes, verdicts[1:], strict=True) if verdict != verdicts[0]}


def _state(cube: Cube, sheet: Answers) -> list[int]:
    return cube.state({reading.fact: reading.level for reading in read_facts(cube.rules, sheet)})


def _changed_state(cube: Cube, state: Sequence[int], before: Answers, after: Answers) -> list[int]:
    """Reads again only the facts that look at a question whose answer changed."""
    changed = {q for q in before.keys() | after.keys() if before.get(q) != after.get(q)}
    known = {q: option for q, option in after.items() if option != DONT_KNOW}
    again = list(state)
    for axis, fact in enumerate(cube.rules.facts):
        if not changed.isdisjoint(questions_of(fact.rule, cube.rules.evidence_cap)):
            level, _ = read(fact.rule, known, fact.level_ids, cube.rules.evidence_cap)
            again[axis] = UNKNOWN if level is None else level
    return again


def _verdicts(cube: Cube, states: Sequence[Sequence[int]]) -> Array:
    return cube.judge(list(np.array(states).T)).verdict


def _in_words(sheet: Mapping[str, str]) -> str:
    return ", ".join(f"{q} = {option}" for q, option in sheet.items()) or "no answer at all"
