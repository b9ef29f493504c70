"""The two families of the documents: where their files are, which characters they have, and small copies for the web page."""

import atexit
import base64
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeVar, cast

import font_source_sans_pro
import font_source_serif_pro

T = TypeVar("T")

SANS, SERIF = Path(font_source_sans_pro.font_directory), Path(font_source_serif_pro.font_directory)

_FACES = {
    ("Source Sans Pro", 400): SANS / "SourceSansPro-Regular.ttf",
    ("Source Sans Pro", 600): SANS / "SourceSansPro-Semibold.ttf",
    ("Source Serif Pro", 600): SERIF / "SourceSerifPro-Semibold.ttf",
}
# Latin with its accents, spaces and dashes, quotation marks, euro, arrows and comparisons: what French and English reports hold
_LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F, 0x2032, 0x2033,
    0x2039, 0x203A, 0x20AC, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
)  # fmt: skip
_FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum"]
_BREAK = re.compile(r"[\t\n\r\f\v]+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_COUNT = re.compile(r"(?<=\d) (?=\w)")
_UNKNOWN = "?"
MAY_BREAK = "\u200b"
_UNBROKEN = re.compile(r"[^\s/-]{30}(?=[^\s/-])|[/-]{30}")


@cache
def folder() -> str:
    """A folder with the faces in use and no other, as long as the process lives: each face more makes each text take longer to draw."""
    made = mkdtemp()
    atexit.register(rmtree, made, ignore_errors=True)
    for file in _FACES.values():
        Path(made, file.name).symlink_to(file)
    return made


@cache
def faces() -> tuple[tuple[str, int, str], ...]:
    """Family, weight and WOFF file in base64 of each face, Latin letters only."""
    return tuple((family, weight, base64.b64encode(_latin(file)).decode()) for (family, weight), file in _FACES.items())


def _latin(file: Path) -> bytes:
    from fontTools import subset

    options = subset.Options(flavor="woff", hinting=False, layout_features=_FEATURES, recalc_timestamp=False)
    made = io.BytesIO()
    with subset.load_font(str(file), options, lazy=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_LATIN)
        subsetter.subset(font)
        subset.save_font(font, made, options)
    return made.getvalue()


@cache
def covered() -> frozenset[str]:
    """Every character that a document in these families can show."""
    return frozenset(chr(code) for file in (_FACES["Source Sans Pro", 400], _FACES["Source Sans Pro", 600]) for code in _characters(file))


def _characters(file: Path) -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=False) as font:
        return set(font.getBestCmap())


def rewritten(value: T, change: Callable[[str], str]) -> T:
    """The same blocks with every text changed."""
    made: Any = value
    if isinstance(value, str):
        made = change(value)
    elif isinstance(value, tuple):
        made = tuple(rewritten(one, change) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{field.name: rewritten(getattr(value, field.name), change) for field in fields(value)})
    return cast("T", made)


def as_data(value: object, change: Callable[[str], str]) -> Any:
    """Blocks as tables and lists for JSON, every text changed, in one walk: `rewritten` and `asdict` would be two."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return [as_data(one, change) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: as_data(getattr(value, name), change) for name in _names(type(value))}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def plain(text: str) -> str:
    """What any document may hold: a question mark stands for a control character; a number stays on the line of what it counts."""
    return _COUNT.sub("\u00a0", _CONTROL.sub(_UNKNOWN, _BREAK.sub(" ", text)))


def printable(text: str) -> str:
    """Only characters that our fonts have, or there is no PDF/UA; and long words get places where they may break."""
    composed = unicodedata.normalize("NFC", plain(text))
    if not covered().issuperset(composed):
        composed = "".join(c if c in covered() else _UNKNOWN for c in composed)
    return _UNBROKEN.sub(rf"\g<0>{MAY_BREAK}", composed)
