"""What holds for any sheet whatever, searched for a counter-example."""

from collections import Counter
from typing import Any

from hypothesis import given, settings, strategies as st

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from scoring.cube import UNKNOWN
from scoring.facts import questions_of
from scoring.verdict import assess, cube

QUESTIONS = questionnaire().questions
RULES = cube().rules
READERS = {q: {fact.id for fact in RULES.facts if q in questions_of(fact.rule, RULES.evidence_cap)} for q in QUESTIONS}

options = {q: st.sampled_from((*question.option_ids, DONT_KNOW)) for q, question in QUESTIONS.items()}
sheets = st.fixed_dictionaries({}, optional=options)
states = st.tuples(*(st.integers(UNKNOWN, levels - 1) for levels in cube().shape))
full_states = st.tuples(*(st.integers(0, levels - 1) for levels in cube().shape))
patient = settings(deadline=None, max_examples=150)


def without(assessment: Any, *fields: str) -> dict[str, Any]:
    return {name: value for name, value in assessment.model_dump().items() if name not in fields}


@patient
@given(sheets)
def test_the_points_of_the_reasons_add_up_to_the_fit_of_every_outcome(sheet: dict[str, str]) -> None:
    found = assess(sheet)
    total: Counter[str] = Counter()
    for reason in found.reasons:
        total[reason.outcome] += reason.points
    assert {outcome: total[outcome] for outcome in found.fits} == found.fits


@patient
@given(sheets)
def test_every_point_given_to_a_fact_names_an_answer_of_the_sheet(sheet: dict[str, str]) -> None:
    for reason in assess(sheet).reasons:
        assert all(sheet[answer.question] == answer.option for answer in reason.answers)
        assert bool(reason.answers) == (reason.fact is not None), reason


@patient
@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_never_matters(sheet: dict[str, str], random: Any) -> None:
    shuffled = dict(random.sample(list(sheet.items()), len(sheet)))
    assert assess(shuffled) == assess(sheet)


@patient
@given(sheets)
def test_not_to_know_is_the_same_as_not_to_answer(sheet: dict[str, str]) -> None:
    known = {q: option for q, option in sheet.items() if option != DONT_KNOW}
    assert without(assess(sheet), "answers") == without(assess(known), "answers")


@patient
@given(sheets)
def test_the_verdict_is_admissible_and_possible_and_none_that_is_admissible_fits_better(sheet: dict[str, str]) -> None:
    found = assess(sheet)
    assert found.verdict in found.admissible
    assert found.verdict in found.possible
    assert found.fits[found.verdict] == max(found.fits[outcome] for outcome in found.admissible)


@patient
@given(sheets, sheets)
def test_answers_about_unknown_facts_never_lead_outside_the_possible_verdicts(sheet: dict[str, str], more: dict[str, str]) -> None:
    before = assess(sheet)
    unknown = {fact for fact, level in before.facts.items() if level is None}
    added = {q: option for q, option in more.items() if READERS[q] <= unknown}
    after = assess({**sheet, **added})
    assert set(after.possible) <= set(before.possible)
    assert after.verdict in before.possible


@patient
@given(states, full_states)
def test_the_verdict_of_every_completion_is_among_the_possible_ones(state: tuple[int, ...], rest: tuple[int, ...]) -> None:
    completed = tuple(level if level != UNKNOWN else filled for level, filled in zip(state, rest, strict=True))
    assert cube().outcomes[int(cube().verdicts[completed])] in cube().possible(state)


@patient
@given(full_states)
def test_with_every_fact_known_only_the_verdict_is_possible(state: tuple[int, ...]) -> None:
    assert cube().possible(state) == (cube().outcomes[int(cube().judge(state).verdict)],)


@patient
@given(sheets)
def test_a_turn_changes_one_fact_and_really_turns_the_verdict(sheet: dict[str, str]) -> None:
    found = assess(sheet)
    for turn in found.turning:
        assert found.facts[turn.fact] == turn.now
        changed = cube().state({**found.facts, turn.fact: turn.then})
        assert cube().outcomes[int(cube().judge(changed).verdict)] == turn.verdict != found.verdict
