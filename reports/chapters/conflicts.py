"""Two leaders who disagree: the six usual conflicts as they stand here, what settles each, and the days on which they talk."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from questionnaire.catalogue import deepening
from questionnaire.models import DONT_KNOW, Content, Id, Text

from ..blocks import Cell, Event, Every, Note, Notes, Prose, Section, Table
from ..chosen import P, Piece, content
from ..review import review_day
from ..subject import SPLIT, Subject

RHYTHMS: tuple[Every, ...] = ("", "week", "fortnight", "month", "quarter")
_PAIR = {"working_pair", "pair_in_conflict"}
_IN_WORDS = {"same", "varies"}  # answers that say more here than as an option
_INSIDE = 2


class Said(Piece):
    """A paragraph."""

    text: Text


class Rule(Piece):
    """What settles one of the six conflicts; `conflict` is the question that asks who takes which side."""

    conflict: Id
    text: Text


class Practice(Piece):
    """One of the ten practices, by its name: who does what, and how often; an empty `every` is the first week."""

    practice: Id
    every: Every
    name: Text
    who: Text
    text: Text


class Habit(Piece):
    """How one person keeps the disagreement that two would have."""

    title: Text
    text: Text


class _Conflicts(Content):
    opening: tuple[Said, ...]
    rule: tuple[Rule, ...]
    prelude: tuple[Said, ...]
    practice: tuple[Practice, ...]
    inside: tuple[Habit, ...]


def pieces() -> _Conflicts:
    """The content of this chapter. Raises ContentError with file, id and field."""
    return content("conflicts.toml", _Conflicts)


def two_of_them(about: Subject) -> bool:
    """Whether two people lead, or will: only then is there a conflict between them to settle."""
    return about.found.verdict == SPLIT or about.found.facts["leadership"] in _PAIR


def _first_of_each(some: Iterable[P], kind: Callable[[P], str]) -> tuple[P, ...]:
    """The first piece of each kind: in the file, what facts bring up stands before what is said to everybody."""
    found: dict[str, P] = {}
    for one in some:
        found.setdefault(kind(one), one)
    return tuple(found.values())


def _said(about: Subject, some: Iterable[Said]) -> tuple[Prose, ...]:
    return tuple(Prose(one.text[about.language]) for one in about.picked(some, most=1))


# ---- the six conflicts


def six_conflicts(about: Subject) -> Section:
    """Which side each takes here, as far as it was asked, and the rule that settles it."""
    say = about.say
    if not two_of_them(about):
        return Section("six_conflicts", say("conflicts_six_title"), ())
    rules = _first_of_each(about.picked(pieces().rule), lambda rule: rule.conflict)
    head = (say("conflicts_between"), say("conflicts_sides"), say("conflicts_rule"), say("source"))
    table = Table(head, tuple(_conflict(about, rule) for rule in rules), (4, 4, 9, 2), say("conflicts_six_title"), dense=True)
    return Section("six_conflicts", say("conflicts_six_title"), (*_said(about, pieces().opening), table))


def _conflict(about: Subject, rule: Rule) -> tuple[Cell, Cell, Cell, Cell]:
    between = about.say(f"conflicts_{rule.conflict}")
    return Cell(between), Cell(_sides(about, rule.conflict)), Cell(rule.text[about.language]), Cell(", ".join(rule.sources))


def _sides(about: Subject, question: str) -> str:
    """As it was answered; what was not asked, or is not known, is never presumed."""
    answer = about.deeper.get(question, DONT_KNOW)
    if answer == DONT_KNOW:
        return about.say("conflicts_ask_both")
    if answer in _IN_WORDS:
        return about.say(f"conflicts_{answer}")
    return deepening().answer_text(question, answer, about.language)


# ---- the calendar of practices


def rhythm(about: Subject) -> Section:
    """The ten practices, each with its rhythm and who takes part."""
    say = about.say
    if not two_of_them(about):
        return Section("rhythm", say("conflicts_rhythm_title"), ())
    rows = tuple(_practice(about, one) for one in practices(about))
    head = (say("conflicts_when"), say("conflicts_who"), say("conflicts_what"), say("conflicts_practice"), say("source"))
    table = Table(head, rows, (3, 4, 9, 4, 2), say("conflicts_rhythm_title"), dense=True)
    return Section("rhythm", say("conflicts_rhythm_title"), (*_said(about, pieces().prelude), table))


def practices(about: Subject) -> tuple[Practice, ...]:
    """Each practice in the form that suits, from the first week to the quarter."""
    chosen = _first_of_each(about.picked(pieces().practice), lambda one: one.practice)
    return tuple(sorted(chosen, key=lambda one: RHYTHMS.index(one.every)))


def _practice(about: Subject, one: Practice) -> tuple[Cell, ...]:
    words = (one.who, one.text, one.name)
    return Cell(about.say(_when(one.every))), *(Cell(text[about.language]) for text in words), Cell(", ".join(one.sources))


def _when(every: Every) -> str:
    return f"conflicts_{every or 'first_week'}"


def events(about: Subject) -> tuple[Event, ...]:
    """For two leaders, one event for each rhythm, from the first Monday after the report until the verdict is looked at again."""
    if about.found.verdict != SPLIT or about.audience == "candidate":
        return ()
    return tuple(_event(about, every, list(some)) for every, some in groupby(practices(about), lambda one: one.every))


def _event(about: Subject, every: Every, some: Sequence[Practice]) -> Event:
    say, language = about.say, about.language
    lines = [say("conflicts_event_line", practice=one.name[language], who=one.who[language], what=one.text[language]) for one in some]
    name = every or "first_week"
    return Event(f"practices_{name}", say(f"conflicts_event_{name}"), "\n".join(lines), first_monday(about.day), every, _end(about, every))


def _end(about: Subject, every: Every) -> date | None:
    return review_day(about) if every else None


def first_monday(day: date) -> date:
    """The first Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


# ---- one person for both


def disagree_inside(about: Subject) -> Section:
    """How one person keeps the useful disagreement, if the facts call for it."""
    habits = () if two_of_them(about) else about.picked(pieces().inside, most=_INSIDE)
    notes = tuple(Note(one.title[about.language], one.text[about.language], about.cite(one.sources)) for one in habits)
    blocks = (Prose(about.say("conflicts_inside_text")), Notes(notes)) if notes else ()
    return Section("disagree_inside", about.say("conflicts_inside_title"), blocks)
