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


def written(report: Report | Callable[[], Report], kind: str, paper: Paper = "a4") -> bytes | None:
    """A report in that form; None for a form there is not, and for a calendar without a date.

    What gives a report is asked for it where the file is made, out of everybody's way. Raises workshop.TooMuch and Failed.
    """
    return workshop.made(_given_and_drawn, report, kind, paper) if kind in _WRITERS else None


def _given_and_drawn(report: Report | Callable[[], Report], kind: str, paper: Paper) -> bytes | None:
    made = report if isinstance(report, Report) else report()
    return None if kind == "ics" and not made.events else drawn(made, kind, paper)


def drawn(made: Report, kind: str, paper: Paper = "a4") -> bytes:
    """The same in this very process."""
    return _WRITERS[kind](made, paper)


def beside(people: Comparison | Callable[[], Comparison], kind: str, paper: Paper = "a4") -> bytes:
    """People side by side: as a PDF, or as a page; in the same way. Raises workshop.TooMuch and Failed."""
    return workshop.made(_given_and_drawn_beside, people, kind, paper)


def _given_and_drawn_beside(people: Comparison | Callable[[], Comparison], kind: str, paper: Paper) -> bytes:
    return drawn_beside(people if isinstance(people, Comparison) else people(), kind, paper)


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
