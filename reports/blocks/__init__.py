"""What a report is made of: typed blocks in the reader's language. No HTML, no arithmetic left to a template."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from questionnaire.models import Language

from .figures import Bar, Dot, Dots, Figure, Line, Map, Spot
from .tables import Asked, Cell, Guide, Mark, Pair, Pairs, Scorecard, Standing, Standings, Table
from .words import Callout, Heading, Item, Note, Notes, Outcomes, Points, Prose, Reasons, Remark, Row, Step, Steps, Verdict

__all__ = [
    "Asked", "Bar", "Block", "Callout", "Cell", "Chapter", "Dot", "Dots", "Event", "Every", "Figure", "Guide", "Heading", "Item",
    "Line", "Map", "Mark", "Note", "Notes", "Outcomes", "Pair", "Pairs", "Place", "Points", "Prose", "Reasons", "Remark", "Report",
    "Row", "Scorecard", "Section", "Spot", "Standing", "Standings", "Step", "Steps", "Table", "Verdict",
]  # fmt: skip

Place = Literal["wide", "left", "right", "end"]
Every = Literal["", "week", "fortnight", "month", "quarter"]
Block = (
    Prose | Remark | Verdict | Callout | Reasons | Outcomes | Steps | Table | Figure | Map | Heading | Points | Pairs | Notes | Standings
    | Guide | Scorecard | Dots
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A titled part of a chapter; one with the title of its chapter, or with none, has no heading of its own.

    `place`: it stands on the page of the verdict, across it, in one of two columns or at the end of the shorter one; reasons are
    shown there without their answers and sources. `printed`: it is part of the documents too, not only of the screen.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    place: Place | None = None
    printed: bool = True


@dataclass(frozen=True)
class Chapter:
    """What the list of contents names. `new_page`: it starts a fresh one."""

    id: str
    title: str
    sections: tuple[Section, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Event:
    """A whole day for a calendar; `every` says how often it comes back, on the same day of the week, and `until` the last day it may."""

    id: str
    title: str
    text: str
    day: date
    every: Every = ""
    until: date | None = None


@dataclass(frozen=True)
class Report:
    """A whole report. The verdict stands apart: on the cover and at the head of the first chapter, which is one page."""

    language: Language
    product: str
    question: str
    advises: str
    verdict_label: str
    contents_label: str
    page_of: str
    date: date
    date_text: str
    verdict: Verdict
    chapters: tuple[Chapter, ...]
    events: tuple[Event, ...] = ()

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in their order."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)

    def section(self, name: str) -> Section:
        return next(s for s in self.sections if s.id == name)

    def on_paper(self) -> "Report":
        """What the documents show of it: the printed sections, and no event, as those are for a calendar."""
        kept = (replace(chapter, sections=tuple(s for s in chapter.sections if s.printed)) for chapter in self.chapters)
        return replace(self, chapters=tuple(chapter for chapter in kept if chapter.sections), events=())
