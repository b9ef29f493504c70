"""The role in writing follows the verdict and the facts: one charter or two, one decider for each matter, nothing said in vain."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.lint import faults_of_texts
from questionnaire.models import LANGUAGES, Language
from reports.blocks import Section, Table
from reports.chapters import charters
from reports.document import PLANS, voice
from reports.subject import SPLIT, Subject
from scoring.assessment import Explained
from scoring.rulebase import rule_base
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, words_of

WRITTEN = (charters.charter, charters.rights, charters.first_days)
EARLY = {"stage": "early", "headcount": "small", "team_size": "small", "growth": "stable"}
CHANGES: tuple[tuple[str, Mapping[str, str]], ...] = (  # what no persona says
    ("two_founders_in_a_room", {"reliability_stakes": "high"}),
    ("proven_in_both", {"senior_leaders": "neither"}),
    ("holiday_brand", {"committee_seats": "neither"}),
    ("holiday_brand", {"motive": "save_salary"}),
    ("holiday_brand", {"tension": "camps"}),
    ("proven_in_both", {"senior_leaders": "dont_know"}),
    ("do_not_merge", {"team_size": "small"}),
    ("do_not_merge", EARLY),
    ("deep_but_alone", {"current_leadership": "product_only"}),
    ("do_not_merge", {"current_leadership": "combined", "candidate_background": "nobody"}),
)
DEEPER: tuple[Mapping[str, str], ...] = (
    {},
    {"stress": "product", "reports_to": "coo", "board_asks": "dates", "discovery_habit": "rare", "double_role_ends": "six_months"},
    {"stress": "technology", "reports_to": "other", "engineers_in_business": "never", "double_role_ends": "one_year", "partners": "nobody"},
    {"reports_to": "open", "indicator_cost": "neither", "double_role_ends": "two_years"},
)


@cache
def found(persona: str, *changed: tuple[str, str]) -> Explained:
    return explained({**PERSONAS[persona], **dict(changed)})


def about(one: Explained, language: Language = "en", deeper: Mapping[str, str] = DEEPER[0]) -> Subject:
    return Subject(one, "founder", voice(language), rule_base(), questionnaire(), DAY, deeper=deeper)


def table(section: Section) -> Table:
    return next(block for block in section.blocks if isinstance(block, Table))


def every_sheet() -> Iterator[Explained]:
    yield from (found(persona) for persona in PERSONAS)
    yield from (found(persona, *changed.items()) for persona, changed in CHANGES)


def all_pieces() -> Iterator[Any]:
    told = charters.pieces()
    yield from (*told.post, *told.line, *told.right, *told.milestone)


@pytest.fixture(params=[(persona, language) for persona in PERSONAS for language in LANGUAGES], ids="-".join)
def subject(request: pytest.FixtureRequest) -> Subject:
    persona, language = request.param
    return about(found(persona), language)


def test_two_leaders_have_two_charters_and_one_has_one(subject: Subject) -> None:
    seats = len(table(charters.charter(subject)).head) - 2  # beside what a row is about and its sources
    assert seats == (2 if subject.found.verdict == SPLIT else 1)


def test_a_split_has_no_charter_for_both_and_a_single_leader_none_for_a_half(subject: Subject) -> None:
    head = table(charters.charter(subject)).head
    assert not {"CPTO", "CTPO"} & set(head) if subject.found.verdict == SPLIT else not {"CTO", "CPO"} & set(head)


def test_the_order_of_the_letters_is_that_of_the_verdict(subject: Subject) -> None:
    if subject.found.verdict in {"case_1", "case_3", "case_4"}:
        assert table(charters.charter(subject)).head[1] == subject.found.lean


def test_only_the_role_for_a_time_has_an_end(subject: Subject) -> None:
    ends = subject.say("charters_part_end") in {row[0].text for row in table(charters.charter(subject)).rows}
    assert ends == (subject.found.verdict == "case_2")


def test_each_matter_is_decided_once_and_never_alone_in_silence(subject: Subject) -> None:
    rows = table(charters.rights(subject)).rows
    assert [row[0].text for row in rows] == [subject.say(f"charters_matter_{matter}") for matter in get_args(charters.Matter)]
    assert all(cell.text for row in rows for cell in row)


def test_every_part_says_something_and_who_says_so(subject: Subject) -> None:
    for write in WRITTEN:
        assert all(cell.text or cell.points for row in table(write(subject)).rows for cell in row)


def test_a_draft_is_called_one(subject: Subject) -> None:
    assert (subject.say("charters_draft") in words_of(charters.charter(subject))) == (subject.found.strength == "toss_up")


def test_every_piece_is_said_to_some_and_not_to_others() -> None:
    told = [set(words_of(tuple(write(about(one, deeper=deeper)) for write in WRITTEN))) for one in every_sheet() for deeper in DEEPER]
    for piece in all_pieces():
        words = {getattr(piece, field).en for field in ("text", "decides", "consulted") if hasattr(piece, field)}
        said = [words <= one for one in told]
        assert any(said), f"{piece.id} is never said"
        assert not piece.specific or not all(said), f"{piece.id} is always said"


def test_an_emphasis_against_the_verdict_is_left_to_be_settled() -> None:
    towards_product = found("proven_in_both")
    assert towards_product.lean == "CPTO"
    stressing = {stress: about(towards_product, deeper={"stress": stress}) for stress in ("product", "technology")}
    wanted = {stress: table(charters.charter(one)).head[1] for stress, one in stressing.items()}
    assert wanted["product"] == "CPTO" != wanted["technology"]


def test_the_names_of_a_small_company_are_no_executive_titles() -> None:
    small = found("do_not_merge", *EARLY.items())
    assert (small.verdict, small.facts["scale"]) == (SPLIT, "early")
    assert not {"CTO", "CPO"} & set(table(charters.charter(about(small))).head)


@pytest.mark.parametrize("given", DEEPER[1:], ids=lambda given: "-".join(given.values()))
def test_deepening_answers_choose_words(given: Mapping[str, str]) -> None:
    one = found("proven_in_both")
    assert charters.charter(about(one, deeper=given)) != charters.charter(about(one))


def test_not_knowing_is_as_good_as_not_answering() -> None:
    one, asked = found("two_camps"), ("reports_to", "stress", "indicator_delivery", "indicator_cost")
    unsure = about(one, deeper=dict.fromkeys(asked, "dont_know"))
    assert [write(unsure) for write in WRITTEN] == [write(about(one)) for write in WRITTEN]


def test_founders_and_recruiters_read_it_and_candidates_do_not() -> None:
    assert {audience for audience, plans in PLANS.items() if "charters" in {plan.id for plan in plans}} == {"founder", "recruiter"}


def test_the_french_is_set_as_french() -> None:
    assert list(faults_of_texts("charters.toml:", charters.pieces())) == []
