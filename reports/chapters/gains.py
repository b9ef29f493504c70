"""What a verdict brings and what it puts at risk, each risk with its guard-rail and who said so."""

from questionnaire.models import Content, Text

from ..blocks import Note, Notes, Section
from ..chosen import Piece, content
from ..subject import Subject

_GAINS, _RISKS = 4, 4


class Gain(Piece):
    """An advantage."""

    title: Text
    text: Text


class Risk(Gain):
    """A drawback, and what keeps it small."""

    guard_rail: Text


class Gains(Content):
    """All gains and risks."""

    gain: tuple[Gain, ...]
    risk: tuple[Risk, ...]


def written() -> Gains:
    """Raises ContentError with file, id and field."""
    return content("gains.toml", Gains)


def gains(about: Subject) -> Section:
    picked = about.picked(written().gain, most=_GAINS)
    notes = tuple(Note(g.title[about.language], g.text[about.language], about.cite(g.sources)) for g in picked)
    return Section("gains", about.say("gains_title"), (Notes(notes),) if notes else ())


def risks(about: Subject) -> Section:
    picked = about.picked(written().risk, most=_RISKS)
    return Section("risks", about.say("gains_risks_title"), (Notes(tuple(_risk(about, r) for r in picked)),) if picked else ())


def _risk(about: Subject, risk: Risk) -> Note:
    language = about.language
    label = about.say("gains_guard_rail")
    return Note(risk.title[language], risk.text[language], about.cite(risk.sources), label, risk.guard_rail[language])
