"""Constructed situations, shown as finished results to anybody who wants to see one before answering. Nobody in them exists."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from pydantic import Field

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.files import ContentError, load, repeated
from questionnaire.lint import faults_of_texts
from questionnaire.models import Audience, Content, Id, Language, Text
from scoring.assessment import Explained
from scoring.models import OutcomeId, Strength
from scoring.verdict import explained, unknown_questions

from .blocks import Report
from .document import report

FILE = Path(__file__).parent / "examples.toml"


class Example(Content):
    """One situation: its story, the answers somebody in it would give, and the verdict the rules reach, in a sentence of its own.

    `verdict` and `strength` are written down so that the first page need not wait for the rules; `faults_of_examples` asks them.
    """

    id: Id
    audience: Audience
    verdict: OutcomeId
    strength: Strength
    title: Text
    story: Text
    answer: Text
    answers: Mapping[Id, Id]
    deeper: Mapping[Id, Id] = {}


class _Examples(Content):
    example: tuple[Example, ...] = Field(min_length=1)


@cache
def examples() -> Mapping[str, Example]:
    """All of them by id, read once. Raises ContentError."""
    found = load(FILE, _Examples).example
    if twice := repeated(one.id for one in found):
        raise ContentError([f"{FILE.name}: example {i!r} is given twice. Keep one." for i in twice])
    return {one.id: one for one in found}


@cache
def judged(name: str) -> Explained:
    """The verdict with every reason: the answers of an example never change. KeyError for an example there is not."""
    one = examples()[name]
    return explained(one.answers, unknown_questions(one.answers, one.audience))


@lru_cache(maxsize=8)
def told(name: str, language: Language, day: date) -> Report:
    """The whole report of an example, dated. KeyError for an example there is not."""
    one = examples()[name]
    return report(judged(name), one.audience, language, day, deeper=one.deeper)


def faults_of_examples() -> Iterator[str]:
    """One line for each fault: what cannot be loaded, an answer that nobody would be asked for, another verdict, or how a text is set."""
    try:
        found = examples()
    except ContentError as error:
        yield from error.faults
        return
    yield from faults_of_texts(f"{FILE.name}:", {"example": list(found.values())})
    for one in found.values():
        yield from (f"{FILE.name}: example, {one.id}: {fault}" for fault in _answered_wrongly(one) or _judged_wrongly(one))


def _answered_wrongly(one: Example) -> list[str]:
    asked = questionnaire().relevant(one.audience, one.answers) | deepening().relevant(one.audience, one.deeper)
    beside = sorted({**one.answers, **one.deeper}.items() - asked.items())
    return [f"{question} = {option!r} is never asked. Take it out." for question, option in beside]


def _judged_wrongly(one: Example) -> list[str]:
    found = judged(one.id)
    if (found.verdict, found.strength) == (one.verdict, one.strength):
        return []
    return [f"the rules say {found.verdict}, {found.strength}. Say so, and look at its words."]
