"""One person's run through the questionnaire, and its pure moves. Knows no screen and no store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from .languages import OTHERWISE
from .models import DONT_KNOW, AnyPart, Audience, Chapter, Extent, Language, Length, PartId, Question, Questionnaire, Section

REVIEW, RESULT = "review", "result"
FIRST_PART: Mapping[Audience, PartId] = {"founder": "company", "candidate": "person", "recruiter": "company"}


Prefer = Callable[[Sequence[str]], str | None]
"""Chooses the question to ask next among some, or leaves it to their order."""


class Same:
    """A questionnaire by which something is kept: another one is another, however alike."""

    def __init__(self, one: Questionnaire) -> None:
        self.one = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.one is self.one

    def __hash__(self) -> int:
        return id(self.one)


class Screen(NamedTuple):
    """A section and the questions of it that are asked now."""

    chapter: Chapter
    section: Section
    questions: tuple[Question, ...]


class Progress(NamedTuple):
    """Where a screen stands in its part: questions `first` to `last` of `total`, counted from 1."""

    first: int
    last: int
    total: int


@dataclass(frozen=True)
class Sitting:
    """The answers are the only truth, in the order they were first given.

    `place` is a section id, "review" or "result"; `parts` says how fully each part is answered; `settled` which answers were said
    to be true although they seem to contradict each other.
    """

    id: str
    audience: Audience
    language: Language
    parts: Mapping[AnyPart, Extent]
    place: str
    reviewed: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, str] = field(default_factory=dict)


def begin(q: Questionnaire, sitting_id: str, audience: Audience, language: Language, length: Length) -> Sitting:
    """A new sitting on its first screen."""
    sitting = Sitting(sitting_id, audience, language, {FIRST_PART[audience]: length}, place="")
    return replace(sitting, place=screens(q, sitting)[0].section.id)


def begin_for_brief(q: Questionnaire, sitting_id: str, language: Language, length: Length) -> Sitting:
    """A candidate's sitting for a company that others describe: themselves, and of the company what only they can say."""
    sitting = begin(q, sitting_id, "candidate", language, length)
    return replace(sitting, parts={**sitting.parts, "company": "own"})


def counted(q: Questionnaire, sitting: Sitting) -> dict[str, str]:
    """The answers that are scored: those to questions that are asked, "I don't know" included."""
    return q.relevant(sitting.audience, sitting.answers)


def screens(q: Questionnaire, sitting: Sitting) -> list[Screen]:
    """All screens of the parts that were begun, in order, with only the relevant questions."""
    return list(_screens(Same(q), sitting.audience, tuple(sitting.parts.items()), tuple(sitting.answers.items())))


@lru_cache(maxsize=512)
def _screens(same: Same, audience: Audience, parts: Sequence[tuple[AnyPart, Extent]], given: Sequence[tuple[str, str]]) -> list[Screen]:
    """Kept for a moment: one page asks for them half a dozen times."""
    q, sitting = same.one, Sitting("", audience, OTHERWISE, dict(parts), "", answers=dict(given))
    answers = counted(q, sitting)
    found = []
    for part in _parts(sitting):
        for chapter, section in q.sections(part):
            asked = tuple(
                q.questions[i]
                for i in section.questions
                if _wanted(q.questions[i], sitting.parts[part]) and q.asks(i, sitting.audience, answers)
            )
            if asked:
                found.append(Screen(chapter, section, asked))
    return found


def asked_at_most(q: Questionnaire, audience: Audience, length: Length) -> int:
    """How many questions the first part has for somebody who is asked all of them."""
    return len(first_questions(q, audience, length))


def first_questions(q: Questionnaire, audience: Audience, length: Length) -> list[Question]:
    """The questions of the first part, for somebody who is asked all of them."""
    begun = screens(q, begin(q, "", audience, OTHERWISE, length))
    return [question for screen in begun if screen.chapter.part == FIRST_PART[audience] for question in screen.questions]


def current(q: Questionnaire, sitting: Sitting) -> Screen | None:
    """The screen at the sitting's place; None on the review and result pages."""
    return next((s for s in screens(q, sitting) if s.section.id == sitting.place), None)


def progress(q: Questionnaire, sitting: Sitting, screen: Screen) -> Progress:
    """Counted over all questions this audience can meet in the part, so that a skipped one moves forward, never back."""
    part = screen.chapter.part
    possible = [
        i
        for _, section in q.sections(part)
        for i in section.questions
        if _wanted(q.questions[i], sitting.parts[part]) and sitting.audience in q.questions[i].asked_of
    ]
    if sitting.parts[part] == "short":
        way = [s for s in _way(q, sitting) if s.chapter.part == part]
        left = sum(len(s.questions) for s in way[way.index(screen) :])
        return Progress(len(possible) - left + 1, len(possible) - left + len(screen.questions), len(possible))
    places = [possible.index(question.id) + 1 for question in screen.questions]
    return Progress(min(places), max(places), len(possible))


def answer(q: Questionnaire, sitting: Sitting, question: str, option: str) -> Sitting:
    """The sitting with one answer given or changed. KeyError for a question, ValueError for an option that does not exist."""
    if option not in (*q.questions[question].option_ids, DONT_KNOW):
        raise ValueError(option)
    return replace(sitting, answers={**sitting.answers, question: option})


def unanswered(screen: Screen, sitting: Sitting) -> list[Question]:
    """What still needs an answer before the next screen; silence is not an answer."""
    return [question for question in screen.questions if question.id not in sitting.answers]


def open_questions(q: Questionnaire, sitting: Sitting) -> list[Question]:
    """What still needs an answer in the parts begun, as far as it is known now."""
    return [question for screen in screens(q, sitting) for question in unanswered(screen, sitting)]


def forward(q: Questionnaire, sitting: Sitting, prefer: Prefer | None = None) -> Sitting:
    """To the next screen; after the review page was reached once, only to what is still unanswered, else back to the review.

    In a part answered in short, `prefer` chooses among the questions that are not yet answered.
    """
    ahead = _ahead(q, sitting)
    if sitting.reviewed:
        ahead = [s for s in ahead if unanswered(s, sitting)]
    if ahead:
        return replace(sitting, place=_preferred(sitting, ahead, prefer).section.id)
    return replace(sitting, place=REVIEW, reviewed=True)


def _preferred(sitting: Sitting, ahead: Sequence[Screen], prefer: Prefer | None) -> Screen:
    part = ahead[0].chapter.part
    if prefer is None or sitting.parts[part] == "full" or not unanswered(ahead[0], sitting):
        return ahead[0]
    among = {question.id: s for s in ahead if s.chapter.part == part for question in unanswered(s, sitting)}
    return among.get(prefer(list(among)) or "", ahead[0])


def backward(q: Questionnaire, sitting: Sitting) -> Sitting | None:
    """To the screen before; None from the first one. No answer is lost."""
    if sitting.place == RESULT:
        return replace(sitting, place=REVIEW)
    ahead = _ahead(q, sitting) if sitting.place != REVIEW else []
    behind = [s for s in _way(q, sitting) if s not in ahead and s.section.id != sitting.place]
    return replace(sitting, place=behind[-1].section.id) if behind else None


def go(q: Questionnaire, sitting: Sitting, place: str) -> Sitting:
    """To a named place; a place that is not on the way leads to the nearest unanswered screen or the review."""
    ids = [s.section.id for s in screens(q, sitting)]
    if place in (*ids, REVIEW) or (place == RESULT and finished(q, sitting)):
        return replace(sitting, place=place)
    gap = next((s for s in screens(q, sitting) if unanswered(s, sitting)), None)
    return replace(sitting, place=gap.section.id if gap else REVIEW)


def extend(q: Questionnaire, sitting: Sitting, part: PartId, length: Length) -> Sitting:
    """Begin another part, or answer one in full that was answered in short; on to its first unanswered screen."""
    longer = replace(sitting, parts={**sitting.parts, part: length})
    return go(q, longer, place="")


def offers(q: Questionnaire, sitting: Sitting) -> list[tuple[PartId, Length, int]]:
    """What could still be answered, each with its number of new questions: the rest of a part, or the other part."""
    choices: list[tuple[PartId, Length]] = [("company", "short"), ("company", "full"), ("person", "short"), ("person", "full")]
    asked = _asked(q, sitting)
    found = []
    for part, length in choices:
        more = len(_asked(q, replace(sitting, parts={**sitting.parts, part: length})) - asked)
        if more and sitting.parts.get(part) != "full":
            found.append((part, length, more))
    return found


def finished(q: Questionnaire, sitting: Sitting) -> bool:
    """Whether every relevant question of the parts begun has an answer."""
    return not open_questions(q, sitting)


def _asked(q: Questionnaire, sitting: Sitting) -> set[str]:
    return {question.id for s in screens(q, sitting) for question in s.questions}


def _parts(sitting: Sitting) -> list[AnyPart]:
    first = FIRST_PART[sitting.audience]
    return [first, *(part for part in sitting.parts if part != first)]


def _wanted(question: Question, extent: Extent) -> bool:
    return question.own if extent == "own" else extent == "full" or question.short


def _way(q: Questionnaire, sitting: Sitting) -> list[Screen]:
    """All screens in the order they are met: as written, but in a part answered in short first those answered, as they were answered."""
    ranks = {question: rank for rank, question in enumerate(sitting.answers)}
    here, later = len(ranks), len(ranks) + 1

    def met(screen: Screen) -> int:
        if sitting.parts[screen.chapter.part] == "full":
            return 0
        unmet = here if screen.section.id == sitting.place else later
        return min(ranks.get(question.id, unmet) for question in screen.questions)

    shown = screens(q, sitting)
    return [s for part in _parts(sitting) for s in sorted((s for s in shown if s.chapter.part == part), key=met)]


def _ahead(q: Questionnaire, sitting: Sitting) -> list[Screen]:
    """The screens after the current place, found even if that place has just become irrelevant."""
    way = _way(q, sitting)
    ids = [s.section.id for s in way]
    if sitting.place in ids:
        return way[ids.index(sitting.place) + 1 :]
    every = [section.id for part in _parts(sitting) for _, section in q.sections(part)]
    here = every.index(sitting.place) if sitting.place in every else -1
    return [s for s in way if every.index(s.section.id) > here or (sitting.parts[s.chapter.part] == "short" and unanswered(s, sitting))]
