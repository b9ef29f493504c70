"""How sure the verdict is, in words: what would change it, how solid it is, who would see it otherwise, what is worth finding out."""

from collections.abc import Sequence
from typing import get_args

from questionnaire.models import DONT_KNOW
from scoring.assessment import Counterfactual, Shift
from scoring.facts import questions_of
from scoring.models import Change, Fact, School
from scoring.proof import certificate as proven

from ..blocks import Cell, Prose, Section, Step, Steps, Table
from ..subject import Subject, firmness


def find_out(about: Subject) -> Section:
    """The one question that would settle most, and who would know; then the others that were answered with "I don't know"."""
    found, say = about.found, about.say
    if found.next_best is None:
        return Section("find_out", say("find_out_title"), ())
    steps = [_step(about, found.next_best, "find_out_text"), *(_step(about, q, "ask_whom") for q in _not_known(about))]
    return Section("find_out", say("find_out_title"), (Steps(tuple(steps)),))


def _step(about: Subject, question: str, key: str) -> Step:
    fact = _read_from(about, question)
    return Step(about.question(question), about.say(key, who=_who(about, question)), about.cite(fact.sources))


def _who(about: Subject, question: str) -> str:
    """Who would know: candidates themselves, if it is about them."""
    if about.audience == "candidate" and about.questions.chapter_of(question).part == "person":
        return about.say("yourself")
    return _read_from(about, question).ask[about.language]


def _not_known(about: Subject) -> list[str]:
    """Questions answered with "I don't know" whose fact is still open, in their order."""
    unknown = [q for q in about.questions.order if about.found.answers.get(q) == DONT_KNOW and q != about.found.next_best]
    read = {
        q for fact in about.rules.facts for q in questions_of(fact.rule, about.rules.evidence_cap) if about.found.facts[fact.id] is None
    }
    return [q for q in unknown if q in read]


def first_to_find_out(about: Subject) -> str:
    """For a toss-up: the question to settle before anything is decided, and who would know."""
    question = about.found.next_best or ""
    return about.say("find_first", question=about.question(question), who=_who(about, question))


def _read_from(about: Subject, question: str) -> Fact:
    return next(f for f in about.rules.facts if question in questions_of(f.rule, about.rules.evidence_cap))


def would_change(about: Subject) -> Section:
    """The smallest sets of changes that lead to each other outcome, by what it takes: to act, to wait, or another company."""
    say = about.say
    rows = tuple(_row(about, one) for kind in get_args(Change) for one in _nearest(about.found.counterfactuals, kind))
    if not rows:
        return Section("change", say("change_title"), (Prose(say("change_none")),))
    table = Table((say("if_this_changes"), say("verdict_becomes"), say("change_takes")), rows, (7, 4, 4), say("change_title"), dense=True)
    return Section("change", say("change_title"), (Prose(say("change_text"), quiet=True), table))


def _nearest(sets: Sequence[Counterfactual], kind: Change) -> list[Counterfactual]:
    """Of one kind for each outcome, the one with the fewest changes."""
    nearest: dict[str, Counterfactual] = {}
    for one in sorted((s for s in sets if s.kind == kind), key=lambda s: len(s.changes)):
        nearest.setdefault(one.outcome, one)
    return list(nearest.values())


def _row(about: Subject, one: Counterfactual) -> tuple[Cell, ...]:
    shifts = [_shift(about, c) for c in one.changes]
    what = about.quoted(shifts) if len(shifts) > 1 else shifts[0]
    return Cell(what), Cell(about.name(one.outcome)), Cell(about.say(f"change_{one.kind}"))


def _shift(about: Subject, change: Shift) -> str:
    text = about.rules.fact(change.fact).level_text
    return about.say("shift", fact=about.fact(change.fact), now=text(change.now)[about.language], then=text(change.then)[about.language])


def how_solid(about: Subject) -> Section:
    """The figures behind the badge."""
    found, say = about.found, about.say
    solid = found.robustness
    rows = [(say("flip_name"), say("flip", count=solid.flip_distance) if solid.flip_distance else say("flip_none"))]
    if solid.neighbours_agreeing is not None:
        rows.append((say("neighbours_name"), say("percent", share=round(solid.neighbours_agreeing * 100))))
    stable = say("stability", share=round(solid.weight_stability * 100), draws=solid.draws)
    rows += [(say("stability_name"), stable), (say("settled_name"), say("settled_yes" if found.settled else "settled_no"))]
    table = Table((say("measure"), say("value")), tuple((Cell(a), Cell(b)) for a, b in rows), (7, 4), say("solid_title"), dense=True)
    return Section("solid", say("solid_title"), (Prose(say(f"badge_{firmness(found)}")), table))


def schools(about: Subject) -> Section:
    """Whether the verdict depends on whom one believes, and who sees it otherwise."""
    found, say = about.found, about.say
    others = [school for school in about.rules.schools if found.schools[school.id] != found.verdict]
    if not others:
        return Section("schools", say("schools_title"), (Prose(say("schools_agree", total=len(found.schools))),))
    said = say("schools_differ", count=len(others), total=len(found.schools))
    rows = tuple(_school(about, school) for school in others)
    table = Table((say("school"), say("its_verdict"), say("claim")), rows, (4, 3, 8), say("schools_listed"), dense=True)
    return Section("schools", say("schools_title"), (Prose(said), table))


def _school(about: Subject, school: School) -> tuple[Cell, Cell, Cell]:
    cited = about.say(
        "school_cited", claim=school.claim[about.language], sources=", ".join(school.sources), against=", ".join(school.against)
    )
    return Cell(school.name[about.language]), Cell(about.name(about.found.schools[school.id])), Cell(cited)


def certificate(about: Subject) -> Section:
    """What was checked of the rules, and the command that repeats it."""
    say, proof = about.say, proven()
    held = sum(one.holds for one in proof.invariants)
    text = say("certificate_text", rules=proof.rules_version, states=proof.states, count=held, total=len(proof.invariants))
    return Section("certificate", say("certificate_title"), (Prose(text), Prose(say("certificate_repeat"), quiet=True)))
