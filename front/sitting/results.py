"""The result of a sitting, as its own owner reads it: for a candidate of a brief with what is known of the company. Draws nothing."""

from collections.abc import Mapping

from questionnaire import deeper
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import counted
from scoring.verdict import assess
from sharing.models import Given
from sharing.store.guest import Guest

from ..authority import Admitted
from ..basis import Basis
from ..judging import judged


def basis(admitted: Admitted, *, silent: bool = False) -> Basis:
    """With what a candidate says to the contrary, unless `silent`. Raises StoreError."""
    sitting, guest = admitted.sitting, admitted.guest
    if guest is None:
        return Basis(sitting.audience, counted(questionnaire(), sitting), deeper=deeper.answers(sitting))
    said = {} if silent else {one.about: one.text for one in guest.comments()}
    return Basis("candidate", judged(guest.company_answers(), sitting.answers), said, deeper.answers(sitting))


def finish(guest: Guest, answers: Mapping[str, str]) -> None:
    """Remember that a candidate has answered everything, and which verdict stood then. Raises StoreError."""
    found = assess(judged(guest.company_answers(), answers))
    guest.finish(Given(found.verdict, found.strength, found.rules_version))
