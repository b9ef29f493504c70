"""Figures to Altair to SVG: the chart of fits and the map of verdicts. One drawing for the screen and for documents."""

import json
import logging
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

import altair as alt
import pandas as pd
import vl_convert

from scoring.models import OutcomeId, Strength

from .blocks import Bar, Figure, Map, Spot
from .fonts import folder, plain
from .pictures import FILLED, GLYPH, LIGHT, SCREEN, Tone

SCREEN_FONT = "Source Sans, Source Sans Pro, sans-serif"
_DOCUMENT_FONT = "Source Sans Pro"
OUTCOMES: tuple[OutcomeId, ...] = get_args(OutcomeId)

Rows = list[dict[str, Any]]
_ROWS = "rows"


class Filled(NamedTuple):
    """A chart for the screen: what it looks like, in Vega-Lite, and its rows."""

    spec: dict[str, Any]
    data: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Grammar:
    """A chart without its rows. Told once and filled often: Altair takes longer to tell a chart than anybody to draw it."""

    chart: alt.LayerChart

    def filled(self, rows: Rows) -> Filled:
        """The chart for the screen."""
        return Filled(json.loads(_told(self)), pd.DataFrame(rows))

    def drawn(self, rows: Rows, width: int) -> str:
        """The chart as SVG for documents, with real text: what the filled one would become, in half the time."""
        prepare()
        spec, names = _compiled(self, width), dict.fromkeys(name for row in rows for name in row)
        values = [names | row for row in rows]
        data = [one | {"values": values} if one["name"] == _ROWS else one for one in spec["data"]]
        made: str = vl_convert.vega_to_svg({**spec, "data": data})
        return made


# ---- the chart of fits

_ROW, _ZERO, _NARROW = 52, 26, 300  # pixels: height of a row, where bars begin, the narrowest chart whose words must not be cut
_LONGEST = 80  # letters
_LETTER = 6.6  # pixels a letter takes at 13 pixels, rounded up


def fits(figure: Figure, tone: Tone) -> Filled:
    """Bars from zero, in the order given: the verdict in its colour, others grey, dashed with words where a condition is not met."""
    return _fits_grammar(tuple(tone.items()), len(figure.bars)).filled(_fits_rows(figure))


def _fits_rows(figure: Figure) -> Rows:
    low = min(0, *(bar.fit for bar in figure.bars))
    return [_fits_row(bar, place, low, figure.not_met) for place, bar in enumerate(figure.bars)]


def _fits_row(bar: Bar, place: int, low: int, not_met: str) -> dict[str, Any]:
    """One bar. `reach` is how far the scale must go, in points, so that the words after the bar are never cut."""
    label = str(bar.fit).replace("-", "−") + ("" if bar.admissible else f" · {short(not_met)}")
    state = "verdict" if bar.verdict else "admissible" if bar.admissible else "not_met"
    end = max(0, bar.fit)
    reach = low + (end - low) * (_NARROW - _ZERO) / max(_NARROW - _ZERO - 6 - _LETTER * len(label), _NARROW / 4)
    return {
        "case": bar.case, "name": short(bar.name), "fit": bar.fit, "y": place,
        "state": state, "label": label, "end": end, "reach": reach or 1,
    }  # fmt: skip


def short(words: str) -> str:
    """More letters are never seen in a chart, and take long to measure; a lone surrogate would end the whole process.

    Accents that belong to no letter go: Typst refuses a drawing with them.
    """
    shown = "".join(c for c in unicodedata.normalize("NFC", plain(words[:_LONGEST])) if not unicodedata.combining(c))
    return shown if len(words) <= _LONGEST else f"{shown}…"


@cache
def _fits_grammar(tones: tuple[tuple[str, str], ...], count: int) -> Grammar:
    tone = dict(tones)
    scale = alt.Scale(rangeMin=_ZERO, nice=False, zero=True)
    base = alt.Chart().encode(y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.62, count - 0.55], reverse=True, nice=False)))
    spans = base.transform_calculate(top="datum.y - .02", foot="datum.y + .24").encode(y=alt.Y("top:Q", axis=None), y2=alt.Y2("foot:Q"))
    bar = spans.encode(x=alt.X("fit:Q", axis=None, scale=scale), x2=alt.X2Datum(0), tooltip="label:N")
    colour = alt.Color("case:N", legend=None, scale=alt.Scale(domain=OUTCOMES, range=[tone[o] for o in OUTCOMES]))
    shape = alt.Shape("case:N", legend=None, scale=alt.Scale(domain=OUTCOMES, range=[GLYPH[o] for o in OUTCOMES]))
    layers = [
        base.mark_point(opacity=0, size=1).encode(x=alt.X("reach:Q", axis=None, scale=scale)),
        bar.transform_filter("datum.state == 'verdict'").mark_rect(cornerRadius=2).encode(color=colour),
        bar.transform_filter("datum.state == 'admissible'").mark_rect(cornerRadius=2, color=tone["control"]),
        bar.transform_filter("datum.state == 'not_met'").mark_rect(
            cornerRadius=2, fill="transparent", stroke=tone["control"], strokeDash=[3, 3], strokeWidth=1.2
        ),
        base.mark_point(filled=True, size=120, opacity=1, yOffset=-16).encode(x=alt.value(9), shape=shape, color=colour),
        base.mark_text(align="left", dy=-16, fontSize=14, color=tone["ink"]).encode(x=alt.value(_ZERO), text="name:N"),
        base.mark_text(align="left", dx=6, dy=6, fontSize=13, color=tone["muted"]).encode(x="end:Q", text="label:N"),
        spans.mark_rule(color=tone["ink"]).encode(x=alt.datum(0)),
    ]
    padding = {"left": 2, "right": 2, "top": 2, "bottom": 2}
    look = alt.Config(aria=False, background="transparent", font=SCREEN_FONT, padding=padding, view=alt.ViewConfig(stroke=None))
    return Grammar(alt.LayerChart(layer=layers, height=_ROW * count, config=look))


# ---- the map of verdicts

_SQUARE, _ABOVE, _BELOW, BESIDE = 100, 26, 46, 24  # pixels: height of a cell, and room for words above, below and to its left
_WASH: Mapping[Strength, float] = {"solid": 0.18, "leaning": 0.09, "toss_up": 0.0}
PALER = 0.4  # the wash of two leaders, whose colour is nearly ink
_FULL_BAR = "M{0},-.14h.56v.28h-.56Z"
_EMPTY_BAR = "M{0},-.14h.56v.28h-.56ZM{1},-.09v.18h.46v-.18Z"
_STRENGTHS: tuple[Strength, ...] = get_args(Strength)
_BARS = {
    strength: "".join((_FULL_BAR if n < full else _EMPTY_BAR).format(-1 + 0.72 * n, -0.95 + 0.72 * n) for n in range(3))
    for strength, full in FILLED.items()
}


def verdict_map(block: Map, tone: Tone) -> Filled:
    """A cell for each pair of levels: wash and bars say how firm, thick lines where the verdict changes, a ring where one is."""
    return _map_grammar(tuple(tone.items()), len(block.columns), len(block.rows)).filled(_map_rows(block))


def _map_rows(block: Map) -> Rows:
    """Cells, borders and words in one table; `part` tells them apart."""
    columns, rows = len(block.columns), len(block.rows)
    words = [
        *({"part": "column", "x": n + 0.5, "y": -0.14, "words": short(word)} for n, word in enumerate(block.columns)),
        *({"part": "row", "x": 0, "y": n + 0.5, "words": short(word)} for n, word in enumerate(block.rows)),
        {"part": "across", "x": columns / 2, "y": -0.36, "words": short(block.across)},
        {"part": "up", "x": 0, "y": rows + 0.14, "words": short(block.up)},
    ]
    return [*(_cell(spot, block) for spot in block.spots), *_borders(block.spots), *words]


def _cell(spot: Spot, block: Map) -> dict[str, Any]:
    return {
        "part": "cell", "x": spot.column, "x2": spot.column + 1, "y": spot.row, "y2": spot.row + 1, "case": spot.outcome,
        "strength": spot.strength, "wash": _WASH[spot.strength] * (PALER if spot.outcome == "split" else 1),
        "words": two_lines(short(spot.name)), "here": short(block.here) if spot.here else None, "tip": plain(spot.told),
    }  # fmt: skip


def two_lines(words: str) -> str:
    """Broken at the space that is nearest to the middle."""
    spaces = [place for place, letter in enumerate(words) if letter == " "]
    if not spaces:
        return words
    middle = min(spaces, key=lambda place: abs(2 * place - len(words)))
    return f"{words[:middle]}\n{words[middle + 1 :]}"


def _borders(spots: Sequence[Spot]) -> Iterator[dict[str, Any]]:
    """The lines between neighbours whose verdicts differ."""
    verdicts = {(spot.column, spot.row): spot.outcome for spot in spots}
    for (x, y), outcome in verdicts.items():
        if verdicts.get((x + 1, y), outcome) != outcome:
            yield {"part": "border", "x": x + 1, "x2": x + 1, "y": y, "y2": y + 1}
        if verdicts.get((x, y + 1), outcome) != outcome:
            yield {"part": "border", "x": x, "x2": x + 1, "y": y + 1, "y2": y + 1}


@cache
def _map_grammar(tones: tuple[tuple[str, str], ...], columns: int, rows: int) -> Grammar:
    """The map without its cells and words."""
    tone = dict(tones)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, columns], rangeMin=BESIDE, nice=False, zero=False))
    heights = [-_BELOW / _SQUARE, rows + _ABOVE / _SQUARE]
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=heights, nice=False, zero=False))
    base = alt.Chart().encode(x=x, y=y)
    spans = base.encode(x2="x2:Q", y2="y2:Q")
    cell = spans.transform_filter("datum.part == 'cell'")
    middle = base.transform_filter("datum.part == 'cell'").transform_calculate(x="datum.x + .5", y="datum.y + .5")
    here = middle.transform_filter("isValid(datum.here)")
    colours = alt.Scale(domain=OUTCOMES, range=[tone[o] for o in OUTCOMES])
    glyphs = alt.Scale(domain=OUTCOMES, range=[GLYPH[o] for o in OUTCOMES])
    bars = alt.Scale(domain=_STRENGTHS, range=[_BARS[s] for s in _STRENGTHS])

    def written(part: str) -> alt.Chart:
        return base.transform_filter(f"datum.part == '{part}'").encode(text="words:N")

    layers = [
        cell.mark_rect(stroke=tone["line"], strokeWidth=1).encode(
            fill=alt.Fill("case:N", legend=None, scale=colours), fillOpacity=alt.FillOpacity("wash:Q", legend=None, scale=None)
        ),
        cell.transform_filter("datum.strength == 'toss_up'").mark_rect(fill="transparent", stroke=tone["control"], strokeDash=[3, 3]),
        spans.transform_filter("datum.part == 'border'").mark_rule(color=tone["ink"], strokeWidth=2.5, strokeCap="square"),
        middle.mark_point(filled=True, size=210, opacity=1, yOffset=-17).encode(
            shape=alt.Shape("case:N", legend=None, scale=glyphs), color=alt.Color("case:N", legend=None, scale=colours)
        ),
        middle.mark_text(dy=11, fontSize=12, lineBreak="\n", lineHeight=13, color=tone["ink"]).encode(text="words:N"),
        middle.mark_point(filled=True, size=900, opacity=1, yOffset=40, color=tone["ink"]).encode(
            shape=alt.Shape("strength:N", legend=None, scale=bars)
        ),
        here.mark_point(shape="circle", size=700, stroke=tone["accent"], strokeWidth=2.5, fill="transparent", opacity=1, yOffset=-17),
        here.mark_text(dy=-40, fontSize=12.5, fontWeight=600, color=tone["accent"]).encode(text="here:N"),
        written("column").mark_text(fontSize=12, color=tone["muted"]),
        written("row").mark_text(fontSize=12, color=tone["muted"], angle=270, dx=0).encode(x=alt.value(12)),
        written("across").mark_text(fontSize=13, fontWeight=600, color=tone["ink"]),
        written("up").mark_text(fontSize=13, fontWeight=600, color=tone["ink"], align="left").encode(x=alt.value(0)),
        cell.mark_rect(fill="transparent").encode(tooltip="tip:N"),
    ]
    look = alt.Config(aria=False, background="transparent", font=SCREEN_FONT, padding=2, view=alt.ViewConfig(stroke=None))
    shapes = alt.Resolve(scale=alt.ScaleResolveMap(shape="independent"))  # glyphs of verdicts and bars of strengths
    return Grammar(alt.LayerChart(layer=layers, height=_SQUARE * rows + _ABOVE + _BELOW, config=look, resolve=shapes))


# ---- SVG


@lru_cache(maxsize=64)
def fits_svg(figure: Figure, width: int) -> str:
    """The chart of fits as the documents show it. Kept a while, because the PDF and the HTML page of a report share it."""
    return _fits_grammar(tuple(LIGHT.items()), len(figure.bars)).drawn(_fits_rows(figure), width)


@lru_cache(maxsize=64)
def map_svg(block: Map, width: int) -> str:
    """The map of verdicts as the documents show it."""
    return _map_grammar(tuple(LIGHT.items()), len(block.columns), len(block.rows)).drawn(_map_rows(block), width)


def png(drawing: str, scale: float = 2) -> bytes:
    """An SVG as a picture in pixels, for Word and for what reads no SVG. Raises ValueError if it is none."""
    prepare()
    made: bytes = vl_convert.svg_to_png(drawing, scale=scale)
    return made


@cache
def _told(grammar: Grammar) -> str:
    """A chart in Vega-Lite, without its rows."""
    named = grammar.chart.properties(data=alt.NamedData(_ROWS))
    told = named.to_dict(validate=False)  # Altair has checked each part when it was built
    return json.dumps({key: value for key, value in told.items() if key != "data"})


def specified(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The chart in Vega-Lite as documents show it, so many pixels wide."""
    config = spec["config"] | {"font": _DOCUMENT_FONT, "aria": False}  # the alternative text speaks for the whole chart
    return {**spec, "width": width, "config": config}


@cache
def _compiled(grammar: Grammar, width: int) -> Mapping[str, Any]:
    """A chart in Vega, without its rows: these steps take longer than drawing."""
    made: dict[str, Any] = vl_convert.vegalite_to_vega(specified(json.loads(_told(grammar)) | {"data": {"name": _ROWS}}, width))
    return made


@cache
def prepare() -> None:
    """Text is measured with the font that will show it, nothing outside a chart is read, and a layer without rows is no news."""
    logging.getLogger("vl_convert").setLevel(logging.ERROR)
    vl_convert.configure(base_url=False, allowed_base_urls=[])
    vl_convert.register_font_directory(folder())


def warm() -> None:
    """Builds each chart of the screen once, so that no visitor waits for the first one. Documents are warmed where they are made."""
    bars = tuple(Bar(outcome, outcome, 1, admissible=True, verdict=outcome == "split") for outcome in OUTCOMES)
    fits(Figure(bars, "", "", ""), SCREEN)
    for size in (3, 4):
        levels = tuple("-" * size)
        spots = (Spot(0, 0, outcome, "-", "solid", "", here=True) for outcome in OUTCOMES)
        verdict_map(Map("-", "-", levels, levels, tuple(spots), "-", "", ""), SCREEN)
