"""What to ask each person: a few questions about what is weak or unproven, in the same words for everybody. No name stands in them."""

from ..blocks import Guide, Prose
from ..compared import Judged
from ..comparison_blocks import Part, Shown
from ..interview import Interview
from ..seats import combined
from .telling import Compared

_QUESTIONS = 3


def guides(about: Compared) -> Part:
    """For each person their questions; last of all who decides."""
    blocks: list[Shown] = [Prose(about.say("guides_text"))]
    for one in about.people:
        blocks += [about.named(one), _guide(about, one)]
    return Part("guides", about.say("guides"), (*blocks, Prose(about.say("decides"))), new_page=True)


def _guide(about: Compared, one: Judged) -> Guide:
    """For the combined role, whatever the verdict: that is what everybody is looked at for."""
    tell = about.tell
    seats = (combined(one.found),)
    return Interview(one.found, "recruiter", tell.say, tell.asked, tell.rules, seats, of_person=True).guide(_QUESTIONS)
