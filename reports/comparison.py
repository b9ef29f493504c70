"""People side by side for one company, as typed blocks in the reader's language. Ranks nobody, adds nothing up, draws nothing."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from questionnaire.catalogue import questionnaire
from questionnaire.models import Language
from scoring.rulebase import rule_base
from scoring.verdict import assess

from .compared import Person, judged
from .comparison_blocks import Comparison
from .document import voice
from .people.brief import brief
from .people.cards import cards
from .people.closing import cautions, own_words, versions
from .people.competencies import competencies
from .people.everyone import everyone
from .people.fits import fits
from .people.gaps import gaps
from .people.guides import guides
from .people.telling import Compared
from .teller import Teller

__all__ = ["MOST", "Incomparable", "Person", "comparison"]

MOST = 6
_PARTS = (brief, cards, everyone, fits, competencies, gaps, guides, cautions, own_words)


class Incomparable(ValueError):
    """These people cannot be put side by side. The message is one sentence: what, and how to mend it."""


def comparison(
    company: Mapping[str, str], people: Sequence[Person], title: str, language: Language, day: date, *, blind: bool = False
) -> Comparison:
    """Up to six people in the order given, each judged alone by today's rules with the answers about the same company.

    `blind` leaves out every name, and people's own words, which can give them away. Raises Incomparable.
    """
    _look_at(people)
    tell = Teller(voice(language), questionnaire(), rule_base())
    about = Compared(tell, judged(company, people, rule_base()), assess(company), blind)
    say = tell.say
    parts = (*(part(about) for part in _PARTS), versions(about, day))
    return Comparison(
        language=language, product=say("product_name"), title=say("people_title", count=len(people)),
        brief_label=say("people_brief"), brief=title, order=say("people_order_blind" if blind else "people_order"),
        advises=say("people_advises"), who_label=say("people_who"), contents_label=say("contents"), page_of=say("page_of"),
        date=day, date_text=say.date(day), parts=tuple(part for part in parts if part.blocks),
    )  # fmt: skip


def _look_at(people: Sequence[Person]) -> None:
    letters = [person.letter for person in people]
    if not 1 <= len(people) <= MOST:
        raise Incomparable(f"{len(people)} people cannot be compared: choose between 1 and {MOST}.")
    if len(set(letters)) < len(letters) or not all(re.fullmatch("[A-Z]", letter) for letter in letters):
        raise Incomparable(f"The letters {', '.join(letters)} do not tell people apart: give each a capital of its own, from A to Z.")
