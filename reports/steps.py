"""First next steps: which advice goes with which verdict, audience and facts. The words are data."""

from questionnaire.models import Content, Text

from .blocks import Step
from .chosen import Piece, content
from .subject import Subject


class Advice(Piece):
    """One step."""

    title: Text
    text: Text


class _Steps(Content):
    step: tuple[Advice, ...]


def advice() -> tuple[Advice, ...]:
    """All steps. Raises ContentError with file, id and field."""
    return content("steps.toml", _Steps).step


def next_steps(about: Subject) -> tuple[Step, ...]:
    """The steps for one assessment, in their order."""
    return tuple(Step(a.title[about.language], a.text[about.language], about.cite(a.sources)) for a in about.picked(advice()))
