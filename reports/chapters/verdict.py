"""The verdict in words: the side as a title, the case below, how firm it is and what could still turn it."""

from ..blocks import Verdict
from ..map import atlas
from ..subject import VERDICT, Subject, firmness, lead, turns
from . import sureness


def verdict(about: Subject) -> Verdict:
    """The side as a title, the case below; when the side itself is open, the title says so first."""
    found, say = about.found, about.say
    return Verdict(
        about=say(_subject_of(about)), title=say(_side(about)),
        outcome=found.verdict, name=about.named(found.verdict), strength=found.strength, strength_name=say(firmness(found)),
        sentences=(about.rules.outcome(found.verdict).text[about.language], *_how_sure(about)), headline=_headline(about),
        remark=about.remark(VERDICT, say("said_differently")),
    )  # fmt: skip


def _side(about: Subject) -> str:
    if about.found.side_strength != "toss_up":
        return about.found.side
    return "side_unknown" if about.found.pending else "side_open"


def _headline(about: Subject) -> tuple[str, ...]:
    """With nobody in view, what holds today and who would change it; for a toss-up, what to find out first."""
    first = (sureness.first_to_find_out(about),) if about.found.strength == "toss_up" and about.found.next_best else ()
    return (*atlas(about).headline(), *first)


def _subject_of(about: Subject) -> str:
    if about.audience == "candidate":
        return "verdict_for_candidate_company" if about.company_in_view else "verdict_for_candidate"
    return "verdict_for_founder_person" if about.person_in_view else "verdict_for_founder"


def _how_sure(about: Subject) -> list[str]:
    """That it is open; the lead in points and the number of single changes that would turn it; then what is missing, and the letters.

    The first one names no fact: it goes with the verdict even where nothing else is shown.
    """
    found, say = about.found, about.say
    sentences = [say("still_open_why")] if found.pending else []
    sentences += [sentence for sentence in (lead(found, say, about.rules), turns(found, say)) if sentence]
    sentences += [say("pending", name=about.name(o), facts=about.facts(facts)) for o, facts in found.pending.items()]
    if any(c.kind == "veto" and c.met == "unknown" for c in found.checks_of(found.verdict)):
        sentences.append(say("veto_open"))
    if len(found.possible) > 1:
        sentences.append(say("still_possible", names=about.quoted([about.name(o) for o in found.possible])))
    if found.lean:
        sentences.append(say(f"lean_{found.lean.lower()}"))
    return sentences
