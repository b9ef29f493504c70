"""The certificate holds for the rule base that ships, and names what breaks in a damaged one."""

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from itertools import count
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

import scoring.__main__
import scoring.proof
from questionnaire.catalogue import questionnaire
from questionnaire.models import Questionnaire
from scoring import trials
from scoring.__main__ import main
from scoring.cube import Cube
from scoring.invariants import (
    Invariant,
    backgrounds_never_split,
    effective,
    every_fact_decides,
    every_outcome_reached,
    in_words,
    laws_hold,
    one_verdict,
)
from scoring.models import Condition, Points, RuleBase
from scoring.proof import Proof, certificate, prove
from scoring.rulebase import rule_base

RULES = rule_base()
ASKED = questionnaire()
UNGUARDED = RULES.model_copy(update={"gates": (), "vetoes": ()})  # where points alone decide, so that points can break any law
FIELDS = ("product", "technology")  # case 1 needs both solid, their last level
SHEETS = trials.patchy_sheets(ASKED)


@pytest.fixture(scope="module")
def proof() -> Proof:
    return prove(Cube(RULES))


def with_points(outcome: str, fact: str, levels: Mapping[str, int], rules: RuleBase = RULES) -> RuleBase:
    """The rule base with these points instead of those it had for this outcome and fact."""
    others = [p for p in rules.points if p.fact != fact or outcome not in p.outcomes]
    text = rules.outcomes[0].because
    added = Points.model_validate({"outcomes": [outcome], "fact": fact, "levels": levels, "because": text, "sources": ["S3"]})
    return rules.model_copy(update={"points": (*others, added)})


def without(fact: str) -> RuleBase:
    """The rule base in which nothing rests on a fact any more."""

    def named(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(c for c in conditions if not any(fact in clause for clause in c.any))

    points = tuple(p for p in RULES.points if p.fact != fact)
    return RULES.model_copy(update={"points": points, "gates": named(RULES.gates), "vetoes": named(RULES.vetoes)})


def broken(found: Invariant | Iterable[Invariant]) -> dict[str, str]:
    """The counter-examples by the name of what they break."""
    found = [found] if isinstance(found, Invariant) else found
    return {one.name: one.counter_example or "" for one in found if not one.holds}


def test_everything_holds_for_the_rule_base_that_ships(proof: Proof) -> None:
    assert broken(proof.invariants) == {}
    assert proof.holds
    assert all(one.checked for one in proof.invariants)
    assert proof.rules_version == RULES.version


def test_the_proof_looks_at_every_state_once(proof: Proof) -> None:
    states = 1
    for fact in RULES.facts:
        states *= len(fact.levels)
    assert proof.states == states == sum(proof.outcomes.values())
    assert list(proof.outcomes) == [o.id for o in RULES.outcomes]


def test_every_law_is_looked_at_for_every_outcome_it_names(proof: Proof) -> None:
    names = [one.name for one in proof.invariants]
    assert {f"law.{law.fact}.{outcome}" for law in RULES.laws for outcome in law.outcomes} <= set(names)
    assert len(set(names)) == len(names)


def test_the_rules_are_proved_once_however_many_ask_at_once(proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    two = Barrier(2)
    proofs = []

    def proved() -> Proof:
        proofs.append(proof)
        with suppress(BrokenBarrierError):
            two.wait(0.5)  # for a second one that should not come
        return proof

    monkeypatch.setattr(scoring.proof, "_proved", cache(proved))
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: certificate(), range(2)))
    assert told == [proof, proof]
    assert len(proofs) == 1


def test_the_same_rules_give_the_same_certificate(proof: Proof) -> None:
    again = prove(Cube(RULES))
    assert again.invariants == proof.invariants


@pytest.mark.parametrize("law", RULES.laws, ids=lambda law: f"{law.fact}, {law.rising}")
def test_a_law_that_the_points_break_is_reported_with_its_fact_and_levels(law: Any) -> None:
    outcome = law.outcomes[0]
    levels = RULES.fact(law.fact).level_ids
    wrong = {law.level: 9} if law.level else {levels[0]: 9} if law.rising == "never_hurts" else {levels[-1]: 9}
    cube = Cube(with_points(outcome, law.fact, wrong, UNGUARDED))
    words = broken(laws_hold(cube, effective(cube)))[f"law.{law.fact}.{outcome}"]
    fact = RULES.fact(law.fact)
    assert fact.name.en in words
    assert sum(level.text.en in words for level in fact.levels) >= 2


def test_a_law_that_a_veto_breaks_is_reported_too() -> None:
    text = RULES.outcomes[0].because
    veto = Condition.model_validate({"outcomes": ["case_1"], "any": [{"below": ["both"]}], "because": text, "sources": ["S3"]})
    cube = Cube(RULES.model_copy(update={"vetoes": (*RULES.vetoes, veto)}))
    found = broken(laws_hold(cube, effective(cube)))
    assert set(found) == {"law.below.case_1"}
    assert all(f"{RULES.fact(field).name.en}: {RULES.fact(field).levels[-1].text.en}" in found["law.below.case_1"] for field in FIELDS)


def test_a_law_about_an_outcome_that_rests_on_nothing_holds() -> None:
    cube = Cube(UNGUARDED.model_copy(update={"points": ()}))
    assert broken(laws_hold(cube, effective(cube))) == {}


@pytest.mark.parametrize("fact", [fact.id for fact in RULES.facts])
def test_a_fact_on_which_nothing_rests_is_reported_as_never_decisive(fact: str) -> None:
    others = [other.name.en for other in RULES.facts if other.id != fact]
    words = broken(every_fact_decides(Cube(without(fact))))["facts_decide"]
    assert RULES.fact(fact).name.en in words
    assert [name for name in others if f" {name}," in words or f" {name}." in words] == []


def test_a_question_that_only_a_dead_fact_reads_is_reported_by_its_id() -> None:
    words = broken(trials.every_question_decides(Cube(without("standing")), ASKED))["questions_decide"]
    assert {q for q in ASKED.order if q in words} == {"team_share", "committee_seats", "digital_culture"}


def test_an_outcome_that_never_wins_is_reported_by_its_name() -> None:
    outcomes = [o.model_copy(update={"base": -40}) if o.id == "case_4" else o for o in RULES.outcomes]
    cube = Cube(RULES.model_copy(update={"outcomes": tuple(outcomes)}))
    assert RULES.outcome("case_4").name.en in broken(every_outcome_reached(cube))["outcomes_reached"]


@pytest.mark.parametrize("first", ["split", "case_1"])
def test_states_without_an_admissible_outcome_are_reported_whatever_comes_first_on_equal_fit(first: str) -> None:
    text = RULES.outcomes[0].because
    order = (first, *(o for o in RULES.verdict.tie_order if o != first))
    gate = Condition.model_validate({"outcomes": ["split"], "any": [{"tension": ["settled"]}], "because": text, "sources": ["S3"]})
    verdict = RULES.verdict.model_copy(update={"tie_order": order})
    cube = Cube(RULES.model_copy(update={"gates": (*RULES.gates, gate), "verdict": verdict}))
    words = broken(one_verdict(cube, effective(cube)))["one_verdict"]
    assert "hostile camps" in words or "CEO has to decide" in words


def test_a_single_wrong_state_of_the_cube_is_found_and_named() -> None:
    cube = Cube(RULES)
    state = tuple(n // 2 for n in cube.shape)
    cube.verdicts[state] = (cube.verdicts[state] + 1) % len(cube.outcomes)
    assert in_words(cube, state) in broken(one_verdict(cube, effective(cube)))["one_verdict"]


@pytest.mark.parametrize(("fact", "level"), [("product", "solid"), ("technology", "solid"), ("product", "working")])
def test_a_better_background_that_brings_two_leaders_is_reported(fact: str, level: str) -> None:
    cube = Cube(with_points("split", fact, {level: 9}, UNGUARDED))
    assert RULES.fact(fact).name.en in broken(backgrounds_never_split(cube))[f"never_split.{fact}"]


def test_a_saved_salary_that_brings_a_case_is_reported() -> None:
    cube = Cube(with_need({"save_salary": 2}))
    assert "saving_never_combines" in broken(trials.saving_never_combines(cube, SHEETS))


def with_need(motive: Mapping[str, float]) -> RuleBase:
    need = RULES.fact("need")
    rule = need.rule.model_copy(update={"values": {"motive": motive}})
    changed = need.model_copy(update={"rule": rule})
    return RULES.model_copy(update={"facts": tuple(changed if f.id == "need" else f for f in RULES.facts)})


def test_reasons_that_do_not_add_up_are_reported() -> None:
    cube = Cube(RULES)
    cube.rules = with_points("split", "scale", {"start": 3, "early": 3, "growing": 3, "large": 3})
    assert "reasons_add_up" in broken(trials.reasons_add_up(cube, SHEETS))


def test_an_assessment_that_depends_on_the_order_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "assess", lambda sheet, _cube: list(sheet))
    assert "order_never_matters" in broken(trials.order_never_matters(Cube(RULES), SHEETS))


def test_a_cube_that_differs_from_a_single_judgement_is_reported() -> None:
    cube, other = Cube(RULES), Cube(with_points("split", "leadership", {"nobody": 5}))
    vars(cube)["verdicts"] = other.verdicts
    assert "state_alone" in broken(trials.one_state_alone(cube))


def relevant_whether_asked_or_not(self: Questionnaire, audience: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Counts every answer, asked or not."""
    return {q: answers[q] for q in self.order if q in answers}


def relevant_by_hidden_answers(self: Questionnaire, audience: Any, answers: Mapping[str, str]) -> dict[str, str]:
    """Lets a hidden answer hide others."""
    return {q: answers[q] for q in self.order if q in answers and self.asks(q, audience, answers)}


def relevant_with_a_leak(self: Questionnaire, audience: Any, answers: Mapping[str, str]) -> dict[str, str]:
    """Counts what is asked, but lets one hidden answer change another."""
    counted: dict[str, str] = {}
    for q in self.order:
        if q in answers and self.asks(q, audience, counted):
            counted[q] = answers[q]
    leaks = answers.get("own_tie") == "founding" and "own_tie" not in counted
    return {**counted, "stage": "idea"} if leaks and "stage" in counted else counted


@pytest.mark.parametrize("relevant", [relevant_whether_asked_or_not, relevant_by_hidden_answers, relevant_with_a_leak])
def test_a_hidden_answer_that_counts_is_reported(relevant: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Questionnaire, "relevant", relevant)
    monkeypatch.setattr(trials, "assess", lambda _sheet, _cube: None)  # found by what counts, before anything is assessed
    assert "hidden_never_counts" in broken(trials.hidden_answers_never_count(Cube(RULES), ASKED, SHEETS))


def test_an_assessment_that_differs_although_the_same_answers_count_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()
    monkeypatch.setattr(trials, "assess", lambda _sheet, _cube: next(calls))
    assert "hidden_never_counts" in broken(trials.hidden_answers_never_count(Cube(RULES), ASKED, SHEETS))


def test_a_part_hidden_by_an_answer_that_comes_later_is_reported() -> None:
    parts = [p.model_copy(update={"unless": {"evidence": ("few",)}}) if p.id == "person" else p for p in ASKED.parts]
    asked = ASKED.model_copy(update={"parts": tuple(parts)})
    assert "hidden_never_counts" in broken(trials.hidden_answers_never_count(Cube(RULES), asked, SHEETS))


def test_the_door_prints_the_certificate_as_one_object(capsys: pytest.CaptureFixture[str], proof: Proof) -> None:
    assert main(["prove", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed.keys() >= {"rules_version", "states", "outcomes", "invariants", "seconds"}
    assert printed["states"] == proof.states
    assert all(one.keys() >= {"name", "holds", "checked"} and one["holds"] for one in printed["invariants"])


def test_the_door_prints_one_line_for_each_invariant_and_fails_with_the_counter_example(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring.__main__, "rule_base", lambda: with_points("case_1", "need", {"none": 9}))
    assert main(["prove"]) == 1
    lines = capsys.readouterr().out.splitlines()
    broken_lines = [line for line in lines if RULES.fact("need").levels[0].text.en in line]
    assert len(broken_lines) == 1
    assert all(sum(law.text.en in line for line in lines) >= len(law.outcomes) for law in RULES.laws)


def test_the_door_finds_no_fault_in_the_rule_base_that_ships(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
