"""The questionnaire's door for people who write content: `python -m questionnaire check`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .catalogue import CONTENT
from .door import through
from .lint import faults_of_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """0 without a fault, 1 with faults, 2 for a folder that is none."""
    parser = argparse.ArgumentParser(prog="python -m questionnaire")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="look for faults in the content: one line for each, exit code 1")
    check.add_argument("folder", type=Path, nargs="?", default=CONTENT, help="another folder of content files")
    folder = parser.parse_args(arguments).folder
    if not folder.is_dir():
        print(f"{folder}: is not a folder; name one that holds company.toml, person.toml, sections.toml and sources.toml.", file=sys.stderr)
        return 2
    faults = faults_of_folder(folder)
    print("\n".join(faults) or "0 faults")
    return 1 if faults else 0


if __name__ == "__main__":
    through(main)
