"""Blocks that are read: sentences, reasons, steps and notes."""

from dataclasses import dataclass
from typing import Literal

from scoring.models import OutcomeId, Strength


@dataclass(frozen=True)
class Prose:
    """A paragraph; quiet ones are set smaller and paler."""

    text: str
    quiet: bool = False
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Points:
    """An unordered list of sentences."""

    items: tuple[str, ...]
    kind: Literal["points"] = "points"


@dataclass(frozen=True)
class Remark:
    """What somebody says in their own words: `label` is ours and says who and about what, `text` is theirs and plain."""

    label: str
    text: str
    kind: Literal["remark"] = "remark"


@dataclass(frozen=True)
class Verdict:
    """The verdict in large type: the side as a title, the case with its glyph, the strength with its bars, then sentences.

    `headline`, if there is one, comes before the sentences: what holds today, then who would change it.
    """

    about: str
    title: str
    outcome: OutcomeId
    name: str
    strength: Strength
    strength_name: str
    sentences: tuple[str, ...]
    headline: tuple[str, ...] = ()
    remark: Remark | None = None
    kind: Literal["verdict"] = "verdict"


@dataclass(frozen=True)
class Callout:
    """A caution: a label in bold and a sentence that says what to do."""

    label: str
    text: str
    sources: str
    kind: Literal["callout"] = "callout"


@dataclass(frozen=True)
class Row:
    """One reason: its points ("+2"), what it is, why, the answers it was read from, the sources; the fact, and what is said of it."""

    points: str
    title: str
    text: str
    answers: str
    sources: str
    fact: str = ""
    remark: Remark | None = None


@dataclass(frozen=True)
class Reasons:
    """Reasons that add up to a total, which is said."""

    rows: tuple[Row, ...]
    total: str
    kind: Literal["reasons"] = "reasons"


@dataclass(frozen=True)
class Item:
    """An outcome with its glyph, and what is to be said of it."""

    outcome: OutcomeId
    name: str
    text: str


@dataclass(frozen=True)
class Outcomes:
    """A list of outcomes; `out` draws them as ruled out, `head` as the heading of what follows."""

    items: tuple[Item, ...]
    out: bool = False
    head: bool = False
    kind: Literal["outcomes"] = "outcomes"


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    sources: str


@dataclass(frozen=True)
class Steps:
    """Numbered things to do."""

    items: tuple[Step, ...]
    kind: Literal["steps"] = "steps"


@dataclass(frozen=True)
class Note:
    """Something to know: what it is, why, and after a label of its own what to do about it; then who says so."""

    title: str
    text: str
    sources: str
    label: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Notes:
    """Things to know, in no order of rank."""

    items: tuple[Note, ...]
    kind: Literal["notes"] = "notes"
