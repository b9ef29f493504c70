"""The report on one candidate, the comparison of a few. While names are hidden, so are people's own words. Draws nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from questionnaire.models import Language
from reports.compared import Person
from reports.comparison import comparison
from reports.comparison_blocks import Comparison
from scoring.assessment import Explained
from scoring.many import STRENGTHS
from scoring.models import OutcomeId, Strength
from scoring.rulebase import rule_base
from sharing.exchange.document import letter
from sharing.models import Advice
from sharing.store.folder import Folder

from .. import authority
from ..basis import Basis
from ..judging import judged
from .lineup import Lined


def basis_of(folder: Folder, one: Lined) -> Basis:
    """What the report on somebody is made from, with what they say to the contrary. Raises StoreError."""
    answers = judged(folder.company_answers(), folder.answers([one.person])[one.id])
    return Basis("candidate", answers, words_of(folder, one), reader="recruiter")


def advice_of(found: Explained) -> Advice:
    """What stands beside a decision."""
    return Advice(found.verdict, found.strength, found.rules_version)


def compared(folder: Folder, people: Sequence[Lined], language: Language) -> Callable[[], Comparison]:
    """Reads a few people; what it gives puts them side by side, in the order given, in whatever process. Raises StoreError."""
    answers, letters = folder.answers([one.person for one in people]), lettered(people)
    persons = [_person(folder, one, letters[one.id], judged({}, answers[one.id])) for one in people]
    company, hidden = judged(folder.company_answers(), {}), not authority.of_brief(folder.brief, "names")
    return partial(comparison, company, persons, folder.brief.draft.title, language, datetime.now(UTC).date(), blind=hidden)


def lettered(people: Sequence[Lined]) -> dict[str, str]:
    """A single letter for each of a few: their own while names are hidden, if all have one, else A, B, C."""
    if all(not one.name and len(one.letter) == 1 for one in people):
        return {one.id: one.letter for one in people}
    return {one.id: letter(number) for number, one in enumerate(people)}


def words_of(folder: Folder, one: Lined) -> Mapping[str, str]:
    """What somebody says to the contrary, by what it is about; nothing while names are hidden, as words can give them away."""
    shown = authority.of_brief(folder.brief, "words")
    return {comment.about: comment.text for comment in folder.comments(one.person)} if shown else {}


def _person(folder: Folder, one: Lined, at: str, answers: Mapping[str, str]) -> Person:
    then = one.person.given
    return Person(
        one.id, at, one.name, answers, one.finished, then.rules_version if then else None,
        outcome_of(then.verdict) if then else None, strength_of(then.strength) if then else None, words_of(folder, one),
    )  # fmt: skip


def outcome_of(word: str) -> OutcomeId | None:
    """A verdict that was kept; None for one that a restored file brought and these rules do not have."""
    return next((outcome.id for outcome in rule_base().outcomes if outcome.id == word), None)


def strength_of(word: str) -> Strength | None:
    """A strength that was kept, in the same way."""
    return next((strength for strength in STRENGTHS if strength == word), None)
