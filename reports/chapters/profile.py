"""A candidate's competencies, one by one: the level that counts and the one that was said. Adds nothing up."""

from collections.abc import Sequence

from ..blocks import Block, Cell, Dot, Dots, Heading, Line, Prose, Section, Table
from ..levels import ANCHORS, Marks, levels
from ..subject import Subject


def profile(about: Subject) -> Section:
    """A line for each competency that was answered, by field; what counts is said once, above."""
    say, marks = about.say, levels(about.found.answers, about.questions, about.rules.evidence_cap)
    blocks: list[Block] = [Prose(say(_what_counts(about, marks)))] if marks else []
    for chapter in about.questions.chapters:
        here = [q for q in marks if about.questions.chapter_of(q) == chapter]
        if here:
            title = chapter.title[about.language]
            blocks += [Heading(title), _dots(about, title, here, marks)]
    return Section("profile", say("chapter_profile"), tuple(blocks))


def _what_counts(about: Subject, marks: dict[str, Marks]) -> str:
    """The key of what is said of proof: it lowers a level, it would not, or nobody asked for it yet."""
    if any(counted < said for counted, said in marks.values()):
        return "profile_lowered"
    proof = about.found.answers.get(about.rules.evidence_cap.question)
    return "profile_proven" if proof == "most" else "profile_as_said" if proof in about.rules.evidence_cap.highest else "profile_unasked"


def _dots(about: Subject, title: str, questions: Sequence[str], marks: dict[str, Marks]) -> Dots:
    say = about.say
    lines = tuple(Line(about.question(q), (Dot("", *marks[q]),)) for q in questions)
    told = " ".join(_told(about, q, marks[q]) for q in questions)
    alt, table = say("profile_alt", field=title, rows=told), _in_table(about, title, questions, marks)
    return Dots(tuple(say(f"profile_{level}") for level in ANCHORS), lines, alt, "", table)


def _in_table(about: Subject, title: str, questions: Sequence[str], marks: dict[str, Marks]) -> Table:
    """What the dots say: for each competency the level that counts and the one that was said."""
    say = about.say
    head = (say("people_competency"), say("table_counts"), say("table_said"))
    rows = tuple((Cell(about.question(q)), *(Cell(say(f"profile_{ANCHORS[mark - 1]}")) for mark in marks[q])) for q in questions)
    return Table(head, rows, (5, 3, 3), say("table_of_levels", field=title))


def _told(about: Subject, question: str, marks: Marks) -> str:
    counted, said = (about.say(f"profile_{ANCHORS[mark - 1]}") for mark in marks)
    key = "profile_alt_row" if counted == said else "profile_alt_row_said"
    return about.say(key, name=about.question(question), level=counted, said=said)
