"""Report to one self-contained HTML page by Jinja: print-ready, no script, nothing loaded from anywhere. Every value is escaped."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from scoring.models import OutcomeId, Strength

from . import charts
from .blocks import Figure, Mark, Outcomes, Place, Reasons, Report
from .fonts import faces, plain, rewritten

TEMPLATES = Path(__file__).parent / "templates"
CHART_WIDTH = 340
_TONE = charts.LIGHT


def html(report: Report) -> str:
    """The whole report as one page."""
    return _template().render(report=rewritten(report, plain))


@cache
def _template() -> Template:
    page = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False)
    drawings = {"glyph": _glyph, "sign": _sign, "bars": _bars, "mark": _mark, "chart": _chart}
    return page.get_template("report.html.jinja", globals={**drawings, "items": _items, "style": _style(), "policy": _policy()})


def _items(report: Report, place: Place) -> int:
    """How much stands in one column: its reasons and outcomes."""
    blocks = [block for section in report.sections if section.place == place for block in section.blocks]
    reasons = sum(len(block.rows) for block in blocks if isinstance(block, Reasons))
    return reasons + sum(len(block.items) for block in blocks if isinstance(block, Outcomes))


# ---- the style, allowed by its own fingerprint and nothing else


@cache
def _style() -> Markup:
    face = '@font-face{{font-family:"{}";font-weight:{};src:url(data:font/woff;base64,{}) format("woff")}}\n'
    fonts = "".join(face.format(*one) for one in faces())
    palette = ":root{" + ";".join(f"--{name}:{colour}" for name, colour in _TONE.items()) + "}\n"
    return _trusted(fonts + palette + (TEMPLATES / "report.css").read_text("utf-8"))


def _policy() -> str:
    fingerprint = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{fingerprint}'; font-src data:; base-uri 'none'; form-action 'none'"


# ---- drawings


def _trusted(ours: str) -> Markup:
    """The only markup that is not escaped: our style sheet, and drawings whose words the chart library has escaped itself."""
    return Markup(ours)  # noqa: S704


def _decoration(drawing: str, kind: str) -> Markup:
    """A picture beside words that say the same: nothing to read aloud."""
    return _trusted(drawing.replace("<svg ", f'<svg class="{kind}" aria-hidden="true" ', 1))


def _glyph(outcome: OutcomeId, *, out: bool = False) -> Markup:
    return _decoration(charts.glyph_svg(outcome, _TONE["control" if out else outcome]), "glyph")


def _sign(mark: Mark) -> Markup:
    return _decoration(charts.sign_svg(mark, _TONE["ink"], _TONE["paper"]), "sign")


def _bars(strength: Strength) -> Markup:
    return _decoration(charts.strength_svg(strength, _TONE["ink"]), "bars")


def _mark() -> Markup:
    return _decoration(charts.mark_svg(_TONE["accent"]), "mark")


def _chart(figure: Figure) -> Markup:
    drawing = charts.fits_svg(figure, CHART_WIDTH)
    return _trusted(drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alt)}" ', 1))
