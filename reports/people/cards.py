"""A card for each person: the verdict, how sure it is, what is known of them and what goes with it."""

from collections.abc import Iterator

from scoring.assessment import Check

from ..compared import TRAITS, Judged
from ..comparison_blocks import Card, Cards, Part
from ..subject import firmness, lead, turns
from .telling import Compared


def cards(about: Compared) -> Part:
    return Part("cards", about.say("cards"), (Cards(tuple(_card(about, one) for one in about.people)),))


def _card(about: Compared, one: Judged) -> Card:
    found, say = one.found, about.tell.say
    return Card(
        letter=one.letter, title=about.title(one), name=about.name(one), outcome=found.verdict, verdict=about.tell.name(found.verdict),
        strength=found.strength, strength_name=say(firmness(found)),
        sure=" ".join(filter(None, (lead(found, say, about.tell.rules), turns(found, say)))),
        traits=tuple(about.trait(one, fact) for fact in TRAITS), notes=tuple(_notes(about, one)),
    )  # fmt: skip


def _notes(about: Compared, one: Judged) -> Iterator[str]:
    found, say = one.found, about.tell.say
    if not one.person.finished:
        yield about.say("unfinished")
    for outcome, facts in found.pending.items():
        yield say("pending", name=about.tell.name(outcome), facts=about.facts(facts))
    if any(c.kind == "veto" and c.met == "unknown" for c in found.checks_of(found.verdict)):
        yield say("veto_open")
    if one.in_the_way:
        yield _in_the_way(about, one.in_the_way)
    if unknown := [fact for fact, level in found.facts.items() if level is None and fact not in TRAITS]:
        yield about.say("not_known", facts=about.facts(unknown))
    if found.cautions:
        yield about.say("cautions", count=len(found.cautions))
    if one.rescored:
        yield about.say("rescored_card")


def _in_the_way(about: Compared, check: Check) -> str:
    key = "in_the_way_unknown" if check.met == "unknown" else "in_the_way"
    return about.say(key, name=about.tell.name(check.outcome), because=check.because[about.tell.language])
