"""Report to PDF by Typst: tagged (PDF/UA-1), and the same bytes for the same report. A report's words are only ever values."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, get_args

import typst

from scoring.models import OutcomeId, Strength

from .blocks import Figure, Map, Mark, Report
from .charts import fits_svg, map_svg
from .fonts import FOLDERS, printable, rewritten
from .pictures import LIGHT, glyph_svg, mark_svg, sign_svg, strength_svg

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
CHART_WIDTH, MAP_WIDTH = 340, 360
PAPER = "#FFFFFF"


def pdf(report: Report) -> bytes:
    """The whole report as one file."""
    noon = datetime.combine(report.date, time(12), UTC)
    # Not a shared compiler, which refuses a second thread: a new one costs nothing once the fonts are read.
    return typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=_fonts(), ignore_system_fonts=True, format="pdf",
        sys_inputs={"report": _given(report)}, pdf_standards=["ua-1"], timestamp=noon,
    )  # fmt: skip


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FOLDERS])


def _given(report: Report) -> str:
    """The one JSON that the template reads."""
    shown = rewritten(report, printable)
    data = asdict(shown)
    data["date"] = [report.date.year, report.date.month, report.date.day]
    for section, drawn in zip(shown.sections, data["sections"], strict=True):
        for block, place in zip(section.blocks, drawn["blocks"], strict=True):
            if isinstance(block, Figure):
                place["drawing"] = fits_svg(block, CHART_WIDTH)
            elif isinstance(block, Map):
                place["drawing"] = map_svg(block, MAP_WIDTH)
    return json.dumps({"report": data, **_pictures()})


@cache
def _pictures() -> dict[str, Any]:
    ink, grey = LIGHT["ink"], LIGHT["control"]
    return {
        "tone": dict(LIGHT),
        "glyph": {outcome: glyph_svg(outcome, LIGHT[outcome]) for outcome in get_args(OutcomeId)},
        "out": {outcome: glyph_svg(outcome, grey) for outcome in get_args(OutcomeId)},
        "strength": {strength: strength_svg(strength, ink) for strength in get_args(Strength)},
        "sign": {mark: sign_svg(mark, ink, PAPER) for mark in get_args(Mark)},
        "mark": mark_svg(LIGHT["accent"]),
    }
