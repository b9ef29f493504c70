"""The map can be read without seeing it and without its colours; a founder with nobody in view learns who would change the verdict."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise, product
from typing import get_args

import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language
from reports.blocks import Map, Report
from reports.chapters.context import verdict_map
from reports.charts import map_svg, verdict_map as drawn_map
from reports.document import report, voice
from reports.map import axes_offered, usual_axes
from reports.pictures import DARK, LIGHT, Tone
from reports.subject import Subject
from scoring.models import OutcomeId, Strength
from scoring.rulebase import rule_base
from scoring.verdict import assess, explained

from .conftest import DAY
from .drawing import svg

SVG = "{http://www.w3.org/2000/svg}"
PHONE = 300
NOBODY = {
    "driver": "product",
    "technical_depth": "own_platform",
    "stage": "growth",
    "headcount": "medium",
    "candidate_background": "nobody",
}
LETTER = 6.2  # pixels a letter takes at 12 pixels
CELL = 100  # pixels, the height of a cell
PAIRS = [(across, up) for across, up in product(*axes_offered()) if across != up]


def told_of(answers: Mapping[str, str], audience: Audience = "founder", language: Language = "en") -> Report:
    return report(explained(answers), audience, language, DAY)


def map_of(made: Report) -> Map:
    (found,) = [block for block in made.section("map").blocks if isinstance(block, Map)]
    return found


def test_its_alternative_text_names_every_verdict_and_level_on_it(told: Report) -> None:
    shown = map_of(told)
    names = {rule_base().outcome(spot.outcome).name[told.language] for spot in shown.spots}
    assert all(name in shown.alt for name in names)
    assert all(level in shown.alt for level in (*shown.columns, *shown.rows))


def test_its_table_holds_each_cell_once(told: Report) -> None:
    table = map_of(told).table
    assert table
    cells = [spot.told.split(". ", maxsplit=1)[0] for spot in map_of(told).spots]
    listed = [row[0].text for row in table.rows]
    assert all(sum(cell in row for row in listed) == 1 for cell in cells)


def test_a_ring_stands_at_the_verdict_or_nowhere(told: Report) -> None:
    here = [spot for spot in map_of(told).spots if spot.here]
    assert len(here) <= 1
    assert all((spot.outcome, spot.strength) == (told.verdict.outcome, told.verdict.strength) for spot in here)


@pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_drawn_with_every_word_and_none_beyond_its_cell_on_a_phone(told: Report, tone: Tone) -> None:
    shown = map_of(told)
    drawn = ET.fromstring(svg(drawn_map(shown, tone), PHONE))  # noqa: S314  # our own drawing
    written = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
    assert {shown.across, shown.up, *shown.columns, *shown.rows} <= set(written)
    width = (PHONE - 24) / len(shown.columns)
    lines = [line for text in drawn.iter(f"{SVG}text") for line in ([part.text or "" for part in text] or [text.text or ""])]
    assert max(len(line) for line in lines if line not in {shown.across, shown.up, *shown.rows}) * LETTER <= max(width, 80)


def test_thick_lines_stand_where_the_verdict_changes_and_nowhere_else(told: Report) -> None:
    shown = map_of(told)
    verdict = {(spot.column, spot.row): spot.outcome for spot in shown.spots}
    pairs = [(place, step) for place in verdict for step in ((1, 0), (0, 1))]
    changes = sum(verdict.get((x + a, y + b), verdict[x, y]) != verdict[x, y] for (x, y), (a, b) in pairs)
    assert map_svg(shown, PHONE).count('stroke-width="2.5"') - any(spot.here for spot in shown.spots) == changes


def test_it_can_be_read_without_colour() -> None:
    """Each verdict and each strength has a shape of its own, whatever the fill."""
    shown = map_of(told_of(NOBODY))
    spot = shown.spots[0]
    every = product(get_args(OutcomeId), get_args(Strength))
    drawn = [map_svg(replace(shown, spots=(replace(spot, outcome=o, strength=s),)), PHONE) for o, s in every]
    colourless = {re.sub(r'#[0-9A-Fa-f]{6}|fill-opacity="[^"]*"', "", one) for one in drawn}
    assert len(colourless) == len(drawn)


def test_the_map_is_drawn_anew_for_each_person() -> None:
    first, second = map_of(told_of(NOBODY)), map_of(told_of({**NOBODY, "candidate_background": "both"}))
    kept = drawn_map(first, LIGHT)
    drawn_map(second, LIGHT)
    assert svg(kept, PHONE) == map_svg(first, PHONE) != map_svg(second, PHONE)


def test_a_candidate_sees_companies_and_everybody_else_sees_people() -> None:
    sizes = {audience: len(map_of(told_of(NOBODY, audience)).spots) for audience in ("founder", "recruiter", "candidate")}
    assert sizes == {"founder": 9, "recruiter": 9, "candidate": 16}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_with_nobody_in_view_the_headline_names_each_verdict_that_a_person_would_bring(language: Language) -> None:
    made = told_of(NOBODY, language=language)
    others = {spot.outcome for spot in map_of(made).spots} - {made.verdict.outcome}
    assert others
    assert len(made.verdict.headline) == 1 + len(others)
    assert all(any(rule_base().outcome(o).name[language] in sentence for sentence in made.verdict.headline[1:]) for o in others)


def test_what_the_headline_promises_comes_true() -> None:
    made = told_of(NOBODY)
    promised = rule_base().outcome(assess({**NOBODY, "candidate_background": "both"}).verdict).name["en"]
    assert any(promised in sentence for sentence in made.verdict.headline)


@pytest.mark.parametrize(("answers", "audience"), [({**NOBODY, "candidate_background": "both"}, "founder"), (NOBODY, "candidate")])
def test_there_is_no_headline_for_somebody_in_view(answers: Mapping[str, str], audience: Audience) -> None:
    assert told_of(answers, audience).verdict.headline == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_are_words_for_each_level_and_each_person(language: Language) -> None:
    say = voice(language)
    levels = {fact.id: fact.level_ids for fact in rule_base().facts}
    assert all(say(f"map_{fact}_{level}") for fact, ids in levels.items() for level in ids)
    people = {say(f"person_{product}_{technology}") for product in levels["product"] for technology in levels["technology"]}
    assert len(people) == 9


def apart(labels: tuple[str, ...], room: float) -> bool:
    """Whether neighbours do not touch, each in the middle of its room, and the last ends within its own."""
    return all((len(one) + len(following)) / 2 * LETTER <= room for one, following in pairwise([*labels, labels[-1]]))


def test_any_two_facts_can_be_put_on_a_map() -> None:
    every = {fact.id for fact in rule_base().facts}
    assert {frozenset(pair) for pair in PAIRS} == {frozenset((one, other)) for one in every for other in every - {one}}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("answers", [{}, {**NOBODY, "candidate_background": "both"}], ids=["nothing", "somebody"])
def test_the_map_of_any_two_facts_says_all_in_words(answers: Mapping[str, str], language: Language) -> None:
    """Each verdict and each level in the alternative text, each cell once in the table, and no word upon another on a phone."""
    found, say = explained(answers), voice(language)
    for across, up in PAIRS:
        about = Subject(found, "founder", say, rule_base(), questionnaire(), DAY, (across, up))
        (shown,) = [block for block in verdict_map(about).blocks if isinstance(block, Map)]
        table = shown.table
        assert table
        assert len(shown.spots) == len(shown.columns) * len(shown.rows)
        assert say(f"map_{across}") in shown.across
        assert say(f"map_{up}") in shown.up
        assert all(rule_base().outcome(spot.outcome).name[language] in shown.alt for spot in shown.spots)
        assert all(level in shown.alt for level in (*shown.columns, *shown.rows))
        assert sum(row[0].text.count("·") for row in table.rows) == len(shown.spots)
        assert apart(shown.columns, (PHONE - 24) / len(shown.columns))
        assert apart(shown.rows, CELL + LETTER)
        assert max(len(shown.across), len(shown.up)) * LETTER * 1.1 <= PHONE - 24


def test_a_map_of_two_facts_is_drawn_with_every_row_of_the_longest_fact() -> None:
    longest = max(rule_base().facts, key=lambda fact: len(fact.levels))
    shown = map_of(report(explained(NOBODY), "founder", "en", DAY, ("scale", longest.id)))
    written = ["".join(text.itertext()) for text in ET.fromstring(map_svg(shown, PHONE)).iter(f"{SVG}text")]  # noqa: S314  # our own drawing
    assert {shown.across, shown.up, *shown.columns, *shown.rows} <= set(written)


@pytest.mark.parametrize("audience", get_args(Audience))
def test_naming_the_usual_axes_changes_nothing_and_others_change_the_map_alone(audience: Audience) -> None:
    found = explained(NOBODY)
    usual, named, other = (report(found, audience, "fr", DAY, axes) for axes in (None, usual_axes(audience), ("stakes", "tie")))
    assert named == usual
    assert map_of(other) != map_of(usual)
    assert replace(other, chapters=()) == replace(usual, chapters=())
    changed = [one.id for one, another in zip(usual.sections, other.sections, strict=True) if one != another]
    assert changed == [section.id for section in usual.sections if section.id == "map"]


@pytest.mark.parametrize("axes", [("technology", "product"), ("driver", "depth"), ("scale", "need")])
def test_what_the_map_of_two_facts_says_of_a_border_comes_true(axes: tuple[str, str]) -> None:
    """Each verdict it names beside today's is the verdict for some pair of levels, and none is left out."""
    found = explained({**NOBODY, "candidate_background": "both"})
    section = report(found, "founder", "en", DAY, axes).section("map")
    levels = [rule_base().fact(fact).level_ids for fact in axes]
    reached = {explained(found.answers, instead=dict(zip(axes, pair, strict=True))).verdict for pair in product(*levels)}
    named = {outcome for outcome in get_args(OutcomeId) if rule_base().outcome(outcome).name["en"] in section.blocks[0].text}
    assert named == (reached - {found.verdict} or {found.verdict})
