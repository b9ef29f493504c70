"""Whose report it is: the name, logo, accent colour and contact line of an organisation, checked before anybody sees them.

A TOML file holds them; the environment variable BRAND names it. What is wrong with it is said in one sentence.
"""

import base64
import io
import os
import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .fonts import covered
from .pictures import DARK, LIGHT

SETTING = "BRAND"
LEAST_CONTRAST = 4.5  # of letters on what is behind them: WCAG 2.2, AA
_BEHIND = {"white": "#FFFFFF", "our paper": LIGHT["paper"]}
_FIELDS = ("name", "logo", "accent", "contact")
_LONGEST, _HEAVIEST, _WIDEST = 120, 500_000, 4_000  # letters, bytes, pixels
_DARKEST = 0.04045  # share of light below which screens are linear
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ALIVE = {
    "script",
    "foreignObject",
    "iframe",
    "image",
    "feImage",
    "audio",
    "video",
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "set",
}
_REACHES_OUT = re.compile(r"@import|url\(\s*['\"]?(?!#)|\\|image-set|javascript:", re.IGNORECASE)


@dataclass(frozen=True)
class Brand:
    """What is put on cover, heads and feet. `logo` is an SVG whatever the file was, "" for none; `picture` the same as PNG, for Word."""

    name: str
    contact: str = ""
    accent: str = LIGHT["accent"]
    logo: str = ""
    picture: bytes = b""

    @property
    def accent_at_night(self) -> str:
        """The accent on dark paper: as much paler as it must be to be read there."""
        shades = (_paler(self.accent, tenth / 10) for tenth in range(11))
        return next(shade for shade in shades if contrast(shade, DARK["paper"]) >= LEAST_CONTRAST)

    @property
    def logo_address(self) -> str:
        """The logo as an address that loads nothing, for a page."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.logo.encode()).decode()}"


class BrandError(Exception):
    """The file cannot be used. One sentence: what, where, how to mend it."""


@cache
def brand() -> Brand | None:
    """The brand that the environment names, read once; None if it names none. Raises BrandError."""
    return of_environment(os.environ)


def of_environment(environment: Mapping[str, str]) -> Brand | None:
    """The brand that BRAND names; None without one. Raises BrandError."""
    place = environment.get(SETTING)
    return read_brand(Path(place)) if place else None


def read_brand(file: Path) -> Brand:
    """The brand of a TOML file, its logo looked for beside it. Raises BrandError."""
    given = _fields(file)
    name, contact, accent = (_text(file, given, field) for field in ("name", "contact", "accent"))
    if not name:
        raise BrandError(f'{file}: name: is missing; write the name of the organisation, such as name = "Maison Exemple".')
    place = given.get("logo", "")
    if not isinstance(place, str):
        raise BrandError(f"{file}: logo: is not a text; write the name of an SVG or PNG file.")
    logo, picture = _logo(file.parent / place) if place else ("", b"")
    return Brand(name, contact, _accent(file, accent) if accent else LIGHT["accent"], logo, picture)


def contrast(one: str, other: str) -> float:
    """How far two colours such as #1F4272 are apart in light: from 1 to 21."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


# ---- words and colour


def _fields(file: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(_read(file).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrandError(f"{file}: is not TOML ({str(error).lower()}); see docs/brand.example.toml.") from error
    for field in given:
        if field not in _FIELDS:
            raise BrandError(f"{file}: {field!r} is not a setting; keep {', '.join(_FIELDS)} only.")
    return given


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(_HEAVIEST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise BrandError(f"{file}: cannot be read ({reason}); name a file that this program may read.") from error
    if len(content) > _HEAVIEST:
        raise BrandError(f"{file}: is larger than {_HEAVIEST // 1000} kB; make it smaller.")
    return content


def _text(file: Path, given: Mapping[str, Any], field: str) -> str:
    text = given.get(field, "")
    if not isinstance(text, str):
        raise BrandError(f"{file}: {field}: is not a text; put it between quotation marks.")
    if len(text) > _LONGEST:
        raise BrandError(f"{file}: {field}: has {len(text)} characters; {_LONGEST} is the most.")
    strange = sorted(letter for letter in set(text) if letter not in covered() or letter < " ")
    if strange:
        raise BrandError(f"{file}: {field}: holds {strange[0]!r}, which cannot be printed; write it in Latin letters, on one line.")
    return text.strip()


def _accent(file: Path, colour: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise BrandError(f"{file}: accent: {colour!r} is not a colour; write six hexadecimal digits, such as #1F4272.")
    for name, behind in _BEHIND.items():
        if (ratio := contrast(colour, behind)) < LEAST_CONTRAST:
            raise BrandError(
                f"{file}: accent: {colour} on {name} has a contrast of {ratio:.1f} to 1 and could not be read; "
                f"choose a darker colour, {LEAST_CONTRAST} to 1 or more."
            )
    return colour.upper()


def _light(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _paler(colour: str, share: float) -> str:
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


# ---- the logo


def _logo(file: Path) -> tuple[str, bytes]:
    """The logo as SVG and as PNG."""
    content = _read(file)
    if content.startswith(_PNG):
        return _wrapped(file, content), content
    from .charts import png

    drawing = _cleaned(file, content)
    try:
        return drawing, png(drawing)
    except ValueError as error:
        raise BrandError(f"{file}: cannot be drawn; save it as plain SVG or as PNG.") from error


def _wrapped(file: Path, content: bytes) -> str:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            width, height = picture.size
            if max(width, height) <= _WIDEST:
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrandError(f"{file}: is a broken PNG; save it again.") from error
    if max(width, height) > _WIDEST:
        raise BrandError(f"{file}: has {width} × {height} pixels; {_WIDEST} is the most in either direction.")
    data = base64.b64encode(content).decode()
    picture_in = f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/>'
    return f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}">{picture_in}</svg>'


def _cleaned(file: Path, content: bytes) -> str:
    """A drawing that does nothing and asks for nothing, without comments and instructions. Raises BrandError."""
    try:
        text = content.decode("utf-8-sig")
        if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
            raise BrandError(f"{file}: has a DOCTYPE or an entity; save it as plain SVG without them.")
        drawing = ET.fromstring(text)  # noqa: S314  # without a DOCTYPE there is no entity to unfold
    except (UnicodeDecodeError, ET.ParseError, ValueError) as error:
        raise BrandError(f"{file}: is neither a PNG nor an SVG in UTF-8; save it as one of the two.") from error
    if drawing.tag != f"{{{_SVG}}}svg":
        raise BrandError(f"{file}: is XML, but no SVG; save it as SVG or PNG.")
    for element in drawing.iter():
        _harmless(file, element)
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    return ET.tostring(drawing, encoding="unicode")


def _harmless(file: Path, element: ET.Element) -> None:
    name = element.tag.rpartition("}")[2]
    if name in _ALIVE:
        raise BrandError(f"{file}: holds <{name}>; save it as plain SVG, as shapes alone.")
    for attribute, value in element.attrib.items():
        key = attribute.rpartition("}")[2].lower()
        if key.startswith("on") or (key == "href" and not value.startswith("#")) or _REACHES_OUT.search(value):
            raise BrandError(f"{file}: {key} of <{name}> runs or loads something; take it out, or save the logo as PNG.")
    if name == "style" and _REACHES_OUT.search("".join(element.itertext())):
        raise BrandError(f"{file}: its style loads something; take that out, or save the logo as PNG.")
