"""Constructed cases get their labels, and each turns on the rules it names."""

from functools import cache
from typing import Any

import pytest

from questionnaire.files import read_toml
from scoring.cube import Cube
from scoring.diff import CASES
from scoring.models import RuleBase
from scoring.rulebase import rule_base
from scoring.verdict import assess
from tests.mutants import Mutant, agrees, disappointed, mutants, original, turned

CONSTRUCTED = {case["id"]: case for case in read_toml(CASES / "constructed.toml")["case"]}


@cache
def by_place() -> dict[str, list[Mutant]]:
    found: dict[str, list[Mutant]] = {}
    for mutant in mutants(rule_base()):
        found.setdefault(mutant.place, []).append(mutant)
    return found


@pytest.mark.parametrize("case", CONSTRUCTED)
def test_a_constructed_case_gets_what_it_expects(case: str) -> None:
    assert agrees(assess(CONSTRUCTED[case]["answers"], original()), CONSTRUCTED[case]["expected"])


@pytest.mark.parametrize("case", CONSTRUCTED)
def test_a_constructed_case_turns_on_each_rule_it_names(case: str) -> None:
    for rule in CONSTRUCTED[case]["rules"]:
        assert any(notices(case, mutant.rules) for mutant in by_place()[rule]), rule


def notices(case: str, rules: RuleBase) -> bool:
    """Whether the case gets something else than it expects; its strength and cautions do not look at the other states."""
    cube: Any = Cube(rules)
    if case in turned(cube):
        return True
    vars(cube)["verdicts"] = original().verdicts
    return not agrees(assess(CONSTRUCTED[case]["answers"], cube), CONSTRUCTED[case]["expected"])


def test_nobody_is_disappointed_by_the_rules_as_they_are() -> None:
    assert disappointed(original()) == ()


def test_each_place_is_named_once_and_changed_in_different_ways() -> None:
    for place, changed in by_place().items():
        rules = [mutant.rules.model_dump_json() for mutant in changed]
        assert len(rules) == len(set(rules)), place
        assert rule_base().model_dump_json() not in rules, place
