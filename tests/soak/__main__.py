"""What is too long for `make test`: blows, crowds and hours. `python -m tests.soak [part …] [--full]`; 1 if a promise is broken.

A part is a module of this folder with `run(full: bool) -> Iterator[Line]`: small enough for a coffee, or full, as the promise says it.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from .line import Line

PARTS = tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.py") if "\ndef run(full: bool)" in file.read_text("utf-8")))


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every promise was kept, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all, if none is named")
    parser.add_argument("--full", action="store_true", help="as often as the promises say; an hour and more")
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    _row("part", "what", "done", "found", "kept")
    _row(*["---"] * 5)
    lines = [line for part in given.parts or PARTS for line in _told(part, full=given.full)]
    return 0 if all(line.kept for line in lines) else 1


def _told(part: str, *, full: bool) -> Iterator[Line]:
    began = time.monotonic()
    for line in import_module(f"{__package__}.{part}").run(full):
        _row(part, line.what, line.done, line.found, "yes" if line.kept else "NO")
        yield line
    _row(part, "seconds", "", f"{time.monotonic() - began:.0f}", "")


def _row(*cells: str) -> None:
    print("|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    sys.exit(main())
