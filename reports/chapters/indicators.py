"""The indicators to agree on with the chief executive: shared ones first, and above all those that the facts stress."""

from collections.abc import Iterable
from typing import Literal

from pydantic import model_validator

from questionnaire.models import Content, Id, Text

from ..blocks import Cell, Points, Prose, Section, Table
from ..chosen import Piece, content
from ..subject import SPLIT, Subject

_EMPHASES = 3


class Indicator(Piece):
    """One line of the table; `led_by` is who explains it, if there are two leaders."""

    led_by: Literal["both", "technology", "product"]
    name: Text
    meaning: Text
    measure: Text
    healthy: Text
    warning: Text


class Emphasis(Piece):
    """What the facts say about some indicators, by their ids: those come first and belong to both leaders."""

    stresses: tuple[Id, ...] = ()
    text: Text


class Agreement(Piece):
    """What to do with one indicator that is agreed, measured or neither."""

    text: Text


class Indicators(Content):
    """All that may be said about indicators."""

    indicator: tuple[Indicator, ...]
    emphasis: tuple[Emphasis, ...]
    agreement: tuple[Agreement, ...]

    @model_validator(mode="after")
    def _stresses_exist(self) -> "Indicators":
        known = {one.id for one in self.indicator}
        if lost := [name for one in self.emphasis for name in one.stresses if name not in known]:
            raise ValueError(f"stresses name indicators that do not exist: {', '.join(lost)}")
        return self


def pieces() -> Indicators:
    """Raises ContentError with file, id and field."""
    return content("indicators.toml", Indicators)


def indicators(about: Subject) -> Section:
    """What the facts stress, then every indicator: what it is, how to measure it, where it should go, what should worry."""
    say = about.say
    emphases = about.picked(pieces().emphasis, _EMPHASES)
    stressed = {name for one in emphases for name in one.stresses}
    shown = sorted(about.picked(pieces().indicator), key=lambda one: (one.id not in stressed, one.led_by != "both"))
    told = (Points(tuple(one.text[about.language] for one in emphases)),) if emphases else ()
    shared = (Prose(say("indicators_shared")),) if about.found.verdict == SPLIT else ()
    return Section(
        "indicators", say("chapter_indicators"), (*told, *shared, _table(about, shown, stressed), _cited(about, (*emphases, *shown)))
    )


def agreed(about: Subject) -> Section:
    """Where the four that the chief executive should know stand, as far as it was answered."""
    chosen = about.picked(pieces().agreement)
    told = tuple(one for one in chosen if one.specific) or chosen
    points = Points(tuple(one.text[about.language] for one in told))
    return Section("agreed", about.say("indicators_agreed_title"), (points, _cited(about, told)))


def _cited(about: Subject, told: Iterable[Piece]) -> Prose:
    return Prose(about.cite(tuple(sorted({source for one in told for source in one.sources}, key=lambda s: (s[0] != "S", s)))), quiet=True)


def _table(about: Subject, shown: list[Indicator], stressed: set[str]) -> Table:
    """One row for each, as given; with two leaders a last column says who explains it."""
    say, two = about.say, about.found.verdict == SPLIT
    columns = ("name", "meaning", "measure", "healthy", "warning", *(("led",) if two else ()))
    rows = tuple((*_words(about, one), *((_led(about, one, stressed),) if two else ())) for one in shown)
    widths = (4, 6, 6, 5, 5, *((3,) if two else ()))
    return Table(tuple(say(f"indicators_{column}") for column in columns), rows, widths, say("chapter_indicators"), dense=True)


def _words(about: Subject, one: Indicator) -> tuple[Cell, ...]:
    return tuple(Cell(text[about.language]) for text in (one.name, one.meaning, one.measure, one.healthy, one.warning))


def _led(about: Subject, one: Indicator, stressed: set[str]) -> Cell:
    return Cell(about.say(f"indicators_led_{'both' if one.id in stressed else one.led_by}"))
