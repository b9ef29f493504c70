"""A table of sheets in, a table of verdicts out: `python -m scoring batch`. The only file of the package that knows pandas.

One row is one sheet; a column named like a question holds option ids. An empty cell is no answer. Every answer counts, as in any
file. Rows that cannot be used are set aside with their reason; a file that cannot be used raises SheetError.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import chain, combinations, islice
from pathlib import Path
from reprlib import repr as shown
from typing import Any, NamedTuple, TextIO

import numpy as np
import pandas as pd

from questionnaire.files import repeated
from questionnaire.models import DONT_KNOW

from .cube import UNKNOWN, Array
from .many import LEANS, NONE, SIDES, STRENGTHS, many
from .sheet import SheetError

ID = "id"  # the one column that is carried along
_WRONG = -2  # the code of what is not an option of the question
_ROWS = 20_000  # read at a time: as text they take some 50 MB, as codes one
_LONGEST = 1_000_000  # characters in a line; one with an answer to every question has about 600
_NAMED = 20  # faults on the terminal; a file can hold a million
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMULA = re.compile(r"^(?=\s*[=+\-@])")  # how a cell begins that a spreadsheet would run


class Fault(NamedTuple):
    """Why a row is set aside. In a file rows are counted as in a spreadsheet: the head is row 1. In a frame `row` is the index."""

    row: Any
    column: str
    wrong: str

    def __str__(self) -> str:
        return f"row {self.row}{', ' if self.column else ''}{self.column}: {self.wrong}"


class Coded(NamedTuple):
    """The rows that can be used: their labels, int8 codes for each question as in `many.py`, and what is wrong with the others."""

    labels: pd.DataFrame
    codes: dict[str, Array]
    faults: list[Fault]


class Scored(NamedTuple):
    """One row of verdicts for each row that could be used, what is wrong with the others, and the columns that nobody read."""

    table: pd.DataFrame
    faults: list[Fault]
    unread: list[str]


def score(frame: pd.DataFrame, *, possible: bool = False) -> Scored:
    """The verdicts of a frame of option ids, texts or categories: one column for each question, missing where not known.

    The index is kept, and a column `id`. `possible` adds the verdicts that unknown facts leave open, which costs a second or so
    for any number of rows. Raises SheetError if no column is a question or one is given twice.
    """
    _check_head(list(frame.columns))
    return _judged([_coded(frame)], list(frame.columns), possible=possible)


def score_file(path: Path, *, possible: bool = False) -> Scored:
    """The same for a CSV file in UTF-8, separated by commas, semicolons or tabs. Raises SheetError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, rows = _opened(file)
            parts = iter(lambda: list(islice(rows, _ROWS)), [])
            return _judged([_chunk(head, part) for part in parts] or [_chunk(head, [])], head, possible=possible)
    except SheetError as error:
        raise SheetError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise SheetError(f"{path}: is not UTF-8 text; save it as CSV in UTF-8.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SheetError(f"{path}: cannot be read ({reason.lower()}); name a CSV file that exists and that you may read.") from error


def batch(source: Path, target: Path, set_aside: Path | None = None, *, possible: bool = False) -> list[str]:
    """Scores a file into another and says how it went, one sentence for each line. Raises SheetError; then nothing is written."""
    for one, other in combinations((source, target, *([set_aside] if set_aside else [])), 2):
        if _same(one, other):
            raise SheetError(f"{other}: is named twice; name different files for what goes in and what comes out.")
    scored = score_file(source, possible=possible)
    _write(_harmless(scored.table), target)
    if set_aside:
        _write(pd.DataFrame(scored.faults, columns=Fault._fields).set_index("row"), set_aside)
    return [*_sentences(scored)]


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except (OSError, ValueError):  # one of them is not there yet
        return False


def _sentences(scored: Scored) -> Iterator[str]:
    known = many().asked.questions
    for name in scored.unread:
        close = get_close_matches(str(name)[:40], known, n=1, cutoff=0.8)  # "note" is no "motive"
        yield f"Column {shown(name)} is not read" + (f"; call it {close[0]!r} if that is what you mean." if close else ".")
    yield from map(str, scored.faults[:_NAMED])
    if more := len(scored.faults[_NAMED:]):
        yield f"{more:,} more faults; --set-aside FILE names them all."
    yield f"Rows scored: {len(scored.table):,}; set aside: {len({fault.row for fault in scored.faults}):,}."


# ---- a file to rows


def _opened(file: TextIO) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The head of a file, and its other rows with their numbers."""
    lines = _lines(file)
    first = next(lines, "")
    if not first.strip():
        raise SheetError("is empty or begins with an empty row; write question ids into the first row, and one sheet into each row below.")
    rows = _rows(csv.reader(chain([first], lines), delimiter=max(",;\t", key=first.count), strict=True))
    _, head = next(rows)
    _check_head(head)
    return head, rows


def _lines(file: TextIO) -> Iterator[str]:
    for line in iter(partial(file.readline, _LONGEST), ""):
        if len(line) == _LONGEST:
            raise SheetError("has a line of a million characters; check that this is a CSV file.")
        yield line


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows are numbered from 1; empty ones are counted and left out."""
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if cells:
                yield number, cells
    except csv.Error as error:
        raise SheetError(f"is not valid CSV after row {number} ({error}); mend the quotes there.") from error


def _check_head(head: Sequence[Any]) -> None:
    if twice := repeated(head):
        raise SheetError(f"column {shown(twice[0])} is given twice; keep one of the two.")
    if not set(head) & many().asked.questions.keys():
        some = ", ".join(many().asked.order[:3])
        raise SheetError(f"no column is a question; write question ids such as {some} into the first row, separated by commas.")


def _chunk(head: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> Coded:
    """Rows of text as codes; a row that is too short or too long is set aside, because nobody knows which cell is which."""
    ragged = [Fault(number, "", _lengths(cells, head)) for number, cells in rows if len(cells) != len(head)]
    whole = [(number, cells) for number, cells in rows if len(cells) == len(head)]
    index = pd.Index([number for number, _ in whole], name="row", dtype=np.int64)
    labels, codes, faults = _coded(pd.DataFrame([cells for _, cells in whole], index=index, columns=list(head), dtype=object))
    return Coded(labels, codes, sorted([*ragged, *faults], key=lambda fault: fault.row))


def _lengths(cells: Sequence[str], head: Sequence[str]) -> str:
    return f"it has {len(cells)} cells and the head has {len(head)}; give it one cell for each column, empty where nothing is known."


# ---- rows to codes


def _coded(frame: pd.DataFrame) -> Coded:
    asked = many().asked.questions
    unknown = np.full(len(frame), UNKNOWN, np.int8)
    codes = {q: _numbered(frame[q], asked[q].option_ids) if q in frame else unknown for q in asked}
    bad = np.any([column == _WRONG for column in codes.values()], axis=0)
    faults = [
        _fault(frame, place, q, asked[q].option_ids) for place in np.flatnonzero(bad).tolist() for q in asked if codes[q][place] == _WRONG
    ]
    kept = {q: column[~bad] for q, column in codes.items()} if faults else codes
    return Coded(frame.loc[~bad, [name for name in frame if name == ID]], kept, faults)


def _numbered(column: "pd.Series[Any]", options: Sequence[str]) -> Array:
    """The number of each option; a table is made for the few different cells, and looked up for all."""
    codes, found = pd.factorize(column)
    numbers = {"": UNKNOWN, DONT_KNOW: UNKNOWN, **{option: number for number, option in enumerate(options)}}
    return np.array([*(numbers.get(cell, _WRONG) for cell in found), UNKNOWN], np.int8)[codes]


def _fault(frame: pd.DataFrame, place: int, question: str, options: Sequence[str]) -> Fault:
    allowed, cell = ", ".join((*options, DONT_KNOW)), frame[question].iloc[place]
    wrong = f"there is no option {shown(cell)}; write one of {allowed}, or leave the cell empty."
    return Fault(frame.index[place], question, wrong)


# ---- codes to verdicts


def _judged(parts: Sequence[Coded], head: Sequence[Any], *, possible: bool) -> Scored:
    codes = {q: np.concatenate([part.codes[q] for part in parts]) for q in parts[0].codes}
    labels = pd.concat([part.labels for part in parts])
    table = pd.concat([labels, pd.DataFrame(_columns(codes, possible=possible), index=labels.index)], axis=1)
    unread = [name for name in head if name != ID and name not in codes]
    return Scored(table, [fault for part in parts for fault in part.faults], unread)


def _columns(codes: dict[str, Array], *, possible: bool) -> dict[str, Any]:
    scorer = many()
    outcomes, facts = scorer.cube.outcomes, scorer.cube.rules.facts
    states = scorer.states(codes)
    found = scorer.judge(states)
    columns = {
        "verdict": _named(found.verdict, outcomes),
        "strength": _named(found.strength, STRENGTHS),
        "side": _named(found.side, SIDES),
        "side_strength": _named(found.side_strength, STRENGTHS),
        "runner_up": _named(found.runner_up, outcomes),
        "margin": pd.arrays.IntegerArray(found.margin, found.margin == NONE),
        "lean": _named(scorer.lean(codes, states, found.verdict), LEANS),
        **{f"fit_{outcome}": fit for outcome, fit in zip(outcomes, found.fits, strict=True)},
        **{fact.id: _named(level, fact.level_ids) for fact, level in zip(facts, states, strict=True)},
    }
    if possible:
        sets = ["|".join(o for bit, o in enumerate(outcomes) if number >> bit & 1) for number in range(1 << len(outcomes))]
        columns["possible"] = _named(scorer.possible(states, found.verdict), sets)
    return columns


def _named(numbers: Array, names: Sequence[str]) -> "pd.Categorical[str]":
    """Numbers as names; -1 is missing, as everywhere in this package."""
    return pd.Categorical.from_codes(numbers, pd.Index(names))


# ---- tables to files


def _harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Ids as one line each, and none that a spreadsheet would run as a formula: such a one gets an apostrophe in front."""
    if ID not in table:
        return table
    return table.assign(**{ID: [_FORMULA.sub("'", _CONTROL.sub(" ", text)) for text in table[ID].astype(str)]})


def _write(table: pd.DataFrame, path: Path) -> None:
    try:
        table.to_csv(path, encoding="utf-8", lineterminator="\n", index_label="row")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SheetError(
            f"{path}: cannot be written ({reason.lower()}); name a file in a folder that exists and that you may write."
        ) from error
