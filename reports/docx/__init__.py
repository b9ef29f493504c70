"""Report to an editable Word file by python-docx: real styles, charts as described pictures, the same bytes for the same report.

Words go in as text and nothing else: no template, no markup, no field is made of them.
"""

import io
import zipfile
from datetime import datetime, time

import docx as library
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from questionnaire.languages import tag

from .. import blocks as b
from ..brand import Brand
from ..fonts import plain, rewritten
from ..pictures import LIGHT
from .drawn import draw, named, remark
from .styles import TEXT_WIDTH, styles
from .word import Word, counted, field_part, hyperlink, logo, marked

_LONGEST_PROPERTY = 255  # letters
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP knows


def docx(report: b.Report, brand: Brand | None = None) -> bytes:
    """The whole report as one file for Word, in the name of that brand or in ours."""
    told = rewritten(report.on_paper(), plain)
    word = _set_up(library.Document(), told, brand)
    _cover(word)
    _verdict(word)
    for number, chapter in enumerate(told.chapters, 1):
        _chapter(word, number, chapter)
    return _packed(word.document)


# ---- the parts of a report


def _cover(word: Word) -> None:
    told = word.report
    logo(word, word.say("", "Cover"), Mm(14))
    word.say(word.owner, "Strong line")
    if word.brand and word.brand.contact:
        word.say(plain(word.brand.contact), "Quiet")
    word.say(told.question, "Title")
    word.say(told.verdict.about, "Subtitle")
    word.say(told.verdict_label, "Label")
    named(word, told.verdict)
    word.say(told.contents_label, "Label")
    _contents(word)
    word.say(f"{told.date_text} · {told.advises}", "Quiet")


def _verdict(word: Word) -> None:
    """The verdict and what stands beside it, in reading order."""
    told = word.report.verdict
    marked(word.head(told.title, 1), 0).paragraph_format.page_break_before = True
    word.say(told.about, "Quiet")
    named(word, told)
    if told.headline:
        line = word.say("")
        line.add_run(told.headline[0]).bold = True
        line.add_run(f" {' '.join(told.headline[1:])}")
    first, *others = told.sentences
    word.say(first)
    for sentence in others:
        word.say(sentence, "List Bullet")
    if told.remark:
        remark(word, told.remark)
    front = [section for section in word.report.sections if section.place]
    for place in ("wide", "left", "right", "end"):
        for section in (section for section in front if section.place == place):
            if place != "wide":
                word.head(section.title, 2)
            draw(word, section.blocks, 3, brief=True)


def _printed(chapter: b.Chapter) -> list[b.Section]:
    """What stands after the page of the verdict."""
    return [section for section in chapter.sections if section.place is None]


def _chapter(word: Word, number: int, chapter: b.Chapter) -> None:
    sections = _printed(chapter)
    if not sections:
        return
    title = marked(word.head(chapter.title, 1), number)
    title.paragraph_format.page_break_before = chapter.new_page
    for section in sections:
        own = section.title not in {"", chapter.title}
        if own:
            word.head(section.title, 2)
        draw(word, section.blocks, 3 if own else 2)


def _contents(word: Word) -> None:
    """A table of contents that Word can renew with page numbers; until then, links."""
    told = word.report
    later = [(number, chapter.title) for number, chapter in enumerate(told.chapters, 1) if _printed(chapter)]
    lines = []
    for number, title in ((0, told.verdict.title), *later):
        lines.append(word.say("", "Contents"))
        hyperlink(word, lines[-1], "w:anchor", f"part_{number}", title)
    for place, part in enumerate(("begin", None, "separate"), 1):
        lines[0]._p.insert(place, field_part(part, 'TOC \\o "1-1" \\h \\z'))  # noqa: SLF001
    lines[-1]._p.append(field_part("end"))  # noqa: SLF001


# ---- paper and file


def _set_up(document: Document, told: b.Report, brand: Brand | None) -> Word:
    """An empty document with its paper, its styles and what is known of it."""
    _paper(document)
    styles(document, brand.accent if brand else LIGHT["accent"], tag(told.language))
    word = Word(document, told, brand, {style.name: style.style_id for style in document.styles if style.name})
    _running(word)
    about = document.core_properties
    short = [text[:_LONGEST_PROPERTY] for text in (told.question, told.verdict.about, word.owner)]
    about.title, about.subject, about.author = short
    about.last_modified_by = about.author
    about.language, about.keywords, about.comments, about.revision = tag(told.language), "CPTO, CTPO, CTO, CPO", "", 1
    about.created = about.modified = datetime.combine(told.date, time(12))
    return word


def _paper(document: Document) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(25), Mm(24)
    section.different_first_page_header_footer = True


def _running(word: Word) -> None:
    """Whose it is at the head of every page but the first, the number of the page at its foot."""
    (section,) = word.document.sections
    line = section.header.paragraphs[0]
    if word.brand and word.brand.picture:
        logo(word, line, Mm(6))
        line.add_run("  ")
    line.add_run(word.owner)
    line = section.footer.paragraphs[0]
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(plain(word.brand.contact) if word.brand and word.brand.contact else word.report.question).add_tab()
    counted(line, word.report.page_of)


def _packed(document: Document) -> bytes:
    """The file without the moment it was made, and without the thumbnail that every new document of the library has."""
    package = document.part.package
    for name in [name for name, relation in package.rels.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[name]
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as loose, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as tight:
        for name in loose.namelist():
            part = zipfile.ZipInfo(name, _LONG_AGO)
            part.create_system, part.compress_type = 0, zipfile.ZIP_DEFLATED  # the same on every system
            tight.writestr(part, loose.read(name))
    return packed.getvalue()
