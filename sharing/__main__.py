"""The doors for whoever runs the program: `python -m sharing check`, `purge`, `demo`, and those of the back-ups."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from database.engine import StoreError, database
from questionnaire.catalogue import questionnaire
from questionnaire.door import through
from questionnaire.languages import LANGUAGES, OTHERWISE, Language, known, opening_in
from questionnaire.lint import faults_of_words
from questionnaire.store import Versions
from scoring.rulebase import rule_base
from scoring.verdict import assess

from . import words
from .demo import demonstrate, faults_of_demonstration
from .models import Given
from .store.backups import back_up, erase_listed, list_erased, read_list, restore, write_list
from .store.retention import TooMuch, due, purge


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if a check fails or too much is past its time, 2 if database or file cannot be used: one sentence on stderr."""
    given = _parser().parse_args(arguments)
    if given.command == "check":
        return _check()
    try:
        _act(given)
    except TooMuch as error:
        return _refused(str(error), 1)
    except StoreError as error:
        return _refused(str(error), 2)
    except OSError as error:
        return _refused(f"{error.filename}: {error.strerror}.", 2)
    return 0


def _act(given: argparse.Namespace) -> None:
    if given.command == "purge":
        _purge(dry=given.dry_run, confirmed=given.confirm)
    elif given.command == "demo":
        _demo(given.language, given.address)
    elif given.command == "backup":
        _backup(given.file)
    elif given.command == "restore":
        _restore(given.file, None if not given.erased else read_list(given.erased), nobody=given.nobody_erased)
    elif given.command == "erased":
        print(f"{write_list(given.file, list_erased(database()))} erasures")
    else:
        _alone()
        print(f"{erase_listed(database(), read_list(given.file))} sittings erased again")


def _refused(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _alone() -> None:
    """A SQLite file that a program serves is that program's. Raises Occupied."""
    database().occupy()


def _check() -> int:
    faults = [fault for file in words.files() for fault in faults_of_words(file)] + list(faults_of_demonstration())
    print("\n".join(faults) or "0 faults")
    return 1 if faults else 0


def _purge(*, dry: bool, confirmed: bool) -> None:
    if dry:
        print(f"past their time: {due()}")
        return
    _alone()
    print(f"deleted: {purge(confirmed=confirmed)}")


def _demo(language: Language, address: str) -> None:
    _alone()
    link = demonstrate(questionnaire(), Versions(questionnaire().version, rule_base().version), _judged, language)
    print(opening_in(language, f"{address.rstrip('/')}/w/{link}"))


def _backup(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = back_up(database(), file)
    print(f"{file}: {seen['sitting'][0]} sittings, {seen['answer'][0]} answers, {sum(rows for rows, _ in seen.values())} rows in all")


def _restore(file: Path, erased: Mapping[str, float] | None, *, nobody: bool) -> None:
    gone = restore(file, database(), {} if nobody else erased)
    print(f"put back; {gone} sittings that were erased since stay erased")


def _judged(company: Mapping[str, str], person: Mapping[str, str]) -> Given:
    found = assess(questionnaire().joined(company, person))
    return Given(found.verdict, found.strength, found.rules_version)


def _spoken(name: str) -> Language:
    """`LANGUAGE` may be set for other programs, to `fr_FR:en` for instance."""
    return known(name[:2]) or OTHERWISE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sharing")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="look for faults in the words: one line for each, exit code 1")
    purging = commands.add_parser("purge", help="delete what is past its time; only counts are left")
    purging.add_argument("--dry-run", action="store_true", help="say what would be deleted, and delete nothing")
    purging.add_argument("--confirm", action="store_true", help="delete it, even if that is more than a fifth of all there is")
    demo = commands.add_parser("demo", help="make a workspace with ten constructed candidates and print its link")
    demo.add_argument("--language", type=_spoken, default=OTHERWISE, help=f"one of {', '.join(LANGUAGES)}, else {OTHERWISE}")
    demo.add_argument("--address", default="http://localhost:8501", help="where the pages are served")
    _parse_back_ups(commands)
    return parser


def _parse_back_ups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, what in (
        ("backup", "write everything into a new SQLite file, while the program serves"),
        ("restore", "replace everything by a back-up, while the program serves; who was erased since stays erased"),
        ("erased", "write the list of erasures, to be kept elsewhere: digests alone"),
        ("erase-again", "erase what a list says, in a database that was restored by other means"),
    ):
        commands.add_parser(name, help=what).add_argument("file", type=Path)
    restoring = commands.choices["restore"].add_mutually_exclusive_group()
    restoring.add_argument("--erased", type=Path, metavar="FILE", help="the latest list of erasures, if the database is lost that had it")
    restoring.add_argument("--nobody-erased", action="store_true", help="there is no such list: whoever was erased since comes back")


if __name__ == "__main__":
    through(main)
