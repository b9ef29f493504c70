"""The forms a report can be taken away in: how each is made, and where it is served. Knows nobody and no store."""

from collections.abc import Callable, Mapping

from reports.blocks import Report
from reports.brand import brand
from reports.calendar import calendar_file
from reports.html import html
from reports.pdf import Paper, pdf

LETTER: Paper = "us-letter"

TYPES = {
    "pdf": "application/pdf", "html": "text/html; charset=utf-8", "ics": "text/calendar; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def written(made: Report, kind: str, paper: Paper = "a4") -> bytes | None:
    """The report in that form; None for a form there is not, and for a calendar without a date."""
    write = _WRITERS.get(kind)
    return None if write is None or (kind == "ics" and not made.events) else write(made, paper)


def links(made: Report, address: Callable[[str], str]) -> dict[str, str]:
    """The forms of this report by name, the usual one first, each with its address; `address` says where a kind of file is served."""
    found = {kind: address(kind) for kind in ("pdf", "docx", "html")} | {"letter": f"{address('pdf')}&paper={LETTER}"}
    return found | ({"ics": address("ics")} if made.events else {})


def _docx(made: Report, _paper: Paper) -> bytes:
    from reports.docx import docx  # noqa: PLC0415  # loads python-docx, which nothing else here needs

    return docx(made, brand())


_WRITERS: Mapping[str, Callable[[Report, Paper], bytes]] = {
    "pdf": lambda made, paper: pdf(made, paper, brand()),
    "html": lambda made, _paper: html(made, brand()).encode(),
    "docx": _docx,
    "ics": lambda made, _paper: calendar_file(made),
}
