"""What would change a verdict, how solid it is and what is still open: for any sheet, searched for a counter-example."""

import shutil
from itertools import combinations, product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from questionnaire.catalogue import questionnaire
from questionnaire.files import ContentError
from questionnaire.models import DONT_KNOW
from scoring.changes import FARTHEST, counterfactuals
from scoring.cube import UNKNOWN
from scoring.outlook import next_best, outlook
from scoring.robustness import varied_verdicts
from scoring.rulebase import HERE, read_rule_base
from scoring.schools import verdicts_by_school
from scoring.verdict import assess, cube, explained, unknown_questions
from tests.scoring.test_laws import QUESTIONS, patient, sheets

CUBE = cube()
RULES = CUBE.rules
few = settings(deadline=None, max_examples=40)
known_sheets = st.fixed_dictionaries({q: st.sampled_from(question.option_ids) for q, question in QUESTIONS.items()})


def judged(state: list[int]) -> str:
    return CUBE.outcomes[int(CUBE.judge(state).verdict)]


@patient
@given(st.one_of(sheets, known_sheets))
def test_every_counterfactual_leads_to_its_outcome_and_changes_only_what_is_known(sheet: dict[str, str]) -> None:
    found = explained(sheet)
    for one in found.counterfactuals:
        assert all(found.facts[c.fact] == c.now != c.then for c in one.changes)
        changed = {**found.facts, **{c.fact: c.then for c in one.changes}}
        assert judged(CUBE.state(changed)) == one.outcome != found.verdict
        kinds = [RULES.fact(c.fact).kind_of_change(c.now, c.then) for c in one.changes]
        assert one.kind == max(kinds, key=("act", "time", "given").index)


@few
@given(known_sheets)
def test_no_smaller_set_of_changes_leads_to_an_outcome(sheet: dict[str, str]) -> None:
    """Against brute force, up to two facts at once."""
    found = assess(sheet)
    state = CUBE.state(found.facts)
    nearest = {
        o: min((len(c.changes) for c in counterfactuals(CUBE, state, found.verdict) if c.outcome == o), default=FARTHEST + 1)
        for o in CUBE.outcomes
        if o != found.verdict
    }
    for size in (1, 2):
        for facts in combinations(range(len(state)), size):
            for levels in product(*(range(CUBE.shape[f]) for f in facts)):
                changed = list(state)
                for fact, level in zip(facts, levels, strict=True):
                    changed[fact] = level
                if (outcome := judged(changed)) != found.verdict:
                    assert nearest[outcome] <= size


@patient
@given(known_sheets)
def test_the_shortest_way_to_another_verdict_is_one_fact_if_and_only_if_single_changes_turn_it(sheet: dict[str, str]) -> None:
    found = explained(sheet)
    assert (found.robustness.flip_distance == 1) == bool(found.turning)
    assert (found.robustness.neighbours_agreeing == 1) == (not found.turning)


@patient
@given(sheets)
def test_numbers_that_are_not_varied_give_the_verdict_itself(sheet: dict[str, str]) -> None:
    """So that the varied reading of the facts means the same as the reading itself."""
    found = assess(sheet)
    unvaried = varied_verdicts(CUBE, sheet, lambda _, number: np.full(1, float(number)))
    assert {CUBE.outcomes[n] for n in unvaried} == {found.verdict}


def test_a_verdict_far_ahead_stands_when_numbers_vary_and_one_on_the_border_does_not() -> None:
    far = {
        "stage": "established",
        "headcount": "very_large",
        "current_leadership": "working_pair",
        "tension": "rare",
        "motive": "save_salary",
    }
    assert explained({**far, "candidate_background": "nobody"}).robustness.weight_stability == 1
    border = next(s for s in _drawn(400) if (found := assess(s)).margin == 0 and len(found.admissible) > 1)
    assert explained(border).robustness.weight_stability < 0.9


@few
@given(sheets, st.randoms(use_true_random=False))
def test_whatever_is_answered_next_the_verdict_is_among_those_called_possible(sheet: dict[str, str], random: Random) -> None:
    missing = unknown_questions(sheet)
    ahead = outlook(CUBE, sheet, missing)
    for _ in range(30):
        completed = dict(sheet)
        for q in random.sample(missing, random.randint(0, len(missing))):
            completed[q] = random.choice(QUESTIONS[q].option_ids)
        assert assess(completed).verdict in ahead.possible


@few
@given(known_sheets, st.randoms(use_true_random=False))
def test_a_settled_verdict_stays_whatever_the_last_answers_are(sheet: dict[str, str], random: Random) -> None:
    """With few questions left every way to answer them is tried: settled then means that they all agree, and no less is called so."""
    missing = random.sample(sorted(sheet), 3)
    partly = {q: option for q, option in sheet.items() if q not in missing}
    ahead = outlook(CUBE, partly, missing)
    after = set()
    for options in product(*((DONT_KNOW, *QUESTIONS[q].option_ids) for q in missing)):
        after.add(assess({**partly, **dict(zip(missing, options, strict=True))}).verdict)
    assert after <= set(ahead.possible)
    assert ahead.settled == (len(ahead.possible) == 1)
    assert (next_best(CUBE, partly, missing) is None) == ahead.settled
    assert ahead.settled or next_best(CUBE, partly, missing) in missing


@few
@given(sheets)
def test_a_fact_that_rules_an_outcome_out_is_known_and_stands_in_a_condition_of_it(sheet: dict[str, str]) -> None:
    ahead = outlook(CUBE, sheet, unknown_questions(sheet))
    assert set(ahead.possible) | set(ahead.ruled_out) == set(CUBE.outcomes)
    for outcome, fact in ahead.ruled_out.items():
        assert fact is None or any(fact in c.facts and c.stands_in_the_way for c in assess(sheet).checks_of(outcome))


def test_a_full_sheet_is_settled_and_an_empty_one_is_not() -> None:
    assert explained(_drawn(1)[0]).settled
    empty = explained({})
    assert not empty.settled
    assert empty.next_best in questionnaire().questions


def test_the_next_best_question_is_the_one_left_that_decides() -> None:
    """Everything but the two questions is known, and of the two only one can still turn the verdict."""
    for sheet in _drawn(300):
        found = explained({q: o for q, o in sheet.items() if q not in ("technical_depth", "digital_culture")})
        if (
            not found.settled
            and len({assess({**sheet, "digital_culture": o}).verdict for o in QUESTIONS["digital_culture"].option_ids}) == 1
        ):
            assert found.next_best == "technical_depth"
            return
    pytest.fail("no such sheet was drawn")


@patient
@given(st.lists(st.integers(0, 6), min_size=len(CUBE.shape), max_size=len(CUBE.shape)), st.sets(st.integers(0, 13), max_size=4))
def test_possible_is_exactly_the_set_of_verdicts_over_all_completions(levels: list[int], unknown: set[int]) -> None:
    state = [UNKNOWN if n in unknown else level % CUBE.shape[n] for n, level in enumerate(levels)]
    every = product(*(range(CUBE.shape[n]) if level == UNKNOWN else [level] for n, level in enumerate(state)))
    assert set(CUBE.possible(state)) == {judged(list(one)) for one in every}


@patient
@given(known_sheets)
def test_facts_that_no_reason_and_no_condition_names_never_matter(sheet: dict[str, str]) -> None:
    """The reasons and conditions alone, all other facts erased, still entail the verdict."""
    found = assess(sheet)
    named = {r.fact for r in found.reasons} | {fact for c in found.checks for fact in c.facts}
    erased = {fact: level if fact in named else None for fact, level in found.facts.items()}
    assert judged(CUBE.state(erased)) == found.verdict


def test_every_school_turns_some_verdict() -> None:
    """A school that changes nothing would only look like an opinion."""
    turned = set()
    for sheet in _drawn(600):
        found = assess(sheet)
        by_school = verdicts_by_school(CUBE, CUBE.state(found.facts))
        turned |= {school for school, verdict in by_school.items() if verdict != found.verdict}
    assert turned == {school.id for school in RULES.schools}


def test_a_school_that_names_an_unknown_fact_or_source_is_refused(tmp_path: Path) -> None:
    for file in HERE.glob("*.toml"):
        shutil.copy(file, tmp_path)
    schools = tmp_path / "schools.toml"
    schools.write_text(schools.read_text("utf-8").replace('fact = "tension"', 'fact = "mood"').replace('"L20"', '"L999"'), "utf-8")
    with pytest.raises(ContentError) as refused:
        read_rule_base(tmp_path, questionnaire())
    faults = "\n".join(refused.value.faults)
    assert "'useful_tension': fact: 'mood'" in faults
    assert "'two_peers': sources: 'L999'" in faults


def _drawn(count: int) -> list[dict[str, str]]:
    rng = Random(4)  # noqa: S311  a fixed seed, so that a failure can be repeated
    return [{q: rng.choice(question.option_ids) for q, question in QUESTIONS.items()} for _ in range(count)]
