"""The reports' doors for programs: `python -m reports render FILE --language fr --output report.pdf` and `python -m reports check`."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from questionnaire.door import through
from questionnaire.files import ContentError
from questionnaire.models import LANGUAGES, Audience
from scoring.proof import certificate

from .batch import batch
from .brand import BrandError, brand, read_brand
from .checked import faults
from .paper import Paper
from .render import WRITERS, Refused, Wish, rendered

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if a check fails, 2 for bad input: one sentence on stderr for each file that cannot be used."""
    given = _parser().parse_args(arguments)
    try:
        return _COMMANDS[given.command](given)
    except (Refused, BrandError) as error:
        return _refused(str(error))
    except ContentError as error:
        return _refused(error.faults[0])
    except KeyboardInterrupt:
        return INTERRUPTED


def _render(given: argparse.Namespace) -> int:
    """One report, or all."""
    named = read_brand(given.brand) if given.brand else brand()
    wish = Wish(given.date or datetime.now(UTC).date(), given.audience, given.language, given.paper, named)
    if given.all:
        return _refused(*batch(given.file, given.all, tuple(dict.fromkeys(given.format or ["pdf"])), wish))
    return _one(given.file, given.output, wish)


def _one(files: Sequence[Path], output: Path, wish: Wish) -> int:
    if len(files) > 1 or files[0].is_dir():
        raise Refused(f"{output}: is one file and you named {'several' if files[1:] else 'a folder'}; write --all and a folder instead.")
    form = output.suffix.lower().removeprefix(".")
    if form not in WRITERS:
        raise Refused(f"{output}: a report is written as .{' or .'.join(WRITERS)}; name the file so.")
    rendered(files[0], {output: form}, wish)
    return 0


def _method(given: argparse.Namespace) -> int:
    """Written; or with --check compared, and told which files no longer say what the rules say."""
    from .markdown import method_files

    files = {given.folder / name: text for name, text in method_files(certificate()).items()}
    stale = [file for file, text in files.items() if not file.exists() or file.read_text("utf-8") != text]
    if given.check:
        return _told(f"{file}: is not what the rules say now; write it anew: python -m reports method {given.folder}." for file in stale)
    for file in stale:
        file.write_text(files[file], "utf-8")
    return 0


def _check(_given: argparse.Namespace) -> int:
    return _told(faults())


def _told(faults_found: Iterable[str]) -> int:
    found = list(faults_found)
    print("\n".join(found) or "0 faults")
    return 1 if found else 0


def _refused(*sentences: str) -> int:
    for sentence in sentences:
        print(" ".join(sentence.split()), file=sys.stderr)  # one line, whatever the name of a file holds
    return 2 if sentences else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-11-22") from None


_COMMANDS = {"render": _render, "method": _method, "check": _check}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports")
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="the reports for TOML or JSON files of answers")
    render.add_argument("file", type=Path, nargs="+", help="a sheet of answers; with --all also several, or a folder of them")
    where = render.add_mutually_exclusive_group(required=True)
    where.add_argument("--output", type=Path, help=f"a file that ends in .{' or .'.join(WRITERS)}")
    where.add_argument("--all", type=Path, metavar="DIR", help="a folder, made if need be: each sheet is written there under its own name")
    render.add_argument("--format", choices=tuple(WRITERS), action="append", help="with --all: pdf without it; give it again for more")
    render.add_argument("--audience", choices=get_args(Audience), help="for whom, if not the one the file names")
    render.add_argument("--language", choices=LANGUAGES, help="the reader's language, if not the one the file names")
    render.add_argument("--date", type=_day, help="the day on the report, such as 2026-11-22; today without it")
    render.add_argument("--paper", choices=get_args(Paper), default="a4", help="of a PDF; a4 without it")
    render.add_argument("--brand", type=Path, metavar="FILE", help="whose name, logo and colour; without it the file that BRAND names")
    told = commands.add_parser("method", help="the method in words, as docs/method.md and a file for each other language")
    told.add_argument("folder", type=Path, help="where the files are")
    told.add_argument("--check", action="store_true", help="write nothing; say which files are not up to date, exit code 1")
    commands.add_parser("check", help="look for faults in the content: one line for each, exit code 1")
    return parser


if __name__ == "__main__":
    through(main)
