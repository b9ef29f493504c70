"""A sheet of answers to a file: what one report on the command line and a batch of them share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from questionnaire.models import Audience, Language
from scoring.sheet import SheetError, read_sheet
from scoring.verdict import explained, unknown_questions

from .blocks import Report
from .brand import Brand
from .calendar import calendar_file
from .document import report
from .docx import docx
from .html import html
from .paper import Paper
from .pdf import pdf


class Refused(Exception):
    """What was asked for cannot be made. The message is one sentence: where, what, and how to mend it."""


@dataclass(frozen=True)
class Wish:
    """What reports should be like: dated, for whom and in which language if not as each sheet says, on which paper, in whose name."""

    day: date
    audience: Audience | None = None
    language: Language | None = None
    paper: Paper = "a4"
    brand: Brand | None = None


WRITERS: Mapping[str, Callable[[Report, Wish], bytes]] = {
    "pdf": lambda made, wish: pdf(made, wish.paper, wish.brand),
    "html": lambda made, wish: html(made, wish.brand).encode(),
    "docx": lambda made, wish: docx(made, wish.brand),
    "ics": lambda made, _: calendar_file(made),
}


def rendered(sheet: Path, outputs: Mapping[Path, str], wish: Wish) -> None:
    """The report of one sheet, written to each of `outputs` in the form that stands beside it: a key of WRITERS. Raises Refused."""
    try:
        made = _told(sheet, wish)
    except SheetError as error:
        raise Refused(str(error)) from error
    for output, form in outputs.items():
        if form == "ics" and not made.events:
            raise Refused(f"{sheet}: its report has no date for a calendar; ask for another form.")
        _save(output, WRITERS[form](made, wish))


def _told(file: Path, wish: Wish) -> Report:
    sheet = read_sheet(file)
    audience = wish.audience or sheet.audience
    found = explained(sheet.answers, unknown_questions(sheet.answers, audience))
    return report(found, audience, wish.language or sheet.language, wish.day, deeper=sheet.deeper)


def _save(output: Path, written: bytes) -> None:
    try:
        output.write_bytes(written)
    except (OSError, ValueError) as error:
        raise Refused(f"{output}: cannot be written ({reason(error)}); name a file in a folder where you may write.") from error


def reason(error: Exception) -> str:
    """Why the system refuses, in its own words."""
    return (getattr(error, "strerror", None) or str(error)).lower()
