"""The result of a sitting, as its own owner reads it: for a candidate of a brief with what is known of the company. Draws nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime

from questionnaire import deeper
from questionnaire.catalogue import questionnaire
from questionnaire.models import Language
from questionnaire.sitting import counted
from reports.blocks import Report
from reports.document import report
from scoring.assessment import Explained
from scoring.verdict import assess, explained, unknown_questions
from sharing.models import Given
from sharing.store.guest import Guest

from ..authority import Admitted
from ..judging import explained_for, judged


def found_for(admitted: Admitted) -> Explained:
    """The verdict with every reason. Raises StoreError."""
    if admitted.guest:
        return explained_for(admitted.guest.company_answers(), admitted.sitting.answers)
    answers = counted(questionnaire(), admitted.sitting)
    return explained(answers, unknown_questions(answers, admitted.sitting.audience))


def report_for(admitted: Admitted, found: Explained, language: Language, *, silent: bool = False) -> Report:
    """The whole report, with what a candidate says to the contrary unless `silent`; how much of it they may see, `scope` says.

    Raises StoreError.
    """
    said = {one.about: one.text for one in admitted.guest.comments()} if admitted.guest and not silent else {}
    answers = deeper.answers(admitted.sitting)
    return report(found, admitted.sitting.audience, language, datetime.now(UTC).date(), comments=said, deeper=answers)


def finish(guest: Guest, answers: Mapping[str, str]) -> None:
    """Remember that a candidate has answered everything, and which verdict stood then. Raises StoreError."""
    found = assess(judged(guest.company_answers(), answers))
    guest.finish(Given(found.verdict, found.strength, found.rules_version))
