"""Tables as an XLSX workbook. Text is written as text only: no formula, no link, no macro, whatever it says."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from questionnaire.words import Voice

from .tables import Cell, Sheet, printable

LONGEST = 32_767  # UTF-16 units in one cell
_SHEET_NAME = 31
_WIDE, _WIDEST = 4, 60
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def to_xlsx(sheets: Sequence[Sheet], made_at: float, say: Voice) -> bytes:
    """One sheet for each table, its heading kept in view. Text too long for a cell ends in a sentence that says so."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, _PLAIN) as book:
        book.set_properties({"created": datetime.fromtimestamp(made_at, UTC).replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title[:_SHEET_NAME]), sheet, bold, say)
    return out.getvalue()


def _write(page: Any, sheet: Sheet, bold: Any, say: Voice) -> None:
    page.freeze_panes(1, 1)
    for column, title in enumerate(sheet.heading):
        page.write_string(0, column, cell_text(title, say), bold)
        widest = max((len(str(row[column])) for row in sheet.rows[:200]), default=0)
        page.set_column(column, column, min(max(len(title), widest) + _WIDE, _WIDEST))
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, say)


def _write_cell(page: Any, row: int, column: int, cell: Cell, say: Voice) -> None:
    if cell is None:
        return
    if isinstance(cell, str) or not isfinite(cell):  # no cell holds an infinite number
        page.write_string(row, column, cell_text(str(cell), say))
    else:
        page.write_number(row, column, cell)


def cell_text(text: str, say: Voice) -> str:
    """What a cell can hold of a text: one kind of line end, unprintable characters seen, nothing cut in silence."""
    kept = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    if kept.startswith("<r>") and kept.endswith("</r>"):
        kept += " "  # XlsxWriter would take it for ready-made XML and write it as it is
    if _units(kept) <= LONGEST:
        return kept
    note = say("export_cut", count=len(text))
    whole = kept.encode("utf-16-le")[: 2 * (LONGEST - _units(note))].decode("utf-16-le", "ignore")
    return whole + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
