"""One map with everyone on it: where each stands, and in the background the verdicts that are the same whoever stood there."""

from collections.abc import Iterator

from ..blocks import Cell, Prose, Table
from ..compared import Judged
from ..comparison_blocks import Chip, Field, Part, People
from ..map import PERSON, PERSON_ELSE
from .telling import Compared


def everyone(about: Compared) -> Part:
    alike = len({tuple(one.found.facts[fact] for fact in PERSON_ELSE) for one in about.people}) == 1
    given = about.say("map_alike", facts=_stands(about)) if alike else about.say("map_apart")
    told = Prose(f"{about.say('map_given')} {given}")
    return Part("map", about.say("map"), (told, _map(about), *_aside(about), _places(about)), new_page=True)


def _stands(about: Compared) -> str:
    """How ready for both, and how tied to the company, all of them are."""
    say, one = about.tell.say, about.people[0]
    return say.items([say("quoted_level", fact=about.tell.fact(fact), level=about.read(one, fact)) for fact in PERSON_ELSE])


def _map(about: Compared) -> People:
    across, up = PERSON
    say = about.tell.say
    return People(
        across=say("map_rising", fact=say(f"map_{across}")), up=say("map_upwards", fact=say(f"map_{up}")),
        columns=_levels(about, across), rows=_levels(about, up), fields=tuple(_fields(about)),
        chips=tuple(Chip(one.letter, one.found.verdict, *one.place) for one in about.people),
        aside=about.say("map_aside"), alt=_alt(about), caption=about.say("map_caption"), table=_in_table(about),
    )  # fmt: skip


def _in_table(about: Compared) -> Table:
    """What the fields say, from the highest row down: the verdict that all share there, and who stands there."""
    say = about.tell.say
    head = (say("table_field"), say("table_shared_verdict"), say("table_who"))
    fields = sorted(_fields(about), key=lambda field: (-field.row, field.column))
    out = [one for one in about.people if None in one.place]
    apart = ((Cell(about.say("map_aside")), Cell(""), Cell(about.letters(out))),) if out else ()
    return Table(head, (*(_field_row(about, field) for field in fields), *apart), (5, 4, 3), say("table_of_fields"))


def _field_row(about: Compared, field: Field) -> tuple[Cell, ...]:
    across, up = (_levels(about, fact)[place] for fact, place in zip(PERSON, (field.column, field.row), strict=True))
    here = [one for one in about.people if one.place == (field.column, field.row)]
    who = about.letters(here) if here else about.tell.say("table_nobody")
    return Cell(about.tell.say("map_where_person", across=across, up=up, first="", second="")), Cell(_field_name(about, field)), Cell(who)


def _field_name(about: Compared, field: Field) -> str:
    return about.tell.name(field.outcome) if field.outcome else field.name


def _levels(about: Compared, fact: str) -> tuple[str, ...]:
    return tuple(_short(about, fact, level) for level in about.tell.rules.fact(fact).level_ids)


def _short(about: Compared, fact: str, level: str | None) -> str:
    return about.tell.say(f"map_{fact}_{level}") if level else about.tell.say("not_known")


def _fields(about: Compared) -> Iterator[Field]:
    for places in zip(*(one.around.places for one in about.people), strict=True):
        verdicts = {place.verdict for place in places}
        agreed = verdicts.pop() if len(verdicts) == 1 else None
        name = about.tell.say(f"map_{agreed}") if agreed else about.say("map_open")
        yield Field(places[0].across, places[0].up, agreed, name)


def _aside(about: Compared) -> list[Prose]:
    out = [one for one in about.people if None in one.place]
    return [Prose(about.say("map_not_placed", count=len(out), letters=about.letters(out)), quiet=True)] if out else []


def _alt(about: Compared) -> str:
    return about.say("map_alt", rows=" ".join(_alt_row(about, one) for one in about.people))


def _alt_row(about: Compared, one: Judged) -> str:
    across, up = (_short(about, fact, one.found.facts[fact]) for fact in PERSON)
    return about.say("map_alt_row", letter=one.letter, across=across, up=up, name=about.tell.name(one.found.verdict))


def _places(about: Compared) -> Table:
    head = (about.say("column"), about.tell.say("verdict_label"), about.say("where_head"))
    rows = tuple(
        (Cell(about.title(one)), Cell(about.judgement(one.found.verdict, one.found.strength)), _place(about, one)) for one in about.people
    )
    return Table(head, rows, (2, 4, 5), about.tell.say("map_in_words"))


def _place(about: Compared, one: Judged) -> Cell:
    product, technology = (about.read(one, fact) for fact in PERSON)
    return Cell(about.say("where", product=product, technology=technology))
