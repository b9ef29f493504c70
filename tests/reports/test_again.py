"""When to ask again: only what would turn the verdict by itself is called a trigger, and the rule behind it is one that turns."""

from functools import cache

import pytest
from pydantic import ValidationError

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES
from reports.blocks import Section, Table
from reports.chapters import again
from reports.document import report, voice
from reports.review import review_day
from reports.subject import Subject
from scoring.rulebase import rule_base
from scoring.verdict import explained

from .conftest import DAY, PERSONAS

TRIGGER = {"id": "x", "fact": "scale", "title": {"en": "x", "fr": "x"}, "sources": ["S3"]}
SIGNS = {sign.text.en: sign for sign in again.pieces().sign}
TRIGGERS = {trigger.title.en: trigger for trigger in again.pieces().trigger}


@cache
def about(persona: str) -> Subject:
    return Subject(explained(PERSONAS[persona]), "founder", voice("en"), rule_base(), questionnaire(), DAY)


def rows(section: Section) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for block in section.blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_trigger_is_a_single_change_that_turns_the_verdict_and_says_to_what(persona: str) -> None:
    subject = about(persona)
    turns = subject.found.turning
    for what, why, towards, _ in rows(again.when(subject)):
        if why not in SIGNS:
            told = {turn.verdict for turn in turns if TRIGGERS[what].tells(turn)}
            assert told
            assert all(subject.name(verdict) in towards for verdict in told)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_reason_of_a_trigger_is_a_rule_about_its_fact(persona: str) -> None:
    rules = rule_base()
    conditions = [(c.because.en, {fact for clause in c.any for fact in clause}) for c in (*rules.gates, *rules.vetoes)]
    reasons = [*conditions, *((points.because.en, {points.fact}) for points in rules.points)]
    for what, why, _, _ in rows(again.when(about(persona))):
        assert why in SIGNS or any(why == because and TRIGGERS[what].fact in facts for because, facts in reasons)


def test_a_condition_that_would_fall_is_named_before_points() -> None:
    [why] = {why for what, why, _, _ in rows(again.when(about("two_founders_in_a_room"))) if "fifteen" in what}
    gates = [gate for gate in rule_base().gates if "case_2" in gate.outcomes]
    assert why in {gate.because.en for gate in gates}


@pytest.mark.parametrize("persona", PERSONAS)
def test_nothing_is_said_twice_and_there_is_always_something_to_watch_for(persona: str) -> None:
    found = rows(again.when(about(persona)))
    spoken_of = [TRIGGERS[what].fact for what, why, *_ in found if why not in SIGNS]
    signs = [SIGNS[why].fact for _, why, *_ in found if why in SIGNS]
    assert 1 <= len(found) <= 6
    assert len({what for what, *_ in found}) == len(found)
    assert not set(spoken_of) & set(signs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_of_the_review_is_said_and_stands_in_the_calendar(language: str) -> None:
    subject = about("proven_in_both")
    made = report(subject.found, "founder", "fr" if language == "fr" else "en", DAY)
    day = review_day(subject)
    assert made.events[0].day == day > DAY
    assert voice(made.language).date(day) in str(made.section("again").blocks[0])


@pytest.mark.parametrize("wrong", [{"fact": "weather"}, {"now": ["huge"]}, {"then": ["huge"]}])
def test_a_trigger_that_names_what_does_not_exist_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"weather|huge"):
        again.Trigger.model_validate(TRIGGER | wrong)
