"""The reports' doors for programs: `python -m reports render FILE --language fr --output report.pdf` and `python -m reports check`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from questionnaire.files import ContentError
from questionnaire.lint import faults_of_french, faults_of_words
from questionnaire.models import LANGUAGES, Language
from scoring.sheet import SheetError, read_sheet
from scoring.verdict import explained, unknown_questions

from .blocks import Report
from .document import WORDS, report
from .html import html
from .method import METHOD_WORDS
from .pdf import pdf
from .steps import advice

WRITERS: Mapping[str, Callable[[Report], bytes]] = {".pdf": pdf, ".html": lambda made: html(made).encode()}


class Refused(Exception):
    """The command cannot be carried out. The message is one sentence: what, and how to mend it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if a check fails, 2 for bad input: one sentence on stderr."""
    given = _parser().parse_args(arguments)
    try:
        return _check() if given.command == "check" else _render(given.file, given.language, given.output, given.date)
    except (SheetError, Refused) as error:
        return _refused(str(error))
    except ContentError as error:
        return _refused(error.faults[0])


def _render(file: Path, language: Language | None, output: Path, day: date | None) -> int:
    write = WRITERS.get(output.suffix.lower())
    if write is None:
        raise Refused(f"{output}: a report is written as {' or '.join(WRITERS)}; name the file so.")
    sheet = read_sheet(file)
    found = explained(sheet.answers, unknown_questions(sheet.answers, sheet.audience))
    made = report(found, sheet.audience, language or sheet.language, day or datetime.now(UTC).date())
    try:
        output.write_bytes(write(made))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"{output}: cannot be written ({reason.lower()}); name a file in a folder where you may write.") from error
    return 0


def _check() -> int:
    faults = [fault for file in (*WORDS, METHOD_WORDS) for fault in faults_of_words(file)]
    try:
        faults += faults_of_french("steps.toml:", {"step": advice()})
    except ContentError as error:
        faults += error.faults
    print("\n".join(faults) or "0 faults")
    return 1 if faults else 0


def _refused(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)  # one line, whatever the name of a file holds
    return 2


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-11-22") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports")
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="the report for a TOML or JSON file of answers")
    render.add_argument("file", type=Path)
    render.add_argument("--language", choices=LANGUAGES, help="the reader's language, if not the one the file names")
    render.add_argument("--output", type=Path, required=True, help="a file that ends in .pdf or .html")
    render.add_argument("--date", type=_day, help="the day on the report, such as 2026-11-22; today without it")
    commands.add_parser("check", help="look for faults in the sentences and the steps: one line for each, exit code 1")
    return parser


if __name__ == "__main__":
    sys.exit(main())
