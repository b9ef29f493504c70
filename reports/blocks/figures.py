"""Blocks that are drawn: the chart of fits, the map of verdicts, dots for competencies. Each has a table of the same things."""

from dataclasses import dataclass
from typing import Literal

from scoring.models import OutcomeId, Strength

from .tables import Table


@dataclass(frozen=True)
class Bar:
    """One outcome in the chart of fits."""

    case: OutcomeId
    name: str
    fit: int
    admissible: bool
    verdict: bool


@dataclass(frozen=True)
class Figure:
    """A chart: its rows, what it says in words, its caption, and all of it as a table."""

    bars: tuple[Bar, ...]
    not_met: str
    alt: str
    caption: str
    table: Table | None = None
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class Spot:
    """One cell of the map: its column and row, counted from the lower left, and the verdict there; `told` says in full where and why."""

    column: int
    row: int
    outcome: OutcomeId
    name: str
    strength: Strength
    told: str
    here: bool = False


@dataclass(frozen=True)
class Map:
    """A map of verdicts: the titles of its two axes, a few words for each column and row from the lower left, and its cells.

    `here` is what stands at the ring around one cell; `alt` says in words what the map shows.
    """

    across: str
    up: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    spots: tuple[Spot, ...]
    here: str
    alt: str
    caption: str
    table: Table | None = None
    kind: Literal["map"] = "map"


@dataclass(frozen=True)
class Dot:
    """The level of one person, 1 to 5: what counts, and what was said."""

    letter: str
    counted: int
    said: int


@dataclass(frozen=True)
class Line:
    """One competency."""

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Dots:
    """Competencies as aligned dots; `levels` are the five names, lowest first."""

    levels: tuple[str, ...]
    lines: tuple[Line, ...]
    alt: str
    caption: str
    table: Table | None = None
    kind: Literal["dots"] = "dots"
