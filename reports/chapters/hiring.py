"""The hiring kit: where to look, an advert to copy, what to ask and a card to mark it on. The verdict says what there is to fill."""

from typing import Literal

from questionnaire.models import Content

from ..blocks import Block, Heading, Note, Notes, Prose, Scorecard, Section
from ..chosen import Piece, Text, content
from ..interview import Interview, interviewing
from ..seats import SeatId, Vacancy, vacancy
from ..subject import Subject

_QUESTIONS, _FINDINGS = 5, 3
_SCALE = range(1, 6)
_FIRST_HIRES: tuple[SeatId, ...] = ("first_product", "first_technology")
Part = Literal["mission", "setting", "asked", "yours"]
_MOST: dict[Part, int] = {"mission": 1, "setting": 3, "asked": 4, "yours": 3}
_MOST_OF_TWO: dict[Part, int] = {"mission": 1, "setting": 2, "asked": 2, "yours": 2}
_LABELS: dict[Part, str] = {"setting": "hiring_find", "asked": "hiring_ask", "yours": "hiring_decide"}


class Finding(Piece):
    """Something to know before looking for anybody."""

    title: Text
    text: Text


class Line(Piece):
    """A sentence of an advert, in the part where it stands."""

    seats: tuple[SeatId, ...]
    part: Part
    text: Text


class Hiring(Content):
    """All of it."""

    finding: tuple[Finding, ...]
    line: tuple[Line, ...]


def hiring() -> Hiring:
    """Findings and lines. Raises ContentError with file, id and field."""
    return content("hiring.toml", Hiring)


def advert(about: Subject) -> Section:
    """Where to look and what to publish, or why there is nobody to hire; not here if somebody is in view for the seat."""
    open_ = _vacancy(about)
    title = about.say("hiring_advert_title" if open_.seats else "hiring_nobody_title")
    return Section("advert", title, () if open_.in_view else _to_publish(about, open_))


def advert_else(about: Subject) -> Section:
    """The same after the interview, for the case that the person in view says no or is not the one."""
    open_ = _vacancy(about)
    return Section("advert_else", about.say("hiring_else_title"), _to_publish(about, open_) if open_.in_view else ())


def interview(about: Subject) -> Section:
    open_ = _vacancy(about)
    if not open_.seats:
        return Section("interview", about.say("hiring_interview_title"), ())
    kind = "person" if open_.in_view else "two_seats" if len(open_.seats) > 1 else "seat"
    said = [about.say(f"hiring_interview_{kind}")]
    if open_.seats[0] in _FIRST_HIRES:
        said.append(about.say("hiring_first_hire_enough"))
    return Section("interview", about.say("hiring_interview_title"), (Prose(" ".join(said)), _interview(about, open_).guide(_QUESTIONS)))


def scorecard(about: Subject) -> Section:
    """The criteria of the interview, to be marked by hand."""
    say, open_ = about.say, _vacancy(about)
    if not open_.seats:
        return Section("scorecard", say("hiring_scorecard_title"), ())
    card = Scorecard(
        head=(say("hiring_criterion"), say("hiring_marks"), say("hiring_example")),
        rows=_interview(about, open_).criteria(_QUESTIONS), scale=tuple(map(say.number, _SCALE)),
        blanks=tuple(map(say, ("hiring_name", "hiring_interviewer", "hiring_date", "hiring_signature"))),
        caption=say("hiring_scorecard_title"),
    )  # fmt: skip
    return Section("scorecard", say("hiring_scorecard_title"), (Prose(say("hiring_scorecard_text")), card))


def _vacancy(about: Subject) -> Vacancy:
    return vacancy(about.found, person=about.person_in_view)


def _interview(about: Subject, open_: Vacancy) -> Interview:
    return Interview(
        about.found, about.audience, about.say, about.questions, about.rules, open_.seats, open_.in_view, about.deeper
    )  # fmt: skip


def _to_publish(about: Subject, open_: Vacancy) -> tuple[Block, ...]:
    """At most three things to know, then the advert for each seat."""
    findings = about.picked(hiring().finding, _FINDINGS)
    known = tuple(Note(f.title[about.language], f.text[about.language], about.cite(f.sources)) for f in findings)
    notes = (Notes(known),) if known else ()
    most = _MOST_OF_TWO if len(open_.seats) > 1 else _MOST
    return (*notes, *(block for seat in open_.seats for block in _advert(about, seat, most)))


def _advert(about: Subject, seat: SeatId, most: dict[Part, int]) -> tuple[Block, ...]:
    title = next(one.title for one in interviewing().seat if one.id == seat)
    told = {part: _lines(about, seat, part, number) for part, number in most.items()}
    notes = tuple(Note(about.say(label), told[part], "") for part, label in _LABELS.items() if told[part])
    return Heading(title[about.language]), Prose(told["mission"]), Notes(notes)


def _lines(about: Subject, seat: SeatId, part: Part, most: int) -> str:
    """The sentences of one part, beside one another."""
    lines = [line for line in hiring().line if seat in line.seats and line.part == part]
    return " ".join(line.text[about.language] for line in about.picked(lines, most))
