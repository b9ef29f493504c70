"""The scoring's doors for programs: `python -m scoring` and a command; `--help` names them. Their JSON is a contract that only grows."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from questionnaire.catalogue import questionnaire
from questionnaire.door import through
from questionnaire.files import ContentError
from questionnaire.lint import faults_of_texts, faults_of_words

from .cube import Cube
from .decision_table import decision_table
from .diff import CASES, Incomparable, difference, in_lines, numbers, told
from .earlier import rule_base_of
from .invariants import Invariant
from .proof import Proof, prove
from .rulebase import HERE, read_rule_base, rule_base
from .sheet import SheetError, read_sheet
from .summary import WORDS, summary
from .verdict import explained, unknown_questions


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if all is well, 1 if a proof or a check fails, 2 for a file that cannot be used: one sentence on stderr."""
    given = _parser().parse_args(arguments)
    try:
        match given.command:
            case "evaluate":
                code = _evaluate(given.file, as_json=given.json)
            case "prove":
                code = _prove(as_json=given.json)
            case "diff":
                code = _diff(given.old, given.new, given.cases, given.changelog, as_json=given.json)
            case "batch":
                code = _batch(given.file, given.output, given.set_aside, possible=given.possible)
            case "export":
                code = _export(given.output)
            case _:
                code = _check(given.folder)
    except SheetError as error:
        return _refused(str(error))
    except ContentError as error:
        more = f" ({len(error.faults) - 1} more faults)" if error.faults[1:] else ""
        return _refused(error.faults[0] + more)
    return code


def _evaluate(file: Path, *, as_json: bool) -> int:
    sheet = read_sheet(file)
    found = explained(sheet.answers, unknown_questions(sheet.answers, sheet.audience))
    if as_json:
        data = {"audience": sheet.audience, "language": sheet.language, **found.model_dump(mode="json")}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(summary(found, rule_base(), sheet.language))
    return 0


def _batch(file: Path, output: Path, set_aside: Path | None, *, possible: bool) -> int:
    from .batch import batch

    print("\n".join(batch(file, output, set_aside, possible=possible)), file=sys.stderr)
    return 0


def _prove(*, as_json: bool) -> int:
    proof = prove(Cube(rule_base()))
    if as_json:
        print(json.dumps(proof.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*map(_line, proof.invariants), _shares(proof), _total(proof)]))
    return 0 if proof.holds else 1


def _diff(old: str, new: str, cases: Path | None, changelog: Path | None, *, as_json: bool) -> int:
    untold = changelog and numbers(rule_base_of(old)) != numbers(rule_base_of(new)) and not told(changelog, rule_base_of(new))
    try:
        found = difference(old, new, cases)
        print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) if as_json else "\n".join(in_lines(found)))
    except Incomparable as error:
        if not changelog:
            raise
        print(error)
    if untold:
        sentence = "the part that is not released does not say what changes; add the numbers and which verdicts move, for whom and why."
        print(f"{changelog}: numbers {numbers(rule_base_of(new))}: {sentence}", file=sys.stderr)
    return 1 if untold else 0


def _export(output: Path | None) -> int:
    model = json.dumps(decision_table(rule_base()), ensure_ascii=False, indent=2)
    if not output:
        print(model)
        return 0
    try:
        output.write_text(model + "\n", "utf-8")
    except OSError as error:
        return _refused(f"{output}: cannot be written ({(error.strerror or str(error)).lower()}); name a file that you may write.")
    return 0


def _check(folder: Path) -> int:
    if not folder.is_dir():
        return _refused(f"{folder}: is not a folder; name one that holds facts.toml and cases.toml.")
    try:
        faults = list(faults_of_texts("rule base:", read_rule_base(folder, questionnaire())))
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
    table = commands.add_parser("batch", help="the verdicts for a CSV file: one column for each question id, one row for each sheet")
    table.add_argument("file", type=Path, metavar="IN.csv")
    table.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.csv", help="one row for each row that can be used")
    table.add_argument("--set-aside", type=Path, metavar="FILE", help="the rows that cannot be used, with what is wrong, as CSV")
    table.add_argument("--possible", action="store_true", help="also the verdicts that unknown facts leave open; takes a second more")
    proof = commands.add_parser("prove", help="check every combination of facts; exit code 1 with a counter-example")
    diff = commands.add_parser("diff", help="which states and documented cases change their verdict from one rule base to another")
    diff.add_argument("old", metavar="OLD", help="a folder with facts.toml and cases.toml, or a git revision")
    diff.add_argument("new", metavar="NEW", help="the same")
    default = CASES if CASES.is_dir() else None
    diff.add_argument("--cases", type=Path, default=default, metavar="FOLDER", help="documented cases (default: tests/cases)")
    diff.add_argument("--changelog", type=Path, metavar="FILE", help="exit code 1 if its unreleased part does not name new numbers")
    export = commands.add_parser("export", help="the rules from facts to verdict as a JSON decision model (JDM) for other rule engines")
    export.add_argument("--output", type=Path, metavar="FILE", help="a file instead of the terminal")
    for command in (evaluate, proof, diff):
        command.add_argument("--json", action="store_true", help="one JSON object instead of text")
    check = commands.add_parser("check", help="look for faults in the rule base: one line for each, exit code 1")
    check.add_argument("folder", type=Path, nargs="?", default=HERE, help="another folder with facts.toml and cases.toml")
    return parser


if __name__ == "__main__":
    through(main)
