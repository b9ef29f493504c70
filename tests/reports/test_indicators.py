"""The indicators: what is shared comes first, what the facts stress belongs to everybody, and every answer has its own next step."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import get_args

import pytest
from pydantic import ValidationError

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.lint import faults_of_texts
from questionnaire.models import LANGUAGES, Language
from reports.blocks import Points, Section, Table
from reports.chapters import indicators
from reports.document import voice
from reports.subject import SPLIT, Subject
from scoring.assessment import Explained
from scoring.rulebase import rule_base
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, words_of

FOUR = ("indicator_delivery", "indicator_reliability", "indicator_release", "indicator_cost")
NONE: Mapping[str, str] = MappingProxyType({})


@cache
def found(*answers: tuple[str, str]) -> Explained:
    return explained(dict(answers))


def about(answers: Mapping[str, str], language: Language = "en", deeper: Mapping[str, str] = NONE) -> Subject:
    return Subject(found(*answers.items()), "founder", voice(language), rule_base(), questionnaire(), DAY, deeper=deeper)


def table(subject: Subject) -> Table:
    return next(block for block in indicators.indicators(subject).blocks if isinstance(block, Table))


def names(subject: Subject) -> list[str]:
    return [row[0].text for row in table(subject).rows]


def points(section: Section) -> tuple[str, ...]:
    return tuple(point for block in section.blocks if isinstance(block, Points) for point in block.items)


@pytest.fixture(params=[(persona, language) for persona in PERSONAS for language in LANGUAGES], ids="-".join)
def subject(request: pytest.FixtureRequest) -> Subject:
    persona, language = request.param
    return about(PERSONAS[persona], language)


def test_every_indicator_is_there_once(subject: Subject) -> None:
    assert sorted(names(subject)) == sorted(one.name[subject.language] for one in indicators.pieces().indicator)


def test_two_leaders_share_the_first_ones(subject: Subject) -> None:
    rows, both = table(subject).rows, subject.say("indicators_led_both")
    if subject.found.verdict != SPLIT:
        assert subject.say("indicators_led") not in table(subject).head
    else:
        shared = [row[-1].text == both for row in rows]
        assert shared == sorted(shared, reverse=True)
        assert 0 < sum(shared) < len(shared)


def test_every_line_says_all_of_it(subject: Subject) -> None:
    assert all(cell.text for row in table(subject).rows for cell in row)


@pytest.mark.parametrize(
    ("persona", "changed", "first"),
    [
        ("retailer_under_load", {}, "reliability"),
        ("retailer_under_load", {"reliability_stakes": "minor", "growth": "doubling"}, "cost"),
        ("retailer_under_load", {"reliability_stakes": "minor", "technical_debt": "invisible"}, "delivery"),
        ("two_founders_in_a_room", {}, "growth"),
    ],
)
def test_what_the_facts_stress_comes_first(persona: str, changed: Mapping[str, str], first: str) -> None:
    name = next(one.name.en for one in indicators.pieces().indicator if one.id == first)
    assert names(about({**PERSONAS[persona], **changed}))[0] == name


def test_goals_that_can_be_won_alone_make_reliability_shared() -> None:
    apart, joined = (about({**PERSONAS["do_not_merge"], "goals": goals}) for goals in ("conflicting", "shared"))
    reliability = next(one.name.en for one in indicators.pieces().indicator if one.id == "reliability")
    led = [next(row[-1].text for row in table(one).rows if row[0].text == reliability) for one in (apart, joined)]
    assert led == [apart.say("indicators_led_both"), apart.say("indicators_led_technology")]


def test_each_answer_has_its_own_next_step() -> None:
    told = {
        (question, option): points(indicators.agreed(about({}, deeper={question: option})))
        for question in FOUR for option in deepening().questions[question].option_ids
    }  # fmt: skip
    assert all(len(one) == 1 for one in told.values())
    assert len(set(told.values())) == len(told) == len(FOUR) * 3


def test_the_four_are_told_side_by_side() -> None:
    assert len(points(indicators.agreed(about({}, deeper=dict.fromkeys(FOUR, "measured"))))) == len(FOUR)


def test_not_knowing_is_as_good_as_not_answering() -> None:
    assert indicators.agreed(about({}, deeper=dict.fromkeys(FOUR, "dont_know"))) == indicators.agreed(about({}))


def test_every_emphasis_is_said_to_some_and_not_to_others() -> None:
    debts = [{**PERSONAS["two_founders_in_a_room"], "technical_debt": debt} for debt in ("blocking", "invisible")]
    told = [set(words_of(indicators.indicators(about(answers)))) for answers in (*PERSONAS.values(), *debts)]
    for piece in indicators.pieces().emphasis:
        assert {piece.text.en in one for one in told} == {True, False}, piece.id


def test_an_emphasis_on_nothing_is_refused() -> None:
    said = indicators.pieces()
    lost = said.emphasis[0].model_copy(update={"stresses": ("happiness",)})
    with pytest.raises(ValidationError, match="happiness"):
        indicators.Indicators.model_validate({**dict(said), "emphasis": (lost,)})


def test_somebody_is_named_for_every_indicator() -> None:
    for language in LANGUAGES:
        assert all(voice(language)(f"indicators_led_{who}") for who in get_args(indicators.Indicator.model_fields["led_by"].annotation))


def test_the_french_is_set_as_french() -> None:
    assert list(faults_of_texts("indicators.toml:", indicators.pieces())) == []
