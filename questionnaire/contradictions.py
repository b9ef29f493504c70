"""Answers that cannot well be true together: which pairs they are, and which of them a sitting holds. Knows no screen.

They are found to be shown to whoever gave them. Nothing here is ever scored, and no verdict waits for it: a person may say that
both are true, and that is remembered with the very answers it was said of, so that it falls away with them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from .catalogue import CONTENT, read_questionnaire
from .files import ContentError, load, repeated
from .models import Content, Id, Questionnaire, SourceId, Text
from .sitting import Sitting, screens

_FILE = "contradictions.toml"
_Options = Annotated[tuple[Id, ...], Field(min_length=1)]
_Together = Annotated[Mapping[Id, _Options], Field(min_length=2)]


class Contradiction(Content):
    """Why some answers surprise beside each other. `when` holds the ways in which they do: for each question the answers meant."""

    id: Id
    text: Text
    sources: tuple[SourceId, ...] = ()
    when: tuple[_Together, ...] = Field(min_length=1)


class Doubt(NamedTuple):
    """Answers of one sitting that contradict each other, as they were given, and whether somebody said that they are all true."""

    about: Contradiction
    answers: Mapping[str, str]
    settled: bool


class _Contradictions(Content):
    contradiction: tuple[Contradiction, ...]


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """Those that ship with the program, read once."""
    return read_contradictions(CONTENT)


def read_contradictions(folder: Path) -> tuple[Contradiction, ...]:
    """Those of a folder of content files. Raises ContentError with one line per fault."""
    found, q = load(folder / _FILE, _Contradictions).contradiction, read_questionnaire(folder)
    twice = (f"{_FILE}: contradiction {i!r} is given twice. Keep one." for i in repeated(one.id for one in found))
    faults = [*twice, *(f"{_FILE}: contradiction {one.id!r}: {fault}" for one in found for fault in _faults(one, q))]
    if faults:
        raise ContentError(faults)
    return found


def doubts(q: Questionnaire, sitting: Sitting) -> list[Doubt]:
    """The contradictions among the answers to questions that are asked, those that are settled included."""
    asked = {question.id for screen in screens(q, sitting) for question in screen.questions}
    answers = {question: option for question, option in sitting.answers.items() if question in asked}
    found = ((one, _given(one, answers)) for one in contradictions())
    return [Doubt(one, given, sitting.settled.get(one.id) == _mark(given)) for one, given in found if given]


def open_doubts(q: Questionnaire, sitting: Sitting) -> list[Doubt]:
    """Those that nobody has settled."""
    return [one for one in doubts(q, sitting) if not one.settled]


def settle(sitting: Sitting, doubt: Doubt) -> Sitting:
    """All these answers are true: it holds as long as they stay as they are."""
    return replace(sitting, settled={**sitting.settled, doubt.about.id: _mark(doubt.answers)})


def _given(one: Contradiction, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that fit the first way in which they contradict each other; none if they do not."""
    way = next((way for way in one.when if all(answers.get(question) in options for question, options in way.items())), {})
    return {question: answers[question] for question in way}


def _mark(answers: Mapping[str, str]) -> str:
    return " ".join(f"{question}={option}" for question, option in answers.items())


def _faults(one: Contradiction, q: Questionnaire) -> Iterator[str]:
    for source in set(one.sources) - set(q.sources):
        yield f"sources: {source!r} is not in sources.toml. Add it there or correct it."
    for way in one.when:
        yield from (fault for question, options in way.items() for fault in _faults_of(question, options, q))
        if not _askable(way, q):
            yield f"when: nobody is asked {' and '.join(way)} together. Name questions that one audience answers."


def _faults_of(question: str, options: tuple[str, ...], q: Questionnaire) -> Iterator[str]:
    if question not in q.questions:
        yield f"when: {question!r} is not a question. Correct it."
        return
    for option in sorted(set(options) - set(q.questions[question].option_ids)):
        yield f"when: {question!r} has no option {option!r}. Correct it."


def _askable(way: Mapping[str, _Options], q: Questionnaire) -> bool:
    """Whether one audience is asked them all, as far as these answers let it. What does not exist is told on a line of its own."""
    known = {question: options[0] for question, options in way.items() if question in q.questions}
    return any(all(q.asks(question, audience, known) for question in known) for audience in ("founder", "candidate", "recruiter"))
