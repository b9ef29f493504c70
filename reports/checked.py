"""What is wrong with the content of the reports: how a text is set, names that lead nowhere, files that cannot be read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.files import ContentError, read_toml
from questionnaire.lint import faults_of_texts, faults_of_words
from questionnaire.models import LANGUAGES, Audience, Text
from scoring.trials import patchy_sheets
from scoring.verdict import explained

from .chosen import CONTENT
from .document import WORDS, report
from .examples import faults_of_examples
from .method import METHOD_WORDS

_SHEETS = 8  # of each audience: enough to open every file


def faults() -> Iterator[str]:
    """One line for each fault, with its address."""
    for file in (*WORDS, METHOD_WORDS):
        yield from faults_of_words(file)
    for file in sorted(set(CONTENT.glob("*.toml")) - {METHOD_WORDS}):
        yield from _faults_of_pieces(file)
    yield from _faults_of_names()
    yield from faults_of_examples()


def _faults_of_pieces(file: Path) -> Iterator[str]:
    try:
        yield from faults_of_texts(f"{file.name}:", _worded(read_toml(file)))
    except ContentError as error:
        yield from error.faults


def _worded(raw: Any) -> Any:
    """What a file holds, its pieces by their ids and its words as such, whatever the section is that reads it."""
    match raw:
        case dict() if raw.keys() == set(LANGUAGES):
            return Text.model_validate(raw)
        case dict():
            return {key: _worded(value) for key, value in raw.items()}
        case [{"id": _}, *_]:
            return {piece.get("id", ""): _worded(piece) for piece in raw}
        case list():
            return [_worded(one) for one in raw]
    return raw


def _faults_of_names() -> Iterator[str]:
    """Those that show when a file is loaded: by making reports."""
    deeper = {question: one.option_ids[0] for question, one in deepening().questions.items()}
    sheets = [explained(sheet) for sheet in ({}, *patchy_sheets(questionnaire(), _SHEETS))]
    try:
        for found in sheets:
            for audience in get_args(Audience):
                report(found, audience, LANGUAGES[0], date.min.replace(year=2000), deeper=deeper)
    except ContentError as error:
        yield from error.faults
