"""The doors for whoever runs the program: `python -m sharing check`, `purge` and `demo`."""

import argparse
import sys
from collections.abc import Mapping, Sequence

from database.engine import StoreError
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
from .store.retention import purge


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if a check fails, 2 if the database cannot be used: one sentence on stderr."""
    given = _parser().parse_args(arguments)
    if given.command == "check":
        return _check()
    try:
        return _purge() if given.command == "purge" else _demo(given.language, given.address)
    except StoreError as error:
        print(error, file=sys.stderr)
        return 2


def _check() -> int:
    faults = [fault for file in words.files() for fault in faults_of_words(file)] + list(faults_of_demonstration())
    print("\n".join(faults) or "0 faults")
    return 1 if faults else 0


def _purge() -> int:
    gone = purge()
    print(f"deleted: {gone.briefs} briefs, {gone.sittings} sittings, {gone.shares} shared links, {gone.workspaces} workspaces")
    return 0


def _demo(language: Language, address: str) -> int:
    link = demonstrate(questionnaire(), Versions(questionnaire().version, rule_base().version), _judged, language)
    print(opening_in(language, f"{address.rstrip('/')}/w/{link}"))
    return 0


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
    commands.add_parser("purge", help="delete what is past its time; only counts are left")
    demo = commands.add_parser("demo", help="make a workspace with ten constructed candidates and print its link")
    demo.add_argument("--language", type=_spoken, default=OTHERWISE, help=f"one of {', '.join(LANGUAGES)}, else {OTHERWISE}")
    demo.add_argument("--address", default="http://localhost:8501", help="where the pages are served")
    return parser


if __name__ == "__main__":
    through(main)
