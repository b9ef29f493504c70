"""Tables in a Word file: their heads stand on each page, their rows stay whole."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as Grid, _Cell

from .. import blocks as b, pictures
from ..pictures import LIGHT
from .styles import TEXT_WIDTH
from .word import Word, link, small

_MARKS: tuple[b.Mark, ...] = get_args(b.Mark)
_EMPTY_BOX = "\u2610"
_ADDRESS = re.compile(r"https://[!-~]{1,2000}")


def grid(word: Word, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], caption: str) -> list[list[_Cell]]:
    """A table of the width of the page, whose head is said again on each page; its cells by rows, the head first."""
    made = word.document.add_table(0, len(head))
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001  # captions, heads and whole rows are not offered
    properties.style = word.styles["Report table"]
    properties.append(_element("tblCaption", val=caption))
    widths = [Mm(TEXT_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    return [_row(word, made, texts, widths, head=n == 0) for n, texts in enumerate((head, *rows))]


def _row(word: Word, table: Grid, texts: Sequence[str], widths: Sequence[Length], *, head: bool) -> list[_Cell]:
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


def table(word: Word, block: b.Table) -> None:
    empty = [["" for _ in block.head] for _ in block.rows]
    for places, cells in zip(grid(word, block.head, empty, block.widths, block.caption)[1:], block.rows, strict=True):
        for place, cell in zip(places, cells, strict=True):
            _cell(word, place, cell)
    word.say("", "After table")


def _cell(word: Word, place: _Cell, cell: b.Cell) -> None:
    line = place.paragraphs[0]
    if cell.mark:
        small(line, sign(cell.mark), Pt(9))
        line.add_run(" ")
    if _ADDRESS.fullmatch(cell.link):
        link(word, line, cell.link, cell.text)
    else:
        line.add_run(cell.text)
    _listed(word, place, cell.points)


def sign(mark: b.Mark) -> str:
    return pictures.sign_svg(mark, LIGHT["ink"], "#FFFFFF")


def _listed(word: Word, place: _Cell, items: Iterable[str]) -> None:
    for item in items:
        word.styled(place.add_paragraph(item), "Table bullet")


def standings(word: Word, block: b.Standings) -> None:
    """The verdict is bold, shaded and has a bar at its left."""
    head, *rows = grid(word, block.head, [[""] * len(block.head) for _ in block.items], (24, 26, 26, 24), block.caption)
    for place, mark in zip(head[1:], _MARKS, strict=True):
        small(place.paragraphs[0], sign(mark), Pt(9), first=True)
    for (name, *conditions), item in zip(rows, block.items, strict=True):
        small(name.paragraphs[0], pictures.glyph_svg(item.outcome, LIGHT[item.outcome]), Pt(12))
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


def scorecard(word: Word, block: b.Scorecard) -> None:
    boxes = "   ".join(f"{_EMPTY_BOX}\u00a0{mark}" for mark in block.scale)
    _, *rows = grid(word, block.head, [(criterion, boxes, "") for criterion in block.rows], (5, 5, 6), block.caption)
    for cells in rows:
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(6)
    word.say("", "After table")
    for blank in block.blanks:
        word.say(f"{blank} ", "Blank").add_run().add_tab()
