"""The small pictures, as SVG without any library: glyphs, strength bars, signs, the mark; and the tones of light and dark.

Left is product, right is technology. A shape, a word and a fill say the same thing as the colour, so that every drawing
survives grey paper and any colour vision. Dashed means not established.
"""

from collections.abc import Mapping

from scoring.models import OutcomeId, Strength

from .blocks import Mark

Tone = Mapping[str, str]

LIGHT: Tone = {
    "paper": "#FBFAF7", "panel": "#F3F1EB", "line": "#DAD6CC", "control": "#85807A",
    "ink": "#1F2326", "muted": "#595E62", "accent": "#1F4272",
    "case_1": "#0B5A46", "case_2": "#987A24", "case_3": "#C9466E", "case_4": "#7450A0", "split": "#30353D",
}  # fmt: skip
DARK: Tone = {
    "paper": "#14171A", "panel": "#1D2125", "line": "#343A40", "control": "#7C858C",
    "ink": "#ECEAE4", "muted": "#A9AFB3", "accent": "#A3C3EC",
    "case_1": "#74D3B0", "case_2": "#A1873B", "case_3": "#E48286", "case_4": "#BDA7E8", "split": "#E3E4E6",
}  # fmt: skip
SCREEN: Tone = {name: f"var(--{name})" for name in LIGHT}
"""As the style sheet of the pages says, so that a drawing turns dark with its page."""

# ---- glyphs: one head is one disc, two leaders are two; the left half is product; a dashed ring is for a time

_LEFT, _RIGHT = "M-.09,-1A1,1,0,0,0,-.09,1Z", "M.09,-1A1,1,0,0,1,.09,1Z"
_RIM_LEFT = "M-.09,-1A1,1,0,0,0,-.09,1L-.09,.8A.8,.8,0,0,1,-.09,-.8Z"
_RIM_RIGHT = "M.09,-1A1,1,0,0,1,.09,1L.09,.8A.8,.8,0,0,0,.09,-.8Z"
_DISC = "M-.42,0A.42,.42,0,1,0,.42,0A.42,.42,0,1,0,-.42,0Z"
_DASHED_RING = (
    "M-.96,-.28A1,1,0,0,1,-.28,-.96L-.22,-.77A.8,.8,0,0,0,-.77,-.22ZM.28,-.96A1,1,0,0,1,.96,-.28L.77,-.22A.8,.8,0,0,0,.22,-.77Z"
    "M.96,.28A1,1,0,0,1,.28,.96L.22,.77A.8,.8,0,0,0,.77,.22ZM-.28,.96A1,1,0,0,1,-.96,.28L-.77,.22A.8,.8,0,0,0,-.22,.77Z"
)
_PAIR = "M-1.05,0A.48,.48,0,1,0,-.09,0A.48,.48,0,1,0,-1.05,0ZM.09,0A.48,.48,0,1,0,1.05,0A.48,.48,0,1,0,.09,0Z"
GLYPH: Mapping[OutcomeId, str] = {
    "case_1": _LEFT + _RIGHT, "case_2": _DASHED_RING + _DISC, "case_3": _LEFT + _RIM_RIGHT, "case_4": _RIM_LEFT + _RIGHT, "split": _PAIR,
}  # fmt: skip

FILLED: Mapping[Strength, int] = {"solid": 3, "leaning": 2, "toss_up": 1}
_HATS = "M15 4A11 11 0 0 0 4 15H1.5a1.5 1.5 0 0 0 0 3H15ZM17 4A11 11 0 0 1 28 15h2.5a1.5 1.5 0 0 1 0 3H17ZM7.5 21h17a8.5 8.5 0 0 1-17 0Z"


def _picture(view: str, body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{body}</svg>'


def glyph_svg(outcome: OutcomeId, colour: str) -> str:
    """The glyph of an outcome as a picture."""
    return _picture("-1.1 -1.1 2.2 2.2", f'<path fill="{colour}" d="{GLYPH[outcome]}"/>')


def strength_svg(strength: Strength, colour: str) -> str:
    """Three bars: three filled is solid, two leaning, one a toss-up; the empty ones keep a dashed rim."""
    full = '<rect x="{}" y="1" width="28" height="8" rx="2" fill="{}"/>'
    empty = '<rect x="{}" y="1.75" width="26.5" height="6.5" rx="2" fill="none" stroke="{}" stroke-width="1.5" stroke-dasharray="3 2.2"/>'
    bars = (full.format(1 + 34 * i, colour) if i < FILLED[strength] else empty.format(1.75 + 34 * i, colour) for i in range(3))
    return _picture("0 0 98 10", "".join(bars))


def mark_svg(colour: str) -> str:
    """The mark of the product: two half-crowns with their brims, back to back over one head."""
    return _picture("0 0 32 32", f'<path fill="{colour}" d="{_HATS}"/>')


def sign_svg(mark: Mark, colour: str, paper: str) -> str:
    """A check in a full disc, a cross in a ring, a question mark in a dashed ring: told apart by their shapes."""
    ring = f'<circle r=".9" fill="none" stroke="{colour}" stroke-width=".2"{{}}/>'
    line = '<path fill="none" stroke="{}" stroke-width=".26" stroke-linecap="round" stroke-linejoin="round" d="{}"/>'
    if mark == "yes":
        return _picture("-1.1 -1.1 2.2 2.2", f'<circle r="1" fill="{colour}"/>' + line.format(paper, "M-.45,.03L-.12,.36L.48,-.34"))
    if mark == "no":
        return _picture("-1.1 -1.1 2.2 2.2", ring.format("") + line.format(colour, "M-.33,-.33L.33,.33M.33,-.33L-.33,.33"))
    question = line.format(colour, "M-.3,-.22A.3,.28,0,1,1,.1,.06Q0,.12,0,.24") + f'<circle cy=".58" r=".16" fill="{colour}"/>'
    return _picture("-1.1 -1.1 2.2 2.2", ring.format(' stroke-dasharray=".7 .4311"') + question)
