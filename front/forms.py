"""The forms a report can be taken away in: how each is made, and where it is served. Knows nobody and no store."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from questionnaire.languages import OTHERWISE
from reports.blocks import Report
from reports.brand import brand
from reports.comparison_blocks import Comparison
from reports.document import report
from reports.paper import Paper
from scoring.verdict import explained

from . import workshop

LETTER: Paper = "us-letter"

TYPES = {
    "pdf": "application/pdf", "html": "text/html; charset=utf-8", "ics": "text/calendar; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def written(made: Report, kind: str, paper: Paper = "a4") -> bytes | None:
    """The report in that form; None for a form there is not, and for a calendar without a date. Raises workshop.TooMuch and Failed."""
    return None if kind not in _WRITERS or (kind == "ics" and not made.events) else workshop.made(drawn, made, kind, paper)


def drawn(made: Report, kind: str, paper: Paper = "a4") -> bytes:
    """The same in this very process."""
    return _WRITERS[kind](made, paper)


def beside(made: Comparison, kind: str, paper: Paper = "a4") -> bytes:
    """People side by side: as a PDF, or as a page. Raises workshop.TooMuch and Failed."""
    return workshop.made(drawn_beside, made, kind, paper)


def drawn_beside(made: Comparison, kind: str, paper: Paper = "a4") -> bytes:
    """The same in this very process."""
    if kind == "pdf":
        from reports.pdf import comparison_pdf

        return comparison_pdf(made, paper, brand())
    from reports.html import comparison_html

    return comparison_html(made, brand()).encode()


def prepare() -> None:
    """Draw one report in this very process, so that the first one does not wait for libraries and fonts."""
    drawn(report(explained({}), "founder", OTHERWISE, datetime.now(UTC).date()), "pdf")


def links(made: Report, address: Callable[[str], str]) -> dict[str, str]:
    """The forms of this report by name, the usual one first, each with its address; `address` says where a kind of file is served."""
    found = {kind: address(kind) for kind in ("pdf", "docx", "html")} | {"letter": f"{address('pdf')}&paper={LETTER}"}
    return found | ({"ics": address("ics")} if made.events else {})


# Each loads what it is made with when it is first asked for.


def _pdf(made: Report, paper: Paper) -> bytes:
    from reports.pdf import pdf

    return pdf(made, paper, brand())


def _html(made: Report, _paper: Paper) -> bytes:
    from reports.html import html

    return html(made, brand()).encode()


def _docx(made: Report, _paper: Paper) -> bytes:
    from reports.docx import docx

    return docx(made, brand())


def _ics(made: Report, _paper: Paper) -> bytes:
    from reports.calendar import calendar_file

    return calendar_file(made)


_WRITERS: Mapping[str, Callable[[Report, Paper], bytes]] = {"pdf": _pdf, "html": _html, "docx": _docx, "ics": _ics}
