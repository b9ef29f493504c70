"""The looks of a Word file: every one is a style, so that it can be changed in one place."""

from typing import TYPE_CHECKING, NamedTuple, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from ..pictures import LIGHT

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

TEXT_WIDTH = 166  # millimetres
_SANS, _SERIF = "Calibri", "Georgia"  # Word has no room for our own fonts; everybody has these


def styles(document: Document, accent: str, locale: str) -> None:
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
    tabs.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


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
