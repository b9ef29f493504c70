"""How well each of the five outcomes fits with each person in the company: its points, and whether its conditions hold. Adds nothing up."""

from scoring.models import OutcomeId

from ..blocks import Cell, Mark, Prose, Table
from ..compared import Judged
from ..comparison_blocks import Part
from .telling import Compared

_MARKS: dict[str, Mark | None] = {"verdict": "yes", "possible": None, "ruled_out": "no", "open": "unknown"}


def fits(about: Compared) -> Part:
    """People by outcomes; of every outcome its points and its state in words, beside its sign."""
    outcomes = [outcome.id for outcome in about.tell.rules.outcomes]
    head = (about.say("column"), *map(about.tell.name, outcomes))
    rows = tuple((Cell(about.title(one)), *(_fit(about, one, outcome) for outcome in outcomes)) for one in about.people)
    table = Table(head, rows, (3, *(4 for _ in outcomes)), about.say("fits"), dense=True)
    return Part("fits", about.say("fits"), (Prose(about.say("fits_text")), table))


def _fit(about: Compared, one: Judged, outcome: OutcomeId) -> Cell:
    state = _state(one, outcome)
    return Cell(about.say(f"fit_{state}", count=one.found.fits[outcome]), _MARKS[state])


def _state(one: Judged, outcome: OutcomeId) -> str:
    """The verdict, possible too, ruled out, or open while something is not known."""
    if outcome in one.found.admissible:
        return "verdict" if outcome == one.found.verdict else "possible"
    settled = any(check.stands_in_the_way and check.met != "unknown" for check in one.found.checks_of(outcome))
    return "ruled_out" if settled else "open"
