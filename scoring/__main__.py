"""The scoring's doors for programs: `python -m scoring evaluate FILE`, `prove` and `check`. Their JSON is a contract that only grows."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from questionnaire.catalogue import questionnaire
from questionnaire.door import through
from questionnaire.files import ContentError
from questionnaire.lint import faults_of_french, faults_of_words

from .cube import Cube
from .invariants import Invariant
from .proof import Proof, prove
from .rulebase import HERE, read_rule_base, rule_base
from .sheet import SheetError, read_sheet
from .summary import WORDS, summary
from .verdict import assess


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if a proof or a check fails, 2 for a file that cannot be used: one sentence on stderr."""
    given = _parser().parse_args(arguments)
    try:
        match given.command:
            case "evaluate":
                return _evaluate(given.file, as_json=given.json)
            case "prove":
                return _prove(as_json=given.json)
            case _:
                return _check(given.folder)
    except SheetError as error:
        return _refused(str(error))
    except ContentError as error:
        more = f" ({len(error.faults) - 1} more faults)" if error.faults[1:] else ""
        return _refused(error.faults[0] + more)


def _evaluate(file: Path, *, as_json: bool) -> int:
    sheet = read_sheet(file)
    found = assess(sheet.answers)
    if as_json:
        data = {"audience": sheet.audience, "language": sheet.language, **found.model_dump(mode="json")}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(summary(found, rule_base(), sheet.language))
    return 0


def _prove(*, as_json: bool) -> int:
    proof = prove(Cube(rule_base()))
    if as_json:
        print(json.dumps(proof.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*map(_line, proof.invariants), _shares(proof), _total(proof)]))
    return 0 if proof.holds else 1


def _check(folder: Path) -> int:
    if not folder.is_dir():
        return _refused(f"{folder}: is not a folder; name one that holds facts.toml and cases.toml.")
    try:
        faults = list(faults_of_french("rule base:", read_rule_base(folder, questionnaire())))
    except ContentError as error:
        faults = list(error.faults)
    faults += faults_of_words(WORDS)
    print("\n".join(faults) or "0 faults")
    return 1 if faults else 0


def _line(one: Invariant) -> str:
    return f"holds  {one.text} ({one.checked:,} checked)" if one.holds else f"FAILS  {one.text} {one.counter_example}"


def _shares(proof: Proof) -> str:
    return "States: " + ", ".join(f"{outcome} {number:,}" for outcome, number in proof.outcomes.items())


def _total(proof: Proof) -> str:
    held = sum(one.holds for one in proof.invariants)
    return f"{held} of {len(proof.invariants)} hold in {proof.states:,} states; rules {proof.rules_version}; {proof.seconds} s"


def _refused(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)  # one line, whatever the name of a file holds
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring")
    commands = parser.add_subparsers(dest="command", required=True)
    evaluate = commands.add_parser("evaluate", help="the verdict for a TOML or JSON file of answers, with its reasons")
    evaluate.add_argument("file", type=Path)
    proof = commands.add_parser("prove", help="check every combination of facts; exit code 1 with a counter-example")
    for command in (evaluate, proof):
        command.add_argument("--json", action="store_true", help="one JSON object instead of text")
    check = commands.add_parser("check", help="look for faults in the rule base: one line for each, exit code 1")
    check.add_argument("folder", type=Path, nargs="?", default=HERE, help="another folder with facts.toml and cases.toml")
    return parser


if __name__ == "__main__":
    through(main)
