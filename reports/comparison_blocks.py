"""What a comparison is made of: cards, one map with everyone on it, dots for competencies; the rest are blocks of the report."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from questionnaire.models import Language
from scoring.models import OutcomeId, Strength

from .blocks import Block, Mark, Table


@dataclass(frozen=True)
class Trait:
    """A fact about a person as it was read, with its name in front; `mark` if it is not known."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Card:
    """One person: the letter, the name (theirs; empty when it is hidden), the verdict, how sure it is, and what goes with it."""

    letter: str
    title: str
    name: str
    outcome: OutcomeId
    verdict: str
    strength: Strength
    strength_name: str
    sure: str
    traits: tuple[Trait, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Cards:
    """Side by side, in the order given."""

    items: tuple[Card, ...]
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True)
class Field:
    """One field of the map, counted from the lower left; no outcome where it depends on the person."""

    column: int
    row: int
    outcome: OutcomeId | None
    name: str


@dataclass(frozen=True)
class Chip:
    """A letter on the map above the glyph of that person's verdict; no column or row where a background is not known."""

    letter: str
    outcome: OutcomeId
    column: int | None
    row: int | None

    @property
    def placed(self) -> bool:
        return self.column is not None and self.row is not None


@dataclass(frozen=True)
class People:
    """The map with everyone on it; `aside` stands before the letters that have no place."""

    across: str
    up: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    fields: tuple[Field, ...]
    chips: tuple[Chip, ...]
    aside: str
    alt: str
    caption: str
    table: Table | None = None
    kind: Literal["people"] = "people"


@dataclass(frozen=True)
class Named:
    """A heading for one person, with the name (theirs) beside it."""

    title: str
    name: str
    kind: Literal["named"] = "named"


Shown = Block | Cards | People | Named


@dataclass(frozen=True)
class Part:
    """A titled part of a comparison; `new_page`: it starts a fresh one."""

    id: str
    title: str
    blocks: tuple[Shown, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Comparison:
    """People side by side for one company. `brief` is the recruiter's own title; `title` is ours."""

    language: Language
    product: str
    title: str
    brief_label: str
    brief: str
    order: str
    advises: str
    who_label: str
    contents_label: str
    page_of: str
    date: date
    date_text: str
    parts: tuple[Part, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        return next(block.items for part in self.parts for block in part.blocks if isinstance(block, Cards))

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.id == name)
