"""The decision on one page: what weighs most, the strongest counter-argument, the title, how long it holds, the first week."""

from questionnaire.models import Content, Text
from scoring.assessment import Reason

from ..blocks import Note, Notes, Prose, Reasons, Row, Section, Step, Steps
from ..chosen import Piece, content
from ..review import review, review_day
from ..subject import Subject
from .reasons import of_the_runner_up

_MOST, _THEN = 3, 2  # reasons shown; steps after the first
_CLOSE = 2  # points


class Title(Piece):
    """The title on the door, and why."""

    name: Text
    text: Text


class Move(Piece):
    """Something to do in the first week."""

    title: Text
    text: Text


class Decision(Content):
    """All that may be said on the page."""

    title: tuple[Title, ...]
    first: tuple[Move, ...]
    then: tuple[Move, ...]


def written() -> Decision:
    """Raises ContentError with file, id and field."""
    return content("decision.toml", Decision)


def weighs_most(about: Subject) -> Section:
    """The few facts that give the verdict most; what it started from is none of them."""
    reasons = [r for r in about.found.reasons_of(about.found.verdict) if r.fact and r.points > 0]
    rows = tuple(_silent(about, reason) for reason in reasons[:_MOST])
    block = Reasons(rows, "") if rows else Prose(about.say("for_none"))
    return Section("weighs_most", about.say("decision_weighs_title"), (block,), place="left")


def _silent(about: Subject, reason: Reason) -> Row:
    """Without what a candidate says of it: that stands with all the reasons."""
    row = about.row(reason)
    return Row(row.points, row.title, row.text, "", row.sources, row.fact)


def counter(about: Subject) -> Section:
    """The strongest counter-argument: what is taken from the verdict, what the next one has, what is missing, who disagrees."""
    note = _taken(about) or _of_the_next(about) or _missing(about, _CLOSE) or _disagrees(about) or _missing(about)
    return Section("counter", about.say("decision_counter_title"), (Notes((note,)),) if note else (), place="left")


def _taken(about: Subject) -> Note | None:
    taken = [r for r in about.found.reasons_of(about.found.verdict) if r.points < 0]
    return _note(about, taken[0], about.say("decision_counter_taken", count=-taken[0].points)) if taken else None


def _of_the_next(about: Subject) -> Note | None:
    found = about.found
    extra = of_the_runner_up(found) if found.runner_up else []
    if not found.runner_up or not extra:
        return None
    return _note(about, extra[0], about.say("decision_counter_next", count=extra[0].points, name=about.name(found.runner_up)))


def _note(about: Subject, reason: Reason, weight: str) -> Note:
    row = about.row(reason)
    return Note(row.title, row.text, row.sources, about.say("decision_weight"), weight)


def _missing(about: Subject, behind: int | None = None) -> Note | None:
    """The condition in the way of another verdict: the one with the most points, at most so many behind."""
    fits, verdict = about.found.fits, about.found.verdict
    checks = sorted((c for c in about.found.checks if c.outcome != verdict and c.stands_in_the_way), key=lambda c: -fits[c.outcome])
    if not checks or (behind is not None and fits[verdict] - fits[checks[0].outcome] > behind):
        return None
    check = checks[0]
    title = about.say("decision_counter_missing", name=about.name(check.outcome), count=fits[check.outcome], own=fits[verdict])
    return Note(title, check.because[about.language], about.cite(check.sources, check.against))


def _disagrees(about: Subject) -> Note | None:
    found = about.found
    school = next((s for s in about.rules.schools if found.schools[s.id] != found.verdict), None)
    if school is None:
        return None
    title = about.say("decision_counter_school", school=school.name[about.language], name=about.name(found.schools[school.id]))
    return Note(title, school.claim[about.language], about.cite(school.sources, school.against))


def title_to_use(about: Subject) -> Section:
    """The first letter says where the emphasis lies; it is asked what the company wants, and read where the person is stronger."""
    (piece, *_) = about.picked(written().title)
    note = Note(piece.name[about.language], piece.text[about.language], about.cite(piece.sources))
    return Section("title_to_use", about.say("decision_title_title"), (Notes((note,)),), place="right")


def holds_for(about: Subject) -> Section:
    """Until when, and why not longer."""
    why = review(about)
    until = about.say("decision_holds_until", date=about.say.date(review_day(about)))
    note = Note(until, why.text[about.language], about.cite(why.sources))
    return Section("holds_for", about.say("decision_holds_title"), (Notes((note,)),), place="right")


def monday(about: Subject) -> Section:
    """The first week: the most urgent thing, then what the facts call for."""
    moves = (*about.picked(written().first)[:1], *about.picked(written().then, most=_THEN))
    steps = tuple(Step(m.title[about.language], m.text[about.language], about.cite(m.sources)) for m in moves)
    return Section("monday", about.say("decision_monday_title"), (Steps(steps),) if steps else (), place="right")
