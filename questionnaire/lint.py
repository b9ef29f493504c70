"""What is wrong with content although it can be loaded: the typography of every French text, each with its address."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .catalogue import read_deepening, read_questionnaire
from .files import ContentError, read_toml
from .models import Text
from .words import Phrase, Plural, files, phrases, typography


def faults_of_folder(folder: Path) -> list[str]:
    """One line for each fault of a questionnaire's content: what cannot be loaded, or how its French is set."""
    try:
        questions = list(_faults_of_questions(folder))
    except ContentError as error:
        questions = list(error.faults)
    return [*questions, *(fault for words in files(folder) for fault in faults_of_words(words))]


def faults_of_words(file: Path) -> list[str]:
    """One line for each fault of a file of sentences."""
    try:
        return list(faults_of_french(f"{file.name}:", phrases(file)))
    except ContentError as error:
        return list(error.faults)


def faults_of_french(where: str, content: Any) -> Iterator[str]:
    """Walks models, tables and lists, however deep, to every text in two languages; `where` begins each address."""
    for address, french in _french(where, content):
        yield from typography(address, french)


def _faults_of_questions(folder: Path) -> Iterator[str]:
    """Raises ContentError if the content cannot be loaded."""
    q = read_questionnaire(folder)
    for file in ("company.toml", "person.toml"):
        here = [q.questions[table["id"]] for table in read_toml(folder / file)["question"]]
        yield from faults_of_french(f"{file}:", {"question": here})
    order = {"dont_know": q.dont_know, "advice": q.advice, "part": q.parts, "chapter": q.chapters}
    yield from faults_of_french("sections.toml:", order)
    deeper = read_deepening(folder)
    order = {"part": deeper.parts, "chapter": deeper.chapters, "question": list(deeper.questions.values())}
    yield from faults_of_french("deepening.toml:", order)


def _french(where: str, content: Any) -> Iterator[tuple[str, str]]:
    match content:
        case Text() | Phrase():
            words = [content.fr.one, content.fr.other] if isinstance(content.fr, Plural) else [content.fr]
            yield from ((where, each) for each in words)
        case BaseModel():
            for field in type(content).model_fields:
                yield from _french(_below(where, field), getattr(content, field))
        case Mapping():
            for key, value in content.items():
                yield from _french(_below(where, key), value)
        case list() | tuple():
            for number, value in enumerate(content, 1):
                yield from _french(_below(where, getattr(value, "id", f"number {number}")), value)


def _below(where: str, step: object) -> str:
    """As the loader writes it: `person.toml: question, stage, text`."""
    return f"{where} {step}" if where.endswith(":") else f"{where}, {step}"
