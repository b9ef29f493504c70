"""What is wrong with content although it can be loaded: how every text is set in each language, with its address."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .catalogue import read_deepening, read_questionnaire
from .contradictions import read_contradictions
from .files import ContentError, read_toml
from .languages import Language
from .models import Worded
from .typography import faults
from .words import Plural, files, phrases


def faults_of_folder(folder: Path) -> list[str]:
    """One line for each fault of a questionnaire's content: what cannot be loaded, or how a text is set."""
    try:
        questions = list(_faults_of_questions(folder))
    except ContentError as error:
        questions = list(error.faults)
    return [*questions, *(fault for words in files(folder) for fault in faults_of_words(words))]


def faults_of_words(file: Path) -> list[str]:
    """One line for each fault of a file of sentences."""
    try:
        return list(faults_of_texts(f"{file.name}:", phrases(file)))
    except ContentError as error:
        return list(error.faults)


def faults_of_texts(where: str, content: Any) -> Iterator[str]:
    """Walks models, tables and lists, however deep, to every text in every language; `where` begins each address."""
    for address, language, words in _texts(where, content):
        yield from (f"{address}: {language}: {fault}" for fault in faults(words, language))


def _faults_of_questions(folder: Path) -> Iterator[str]:
    """Raises ContentError if the content cannot be loaded."""
    q = read_questionnaire(folder)
    for file in ("company.toml", "person.toml"):
        here = [q.questions[table["id"]] for table in read_toml(folder / file)["question"]]
        yield from faults_of_texts(f"{file}:", {"question": here})
    order = {"dont_know": q.dont_know, "advice": q.advice, "part": q.parts, "chapter": q.chapters}
    yield from faults_of_texts("sections.toml:", order)
    deeper = read_deepening(folder)
    order = {"part": deeper.parts, "chapter": deeper.chapters, "question": list(deeper.questions.values())}
    yield from faults_of_texts("deepening.toml:", order)
    yield from faults_of_texts("contradictions.toml:", {"contradiction": read_contradictions(folder)})


def _texts(where: str, content: Any) -> Iterator[tuple[str, Language, str]]:
    match content:
        case Worded():
            for language, said in content.each.items():
                forms = said.forms.values() if isinstance(said, Plural) else (said,)
                yield from ((where, language, words) for words in forms)
        case BaseModel():
            for field in type(content).model_fields:
                yield from _texts(_below(where, field), getattr(content, field))
        case Mapping():
            for key, value in content.items():
                yield from _texts(_below(where, key), value)
        case list() | tuple():
            for number, value in enumerate(content, 1):
                yield from _texts(_below(where, getattr(value, "id", f"number {number}")), value)


def _below(where: str, step: object) -> str:
    """As the loader writes it: `person.toml: question, stage, text`."""
    return f"{where} {step}" if where.endswith(":") else f"{where}, {step}"
