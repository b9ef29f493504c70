"""When to ask again: the day, what would turn the verdict by itself, and the signs the sources watch for."""

from collections.abc import Mapping
from typing import Literal

from pydantic import model_validator

from questionnaire.models import Content, Id, Text
from scoring.assessment import Turn
from scoring.models import Change, Condition, OptionIds, Points
from scoring.rulebase import rule_base

from ..blocks import Cell, Event, Prose, Section, Table
from ..chosen import Piece, content
from ..review import review_day
from ..subject import Subject

_FIRST: tuple[Change, ...] = ("time", "act", "given")  # what comes of itself, what you do, what befalls you
_ROWS, _SIGNS, _FEWEST_SIGNS = 6, 3, 2

Facts = Mapping[str, str | None]
Row = tuple[str, str, str, tuple[str, ...]]  # what happens, why it counts, what it could lead to, sources


class Trigger(Piece):
    """What happens in life when one fact goes from a level `now` to another `then`; `rising`: only up, or only down."""

    fact: Id
    now: OptionIds = ()
    then: OptionIds = ()
    rising: bool | None = None
    title: Text

    @model_validator(mode="after")
    def _known(self) -> "Trigger":
        levels = next((fact.level_ids for fact in rule_base().facts if fact.id == self.fact), None)
        if levels is None:
            raise ValueError(f"fact {self.fact!r} does not exist")
        if unknown := [level for level in (*self.now, *self.then) if level not in levels]:
            raise ValueError(f"fact {self.fact!r} has no level {unknown[0]!r}")
        return self

    def tells(self, turn: Turn) -> bool:
        """Whether this is what happens when that fact changes so."""
        fits = turn.fact == self.fact and turn.now in (self.now or (turn.now,)) and turn.then in (self.then or (turn.then,))
        return fits and self.rising in {None, _rises(turn)}


class Sign(Piece):
    """What the sources watch for; `fact`: left out when a trigger already speaks of it."""

    title: Text
    text: Text
    towards: Literal["one_head", "two_heads", "either"]
    fact: Id | None = None


class _Again(Content):
    trigger: tuple[Trigger, ...]
    sign: tuple[Sign, ...]


def pieces() -> _Again:
    """The content of this chapter. Raises ContentError with file, id and field."""
    return content("again.toml", _Again)


def when(about: Subject) -> Section:
    """The day of the review, and what would bring it forward."""
    say = about.say
    head = (say("again_if"), say("again_why"), say("again_towards"), say("source"))
    rows = tuple((Cell(what), Cell(why), Cell(towards), Cell(", ".join(sources))) for what, why, towards, sources in _rows(about))
    day = Prose(say("again_day", date=say.date(review_day(about))))
    table = Table(head, rows, (6, 7, 4, 2), say("again_title"), dense=True)
    return Section("again", say("again_title"), (day, table) if rows else (day,))


def events(about: Subject) -> tuple[Event, ...]:
    """The review as a day in the calendar, with what may have changed until then."""
    if about.audience == "candidate":
        return ()
    lines = [about.say("again_event_line", title=row[0]) for row in _rows(about)]
    text = "\n".join((about.say("again_event_text"), *lines))
    return (Event("review", about.say("again_event"), text, review_day(about)),)


def _rows(about: Subject) -> list[Row]:
    """What would turn the verdict by itself, then signs of which no trigger speaks."""
    told = _told(about)
    spoken_of = {trigger.fact for trigger, _ in told}
    signs = [sign for sign in about.picked(pieces().sign) if sign.fact not in spoken_of]
    return [*(_of_trigger(about, *one) for one in told), *(_of_sign(about, sign) for sign in signs[: min(_SIGNS, _ROWS - len(told))])]


def _told(about: Subject) -> list[tuple[Trigger, tuple[Turn, ...]]]:
    """The changes that turn the verdict, as they happen in life; what no trigger tells is no event, and stands with the doubts."""
    suiting = about.picked(pieces().trigger)
    found: dict[str, list[Turn]] = {}
    for turn in about.found.turning:
        if trigger := next((one for one in suiting if one.tells(turn)), None):
            found.setdefault(trigger.id, []).append(turn)
    told = [(trigger, tuple(found[trigger.id])) for trigger in suiting if trigger.id in found]
    return sorted(told, key=lambda one: _FIRST.index(_kind(about, one[1][0])))[: _ROWS - _FEWEST_SIGNS]


def _kind(about: Subject, turn: Turn) -> Change:
    return about.rules.fact(turn.fact).kind_of_change(turn.now, turn.then)


def _of_trigger(about: Subject, trigger: Trigger, turns: tuple[Turn, ...]) -> Row:
    names = [about.name(verdict) for verdict in dict.fromkeys(turn.verdict for turn in turns)]
    towards = names[0] if len(names) == 1 else about.say.choices([about.say("quoted", name=name) for name in names])
    rule = _behind(about, turns[0])
    return trigger.title[about.language], rule.because[about.language], towards, tuple(dict.fromkeys((*rule.sources, *trigger.sources)))


def _of_sign(about: Subject, sign: Sign) -> Row:
    return sign.title[about.language], sign.text[about.language], about.say(f"again_{sign.towards}"), sign.sources


# ---- the rule behind a change


def _behind(about: Subject, turn: Turn) -> Condition | Points:
    """The rule that turns the verdict: a condition of this verdict that falls, one of the next that is met, or else points."""
    rules, before, old, new = about.rules, about.found.facts, about.found.verdict, turn.verdict
    after = {**before, turn.fact: turn.then}
    falls = [gate for gate in rules.gates if old in gate.outcomes and _holds(gate, before) and not _holds(gate, after)]
    forbids = [veto for veto in rules.vetoes if old in veto.outcomes and _holds(veto, after) and not _holds(veto, before)]
    opens = [gate for gate in rules.gates if new in gate.outcomes and _holds(gate, after) and not _holds(gate, before)]
    allows = [veto for veto in rules.vetoes if new in veto.outcomes and _holds(veto, before) and not _holds(veto, after)]
    return next(iter((*falls, *forbids, *opens, *allows)), None) or _points_behind(about, turn)


def _holds(condition: Condition, facts: Facts) -> bool:
    return any(all(facts[fact] in levels for fact, levels in clause.items()) for clause in condition.any)


def _points_behind(about: Subject, turn: Turn) -> Points:
    """The points of that fact which speak most for the next verdict against this one; those of this one, if both do alike."""

    def gain(points: Points) -> tuple[int, bool]:
        change = points.levels.get(turn.then, 0) - points.levels.get(turn.now, 0)
        ours = about.found.verdict in points.outcomes
        return change * ((turn.verdict in points.outcomes) - ours), ours

    return max((points for points in about.rules.points if points.fact == turn.fact), key=gain)


def _rises(turn: Turn) -> bool:
    levels = rule_base().fact(turn.fact).level_ids
    return levels.index(turn.then) > levels.index(turn.now)
