"""A Word file in the making: paragraphs by their styles, small pictures, links and fields."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .. import blocks as b, charts, pictures
from ..brand import Brand
from ..fonts import plain
from ..pictures import LIGHT

_GAPS = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


@dataclass(frozen=True)
class Word:
    """A document in the making."""

    document: Document
    report: b.Report
    brand: Brand | None
    styles: Mapping[str, str]

    @property
    def owner(self) -> str:
        return plain(self.brand.name) if self.brand else self.report.product

    def say(self, text: str, style: str = "Body Text") -> Paragraph:
        line = self.document.add_paragraph()
        if text:
            line.add_run(text)
        return self.styled(line, style)

    def head(self, text: str, level: int) -> Paragraph:
        return self.say(text, f"Heading {level}")

    def styled(self, line: Paragraph, style: str) -> Paragraph:
        """By its id, as python-docx looks through all styles for each paragraph that is given one by its name."""
        line._p.style = self.styles[style]  # noqa: SLF001
        return line


def logo(word: Word, line: Paragraph, height: int) -> None:
    """The logo beside the name that says the same, or our mark."""
    if word.brand is None:
        small(line, pictures.mark_svg(LIGHT["accent"]), height)
    elif word.brand.picture:
        picture(line.add_run(), word.brand.picture, "", height=height)


def small(line: Paragraph, drawing: str, height: int, *, first: bool = False) -> None:
    """A picture beside words that say the same: nothing to read aloud."""
    run = line.add_run()
    picture(run, _pixels(drawing), "", height=height)
    if first:
        line._p.insert(1, run._r)  # noqa: SLF001  # after the properties of the paragraph
        run.add_text(" ")


@cache
def _pixels(drawing: str) -> bytes:
    return charts.png(drawing.replace("<svg ", '<svg width="48" height="48" ', 1))


def picture(run: Run, content: bytes, alt: str, **size: int) -> None:
    """A picture with what it shows in words; without words it is marked as decoration."""
    shown = run.add_picture(io.BytesIO(content), **{name: Emu(value) for name, value in size.items()})
    about = shown._inline.docPr  # noqa: SLF001  # python-docx offers no alternative text
    about.set("descr", alt)
    if not alt:
        about.append(parse_xml(_DECORATION))


_DECORATION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def link(word: Word, line: Paragraph, address: str, text: str) -> None:
    relation = word.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink(word, line, "r:id", relation, text)


def hyperlink(word: Word, line: Paragraph, attribute: str, value: str, text: str) -> None:
    run = line.add_run(text)._r  # noqa: SLF001
    run.style = word.styles["Link words"]
    link = parse_xml(f"<w:hyperlink {nsdecls('w', 'r')}/>")
    link.set(qn(attribute), value)
    link.append(run)
    line._p.append(link)  # noqa: SLF001  # python-docx reads hyperlinks, it does not make any


def marked(line: Paragraph, number: int) -> Paragraph:
    """A heading that the contents lead to."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        mark = parse_xml(f'<w:{tag} {nsdecls("w")} w:id="{number}"/>')
        if tag == "bookmarkStart":
            mark.set(qn("w:name"), f"part_{number}")
        line._p.append(mark)  # noqa: SLF001
    return line


def field_part(part: str | None, code: str = "") -> Any:
    """One run of a field: one of its borders, or what it asks for."""
    inside = f'<w:fldChar w:fldCharType="{part}"/>' if part else f'<w:instrText xml:space="preserve"> {code} </w:instrText>'
    return parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>")


def counted(line: Paragraph, page_of: str) -> None:
    """Such as “Page {page} of {pages}”, with fields in its gaps."""
    for piece in _GAPS.split(page_of):
        if code := _FIELDS.get(piece):
            for part in ("begin", None, "separate", "end"):
                line._p.append(field_part(part, code))  # noqa: SLF001
        else:
            line.add_run(piece)
