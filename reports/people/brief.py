"""What is known of the company, and what it points to with nobody in view."""

from ..blocks import Cell, Prose, Table
from ..compared import TRAITS
from ..comparison_blocks import Part
from .telling import Compared


def brief(about: Compared) -> Part:
    """The facts about the company; one sentence if nothing is known."""
    facts = [fact.id for fact in about.tell.rules.facts if fact.id not in TRAITS]
    if not any(about.alone.facts[fact] for fact in facts):
        return Part("brief", about.say("company"), (Prose(about.say("company_unknown")),))
    rows = tuple((Cell(about.tell.fact(fact)), _level(about, fact)) for fact in facts)
    table = Table((about.tell.say("fact"), about.tell.say("level")), rows, (4, 7), about.say("company"), dense=True)
    return Part("brief", about.say("company"), (Prose(_alone(about)), table))


def _level(about: Compared, fact: str) -> Cell:
    return Cell(about.level(about.alone, fact), None if about.alone.facts[fact] else "unknown")


def _alone(about: Compared) -> str:
    """What the company says by itself: a verdict, or those it leaves open."""
    found = about.alone
    if found.strength == "toss_up":
        return about.say("alone_open", names=about.tell.quoted_names(found.possible))
    return about.say("alone", verdict=about.judgement(found.verdict, found.strength))
