"""Why, for the screen and for shared links: cautions, points for and against, why not the others, what a candidate says of it.

A whole document prints the decision on one page and all reasons in full instead.
"""

from dataclasses import replace

from scoring.assessment import Assessment, Reason

from ..blocks import Callout, Heading, Item, Outcomes, Prose, Reasons, Row, Section
from ..subject import VERDICT, Subject


def cautions(about: Subject) -> Section:
    given = [about.rules.caution(c) for c in about.found.cautions]
    label = about.say("take_care")
    blocks = tuple(Callout(label, c.text[about.language], about.cite(c.sources)) for c in given)
    return Section("cautions", about.say("cautions_title"), blocks, place="wide")


def speaks_for(about: Subject) -> Section:
    """Every point the verdict got, the ones it started from last; with those against, they add up to its fit."""
    found, say = about.found, about.say
    rows = tuple(about.row(r) for r in found.reasons_of(found.verdict) if r.points > 0)
    blocks = (Reasons(rows, say("sum", count=found.fits[found.verdict])),) if rows else (Prose(say("for_none")),)
    return Section("for", say("for_title"), blocks, place="left", printed=False)


def speaks_against(about: Subject) -> Section:
    """Points taken from the verdict, then those that only the runner-up got, then the conditions the others miss."""
    found, say = about.found, about.say
    taken = [about.row(r) for r in found.reasons_of(found.verdict) if r.points < 0]
    blocks: list[Reasons | Prose | Heading | Outcomes] = [Reasons(tuple(taken), "")] if taken else [Prose(say("against_none"), quiet=True)]
    if found.runner_up and (rival := of_the_runner_up(found)):
        blocks += [Prose(say("runner_up_points", name=about.name(found.runner_up)), quiet=True)]
        told = {r.fact for r in found.reasons_of(found.verdict)}  # what is said of a fact stands beside it once
        blocks += [Reasons(tuple(replace(row, remark=None) if row.fact in told else row for row in map(about.row, rival)), "")]
    return Section("against", say("against_title"), tuple(blocks), place="right", printed=False)


def of_the_runner_up(found: Assessment) -> list[Reason]:
    """The reasons of the next verdict that give it more than they give this one, the strongest first."""
    own = {r.fact: r.points for r in found.reasons_of(found.verdict)}
    return [r for r in found.reasons_of(found.runner_up) if r.fact and r.points > max(0, own.get(r.fact, 0))]


def conditions(about: Subject) -> Section:
    """Why not the others: for each the first condition in its way, or the points it lacks."""
    found, say = about.found, about.say
    items = []
    for outcome in found.fits:
        missed = [c for c in found.checks_of(outcome) if c.stands_in_the_way]
        settled = [c for c in missed if c.met != "unknown"]
        if settled:
            items.append(Item(outcome, about.name(outcome), settled[0].because[about.language]))
        elif missed:
            unknown = tuple(dict.fromkeys(f for c in missed for f in c.facts if found.facts[f] is None))
            items.append(Item(outcome, about.name(outcome), say("conditions_unknown", facts=about.facts(unknown))))
        elif outcome != found.verdict:
            short = found.fits[found.verdict] - found.fits[outcome]
            items.append(Item(outcome, about.name(outcome), say("points_short", count=short) if short else say("points_level")))
    blocks = (Outcomes(tuple(items), out=True),) if items else ()
    return Section("conditions", say("conditions_title"), blocks, place="right", printed=False)


def said(about: Subject) -> Section:
    """What the candidate says of things that are no reason here, so that no word is lost on the screen."""
    shown = {VERDICT, *(row.fact for part in (speaks_for(about), speaks_against(about)) for row in rows_of(part))}
    blocks = [about.remark(fact, said_of(about, fact)) for fact in about.comments if fact not in shown]
    return Section("said", about.say("said_title"), tuple(block for block in blocks if block), printed=False)


def said_of(about: Subject, fact: str) -> str:
    """The label of what somebody says of a fact, or of something else."""
    return about.say("said_about", fact=about.fact(fact)) if fact in about.found.facts else about.say("said_else")


def rows_of(section: Section) -> list[Row]:
    return [row for block in section.blocks if isinstance(block, Reasons) for row in block.rows]
