"""Report to PDF by Typst: tagged (PDF/UA-1), and the same bytes for the same report. A report's words are only ever values."""

import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pikepdf
import typst

from scoring.models import OutcomeId, Strength

from .blocks import Dots, Figure, Map, Mark, Report
from .brand import Brand
from .charts import fits_svg, map_svg
from .comparison_blocks import Comparison, People
from .fonts import as_data, folder, printable, rewritten
from .paper import Paper
from .people_charts import dots_svg, people_svg
from .pictures import LIGHT, glyph_svg, mark_svg, sign_svg, strength_svg

TEMPLATES = Path(__file__).parent / "templates"
LONGEST = 12  # pages of a report that a board still reads
CHART_WIDTH, MAP_WIDTH, DOTS_WIDTH = 340, 360, 520
_WHITE = "#FFFFFF"
_BLANKS = 4


def pdf(report: Report, paper: Paper = "a4", brand: Brand | None = None) -> bytes:
    """The whole report as one file, on that paper, in the name of that brand or in ours.

    Where it is a page or two longer than `LONGEST` it is set once more in smaller letters; much longer ones keep the larger.
    """
    data = _data(report)
    made = _compiled("report.typ", data, report.date, paper, brand)
    return _compiled("report.typ", data, report.date, paper, brand, snug=True) if LONGEST < _pages(made) <= LONGEST + 2 else made


def _pages(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as read:
        return len(read.pages)


def pictures(report: Report, dots: int, brand: Brand | None = None) -> list[bytes]:
    """The pages of the same file as pictures (PNG): A4, with so many dots to the inch."""
    made = typst.compile(**_given("report.typ", _data(report), report.date, "a4", brand), format="png", ppi=dots)
    return made if isinstance(made, list) else [made]


def _data(report: Report) -> dict[str, Any]:
    """All that the template reads of a report, with its charts drawn."""
    shown = report.on_paper()
    data: dict[str, Any] = as_data(shown, printable)
    for chapter, drawn in zip(shown.chapters, data["chapters"], strict=True):
        for section, place in zip(chapter.sections, drawn["sections"], strict=True):
            _draw(section.blocks, place["blocks"])
    return data


def comparison_pdf(compared: Comparison, paper: Paper = "a4", brand: Brand | None = None) -> bytes:
    """People side by side as one file."""
    data = as_data(compared, printable) | {"cards": as_data(compared.cards, printable)}
    for part, drawn in zip(compared.parts, data["parts"], strict=True):
        _draw(part.blocks, drawn["blocks"])
    return _compiled("comparison.typ", data, compared.date, paper, brand)


def _compiled(template: str, data: dict[str, Any], day: date, paper: Paper, brand: Brand | None, snug: bool = False) -> bytes:
    moment = datetime.combine(day, time(12), UTC)
    made: bytes = typst.compile(**_given(template, data, day, paper, brand, snug), format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    return made


def forget() -> None:
    """Free what Typst keeps of the last ten documents, 300 MB for a quarter of the next one's time: setting nothing, often, does it."""
    for _ in range(_BLANKS):
        typst.compile(b"", font_paths=_fonts(), ignore_system_fonts=True)


def _given(template: str, data: dict[str, Any], day: date, paper: Paper, brand: Brand | None, snug: bool = False) -> dict[str, Any]:
    """The template with the one JSON that it reads."""
    data["date"] = [day.year, day.month, day.day]
    given = {"report": data, "paper": paper, "snug": snug, "brand": _branded(brand), **_pictures()}
    # Not a shared compiler, which refuses a second thread: a new one costs nothing once the fonts are read.
    return {
        "input": str(TEMPLATES / template), "root": str(TEMPLATES), "font_paths": _fonts(), "ignore_system_fonts": True,
        "sys_inputs": {"report": json.dumps(given)},
    }  # fmt: skip


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder()])


def _draw(blocks: Sequence[object], places: Sequence[dict[str, Any]]) -> None:
    """Puts the drawing of each chart into its place."""
    for block, place in zip(blocks, places, strict=True):
        match block:
            case Figure():
                place["drawing"] = fits_svg(rewritten(block, printable), CHART_WIDTH)
            case Map():
                place["drawing"] = map_svg(rewritten(block, printable), MAP_WIDTH)
            case People():
                place["drawing"] = people_svg(rewritten(block, printable), MAP_WIDTH)
            case Dots():
                place["drawing"] = dots_svg(rewritten(block, printable), DOTS_WIDTH)


def _branded(brand: Brand | None) -> dict[str, str]:
    """What the documents say of a brand; empty words where there is none."""
    if brand is None:
        return {"name": "", "contact": "", "logo": "", "accent": LIGHT["accent"]}
    return {"name": printable(brand.name), "contact": printable(brand.contact), "logo": brand.logo, "accent": brand.accent}


@cache
def _pictures() -> dict[str, Any]:
    ink, grey = LIGHT["ink"], LIGHT["control"]
    return {
        "tone": dict(LIGHT),
        "glyph": {outcome: glyph_svg(outcome, LIGHT[outcome]) for outcome in get_args(OutcomeId)},
        "out": {outcome: glyph_svg(outcome, grey) for outcome in get_args(OutcomeId)},
        "strength": {strength: strength_svg(strength, ink) for strength in get_args(Strength)},
        "sign": {mark: sign_svg(mark, ink, _WHITE) for mark in get_args(Mark)},
        "mark": mark_svg(LIGHT["accent"]),
    }
