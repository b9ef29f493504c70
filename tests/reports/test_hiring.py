"""The hiring kit follows the verdict: what there is to fill, what to publish, and whom to ask what on which scale."""

from collections.abc import Mapping
from functools import cache

import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES, Language
from reports.blocks import Guide, Heading, Notes, Scorecard, Section
from reports.chapters.hiring import hiring
from reports.document import report, voice
from reports.interview import Interview, interviewing
from reports.levels import levels
from reports.seats import SeatId, vacancy
from scoring.facts import ANCHORS
from scoring.rulebase import rule_base
from scoring.verdict import assess, explained

from .conftest import DAY, PERSONAS, words_of

ASKED = questionnaire()
ANCHORED = {q for q in ASKED.order if ASKED.questions[q].kind == "anchored"}
SEATS: Mapping[str, tuple[SeatId, ...]] = {
    "nothing_answered": ("cpo", "cto"), "proven_in_both": ("cpto",), "do_not_merge": (), "two_founders_in_a_room": ("first_product",),
    "founder_kept_too_long": ("cpo",), "holiday_brand": ("cpto",), "retailer_under_load": ("cpo",), "marketplace_engineer": ("ctpo",),
    "research_to_product": ("ctpo",), "deep_but_alone": ("cpo",), "two_camps": (), "one_salary_less": ("cpo", "cto"),
    "high_marks_no_proof": ("cpo",),
}  # fmt: skip


@cache
def kit(persona: str, language: Language = "en", **deeper: str) -> dict[str, Section]:
    """The sections of the hiring kit."""
    made = report(explained(PERSONAS[persona]), "founder", language, DAY, deeper=deeper)
    return {section.id: section for chapter in made.chapters if chapter.id == "hiring" for section in chapter.sections}


def questions(persona: str) -> Guide:
    (guide,) = (block for block in kit(persona)["interview"].blocks if isinstance(block, Guide))
    return guide


def about(persona: str, most: int = 5) -> tuple[str, ...]:
    """The competencies that the person of a persona is asked about for the combined role."""
    found = assess(PERSONAS[persona])
    return Interview(found, "founder", voice("en"), ASKED, rule_base(), ("cpto",), of_person=True).competencies(most)


# ---- what there is to fill


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_seat_to_fill_follows_from_the_verdict_and_who_leads_today(persona: str) -> None:
    titles = {seat.title["en"]: seat.id for seat in interviewing().seat}
    adverts = [block.text for section in kit(persona).values() for block in section.blocks if isinstance(block, Heading)]
    assert tuple(titles[text] for text in adverts) == SEATS[persona]


@pytest.mark.parametrize("persona", [persona for persona, seats in SEATS.items() if not seats])
def test_where_nobody_is_to_be_hired_there_is_no_interview_but_a_reason(persona: str) -> None:
    made = kit(persona)
    assert made.keys() == {"advert"}
    assert all(isinstance(block, Notes) for block in made["advert"].blocks)


def test_with_somebody_in_view_the_interview_comes_before_the_advert() -> None:
    assert list(kit("proven_in_both")) == ["interview", "scorecard", "advert_else"]
    assert list(kit("one_salary_less")) == ["advert", "interview", "scorecard"]


@pytest.mark.parametrize(
    ("facts", "seats"),
    [
        ({"product": "working", "technology": "thin"}, ("first_technology",)),
        ({"product": "thin", "technology": "working"}, ("first_product",)),
        ({"product": "solid", "technology": "working", "below": "both"}, ()),
    ],
)
def test_a_founder_is_relieved_on_the_weaker_side(facts: Mapping[str, str], seats: tuple[SeatId, ...]) -> None:
    found = assess(PERSONAS["two_founders_in_a_room"], instead=facts)
    assert found.verdict == "case_2"
    assert vacancy(found, person=True).seats == seats


# ---- what is published


def test_to_whom_the_role_reports_changes_the_advert_and_no_verdict() -> None:
    for told in (kit("proven_in_both", reports_to="ceo"), kit("proven_in_both", reports_to="coo")):
        assert words_of(told["advert_else"].blocks) != words_of(kit("proven_in_both")["advert_else"].blocks)
        assert told["interview"] == kit("proven_in_both")["interview"]


def test_an_advert_says_nothing_in_public_that_two_camps_would_read() -> None:
    assert not [line.id for line in hiring().line for clause in line.any if {"camps"} & set(clause.get("tension", ()))]
    assert not [line.id for line in hiring().line for clause in line.any if {"pair_in_conflict"} & set(clause.get("leadership", ()))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", [persona for persona, seats in SEATS.items() if seats])
def test_an_advert_says_what_is_asked_and_what_is_offered(persona: str, language: Language) -> None:
    blocks = next(section.blocks for name, section in kit(persona, language).items() if name.startswith("advert"))
    labels = {words_of(note)[0] for block in blocks if isinstance(block, Notes) for note in block.items if not note.sources}
    assert len(labels) >= 2


# ---- what is asked


def test_every_competency_has_one_question_and_every_seat_asks_what_exists() -> None:
    assert sorted(probe.id for probe in interviewing().probe) == sorted(ANCHORED)
    assert {competency for seat in interviewing().seat for competency in seat.asks} == ANCHORED
    assert {competency for ground in interviewing().ground for competency in ground.competencies} <= ANCHORED


@pytest.mark.parametrize("persona", [persona for persona, seats in SEATS.items() if seats])
def test_questions_are_about_the_past_and_end_in_the_anchors_of_the_questionnaire(persona: str) -> None:
    anchors = {tuple(ASKED.questions[q].options[mark - 1].text["en"] for mark in (1, 3, 5)) for q in ANCHORED}
    for asked in questions(persona).items:
        assert tuple(text for _, text in asked.anchors) in anchors
        assert [label for label, _ in asked.anchors] == ["1", "3", "5"]
    assert 5 <= len(questions(persona).items) <= 7


@pytest.mark.parametrize("persona", [persona for persona, seats in SEATS.items() if seats])
def test_the_scorecard_has_a_line_for_each_question(persona: str) -> None:
    (card,) = (block for block in kit(persona)["scorecard"].blocks if isinstance(block, Scorecard))
    assert len(card.rows) == len(questions(persona).items)
    assert len(card.scale) == len(ANCHORS)


@pytest.mark.parametrize("weak", ["reliability", "customer_insight", "arbitration", "technology_costs"])
def test_what_is_weak_is_asked_before_what_is_strong(weak: str) -> None:
    answers = {**dict.fromkeys(ANCHORED, "company_wide"), "evidence": "most", "appetite": "both"}
    found = assess({**PERSONAS["proven_in_both"], **answers, weak: "absent"})
    asked = Interview(found, "founder", voice("en"), ASKED, rule_base(), ("cpto",), of_person=True)
    assert weak in asked.competencies(5)
    fine = assess({**PERSONAS["proven_in_both"], **answers, "reliability_stakes": "minor"})
    assert levels(fine.answers, ASKED, rule_base().evidence_cap)[weak] == (5, 5)


def test_no_interview_dwells_on_one_field() -> None:
    for persona in PERSONAS:
        chapters = [ASKED.chapter_of(competency).id for competency in about(persona)]
        assert max(map(chapters.count, chapters)) <= 3


def test_rare_proof_is_named_as_a_doubt_and_changes_with_the_proof() -> None:
    doubted = [asked.aim for asked in questions("high_marks_no_proof").items]
    proven = assess({**PERSONAS["high_marks_no_proof"], "evidence": "most"})
    believed = Interview(proven, "founder", voice("en"), ASKED, rule_base(), ("cpo",), of_person=True).guide(5)
    assert not set(doubted) & {asked.aim for asked in believed.items}


def test_high_stakes_bring_reliability_to_a_table_where_nobody_sits_yet() -> None:
    answers = {q: o for q, o in PERSONAS["one_salary_less"].items() if q != "candidate_background"}
    for stakes in ("minor", "high"):
        found = assess({**answers, "reliability_stakes": stakes})
        asked = Interview(found, "founder", voice("en"), ASKED, rule_base(), ("cto",), of_person=False)
        grounds = [one.aim for one in asked.guide(5).items]
        assert any("Idelot" in aim for aim in grounds) == (stakes == "high")
