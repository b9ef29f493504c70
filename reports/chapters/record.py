"""What the report rests on: the answers and how they were read, the method, the sources."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from questionnaire.catalogue import deepening
from questionnaire.models import Questionnaire
from scoring.verdict import cube

from ..blocks import Cell, Chapter, Heading, Pair, Pairs, Prose, Remark, Section, Table
from ..subject import Subject


def facts(about: Subject) -> Section:
    """Every fact as it was read."""
    say = about.say
    levels = [(reading, about.level(reading)) for reading in about.found.readings]
    return Section("facts", say("facts_title"), (Pairs(tuple(Pair(about.fact(r.fact), cell.text, cell.mark) for r, cell in levels)),))


def answers(about: Subject) -> Section:
    """Every answer that counted, by chapter, in the order of the questionnaire; then those that serve the report alone."""
    deeper = tuple(_answered(about, deepening(), about.deeper))
    apart = (Prose(about.say("answers_not_scored"), quiet=True), *deeper) if deeper else ()
    return Section("answers", about.say("answers_title"), (*_answered(about, about.questions, about.found.answers), *apart))


def _answered(about: Subject, asked: Questionnaire, given: Mapping[str, str]) -> Iterator[Heading | Pairs]:
    for chapter in asked.chapters:
        here = [q for q in asked.order if q in given and asked.chapter_of(q) == chapter]
        if here:
            yield Heading(chapter.title[about.language])
            yield Pairs(tuple(Pair(_wording(about, asked, q), asked.answer_text(q, given[q], about.language)) for q in here))


def _wording(about: Subject, asked: Questionnaire, question: str) -> str:
    text = asked.questions[question].worded_for(about.audience).text
    return text[about.language] if text else question


def method(about: Subject) -> Section:
    say = about.say
    how = say("method_text", facts=len(about.rules.facts), states=cube().verdicts.size)
    texts = (how, say("method_evidence"), say("method_private"), say("method_public"))
    versions = say("versions", questions=about.found.questions_version, rules=about.found.rules_version, date=say.date(about.day))
    return Section("method", say("method_title"), (Prose(versions, quiet=True), *(Prose(text) for text in texts)))


def sources(about: Subject, cited_in: Sequence[Chapter]) -> Section:
    """What these chapters cite, all of it and nothing else, with titles and addresses."""
    cited = set(re.findall(r"\w+", "\n".join(_words(cited_in))))
    known = [one for one in about.questions.sources.values() if one.id in cited]
    rows = tuple((Cell(s.id), Cell(s.title), Cell(urlsplit(s.address).hostname or "–", link=s.address)) for s in known)
    head = (about.say("source"), about.say("title"), about.say("address"))
    return Section("sources", about.say("sources_title"), (Table(head, rows, (1, 8, 4), about.say("sources_title"), dense=True),))


def _words(value: object) -> Iterator[str]:
    """Every text of ours in a part of a report: not what people say in their own words, and no answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _words(one)
    elif not isinstance(value, Remark) and not (isinstance(value, Section) and value.id == "answers"):
        for field in getattr(value, "__dataclass_fields__", ()):
            yield from _words(getattr(value, field))
