"""Report to an editable Word file by python-docx: real styles, charts as described pictures, the same bytes for the same report.

Words go in as text and nothing else: no template, no markup, no field is made of them.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never, cast, get_args

import docx as library
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.table import Table as Grid, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from questionnaire.models import Language

from . import blocks as b, charts, people_charts, pictures
from .brand import Brand
from .fonts import plain, rewritten
from .pictures import LIGHT

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

_LOCALES: Mapping[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
_SANS, _SERIF = "Calibri", "Georgia"  # Word has no room for our own fonts; everybody has these
_CHART_WIDTH, _MAP_WIDTH, _DOTS_WIDTH = 340, 360, 520  # pixels, as in the PDF
_TEXT_WIDTH = 166  # millimetres
_MARKS: tuple[b.Mark, ...] = get_args(b.Mark)
_LONGEST_PROPERTY = 255  # letters
_EMPTY_BOX = "\u2610"
_GAPS = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_ADDRESS = re.compile(r"https://[!-~]{1,2000}")
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


@dataclass(frozen=True)
class _Word:
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


# ---- the parts of a report


def _cover(word: _Word) -> None:
    told = word.report
    _logo(word, word.say("", "Cover"), Mm(14))
    word.say(word.owner, "Strong line")
    if word.brand and word.brand.contact:
        word.say(plain(word.brand.contact), "Quiet")
    word.say(told.question, "Title")
    word.say(told.verdict.about, "Subtitle")
    word.say(told.verdict_label, "Label")
    _named(word, told.verdict)
    word.say(told.contents_label, "Label")
    _contents(word)
    word.say(f"{told.date_text} · {told.advises}", "Quiet")


def _verdict(word: _Word) -> None:
    """The verdict and what stands beside it, in reading order."""
    told = word.report.verdict
    _marked(word.head(told.title, 1), 0).paragraph_format.page_break_before = True
    word.say(told.about, "Quiet")
    _named(word, told)
    if told.headline:
        line = word.say("")
        line.add_run(told.headline[0]).bold = True
        line.add_run(f" {' '.join(told.headline[1:])}")
    first, *others = told.sentences
    word.say(first)
    for sentence in others:
        word.say(sentence, "List Bullet")
    if told.remark:
        _remark(word, told.remark)
    front = [section for section in word.report.sections if section.place]
    for place in ("wide", "left", "right", "end"):
        for section in (section for section in front if section.place == place):
            if place != "wide":
                word.head(section.title, 2)
            _draw(word, section.blocks, 3, brief=True)


def _named(word: _Word, verdict: b.Verdict) -> None:
    line = word.say("", "Named")
    _small(line, pictures.glyph_svg(verdict.outcome, LIGHT[verdict.outcome]), Pt(18))
    line.add_run(f"  {verdict.name}")
    word.say(verdict.strength_name, "Strong line")


def _printed(chapter: b.Chapter) -> list[b.Section]:
    """What stands after the page of the verdict."""
    return [section for section in chapter.sections if section.place is None]


def _chapter(word: _Word, number: int, chapter: b.Chapter) -> None:
    sections = _printed(chapter)
    if not sections:
        return
    title = _marked(word.head(chapter.title, 1), number)
    title.paragraph_format.page_break_before = chapter.new_page
    for section in sections:
        own = section.title not in {"", chapter.title}
        if own:
            word.head(section.title, 2)
        _draw(word, section.blocks, 3 if own else 2)


# ---- blocks


def _draw(word: _Word, given: Sequence[b.Block], level: int, *, brief: bool = False) -> None:
    for block in given:
        _block(word, block, level, brief=brief)


def _block(word: _Word, block: b.Block, level: int, *, brief: bool) -> None:  # noqa: C901, PLR0912  # one line for each kind
    match block:
        case b.Prose():
            word.say(block.text, "Quiet" if block.quiet else "Body Text")
        case b.Heading():
            word.head(block.text, level)
        case b.Remark():
            _remark(word, block)
        case b.Callout():
            _callout(word, block)
        case b.Reasons():
            _reasons(word, block, brief=brief)
        case b.Outcomes():
            _outcomes(word, block, level)
        case b.Steps():
            _steps(word, block)
        case b.Points():
            for text in block.items:
                word.say(text, "List Bullet")
        case b.Pairs():
            _pairs(word, block)
        case b.Notes():
            _notes(word, block)
        case b.Guide():
            _guide(word, block)
        case b.Table():
            _table(word, block)
        case b.Standings():
            _standings(word, block)
        case b.Scorecard():
            _scorecard(word, block)
        case b.Figure() | b.Map() | b.Dots():
            _figure(word, block)
        case b.Verdict():
            _named(word, block)
        case _:
            assert_never(block)


def _pairs(word: _Word, block: b.Pairs) -> None:
    """One paragraph each: what was asked, and below it the answer."""
    for pair in block.items:
        line = word.say("")
        name = line.add_run(pair.name)
        name._r.style = word.styles["Source words"]  # noqa: SLF001
        name.add_break()
        line.add_run(pair.text)


def _remark(word: _Word, block: b.Remark) -> None:
    word.say(block.label, "Quiet").paragraph_format.keep_with_next = True
    word.say(block.text, "Remark")


def _callout(word: _Word, block: b.Callout) -> None:
    line = word.say("", "Callout")
    line.add_run(block.label).bold = True
    line.add_run(f" {block.text} ")
    line.add_run(block.sources)._r.style = word.styles["Source words"]  # noqa: SLF001


def _reasons(word: _Word, block: b.Reasons, *, brief: bool) -> None:
    for row in block.rows:
        line = word.say("", "Reason")
        line.add_run(row.points).add_tab()
        line.add_run(row.title)
        word.say(row.text, "Reason text")
        if not brief:
            _sources(word, row.answers, "Reason source")
            _sources(word, row.sources, "Reason source")
            if row.remark:
                _remark(word, row.remark)
    if block.total:
        word.say(block.total, "Strong line")


def _outcomes(word: _Word, block: b.Outcomes, level: int) -> None:
    for item in block.items:
        colour = LIGHT["control" if block.out else item.outcome]
        line = word.head("", level) if block.head else word.say("", "Strong line")
        _small(line, pictures.glyph_svg(item.outcome, colour), Pt(11))
        line.add_run(f"  {item.name}")
        line.paragraph_format.keep_with_next = True
        word.say(item.text, "Body Text" if block.head else "Quiet")


def _steps(word: _Word, block: b.Steps) -> None:
    for line, step in zip(_numbered(word, [step.title for step in block.items]), block.items, strict=True):
        _below(line, word.say(step.text, "List Continue"))
        _sources(word, step.sources, "List source")


def _notes(word: _Word, block: b.Notes) -> None:
    for note in block.items:
        word.say(note.title, "Strong line").paragraph_format.keep_with_next = True
        word.say(note.text)
        if note.advice:
            line = word.say("")
            line.add_run(f"{note.label} " if note.label else "").bold = True
            line.add_run(note.advice)
        _sources(word, note.sources, "Quiet")


def _guide(word: _Word, block: b.Guide) -> None:
    for line, one in zip(_numbered(word, [one.question for one in block.items]), block.items, strict=True):
        _below(line, word.say(one.aim, "List Continue"))
        if one.anchors:
            labels, told = zip(*one.anchors, strict=True)
            _grid(word, labels, [told], [1] * len(labels), one.question)
        _sources(word, one.sources, "List source")


def _sources(word: _Word, text: str, style: str) -> None:
    if text:
        word.say(text, style)


def _below(line: Paragraph, text: Paragraph) -> None:
    """Keeps a thing to do with its first words of explanation."""
    line.paragraph_format.keep_with_next = True
    text.paragraph_format.keep_together = True


def _numbered(word: _Word, texts: Iterable[str]) -> Iterable[Paragraph]:
    """Each list counts from one."""
    numbering = word.document.part.numbering_part.element
    style = word.document.styles["List Number"].element
    used = style.pPr.numPr.numId.val
    kind = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == used)
    again = numbering.add_num(kind)
    again.add_lvlOverride(ilvl=0).add_startOverride(1)
    for text in texts:
        line = word.say(text, "List Number")
        own = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  # python-docx cannot start a list anew
        own.get_or_add_ilvl().val = 0
        own.get_or_add_numId().val = again.numId
        yield line


# ---- tables


def _grid(word: _Word, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], caption: str) -> list[list[_Cell]]:
    """A table of the width of the page, whose head is said again on each page; its cells by rows, the head first."""
    made = word.document.add_table(0, len(head))
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001  # captions, heads and whole rows are not offered
    properties.style = word.styles["Report table"]
    properties.append(_element("tblCaption", val=caption))
    widths = [Mm(_TEXT_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    return [_row(word, made, texts, widths, head=n == 0) for n, texts in enumerate((head, *rows))]


def _row(word: _Word, table: Grid, texts: Sequence[str], widths: Sequence[Length], *, head: bool) -> list[_Cell]:
    row = table._tbl.add_tr()  # noqa: SLF001
    properties = row.get_or_add_trPr()
    properties.append(_element("cantSplit"))
    if head:
        properties.append(_element("tblHeader"))
    cells = []
    for text, width in zip(texts, widths, strict=True):
        cells.append(_Cell(row.add_tc(), table))
        cells[-1].width = width
        word.styled(cells[-1].paragraphs[0], "Table text").add_run(text)
    return cells


def _element(tag: str, **attributes: str) -> Any:
    made = parse_xml(f"<w:{tag} {nsdecls('w')}/>")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _table(word: _Word, block: b.Table) -> None:
    empty = [["" for _ in block.head] for _ in block.rows]
    for places, cells in zip(_grid(word, block.head, empty, block.widths, block.caption)[1:], block.rows, strict=True):
        for place, cell in zip(places, cells, strict=True):
            _cell(word, place, cell)
    word.say("", "After table")


def _cell(word: _Word, place: _Cell, cell: b.Cell) -> None:
    line = place.paragraphs[0]
    if cell.mark:
        _small(line, _sign(cell.mark), Pt(9))
        line.add_run(" ")
    if _ADDRESS.fullmatch(cell.link):
        _link(word, line, cell.link, cell.text)
    else:
        line.add_run(cell.text)
    _listed(word, place, cell.points)


def _sign(mark: b.Mark) -> str:
    return pictures.sign_svg(mark, LIGHT["ink"], "#FFFFFF")


def _listed(word: _Word, place: _Cell, items: Iterable[str]) -> None:
    for item in items:
        word.styled(place.add_paragraph(item), "Table bullet")


def _standings(word: _Word, block: b.Standings) -> None:
    """The verdict is bold, shaded and has a bar at its left."""
    head, *rows = _grid(word, block.head, [[""] * len(block.head) for _ in block.items], (24, 26, 26, 24), block.caption)
    for place, mark in zip(head[1:], _MARKS, strict=True):
        _small(place.paragraphs[0], _sign(mark), Pt(9), first=True)
    for (name, *conditions), item in zip(rows, block.items, strict=True):
        _small(name.paragraphs[0], pictures.glyph_svg(item.outcome, LIGHT[item.outcome]), Pt(12))
        name.paragraphs[0].add_run(f"  {item.name}").bold = item.verdict
        if item.told:
            word.styled(name.add_paragraph(item.told), "Table quiet")
        for place, items in zip(conditions, (item.holds, item.fails, item.unknown), strict=True):
            place.paragraphs[0].add_run("" if items else block.none)
            _listed(word, place, items)
        if item.verdict:
            _mark_row((name, *conditions), LIGHT["panel"])
    word.say("", "After table")


def _mark_row(cells: Iterable[_Cell], colour: str) -> None:
    for n, cell in enumerate(cells):
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # neither borders nor shades are offered
        if n == 0:
            bar = f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{LIGHT["ink"][1:]}"/>'
            properties.append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{bar}</w:tcBorders>"))
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>'))


def _scorecard(word: _Word, block: b.Scorecard) -> None:
    boxes = "   ".join(f"{_EMPTY_BOX}\u00a0{mark}" for mark in block.scale)
    _, *rows = _grid(word, block.head, [(criterion, boxes, "") for criterion in block.rows], (5, 5, 6), block.caption)
    for cells in rows:
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(6)
    word.say("", "After table")
    for blank in block.blanks:
        word.say(f"{blank} ", "Blank").add_run().add_tab()


# ---- pictures, links and fields


def _figure(word: _Word, block: b.Figure | b.Map | b.Dots) -> None:
    match block:
        case b.Figure():
            drawing, width = charts.fits_svg(block, _CHART_WIDTH), 90
        case b.Map():
            drawing, width = charts.map_svg(block, _MAP_WIDTH), 105
        case b.Dots():
            drawing, width = people_charts.dots_svg(block, _DOTS_WIDTH), 135
    line = word.say("", "Figure")
    _picture(line.add_run(), charts.png(_on_paper(drawing)), block.alt, width=Mm(width))
    if block.caption:
        word.say(block.caption, "Caption")


def _on_paper(drawing: str) -> str:
    """On white: some readers show a wash that one can see through as grey."""
    return drawing.replace(">", '><rect width="100%" height="100%" fill="#FFFFFF"/>', 1)


def _logo(word: _Word, line: Paragraph, height: int) -> None:
    """The logo beside the name that says the same, or our mark."""
    if word.brand is None:
        _small(line, pictures.mark_svg(LIGHT["accent"]), height)
    elif word.brand.picture:
        _picture(line.add_run(), word.brand.picture, "", height=height)


def _small(line: Paragraph, drawing: str, height: int, *, first: bool = False) -> None:
    """A picture beside words that say the same: nothing to read aloud."""
    run = line.add_run()
    _picture(run, _pixels(drawing), "", height=height)
    if first:
        line._p.insert(1, run._r)  # noqa: SLF001  # after the properties of the paragraph
        run.add_text(" ")


@cache
def _pixels(drawing: str) -> bytes:
    return charts.png(drawing.replace("<svg ", '<svg width="48" height="48" ', 1))


def _picture(run: Run, content: bytes, alt: str, **size: int) -> None:
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


def _link(word: _Word, line: Paragraph, address: str, text: str) -> None:
    relation = word.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    _hyperlink(word, line, "r:id", relation, text)


def _hyperlink(word: _Word, line: Paragraph, attribute: str, value: str, text: str) -> None:
    run = line.add_run(text)._r  # noqa: SLF001
    run.style = word.styles["Link words"]
    link = parse_xml(f"<w:hyperlink {nsdecls('w', 'r')}/>")
    link.set(qn(attribute), value)
    link.append(run)
    line._p.append(link)  # noqa: SLF001  # python-docx reads hyperlinks, it does not make any


def _marked(line: Paragraph, number: int) -> Paragraph:
    """A heading that the contents lead to."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        mark = parse_xml(f'<w:{tag} {nsdecls("w")} w:id="{number}"/>')
        if tag == "bookmarkStart":
            mark.set(qn("w:name"), f"part_{number}")
        line._p.append(mark)  # noqa: SLF001
    return line


def _contents(word: _Word) -> None:
    """A table of contents that Word can renew with page numbers; until then, links."""
    told = word.report
    later = [(number, chapter.title) for number, chapter in enumerate(told.chapters, 1) if _printed(chapter)]
    lines = []
    for number, title in ((0, told.verdict.title), *later):
        lines.append(word.say("", "Contents"))
        _hyperlink(word, lines[-1], "w:anchor", f"part_{number}", title)
    for place, part in enumerate(("begin", None, "separate"), 1):
        lines[0]._p.insert(place, _field_part(part, 'TOC \\o "1-1" \\h \\z'))  # noqa: SLF001
    lines[-1]._p.append(_field_part("end"))  # noqa: SLF001


def _field_part(part: str | None, code: str = "") -> Any:
    """One run of a field: one of its borders, or what it asks for."""
    inside = f'<w:fldChar w:fldCharType="{part}"/>' if part else f'<w:instrText xml:space="preserve"> {code} </w:instrText>'
    return parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>")


def _counted(line: Paragraph, page_of: str) -> None:
    """Such as “Page {page} of {pages}”, with fields in its gaps."""
    for piece in _GAPS.split(page_of):
        if code := _FIELDS.get(piece):
            for part in ("begin", None, "separate", "end"):
                line._p.append(_field_part(part, code))  # noqa: SLF001
        else:
            line.add_run(piece)


# ---- paper, styles, file


def _set_up(document: Document, told: b.Report, brand: Brand | None) -> _Word:
    """An empty document with its paper, its styles and what is known of it."""
    _paper(document)
    _styles(document, brand.accent if brand else LIGHT["accent"], _LOCALES[told.language])
    word = _Word(document, told, brand, {style.name: style.style_id for style in document.styles if style.name})
    _running(word)
    about = document.core_properties
    short = [text[:_LONGEST_PROPERTY] for text in (told.question, told.verdict.about, word.owner)]
    about.title, about.subject, about.author = short
    about.last_modified_by = about.author
    about.language, about.keywords, about.comments, about.revision = _LOCALES[told.language], "CPTO, CTPO, CTO, CPO", "", 1
    about.created = about.modified = datetime.combine(told.date, time(12))
    return word


def _paper(document: Document) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - _TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(25), Mm(24)
    section.different_first_page_header_footer = True


def _running(word: _Word) -> None:
    """Whose it is at the head of every page but the first, the number of the page at its foot."""
    (section,) = word.document.sections
    line = section.header.paragraphs[0]
    if word.brand and word.brand.picture:
        _logo(word, line, Mm(6))
        line.add_run("  ")
    line.add_run(word.owner)
    line = section.footer.paragraphs[0]
    line.paragraph_format.tab_stops.add_tab_stop(Mm(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(plain(word.brand.contact) if word.brand and word.brand.contact else word.report.question).add_tab()
    _counted(line, word.report.page_of)


def _styles(document: Document, accent: str, locale: str) -> None:
    """Every look is a style, so that it can be changed in one place."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    next(defaults.iter(qn("w:lang"))).set(qn("w:val"), locale)
    known = {style.name for style in document.styles}
    for look in _LOOKS:
        _look(document, look, new=look.name not in known)
    for name, side, line, wide, colour in _RULES:
        rule = f'<w:{side} w:val="{line}" w:sz="{wide}" w:space="8" w:color="{(colour or accent)[1:]}"/>'
        paragraph = document.styles[name].element.get_or_add_pPr()
        for old in paragraph.findall(qn("w:pBdr")):
            paragraph.remove(old)
        paragraph.insert_element_before(parse_xml(f"<w:pBdr {nsdecls('w')}>{rule}</w:pBdr>"), *_AFTER_RULE)
    for name, colour in (("Source words", LIGHT["muted"]), ("Link words", accent)):
        letters = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font
        letters.color.rgb = RGBColor.from_string(colour[1:])
    document.styles["Source words"].font.size = Pt(9)
    document.styles["Link words"].font.underline = True
    document.styles.element.append(parse_xml(_TABLE.format(nsdecls("w"), ink=LIGHT["ink"][1:], line=LIGHT["line"][1:])))
    tabs = document.styles["Blank"].paragraph_format.tab_stops
    tabs.add_tab_stop(Mm(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


class _Look(NamedTuple):
    """A paragraph style: its size, space before and after in points, indent and hanging in millimetres."""

    name: str
    size: float
    before: float = 0
    after: float = 4
    left: float = 0
    hanging: float = 0
    bold: bool = False
    colour: str = "ink"
    serif: bool = False
    sticky: bool = False


_LOOKS = (
    _Look("Normal", 10), _Look("Body Text", 10, after=6), _Look("Title", 28, before=110, after=10, bold=True, serif=True),
    _Look("Subtitle", 13, after=60), _Look("Heading 1", 17, before=22, after=8, bold=True, serif=True, sticky=True),
    _Look("Heading 2", 12.5, before=14, after=5, bold=True, serif=True, sticky=True),
    _Look("Heading 3", 10.5, before=10, after=4, bold=True, serif=True, sticky=True), _Look("Caption", 8.5, after=8, colour="muted"),
    _Look("List Bullet", 10, after=3, left=5, hanging=5), _Look("List Number", 10, before=4, after=1, left=7, hanging=7, bold=True),
    _Look("List Continue", 10, after=1, left=7), _Look("Header", 8.5, colour="muted"), _Look("Footer", 8.5, colour="muted"),
    _Look("Cover", 10, after=6), _Look("Label", 9.5, before=14, after=3, colour="muted"), _Look("Quiet", 9, after=4, colour="muted"),
    _Look("Named", 16, after=4, bold=True, serif=True), _Look("Strong line", 10, before=3, after=2, bold=True),
    _Look("Contents", 10, after=2), _Look("Callout", 10, before=4, after=6, left=3), _Look("Remark", 10, after=6, left=3),
    _Look("Reason", 10, before=4, after=1, left=10, hanging=10, bold=True, sticky=True), _Look("Reason text", 10, after=1, left=10),
    _Look("Reason source", 9, after=1, left=10, colour="muted"), _Look("List source", 9, after=4, left=7, colour="muted"),
    _Look("Figure", 10, before=4, after=2, sticky=True), _Look("Table text", 9, after=0),
    _Look("Table quiet", 8.5, after=0, colour="muted"),
    _Look("Table bullet", 9, after=0, left=3.5, hanging=3.5), _Look("After table", 4, after=4), _Look("Blank", 10, before=12, after=2),
)  # fmt: skip


# what has a line of its own: at which side, of which kind, how wide in eighths of a point, in which colour ("": the accent)
_RULES = (
    ("Title", "bottom", "single", 12, ""), ("Callout", "left", "single", 20, LIGHT["ink"]),
    ("Remark", "left", "dashed", 8, LIGHT["control"]),
)  # fmt: skip
_AFTER_RULE = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")  # the order that Word asks for


def _look(document: Document, look: _Look, *, new: bool) -> None:
    made = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH) if new else document.styles[look.name]
    style = cast("ParagraphStyle", made)
    letters, lines = style.font, style.paragraph_format
    style.quick_style = True
    letters.name, letters.size, letters.bold, letters.italic = _SERIF if look.serif else _SANS, Pt(look.size), look.bold, False
    letters.color.rgb = RGBColor.from_string(LIGHT[look.colour][1:])
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:  # or the font of the theme would win
        del fonts.attrib[name]
    lines.space_before, lines.space_after, lines.line_spacing = Pt(look.before), Pt(look.after), 1.1
    lines.left_indent, lines.first_line_indent, lines.keep_with_next = Mm(look.left), Mm(-look.hanging), look.sticky
    if look.name == "Table bullet":
        bullets = document.styles["List Bullet"].element.pPr.numPr.numId.val
        style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = bullets


_TABLE = (
    '<w:style {} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report table"/><w:basedOn w:val="TableNormal"/>'
    '<w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders><w:tblCellMar><w:top w:w="50" w:type="dxa"/>'
    '<w:left w:w="80" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)


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
