"""Whether a file that has the right shape is also true to itself and to the questionnaire. Each fault is the place where it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator

from questionnaire.models import DONT_KNOW, Questionnaire
from questionnaire.sitting import FIRST_PART, RESULT, REVIEW

from .document import Bundle, KeptSitting, counts_of


def unknown_answers(bundle: Bundle, q: Questionnaire) -> Iterator[str]:
    """The places of answers, or of a page, that this questionnaire does not have."""
    options = {question.id: {*question.option_ids, DONT_KNOW} for question in q.questions.values()}
    places = {REVIEW, RESULT, *(section.id for chapter in q.chapters for section in chapter.section)}
    for where, sitting in _sittings(bundle):
        if sitting.place not in places:
            yield f"{where}, place"
        for answer in sitting.answers:
            if answer.option not in options.get(answer.question, ()):
                yield f"{where}, answers, {answer.question}"


def contradictions(bundle: Bundle) -> Iterator[str]:
    """The places where one part of a file speaks against another."""
    yield from _repeated(bundle)
    yield from _odd_sittings(bundle)
    yield from _odd_seats(bundle)
    people = bundle.labels
    for number, ranking in enumerate(bundle.rankings, start=1):
        if set(ranking.order) - set(people) or _twice(ranking.order):
            yield f"rankings, {number}"
    for number, decision in enumerate(bundle.decisions, start=1):
        if decision.candidate not in people:
            yield f"decisions, {number}, candidate"
    if bundle.counts != counts_of(bundle):
        yield "counts"


def _odd_sittings(bundle: Bundle) -> Iterator[str]:
    for where, sitting in _sittings(bundle):
        audience = "recruiter" if sitting is bundle.brief.company else "candidate"
        if sitting.audience != audience or FIRST_PART[audience] not in sitting.parts:
            yield f"{where}, parts"
        if _twice(answer.question for answer in sitting.answers):
            yield f"{where}, answers"


def _odd_seats(bundle: Bundle) -> Iterator[str]:
    seats = {one.id: one.seats for one in bundle.invitations if one.kind != "company"}
    for number, person in enumerate(bundle.candidates, start=1):
        if person.seat > seats.get(person.invitation, 0):
            yield f"candidates, {number}, seat"
        if _twice(comment.about for comment in person.comments):
            yield f"candidates, {number}, comments"


def _repeated(bundle: Bundle) -> Iterator[str]:
    ids: dict[str, list[object]] = {
        "invitations": [one.id for one in bundle.invitations],
        "candidates": [person.id for person in bundle.candidates],
        "candidates, seat": [(person.invitation, person.seat) for person in bundle.candidates],
        "candidates, sitting": [sitting.id for _, sitting in _sittings(bundle)],
        "rankings": [ranking.stage for ranking in bundle.rankings],
        "decisions": [decision.id for decision in bundle.decisions],
    }
    yield from (where for where, found in ids.items() if _twice(found))


def _sittings(bundle: Bundle) -> Iterator[tuple[str, KeptSitting]]:
    yield "brief, company", bundle.brief.company
    for number, person in enumerate(bundle.candidates, start=1):
        yield f"candidates, {number}, sitting", person.sitting


def _twice(found: Iterable[object]) -> bool:
    return max(Counter(found).values(), default=0) > 1
