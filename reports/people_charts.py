"""People on a map and competencies as aligned dots, to Altair to SVG. One drawing for the screen and for documents."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from textwrap import wrap
from typing import Any

import altair as alt

from .blocks import Dot, Dots
from .charts import BESIDE, OUTCOMES, PALER, SCREEN_FONT, Filled, Grammar, Rows, short, two_lines
from .comparison_blocks import Chip, Field, People
from .pictures import GLYPH, LIGHT, SCREEN, Tone

_ABREAST = 3  # letters side by side in one field; the fourth begins a second row
_DISC = 290  # square pixels, 19 across


# ---- everyone on one map

_SQUARE, _ABOVE, _BELOW, _STRIP = 124, 26, 46, 40  # pixels: a field, room for words above and below, a strip for those without a place
_PITCH = 0.31  # of a field, between letters
_WASH = 0.14


def people_map(block: People, tone: Tone) -> Filled:
    """A letter in a ring above the glyph of its verdict; behind them, washed and with their names, the verdicts all agree on."""
    return _map_of(block, tone).filled(_map_rows(block))


def _map_of(block: People, tone: Tone) -> Grammar:
    strip = not all(chip.placed for chip in block.chips)
    return _map_grammar(tuple(tone.items()), len(block.columns), len(block.rows), strip)


def _map_rows(block: People) -> Rows:
    return [*_fields(block), *_borders(block.fields), *_chips(block), *_words(block)]


def _fields(block: People) -> Iterator[dict[str, Any]]:
    """The fields, and a glyph in each that is agreed on and that nobody stands in."""
    taken = {(chip.column, chip.row) for chip in block.chips}
    for field in block.fields:
        x, y = field.column, field.row
        words = two_lines(short(field.name))
        yield {
            "part": "agreed" if field.outcome else "open", "x": x, "x2": x + 1, "y": y, "y2": y + 1,
            "case": field.outcome, "wash": _WASH * (PALER if field.outcome == "split" else 1), "words": words, "empty": (x, y) not in taken,
        }  # fmt: skip


def _borders(fields: Sequence[Field]) -> Iterator[dict[str, Any]]:
    """The lines between neighbours whose verdicts are agreed on and differ."""
    verdicts = {(field.column, field.row): field.outcome for field in fields if field.outcome}
    for (x, y), outcome in verdicts.items():
        if verdicts.get((x + 1, y), outcome) != outcome:
            yield {"part": "border", "x": x + 1, "x2": x + 1, "y": y, "y2": y + 1}
        if verdicts.get((x, y + 1), outcome) != outcome:
            yield {"part": "border", "x": x, "x2": x + 1, "y": y + 1, "y2": y + 1}


def _chips(block: People) -> Iterator[dict[str, Any]]:
    together: dict[tuple[int | None, int | None], list[Chip]] = {}
    for chip in block.chips:
        together.setdefault((chip.column, chip.row) if chip.placed else (None, None), []).append(chip)
    for (column, row), chips in together.items():
        for seat, chip in enumerate(chips):
            x, y = _aside(seat, block) if column is None or row is None else _seat(seat, len(chips), column, row)
            yield {"part": "chip", "x": x, "y": y, "case": chip.outcome, "letter": short(chip.letter)}


def _seat(seat: int, of: int, column: int, row: int) -> tuple[float, float]:
    """In rows of three from the top, each row in the middle of the field."""
    rows = -(-of // _ABREAST)
    line, place = divmod(seat, _ABREAST)
    abreast = min(_ABREAST, of - line * _ABREAST)
    top = 16 if rows > 1 else 28
    return column + 0.5 + (place - (abreast - 1) / 2) * _PITCH, row + 1 - (top + line * 42) / _SQUARE


def _aside(seat: int, block: People) -> tuple[float, float]:
    """Below the map, to the right of the words."""
    return len(block.columns) * (0.4 + seat * 0.105), -(_BELOW + 14) / _SQUARE


def _words(block: People) -> list[dict[str, Any]]:
    columns, rows = len(block.columns), len(block.rows)
    aside = (
        []
        if all(chip.placed for chip in block.chips)
        else [{"part": "aside", "x": 0, "y": -(_BELOW + 14) / _SQUARE, "words": short(block.aside)}]
    )
    return [
        *({"part": "column", "x": n + 0.5, "y": -14 / _SQUARE, "words": short(word)} for n, word in enumerate(block.columns)),
        *({"part": "row", "x": 0, "y": n + 0.5, "words": short(word)} for n, word in enumerate(block.rows)),
        {"part": "across", "x": columns / 2, "y": -36 / _SQUARE, "words": short(block.across)},
        {"part": "up", "x": 0, "y": rows + 14 / _SQUARE, "words": short(block.up)},
        *aside,
    ]  # fmt: skip


@cache
def _map_grammar(tones: tuple[tuple[str, str], ...], columns: int, rows: int, strip: bool) -> Grammar:
    """The map without its fields, people and words."""
    tone = dict(tones)
    below = _BELOW + (_STRIP if strip else 0)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, columns], rangeMin=BESIDE, nice=False, zero=False))
    heights = [-below / _SQUARE, rows + _ABOVE / _SQUARE]
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=heights, nice=False, zero=False))
    base = alt.Chart().encode(x=x, y=y)
    spans = base.encode(x2="x2:Q", y2="y2:Q")
    colours = alt.Scale(domain=OUTCOMES, range=[tone[o] for o in OUTCOMES])
    glyphs = alt.Scale(domain=OUTCOMES, range=[GLYPH[o] for o in OUTCOMES])
    verdict: dict[str, Any] = {
        "shape": alt.Shape("case:N", legend=None, scale=glyphs),
        "color": alt.Color("case:N", legend=None, scale=colours),
    }

    def part(name: str) -> str:
        return f"datum.part == '{name}'"

    def written(name: str) -> alt.Chart:
        return base.transform_filter(part(name)).encode(text="words:N")

    agreed, chip = spans.transform_filter(part("agreed")), base.transform_filter(part("chip"))
    middle = base.transform_calculate(x="datum.x + .5", y=f"datum.y + 1 - 98 / {_SQUARE}")
    named = middle.encode(text="words:N")
    layers = [
        spans.transform_filter(f"{part('agreed')} || {part('open')}").mark_rect(fill="transparent", stroke=tone["line"], strokeWidth=1),
        agreed.mark_rect().encode(
            fill=alt.Fill("case:N", legend=None, scale=colours), fillOpacity=alt.FillOpacity("wash:Q", legend=None, scale=None)
        ),
        spans.transform_filter(part("border")).mark_rule(color=tone["ink"], strokeWidth=2.5, strokeCap="square"),
        middle.transform_filter(f"{part('agreed')} && datum.empty")
        .mark_point(filled=True, size=210, opacity=1, yOffset=-48)
        .encode(**verdict),
        named.transform_filter(part("agreed")).mark_text(fontSize=12, lineBreak="\n", lineHeight=13, color=tone["ink"]),
        named.transform_filter(part("open")).mark_text(fontSize=12, lineBreak="\n", lineHeight=13, color=tone["muted"]),
        chip.mark_point(shape="circle", size=_DISC, fill=tone["paper"], stroke=tone["accent"], strokeWidth=2, opacity=1),
        chip.mark_text(fontSize=12, fontWeight=600, baseline="middle", dy=0.5, color=tone["ink"]).encode(text="letter:N"),
        chip.mark_point(filled=True, size=110, opacity=1, yOffset=19).encode(**verdict),
        written("column").mark_text(fontSize=12, color=tone["muted"]),
        written("row").mark_text(fontSize=12, color=tone["muted"], angle=270, dx=0).encode(x=alt.value(12)),
        written("across").mark_text(fontSize=13, fontWeight=600, color=tone["ink"]),
        written("up").mark_text(fontSize=13, fontWeight=600, color=tone["ink"], align="left").encode(x=alt.value(0)),
        written("aside").mark_text(fontSize=12, color=tone["muted"], align="left", baseline="middle").encode(x=alt.value(0)),
    ]
    return Grammar(alt.LayerChart(layer=layers, height=_SQUARE * rows + _ABOVE + below, config=_look()))


# ---- competencies

_HEAD, _NAME, _LANE, _GAP = 40, 18, 22, 8  # pixels: names of levels, a line of a name, a row of discs, room below
_LETTERS = 42  # of a name in one line, on the narrowest phone
_PAIR, _STEP = 2, 0.33  # discs side by side at one level, and how far apart, of the way to the next: levels stay apart at a glance


_ASIDE, _LETTERS_ASIDE, _GAP_ASIDE = 284, 44, 4  # pixels: names to the left of the dots, letters in one line there, room below
_WIDER = 1.3  # what names and dots side by side take, of the width of dots alone


def competencies(block: Dots, tone: Tone, *, aside: bool = False) -> Filled:
    """A line for each competency: a full disc where a level counts, a dashed ring where one was said and does not; letters inside.

    The names stand above the dots, which leaves room on a phone, or with `aside` to their left, which is shorter.
    """
    rows, height = _dot_rows(block, aside=aside)
    return _dots_grammar(tuple(tone.items()), height, len(block.levels), aside).filled(rows)


def _dot_rows(block: Dots, *, aside: bool) -> tuple[Rows, int]:
    """Everything in the drawing, and its height; y grows downwards, in pixels."""
    rows: Rows = [{"part": "level", "x": n, "y": 16, "words": two_lines(short(word))} for n, word in enumerate(block.levels, start=1)]
    y = _HEAD
    for line in block.lines:
        lanes = max((-(-len(crowd) // _PAIR) for crowd in _crowds(line.dots).values()), default=1)
        name = wrap(short(line.name), _LETTERS_ASIDE if aside else _LETTERS) or [""]
        top = y if aside else y + _NAME * len(name) + 2
        foot = max(top + _LANE * lanes, y + _NAME * len(name))
        first = (y + foot - _NAME * len(name)) / 2 if aside else y
        rows += [{"part": "name", "x": 1, "y": first + _NAME * (n + 0.5), "words": words} for n, words in enumerate(name)]
        rows += [{"part": "grid", "x": n, "y": top, "y2": foot} for n in range(1, len(block.levels) + 1)]
        rows += _discs(line.dots, (foot - _LANE * (lanes - 1) + top) / 2)
        y = foot + (_GAP_ASIDE if aside else _GAP)
    return rows, y


def _crowds(dots: Sequence[Dot]) -> Mapping[int, list[str]]:
    """The letters at each level: what counts and what was only said, in the order of the people."""
    crowds: dict[int, list[str]] = {}
    for dot in dots:
        for level in dict.fromkeys((dot.counted, dot.said)):
            crowds.setdefault(level, []).append(dot.letter)
    return crowds


def _discs(dots: Sequence[Dot], top: float) -> Iterator[dict[str, Any]]:
    crowds = _crowds(dots)

    def place(letter: str, level: int) -> tuple[float, float]:
        crowd = crowds[level]
        lane, seat = divmod(crowd.index(letter), _PAIR)
        abreast = min(_PAIR, len(crowd) - lane * _PAIR)
        return level + (seat - (abreast - 1) / 2) * _STEP, top + lane * _LANE

    for dot in dots:
        x, y = place(dot.letter, dot.counted)
        if dot.said != dot.counted:
            x2, y2 = place(dot.letter, dot.said)
            yield {"part": "way", "x": x, "y": y, "x2": x2, "y2": y2}
            yield {"part": "said", "x": x2, "y": y2, "letter": short(dot.letter)}
        yield {"part": "counted", "x": x, "y": y, "letter": short(dot.letter)}


@cache
def _dots_grammar(tones: tuple[tuple[str, str], ...], height: int, levels: int, aside: bool) -> Grammar:
    """The chart without its rows, built once for each height."""
    tone = dict(tones)
    left = _ASIDE if aside else alt.Undefined
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0.5, levels + 0.5], rangeMin=left, nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False))
    base = alt.Chart().encode(x=x, y=y)
    disc: dict[str, Any] = {"shape": "circle", "size": _DISC, "opacity": 1}
    letter: dict[str, Any] = {"fontSize": 12, "fontWeight": 600, "baseline": "middle", "dy": 0.5}

    def part(name: str) -> alt.Chart:
        return base.transform_filter(f"datum.part == '{name}'")

    layers = [
        part("grid").encode(y2="y2:Q").mark_rule(color=tone["line"]),
        part("way").encode(x2="x2:Q", y2="y2:Q").mark_rule(color=tone["control"], strokeDash=[2, 2]),
        part("level").mark_text(fontSize=12, lineBreak="\n", lineHeight=13, color=tone["muted"]).encode(text="words:N"),
        part("name").mark_text(fontSize=14, align="left", baseline="middle", color=tone["ink"]).encode(x=alt.value(0), text="words:N"),
        part("said").mark_point(**disc, fill=tone["paper"], stroke=tone["control"], strokeDash=[3, 2], strokeWidth=1.5),
        part("said").mark_text(**letter, color=tone["muted"]).encode(text="letter:N"),
        part("counted").mark_point(**disc, filled=True, color=tone["accent"]),
        part("counted").mark_text(**letter, color=tone["paper"]).encode(text="letter:N"),
    ]
    return Grammar(alt.LayerChart(layer=layers, height=height, config=_look()))


def _look() -> alt.Config:
    return alt.Config(aria=False, background="transparent", font=SCREEN_FONT, padding=2, view=alt.ViewConfig(stroke=None))


# ---- SVG


@lru_cache(maxsize=64)
def people_svg(block: People, width: int) -> str:
    """The map with everyone on it as the documents show it."""
    return _map_of(block, LIGHT).drawn(_map_rows(block), width)


@lru_cache(maxsize=64)
def dots_svg(block: Dots, width: int) -> str:
    """Competencies as the documents show them; those of one person alone need no letters, and no line of their own for a name."""
    alone = not any(dot.letter for line in block.lines for dot in line.dots)
    rows, height = _dot_rows(block, aside=alone)
    return _dots_grammar(tuple(LIGHT.items()), height, len(block.levels), alone).drawn(rows, width)


def warm() -> None:
    """Builds the map of people once, so that nobody waits for the first one."""
    levels = tuple("-" * 3)
    people = People("-", "-", levels, levels, (Field(0, 0, "split", "-"),), (Chip("A", "split", 0, 0),), "", "", "")
    people_map(people, SCREEN)
