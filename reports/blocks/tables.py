"""Blocks that are looked up or filled in: tables, pairs, conditions side by side, an interview and its scorecard."""

from dataclasses import dataclass
from typing import Literal

from scoring.models import OutcomeId

Mark = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table: words, then `points` as a list.

    `mark` puts a sign before the words, so that they need no colour; `link` is one of our own addresses.
    """

    text: str
    mark: Mark | None = None
    link: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Header cells and rows; `widths` are shares of the line; `caption` names it for those who hear it; `dense` ones are set smaller."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    caption: str
    dense: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Pair:
    """What was asked or read, and what it is; `mark` puts a sign before it."""

    name: str
    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Pairs:
    """Many short pairs, two beside each other where there is room."""

    items: tuple[Pair, ...]
    kind: Literal["pairs"] = "pairs"


@dataclass(frozen=True)
class Standing:
    """One outcome among the others: its points, and its conditions by whether they hold."""

    outcome: OutcomeId
    name: str
    told: str
    verdict: bool
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Standings:
    """The outcomes side by side; `head` are four titles: the outcome, what holds, what does not, what is not known."""

    head: tuple[str, str, str, str]
    items: tuple[Standing, ...]
    none: str
    caption: str
    kind: Literal["standings"] = "standings"


@dataclass(frozen=True)
class Asked:
    """A question for an interview: what it is after, and what answers of each kind sound like, the weakest first."""

    question: str
    aim: str
    anchors: tuple[tuple[str, str], ...]
    sources: str


@dataclass(frozen=True)
class Guide:
    """Questions to put to everybody in the same words."""

    items: tuple[Asked, ...]
    kind: Literal["guide"] = "guide"


@dataclass(frozen=True)
class Scorecard:
    """A sheet to fill in by hand: one line for each criterion, a box for each mark of the scale, room for the example that was given.

    `head` are three titles: criterion, marks, example; `blanks` are lines at the foot, each with its label (name, date, signature).
    """

    head: tuple[str, str, str]
    rows: tuple[str, ...]
    scale: tuple[str, ...]
    blanks: tuple[str, ...]
    caption: str
    kind: Literal["scorecard"] = "scorecard"
