"""A second engine as a witness: the rule base, exported and judged by GoRules, says what the cube says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zen

from scoring.__main__ import main
from scoring.cube import UNKNOWN, Cube
from scoring.decision_table import decision_table
from scoring.models import RuleBase
from scoring.rulebase import rule_base

RULES = rule_base()
CUBE = Cube(RULES)
STATES = 3_000


def drawn() -> np.ndarray[Any, Any]:
    """A row for each state, every fact open in some; the same ones every time."""
    rng = np.random.default_rng(2022)
    known = rng.integers(0, CUBE.shape, (STATES, len(CUBE.shape)))
    return np.where(rng.random(known.shape) < rng.random((STATES, 1)) / 2, UNKNOWN, known)


def witness(rules: RuleBase) -> Any:
    return zen.ZenEngine().create_decision(json.dumps(decision_table(rules)))


def in_levels(state: Any) -> dict[str, str | None]:
    return {fact.id: None if level == UNKNOWN else fact.level_ids[level] for fact, level in zip(RULES.facts, state, strict=True)}


def said(decision: Any, facts: Mapping[str, str | None]) -> tuple[str, dict[str, int], set[str]]:
    """The verdict, the fits and the admissible outcomes."""
    found = decision.evaluate(facts)["result"]
    return found["verdict"], found["fits"], {outcome for outcome, held in found["admissible"].items() if held}


def test_both_engines_agree_on_every_state_drawn() -> None:
    decision, states = witness(RULES), drawn()
    ruling = CUBE.judge(list(states.T))
    fits = np.stack([np.broadcast_to(fit, STATES) for fit in ruling.fits], axis=1)
    admissible = np.stack([np.broadcast_to(held, STATES) for held in ruling.admissible], axis=1)
    for state, verdict, fit, held in zip(states, ruling.verdict, fits, admissible, strict=True):
        ours = {outcome for outcome, yes in zip(CUBE.outcomes, held, strict=True) if yes}
        expected = CUBE.outcomes[verdict], dict(zip(CUBE.outcomes, map(int, fit), strict=True)), ours
        assert said(decision, in_levels(state)) == expected, in_levels(state)


def test_the_states_drawn_meet_every_verdict_and_leave_every_fact_open() -> None:
    states = drawn()
    assert len(np.unique(CUBE.judge(list(states.T)).verdict)) == len(CUBE.outcomes)
    assert (states == UNKNOWN).any(axis=0).all()


def test_a_fact_that_is_not_named_is_not_known() -> None:
    assert said(witness(RULES), {}) == said(witness(RULES), in_levels([UNKNOWN] * len(CUBE.shape)))


@pytest.mark.parametrize("part", ["points", "gates", "vetoes"])
def test_the_witness_contradicts_a_rule_base_that_lacks_something(part: str) -> None:
    lacking = witness(RULES.model_copy(update={part: getattr(RULES, part)[:-1]}))
    whole = witness(RULES)
    assert any(said(lacking, in_levels(state)) != said(whole, in_levels(state)) for state in drawn())


def test_the_door_prints_the_model_or_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rules.json"
    assert main(["export"]) == 0
    printed = capsys.readouterr().out
    assert main(["export", "--output", str(file)]) == 0
    assert json.loads(printed) == json.loads(file.read_text("utf-8")) == decision_table(RULES)


def test_a_file_that_cannot_be_written_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--output", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert str(tmp_path) in error
