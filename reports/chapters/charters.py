"""The role in writing: what it is for and what it is not, who decides what, and what its first ninety days deliver."""

from collections.abc import Sequence
from typing import Literal, get_args

from questionnaire.models import Content, Id, Text

from ..blocks import Cell, Prose, Section, Table
from ..chosen import Piece, content
from ..subject import SPLIT, Subject

Seat = Literal["both", "technology", "product"]
Part = Literal["mission", "scope", "limits", "above", "below", "end"]
Matter = Literal[
    "roadmap", "architecture", "budget", "hiring", "release", "incident", "security", "pricing", "partners", "disagreement"
]  # fmt: skip
Day = Literal["day_30", "day_60", "day_90"]

_MOST = {"scope": None, "limits": 2}  # lines of one part of a charter, None for all; one of the others
_MOST_BY_A_DAY = 3


class Post(Piece):
    """What a seat is called at the head of its charter, and what is to be said of the title."""

    seat: Seat
    name: Text
    text: Text


class Line(Piece):
    """What the charters of these seats say in one of their parts."""

    part: Part
    seats: tuple[Seat, ...]
    text: Text


class Right(Piece):
    """Who decides one matter, and whose advice is taken before."""

    matter: Matter
    decides: Text
    consulted: Text


class Milestone(Piece):
    """What is there to see by a day of the role."""

    day: Day
    text: Text


class Charters(Content):
    """All that a charter may say."""

    post: tuple[Post, ...]
    line: tuple[Line, ...]
    right: tuple[Right, ...]
    milestone: tuple[Milestone, ...]


def pieces() -> Charters:
    """Raises ContentError with file, id and field."""
    return content("charters.toml", Charters)


def charter(about: Subject) -> Section:
    """The charter of the one leader, or those of the two side by side; a draft while the verdict is open."""
    say, posts = about.say, _posts(about)
    rows = [_row(about, "title", [(post,) for post in posts])]
    rows += [_row(about, part, lines) for part in get_args(Part) if any(lines := [_lines(about, part, post.seat) for post in posts])]
    title = say("charters_one_title" if len(posts) == 1 else "charters_two_title")
    head = (say("charters_part"), *(post.name[about.language] for post in posts), say("charters_sources"))
    table = Table(head, tuple(rows), (3, *(12 // len(posts) for _ in posts), 2), title, dense=len(posts) > 1)
    draft = (Prose(say("charters_draft")),) if about.found.strength == "toss_up" else ()
    return Section("charter", title, (*draft, table))


def rights(about: Subject) -> Section:
    """Who decides each matter, and who is consulted."""
    say = about.say
    chosen = [one for matter in get_args(Matter) for one in about.picked([r for r in pieces().right if r.matter == matter], most=1)]
    head = (say("charters_matter"), say("charters_decides"), say("charters_consulted"), say("charters_sources"))
    rows = tuple(
        (Cell(say(f"charters_matter_{r.matter}")), Cell(r.decides[about.language]), Cell(r.consulted[about.language]), _cited([r]))
        for r in chosen
    )
    return Section("rights", say("charters_rights_title"), (Table(head, rows, (5, 8, 8, 3), say("charters_rights_title"), dense=True),))


def first_days(about: Subject) -> Section:
    """What is there to see after thirty, sixty and ninety days."""
    say = about.say
    due = [(day, about.picked([m for m in pieces().milestone if m.day == day], _MOST_BY_A_DAY)) for day in get_args(Day)]
    rows = tuple((Cell(say(f"charters_{day}")), _told(about, found), _cited(found)) for day, found in due)
    head = (say("charters_by"), say("charters_delivered"), say("charters_sources"))
    return Section("first_days", say("charters_days_title"), (Table(head, rows, (2, 16, 3), say("charters_days_title"), dense=True),))


def _posts(about: Subject) -> list[Post]:
    seats = ("technology", "product") if about.found.verdict == SPLIT else ("both",)
    return [post for seat in seats for post in about.picked([p for p in pieces().post if p.seat == seat], most=1)]


def _lines(about: Subject, part: Part, seat: Seat) -> tuple[Line, ...]:
    return about.picked([one for one in pieces().line if one.part == part and seat in one.seats], _MOST.get(part, 1))


def _row(about: Subject, part: Id, by_post: Sequence[Sequence[Post | Line]]) -> tuple[Cell, ...]:
    """One part of each charter, and what all of it rests on."""
    told = (_told(about, found) for found in by_post)
    return Cell(about.say(f"charters_part_{part}")), *told, _cited([one for found in by_post for one in found])


def _told(about: Subject, found: Sequence[Post | Line | Milestone]) -> Cell:
    """One sentence as it is, several as a list."""
    texts = tuple(one.text[about.language] for one in found)
    return Cell(*texts) if len(texts) == 1 else Cell("", points=texts)


def _cited(found: Sequence[Piece]) -> Cell:
    return Cell(", ".join(sorted({source for one in found for source in one.sources}, key=lambda s: (s[0] != "S", s))))
