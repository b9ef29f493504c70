"""Report to one self-contained HTML page by Jinja: print-ready, no script, nothing loaded from anywhere. Every value is escaped."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from questionnaire.languages import LANGUAGES, opening_in
from questionnaire.words import Voice, named
from scoring.models import OutcomeId, Strength

from . import charts, people_charts, pictures
from .blocks import Dots, Figure, Map, Mark, Outcomes, Place, Reasons, Report
from .brand import Brand
from .comparison_blocks import Comparison, People
from .fonts import faces, plain, rewritten
from .method_blocks import Method

TEMPLATES = Path(__file__).parent / "templates"
CHART_WIDTH, MAP_WIDTH, DOTS_WIDTH = 340, 360, 520
_TONE = pictures.LIGHT
_AROUND = "currentColor"
_PARTS = re.compile(r'(<g [^>]*?) role="graphics-[a-z]+" aria-roledescription="[^"]*"')


def html(report: Report, brand: Brand | None = None) -> str:
    """The whole report as one page, in the name of that brand or in ours."""
    return _pages().get_template("report.html.jinja").render(report=rewritten(report.on_paper(), plain), **_branded(brand))


def comparison_html(compared: Comparison, brand: Brand | None = None) -> str:
    """People side by side as one page."""
    return _pages().get_template("comparison.html.jinja").render(page=rewritten(compared, plain), **_branded(brand))


def _branded(brand: Brand | None) -> dict[str, object]:
    """The brand, and the style sheet in its colours."""
    style = _document_style(*((brand.accent, brand.accent_at_night) if brand else (pictures.LIGHT["accent"], pictures.DARK["accent"])))
    policy = _policy(style)
    return {"brand": brand, "style": style, "policy": f"{policy}; img-src data:" if brand and brand.logo else policy}


@cache
def _pages() -> Environment:
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False)
    drawings = {"glyph": _glyph, "sign": _sign, "bars": _bars, "mark": _mark, "chart": _chart}
    pages.globals = {**drawings, "items": _items}
    return pages


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


@cache
def _document_style(accent: str, accent_at_night: str) -> Markup:
    """The style of the documents: dark on a screen whose owner likes it so, light on paper. Drawings follow by their colours."""
    day = f"\n:root{{--accent:{accent}}}\n"
    dark = {**pictures.DARK, "accent": accent_at_night}
    tones = ";".join(f"--{name}:{colour}" for name, colour in dark.items())
    redrawn = "\n".join(_redrawn(_TONE[name], colour) for name, colour in dark.items())
    return _trusted(
        f"{_style()}{day}@media screen and (prefers-color-scheme: dark) {{\n:root {{ color-scheme: dark; {tones} }}\n{redrawn}\n}}\n"
    )


def _redrawn(colour: str, other: str) -> str:
    """Every shape of one colour in another, whichever way its colour is written."""
    written = (colour, colour.lower())
    rules = ((what, ", ".join(f'svg [{what}="{one}"]' for one in written)) for what in ("fill", "stroke"))
    return "\n".join(f"{shapes} {{ {what}: {other}; }}" for what, shapes in rules)


def _policy(style: str) -> str:
    fingerprint = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{fingerprint}'; font-src data:; base-uri 'none'; form-action 'none'"


# ---- drawings


def _trusted(ours: str) -> Markup:
    """The only markup that is not escaped: our style sheet, and drawings whose words the chart library has escaped itself."""
    return Markup(ours)  # noqa: S704


def _decoration(drawing: str, kind: str) -> Markup:
    """A picture beside words that say the same: nothing to read aloud."""
    return _trusted(drawing.replace("<svg ", f'<svg class="{kind}" aria-hidden="true" ', 1))


def _glyph(outcome: OutcomeId, *, out: bool = False) -> Markup:
    return _decoration(pictures.glyph_svg(outcome, _TONE["control" if out else outcome]), "glyph")


def _sign(mark: Mark) -> Markup:
    return _decoration(pictures.sign_svg(mark, _TONE["ink"], _TONE["paper"]), "sign")


def _bars(strength: Strength) -> Markup:
    return _decoration(pictures.strength_svg(strength, _TONE["ink"]), "bars")


def _mark() -> Markup:
    return _decoration(pictures.mark_svg(_TONE["accent"]), "mark")


def _chart(figure: Figure | Map | People | Dots) -> Markup:
    match figure:
        case Figure():
            drawing = charts.fits_svg(figure, CHART_WIDTH)
        case Map():
            drawing = charts.map_svg(figure, MAP_WIDTH)
        case People():
            drawing = people_charts.people_svg(figure, MAP_WIDTH)
        case Dots():
            drawing = people_charts.dots_svg(figure, DOTS_WIDTH)
    whole = _PARTS.sub(r"\1", drawing)  # its parts are nothing to read aloud, as the whole is described
    return _trusted(whole.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alt)}" ', 1))


# ---- the page of the method: light or dark as the reader's system asks, so its pictures take the colour of what is around them


def method_html(told: Method, say: Voice) -> str:
    """The whole method as one page, in the words of `say`."""
    others = [(code, named(code), opening_in(code, "/method")) for code in LANGUAGES if code != told.language]
    home = opening_in(told.language, "/")
    return _method_template().render(page=rewritten(told, plain), say=say, home=home, others=others)


@cache
def _method_template() -> Template:
    page = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False)
    page.globals = {
        "glyph": lambda outcome: _decoration(pictures.glyph_svg(outcome, _AROUND), "glyph"),
        "sign": lambda mark: _decoration(pictures.sign_svg(mark, _AROUND, _AROUND), f"sign {mark}"),
        "bars": lambda strength: _decoration(pictures.strength_svg(strength, _AROUND), "bars"),
        "mark": lambda: _decoration(pictures.mark_svg(_AROUND), "mark"),
        "shapes": pictures.GLYPH, "style": _method_style(), "policy": f"{_policy(_method_style())}; img-src data:", "icon": _icon(),
    }  # fmt: skip
    return page.get_template("method.html.jinja")


@cache
def _method_style() -> Markup:
    dark = ";".join(f"--{name}:{colour}" for name, colour in pictures.DARK.items())
    ours = (TEMPLATES / "method.css").read_text("utf-8")
    return _trusted(f"{_style()}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {dark} }} }}\n{ours}")


def _icon() -> str:
    drawing = base64.b64encode(pictures.mark_svg(pictures.LIGHT["accent"]).encode()).decode()
    return f"data:image/svg+xml;base64,{drawing}"
