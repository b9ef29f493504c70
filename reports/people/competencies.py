"""Competencies by chapter: a line for each anchored question that anybody answered, then all of it in words. Adds nothing up."""

from collections.abc import Mapping, Sequence

from ..blocks import Cell, Dot, Dots, Heading, Line, Prose, Table
from ..comparison_blocks import Part, Shown
from ..levels import Marks
from .telling import Compared

_LEVELS = ("absent", "assisted", "own_team", "whole_function", "company_wide")
Levels = Mapping[str, Mapping[str, Marks]]  # by letter, then by question


def competencies(about: Compared) -> Part:
    levels = {one.letter: one.levels(about.tell.asked) for one in about.people}
    answered = {q for marks in levels.values() for q in marks}
    blocks: list[Shown] = [Prose(about.say("filled"))] if answered else [Prose(about.say("none_answered"))]
    for chapter in about.tell.asked.chapters:
        title, here = chapter.title[about.tell.language], [q for q in _questions(about, chapter.id) if q in answered]
        if here:
            blocks += [Heading(title), _dots(about, here, levels), _in_words(about, title, here, levels)]
    return Part("competencies", about.say("competencies"), tuple(blocks), new_page=True)


def _questions(about: Compared, chapter: str) -> list[str]:
    return [q for q in about.tell.asked.order if about.tell.asked.chapter_of(q).id == chapter]


def _dots(about: Compared, questions: Sequence[str], levels: Levels) -> Dots:
    lines = tuple(
        Line(about.question(q), tuple(Dot(letter, *marks[q]) for letter, marks in levels.items() if q in marks)) for q in questions
    )
    rows = [about.say("dots_alt_row", name=about.question(q), levels=_told(about, q, levels)) for q in questions]
    return Dots(tuple(map(about.say, _LEVELS)), lines, about.say("dots_alt", rows=" ".join(rows)), "")


def _in_words(about: Compared, title: str, questions: Sequence[str], levels: Levels) -> Table:
    rows = tuple((Cell(about.question(q)), Cell(_told(about, q, levels))) for q in questions)
    return Table((about.say("competency"), about.say("levels")), rows, (4, 7), about.say("in_words", chapter=title))


def _told(about: Compared, question: str, levels: Levels) -> str:
    return " · ".join(_level(about, letter, marks.get(question)) for letter, marks in levels.items())


def _level(about: Compared, letter: str, marks: Marks | None) -> str:
    if marks is None:
        return about.say("level_none", letter=letter)
    counted, said = (about.say(_LEVELS[mark - 1]) for mark in marks)
    return about.say("level" if counted == said else "level_said", letter=letter, level=counted, said=said)
