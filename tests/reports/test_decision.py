"""The page of the decision: one day, one title, one counter-argument for everybody; deepening answers change words and no verdict."""

from datetime import date

import pytest

from questionnaire.models import LANGUAGES, Language
from reports.blocks import Notes, Reasons, Report, Section, Steps
from reports.chapters import decision
from reports.document import report
from reports.review import later, review, review_day
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, words_of
from .sheets import founders, of

PLACED = ("weighs_most", "counter", "title_to_use", "holds_for", "monday")


def told(persona: str, language: Language = "en", **deeper: str) -> Report:
    return report(explained(PERSONAS[persona]), "founder", language, DAY, deeper=deeper)


def title_of(section: Section) -> str:
    (notes,) = (block for block in section.blocks if isinstance(block, Notes))
    return notes.items[0].title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_has_a_counter_argument_a_title_a_day_and_something_to_do(persona: str, language: Language) -> None:
    made = told(persona, language)
    assert [section.id for section in made.chapters[0].sections if section.printed and section.place in {"left", "right"}] == list(PLACED)
    (steps,) = (block for block in made.section("monday").blocks if isinstance(block, Steps))
    assert 2 <= len(steps.items) <= 3


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_reasons_that_weigh_most_are_the_largest_and_none_is_where_the_verdict_started(persona: str) -> None:
    found = explained(PERSONAS[persona])
    rows = [row for block in told(persona).section("weighs_most").blocks if isinstance(block, Reasons) for row in block.rows]
    points = sorted((r.points for r in found.reasons_of(found.verdict) if r.fact and r.points > 0), reverse=True)[:3]
    assert [int(row.points) for row in rows] == points
    assert all(row.fact for row in rows)


def test_a_wish_for_another_first_letter_is_said_and_changes_no_verdict() -> None:
    profile, wish = told("proven_in_both", stress="product"), told("proven_in_both", stress="technology")
    assert profile.verdict == wish.verdict
    assert title_of(profile.section("title_to_use")) == "CPTO"
    assert {"CPTO", "CTPO"} <= {word.strip(",") for word in title_of(wish.section("title_to_use")).split()}


def test_two_leaders_get_two_titles_and_a_young_company_none_of_direction() -> None:
    for about in founders():
        title = title_of(decision.title_to_use(about))
        young, split = about.found.facts["scale"] in {"start", "early"}, about.found.verdict == "split"
        assert (title == "CTO et CPO") == (split and not young)
        assert not (young and about.found.verdict in {"split", "case_2"} and "TO" in title)


def test_every_move_and_every_title_is_said_for_some_sheet() -> None:
    everything = decision.written()
    titles = {about.picked(everything.title)[0].id for about in founders()}
    first = {about.picked(everything.first)[0].id for about in founders()}
    then = {piece.id for about in founders() for piece in about.picked(everything.then, most=2)}
    of_candidates = {piece.id for piece in (*everything.first, *everything.then) if piece.audiences == ("candidate",)}
    assert titles == {piece.id for piece in everything.title}
    assert first | then | of_candidates == {piece.id for piece in (*everything.first, *everything.then)}


def test_the_day_to_ask_again_is_sooner_for_what_is_young_growing_open_or_in_conflict() -> None:
    for about in founders():
        found = about.found
        growing = found.answers.get("growth") == "doubling"
        conflict = found.facts["tension"] == "camps" or found.facts["leadership"] == "pair_in_conflict"
        soon = found.verdict == "case_2" or found.strength == "toss_up" or growing or conflict
        assert (review_day(about) < later(DAY, 12)) == soon, review(about).id


def test_the_day_is_said_in_words() -> None:
    made, day = told("holiday_brand"), review_day(of("holiday_brand"))
    assert str(day.year) in title_of(made.section("holds_for"))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, then: date) -> None:
    assert later(day, months) == then


def test_an_end_date_that_was_named_changes_the_words_and_no_verdict() -> None:
    said = {end: told("two_founders_in_a_room", double_role_ends=end) for end in ("six_months", "one_year", "two_years", "no_date")}
    assert len({made.verdict for made in said.values()}) == 1
    assert len({tuple(words_of(made.section("holds_for"))) for made in said.values()}) == len(said)
