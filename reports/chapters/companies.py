"""In which companies a candidate is the right person, case by case, and why not in the others."""

from questionnaire.models import Content
from scoring.models import OutcomeId
from scoring.verdict import cube

from ..blocks import Block, Heading, Item, Note, Notes, Outcomes, Points, Section
from ..chosen import Piece, Text, content
from ..compared import TRAITS
from ..subject import SPLIT, Subject
from .decision import title_to_use


class Place(Piece):
    """What is said of one outcome to somebody who can reach it."""

    outcome: OutcomeId
    text: Text


class Post(Piece):
    """The post to aim for where two leaders are better."""

    name: Text
    text: Text


class _Companies(Content):
    place: tuple[Place, ...]
    post: tuple[Post, ...]


def pieces() -> _Companies:
    """All of them. Raises ContentError with file, id and field."""
    return content("companies.toml", _Companies)


def companies(about: Subject) -> Section:
    """Each outcome that some company would give this person, then those that none would, with the condition in the way."""
    say, open_to = about.say, within_reach(about)
    notes = tuple(_note(about, outcome) for outcome in open_to)
    barred = tuple(item for outcome in about.found.fits if outcome not in open_to and (item := _barred(about, outcome)))
    blocks: tuple[Block, ...] = (Notes(notes), *((Heading(say("companies_not")), Outcomes(barred, out=True)) if barred else ()))
    return Section("companies", say("companies_title"), blocks if about.person_in_view else ())


def in_short(about: Subject) -> Section:
    """The names alone, for the first page."""
    names = tuple(about.named(outcome) for outcome in within_reach(about)) if about.person_in_view else ()
    return Section("in_reach", about.say("companies_in_reach"), (Points(names),) if names else (), place="right")


def title_to_aim_for(about: Subject) -> Section:
    """The order of the letters for one leader; for two, which of the posts."""
    if about.found.verdict != SPLIT:
        return title_to_use(about)
    notes = tuple(Note(p.name[about.language], p.text[about.language], about.cite(p.sources)) for p in about.picked(pieces().post))
    return Section("title_to_use", about.say("companies_post"), (Notes(notes),) if notes else (), place="right")


def within_reach(about: Subject) -> tuple[OutcomeId, ...]:
    """The verdicts that this person could get, whatever the company."""
    levels = {fact: level if fact in TRAITS else None for fact, level in about.found.facts.items()}
    return cube().possible(cube().state(levels))


def _note(about: Subject, outcome: OutcomeId) -> Note:
    """The first text that suits; the outcome in general, if what it depends on is not known."""
    said = next((one for one in about.picked(pieces().place) if one.outcome == outcome), about.rules.outcome(outcome))
    return Note(about.named(outcome), said.text[about.language], about.cite(said.sources))


def _barred(about: Subject, outcome: OutcomeId) -> Item | None:
    checks = (c for c in about.found.checks_of(outcome) if c.stands_in_the_way and set(c.facts) & set(TRAITS))
    check = min(checks, key=lambda c: c.met == "unknown", default=None)
    return Item(outcome, about.name(outcome), check.because[about.language]) if check else None
