"""The drawings say the same thing by shape, word and colour, and cut no word off."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as some

from reports.blocks import Bar, Dot, Dots, Figure, Line, Map, Mark, Spot
from reports.charts import fits, fits_svg, map_svg, verdict_map
from reports.comparison_blocks import Chip, Field, People
from reports.people_charts import competencies, dots_svg, people_map, people_svg
from reports.pictures import DARK, GLYPH, LIGHT, Tone, glyph_svg, mark_svg, sign_svg, strength_svg
from scoring.models import OutcomeId, Strength

from .drawing import svg

OUTCOMES = get_args(OutcomeId)
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 300


def figure(points: list[int], admissible: list[bool]) -> Figure:
    bars = (
        Bar(outcome, f"Verdict {outcome}", fit, admissible=held or place == 0, verdict=place == 0)
        for place, (outcome, fit, held) in enumerate(zip(OUTCOMES, points, admissible, strict=True))
    )
    return Figure(tuple(bars), "condition non remplie", "", "")


def contrast(one: str, other: str) -> float:
    """By WCAG 2."""

    def light(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_shapes_stand_out_from_the_paper(tone: Tone) -> None:
    assert min(contrast(tone[name], tone["paper"]) for name in ("ink", "muted", "accent")) >= 4.5
    assert min(contrast(tone[name], tone["paper"]) for name in ("control", *OUTCOMES)) >= 3


def test_both_palettes_have_the_same_names() -> None:
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize(
    "drawings",
    [
        [glyph_svg(outcome, "#000000") for outcome in OUTCOMES],
        [strength_svg(strength, "#000000") for strength in get_args(Strength)],
        [sign_svg(mark, "#000000", "#ffffff") for mark in get_args(Mark)],
    ],
    ids=["glyphs", "strengths", "signs"],
)
def test_pictures_differ_without_their_colour(drawings: list[str]) -> None:
    assert all(one != other for one, other in combinations(drawings, 2))
    assert all(ET.fromstring(one).tag == f"{SVG}svg" for one in (*drawings, mark_svg("#000000")))  # noqa: S314  # our own drawing


@settings(max_examples=25, deadline=None)
@given(some.lists(some.integers(-6, 14), min_size=5, max_size=5), some.lists(some.booleans(), min_size=5, max_size=5))
def test_no_word_of_the_chart_is_cut_off(points: list[int], admissible: list[bool]) -> None:
    drawn = ET.fromstring(svg(fits(figure(points, admissible), LIGHT), WIDTH))  # noqa: S314  # our own drawing
    words = {text.text: float(re.findall(r"[\d.]+", text.attrib["transform"])[0]) for text in drawn.iter(f"{SVG}text") if text.text}
    for fit in points:
        assert any(word.startswith(str(fit).replace("-", "−")) for word in words)
    assert max(start + 6.2 * len(word) for word, start in words.items()) <= WIDTH + 4


def test_a_condition_not_met_is_dashed_and_said() -> None:
    drawn = fits_svg(figure([3, 9, 2, 1, 0], [True, False, True, True, True]), WIDTH)
    assert drawn.count("stroke-dasharray") == 1
    assert drawn.count("condition non remplie") == 1


def test_only_the_verdict_has_its_colour_on_a_bar() -> None:
    drawn = fits_svg(figure([3, 9, 2, 1, 0], [True, False, True, True, True]), WIDTH)
    assert drawn.count(f'fill="{LIGHT[OUTCOMES[0]]}"') == 2, "bar and glyph"
    assert all(drawn.count(f'fill="{LIGHT[outcome]}"') == 1 for outcome in OUTCOMES[1:]), "glyph alone"


def test_the_chart_is_drawn_anew_for_each_figure() -> None:
    first, second = figure([1, 2, 3, 4, 5], [True] * 5), figure([5, 4, 3, 2, 1], [True] * 5)
    kept = fits(first, LIGHT)
    fits(second, LIGHT)
    assert svg(kept, WIDTH) == fits_svg(first, WIDTH) != fits_svg(second, WIDTH)


def test_the_parts_of_a_chart_leave_the_speaking_to_its_alternative_text() -> None:
    drawn = fits_svg(figure([3, 9, 2, 1, 0], [True] * 5), WIDTH)
    assert "aria-label" not in drawn


def test_each_outcome_has_a_glyph() -> None:
    assert set(GLYPH) == set(OUTCOMES)


def test_documents_show_the_same_drawing_as_the_screen_whatever_was_drawn_before() -> None:
    words, spots = ("low", "high"), (Spot(0, 0, "split", "Two", "solid", "", here=True), Spot(1, 1, "case_1", "One of them", "toss_up", ""))
    people = People(
        "x", "y", words, words, (Field(0, 0, "split", "Two"),), (Chip("A", "split", 0, 0), Chip("B", "case_1", None, None)), "?", "", ""
    )
    for text in ("Here", "There"):
        bars, shown = figure([4, -3, 2, 1, 0], [True] * 5), Map("x", "y", words, words, spots, text, "", "")
        dots = Dots(words, (Line(text, (Dot("A", 1, 2), Dot("B", 2, 2))),), "", "")
        assert fits_svg(bars, WIDTH) == svg(fits(bars, LIGHT), WIDTH)
        assert map_svg(shown, WIDTH) == svg(verdict_map(shown, LIGHT), WIDTH)
        assert people_svg(people, WIDTH) == svg(people_map(people, LIGHT), WIDTH)
        assert dots_svg(dots, WIDTH) == svg(competencies(dots, LIGHT), WIDTH)
