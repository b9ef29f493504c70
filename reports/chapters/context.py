"""Where it stands among its neighbours: the map of verdicts, and the person the facts call for."""

from questionnaire.models import Content, Text

from ..blocks import Note, Notes, Section
from ..chosen import Piece, content
from ..map import atlas
from ..subject import SPLIT, Subject


class Trait(Piece):
    """One thing about the person, or about the two of them."""

    title: Text
    text: Text


class Person(Content):
    """What may be said of the person, in three groups; one of each is said."""

    brings: tuple[Trait, ...]
    thinner: tuple[Trait, ...]
    beside: tuple[Trait, ...]


def verdict_map(about: Subject) -> Section:
    """Which person would make it work here; for a candidate, in which companies they are the right one; or two chosen facts."""
    found = atlas(about, about.axes)
    return Section("map", found.title(), found.blocks())


def person(about: Subject) -> Section:
    """What this role asks of the person in view, or of the one to look for: what to bring, what may be thinner, who stands by."""
    chosen = content("person.toml", Person)
    traits = [trait for group in (chosen.brings, chosen.thinner, chosen.beside) for trait in about.picked(group)[:1]]
    language = about.language
    notes = tuple(Note(t.title[language], t.text[language], about.cite(t.sources)) for t in traits)
    return Section("person", about.say(_title_of_person(about)), (Notes(notes),) if notes else ())


def _title_of_person(about: Subject) -> str:
    if about.found.verdict == SPLIT:
        return "person_title_two"
    return "person_title_in_view" if about.person_in_view else "person_title_to_find"
