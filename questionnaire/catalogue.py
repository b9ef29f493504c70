"""Content files to one valid Questionnaire; an error names the file, the id and the field."""

from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path

from pydantic import Field

from .files import ContentError, fingerprint, load, repeated
from .models import Chapter, Content, Option, Part, Question, Questionnaire, Source, Text

CONTENT = Path(__file__).parent / "content"


class _Questions(Content):
    question: tuple[Question, ...] = Field(min_length=1)
    levels: tuple[str, ...] = ()


class _Sections(Content):
    dont_know: Option
    advice: Text
    part: tuple[Part, ...]
    chapter: tuple[Chapter, ...]


class _Deepening(Content):
    part: Part
    chapter: tuple[Chapter, ...]
    question: tuple[Question, ...] = Field(min_length=1)


class _Sources(Content):
    source: tuple[Source, ...]


@cache
def questionnaire() -> Questionnaire:
    """The questionnaire that ships with the program, read once."""
    return read_questionnaire(CONTENT)


@cache
def deepening() -> Questionnaire:
    """The questions that serve only the founder's report, read once: a questionnaire of their own, so that none is ever scored."""
    return read_deepening(CONTENT)


def read_deepening(folder: Path) -> Questionnaire:
    """The deepening questions of a folder of content files. Raises ContentError with one line per fault."""
    asked, scored = load(folder / "deepening.toml", _Deepening), read_questionnaire(folder)
    order = _Sections(dont_know=scored.dont_know, advice=scored.advice, part=(asked.part,), chapter=asked.chapter)
    ids = [*scored.questions, *(q.id for q in asked.question)]
    faults = [
        *(f"deepening.toml: question {i!r} is given twice. Keep one." for i in repeated(ids)),
        *_faults_of_order("deepening.toml", order, {q.id: q for q in asked.question}),
        *(f"deepening.toml: {fault}" for q in asked.question for fault in _faults_of(q, asked.question, order, set(scored.sources))),
    ]
    if faults:
        raise ContentError(faults)
    return Questionnaire(
        parts=order.part, chapters=order.chapter, questions={q.id: q for q in asked.question}, sources=scored.sources,
        dont_know=order.dont_know, advice=order.advice, version=fingerprint(asked),
    )  # fmt: skip


def read_questionnaire(folder: Path) -> Questionnaire:
    """The questionnaire of a folder of content files. Raises ContentError with one line per fault."""
    company, person = load(folder / "company.toml", _Questions), load(folder / "person.toml", _Questions)
    sections, sources = load(folder / "sections.toml", _Sections), load(folder / "sources.toml", _Sources)
    questions = (*company.question, *person.question)
    faults = [
        *(f"company.toml, person.toml: question {i!r} is given twice. Keep one." for i in repeated(q.id for q in questions)),
        *(f"sources.toml: source {i!r} is given twice. Keep one." for i in repeated(s.id for s in sources.source)),
        *_faults_of_order("sections.toml", sections, {q.id: q for q in questions}),
        *(fault for q in questions for fault in _faults_of(q, questions, sections, {s.id for s in sources.source})),
        *(fault for q in questions for fault in _faults_of_scale(q, person.levels)),
        *(fault for part in sections.part for fault in _faults_of_part(part, questions, sections)),
    ]
    if faults:
        raise ContentError(faults)
    version = fingerprint(company, person, sections)
    return Questionnaire(
        parts=sections.part, chapters=sections.chapter, questions={q.id: q for q in questions},
        sources={s.id: s for s in sources.source}, dont_know=sections.dont_know, advice=sections.advice, version=version,
    )  # fmt: skip


def _faults_of_order(file: str, sections: _Sections, questions: dict[str, Question]) -> Iterator[str]:
    placed = _placed(sections)
    for q in repeated(placed):
        yield f"{file}: question {q!r} stands in two sections. Keep it in one."
    for q in sorted(set(placed) - set(questions)):
        yield f"{file}: question {q!r} does not exist. Add it or take it out."
    for q in sorted(set(questions) - set(placed)):
        yield f"{file}: question {q!r} stands in no section. Add it to one."
    for section in (s for chapter in sections.chapter for s in chapter.section):
        together = [q for q in section.questions if q in questions and "founder" in questions[q].asked_of]
        if len(together) > 1 and section.title is None:
            yield f"{file}: section {section.id!r}: title is missing, and it asks more than one question. Add it."
        if sum(questions[q].short for q in together) > 1:
            yield f"{file}: section {section.id!r}: questions: more than one is in the short version. Split the section."


def _faults_of(q: Question, questions: tuple[Question, ...], sections: _Sections, sources: set[str]) -> Iterator[str]:
    options = {other.id: other.option_ids for other in questions}
    order = _placed(sections)
    for source in q.sources:
        if source not in sources:
            yield f"question {q.id!r}: sources: {source!r} is not in sources.toml. Add it there or correct it."
    for other, unwanted in q.unless.items():
        if other not in order[: order.index(q.id) if q.id in order else 0]:
            yield f"question {q.id!r}: unless: {other!r} is not an earlier question. Name one that is asked before."
        elif missing := set(unwanted) - set(options.get(other, ())):
            yield f"question {q.id!r}: unless: {other!r} has no option {min(missing)!r}. Correct it."


def _faults_of_scale(q: Question, levels: tuple[str, ...]) -> Iterator[str]:
    if q.kind == "anchored" and q.option_ids != levels:
        yield f"question {q.id!r}: options: an anchored scale has the levels {', '.join(levels)}, in this order."


def _faults_of_part(part: Part, questions: tuple[Question, ...], sections: _Sections) -> Iterator[str]:
    options = {q.id: q.option_ids for q in questions}
    before = list(takewhile(lambda chapter: chapter.part != part.id, sections.chapter))
    earlier = {q for chapter in before for section in chapter.section for q in section.questions}
    for other, unwanted in part.unless.items():
        if other not in earlier:
            yield f"sections.toml: part {part.id!r}: unless: {other!r} is not asked before the part. Name one that is."
        elif missing := set(unwanted) - set(options.get(other, ())):
            yield f"sections.toml: part {part.id!r}: unless: {other!r} has no option {min(missing)!r}. Correct it."


def _placed(sections: _Sections) -> list[str]:
    return [q for chapter in sections.chapter for section in chapter.section for q in section.questions]
