"""What a report is made of: typed blocks in the reader's language. No HTML, no arithmetic left to a template."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from questionnaire.models import Language
from scoring.models import OutcomeId, Strength

Mark = Literal["yes", "no", "unknown"]
Place = Literal["wide", "left", "right", "end"]
Every = Literal["", "week", "fortnight", "month", "quarter"]


@dataclass(frozen=True)
class Prose:
    """A paragraph; quiet ones are set smaller and paler."""

    text: str
    quiet: bool = False
    kind: Literal["prose"] = "prose"


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
class Bar:
    """One outcome in the chart of fits."""

    case: OutcomeId
    name: str
    fit: int
    admissible: bool
    verdict: bool


@dataclass(frozen=True)
class Figure:
    """A chart: its rows, what it says in words, and its caption."""

    bars: tuple[Bar, ...]
    not_met: str
    alt: str
    caption: str
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
    kind: Literal["map"] = "map"


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
    kind: Literal["dots"] = "dots"


Block = (
    Prose | Remark | Verdict | Callout | Reasons | Outcomes | Steps | Table | Figure | Map | Heading | Points | Pairs | Notes
    | Standings | Guide
    | Scorecard | Dots
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
