"""Assessment and language to Report: each section is one function and its words. Draws nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language
from questionnaire.words import Voice
from scoring.assessment import Assessment, Explained, Reason
from scoring.models import OutcomeId
from scoring.rulebase import rule_base
from scoring.verdict import cube

from . import sureness
from .blocks import Bar, Block, Callout, Cell, Figure, Heading, Item, Outcomes, Prose, Reasons, Report, Row, Section, Steps, Table, Verdict
from .map import atlas
from .steps import advice, next_steps
from .subject import Axes, Subject, lead, turns

CONTENT = Path(__file__).parent / "content"
WORDS = (CONTENT / "words.toml", CONTENT / "documents.toml", CONTENT / "comparison.toml")
SPLIT: OutcomeId = "split"
VERDICT = "verdict"  # what a comment that is not about a fact is about


@cache
def voice(language: Language) -> Voice:
    """The words of the report and of the result page."""
    return Voice(language, *WORDS)


def report(
    found: Explained, audience: Audience, language: Language, day: date, axes: Axes | None = None,
    comments: Mapping[str, str] = MappingProxyType({}),
) -> Report:  # fmt: skip
    """The whole report of one assessment, dated; its map shows the facts `axes`, or those that are usual for the audience.

    `comments` are the candidate's own words about "verdict" or a fact (by its id): plain text, shown beside what they are about.
    """
    about = Subject(found, audience, voice(language), rule_base(), questionnaire(), day, axes, comments)
    say = about.say
    shown = [section(about) for section in SECTIONS]
    return Report(
        language=language, product=say("product_name"), question=say("the_question"), advises=say("advises"),
        verdict_label=say("verdict_label"), contents_label=say("contents"), page_of=say("page_of"), date=day, date_text=say.date(day),
        verdict=verdict(about), sections=tuple(s for s in shown if s.blocks),
    )  # fmt: skip


# ---- the verdict


def verdict(about: Subject) -> Verdict:
    """The side as a title, the case below; when the side itself is open, the title says so first."""
    found, say = about.found, about.say
    return Verdict(
        about=say(_subject_of(about)), title=say("side_open" if found.side_strength == "toss_up" else found.side),
        outcome=found.verdict, name=_named(about, found.verdict), strength=found.strength, strength_name=say(found.strength),
        sentences=(about.rules.outcome(found.verdict).text[about.language], *_how_sure(about)), headline=_headline(about),
        remark=about.remark(VERDICT, say("said_differently")),
    )  # fmt: skip


def _headline(about: Subject) -> tuple[str, ...]:
    """With nobody in view, what holds today and who would change it; for a toss-up, what to find out first."""
    first = (sureness.first_to_find_out(about),) if about.found.strength == "toss_up" and about.found.next_best else ()
    return (*atlas(about).headline(), *first)


def _subject_of(about: Subject) -> str:
    if about.audience == "candidate":
        return "verdict_for_candidate_company" if about.company_in_view else "verdict_for_candidate"
    return "verdict_for_founder_person" if about.person_in_view else "verdict_for_founder"


def _named(about: Subject, outcome: OutcomeId) -> str:
    if outcome == SPLIT:
        return about.say("split_named", name=about.name(outcome))
    return about.say("case_named", number=outcome.removeprefix("case_"), name=about.name(outcome))


def _how_sure(about: Subject) -> list[str]:
    """The lead in points and the number of single changes that would turn it; then what is missing, and the order of letters."""
    found, say = about.found, about.say
    sentences = [sentence for sentence in (lead(found, say, about.rules), turns(found, say)) if sentence]
    sentences += [say("pending", name=about.name(o), facts=about.facts(facts)) for o, facts in found.pending.items()]
    if any(c.kind == "veto" and c.met == "unknown" for c in found.checks_of(found.verdict)):
        sentences.append(say("veto_open"))
    if len(found.possible) > 1:
        sentences.append(say("still_possible", names=about.quoted([about.name(o) for o in found.possible])))
    if found.lean:
        sentences.append(say(f"lean_{found.lean.lower()}"))
    return sentences


# ---- the sections, in their order


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
    return Section("for", say("for_title"), blocks, place="left")


def speaks_against(about: Subject) -> Section:
    """Points taken from the verdict, then those that only the runner-up got, then the conditions the others miss."""
    found, say = about.found, about.say
    taken = [about.row(r) for r in found.reasons_of(found.verdict) if r.points < 0]
    blocks: list[Reasons | Prose | Heading | Outcomes] = [Reasons(tuple(taken), "")] if taken else [Prose(say("against_none"), quiet=True)]
    if found.runner_up and (rival := _of_the_runner_up(found)):
        blocks += [Prose(say("runner_up_points", name=about.name(found.runner_up)), quiet=True)]
        told = {r.fact for r in found.reasons_of(found.verdict)}  # what is said of a fact stands beside it once
        blocks += [Reasons(tuple(replace(row, remark=None) if row.fact in told else row for row in map(about.row, rival)), "")]
    return Section("against", say("against_title"), tuple(blocks), place="right")


def _of_the_runner_up(found: Assessment) -> list[Reason]:
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
    return Section("conditions", say("conditions_title"), (Outcomes(tuple(items), out=True),) if items else (), place="right")


def said(about: Subject) -> Section:
    """What the candidate says of things that are no reason here, so that no word is lost."""
    shown = {VERDICT, *(row.fact for part in (speaks_for(about), speaks_against(about)) for row in rows_of(part))}
    blocks = [about.remark(fact, _said_of(about, fact)) for fact in about.comments if fact not in shown]
    return Section("said", about.say("said_title"), tuple(block for block in blocks if block))


def _said_of(about: Subject, fact: str) -> str:
    return about.say("said_about", fact=about.fact(fact)) if fact in about.found.facts else about.say("said_else")


def rows_of(section: Section) -> list[Row]:
    return [row for block in section.blocks if isinstance(block, Reasons) for row in block.rows]


def fits(about: Subject) -> Section:
    found, say = about.found, about.say
    order = sorted(found.fits, key=lambda o: (o != found.verdict, o not in found.admissible, -found.fits[o]))
    bars = tuple(Bar(o, about.name(o), found.fits[o], o in found.admissible, o == found.verdict) for o in order)
    spoken = [say("fits_alt_row" if b.admissible else "fits_alt_row_not_met", name=b.name, points=b.fit) for b in bars]
    figure = Figure(bars, say("not_met"), say("fits_alt", rows=f"{'. '.join(spoken)}."), say("fits_caption"))
    return Section("fits", say("fits_title"), (figure,), place="end")


def verdict_map(about: Subject) -> Section:
    """Which person would make it work here; for a candidate, in which companies they are the right one; or two chosen facts."""
    found = atlas(about, about.axes)
    return Section("map", found.title(), found.blocks(), new_page=True)


def reasons(about: Subject) -> Section:
    """What speaks for and against once more, now with answers and sources, which would crowd the page of the verdict."""
    blocks: list[Block] = []
    for section in (speaks_for(about), speaks_against(about)):
        blocks += [Heading(section.title), *section.blocks]
    return Section("reasons", about.say("reasons_title"), tuple(blocks), new_page=True)


def cases(about: Subject) -> Section:
    """Each of the four cases: whether it holds, and every condition with its state."""
    found, say = about.found, about.say
    best = found.fits[found.verdict]
    blocks: list[Outcomes | Table] = []
    for outcome in (o for o in found.fits if o != SPLIT):
        key = "case_is_verdict" if outcome == found.verdict else "case_holds" if outcome in found.admissible else "case_fails"
        blocks.append(Outcomes((Item(outcome, _named(about, outcome), say(key, points=found.fits[outcome], best=best)),), head=True))
        rows = tuple((Cell(c.because[about.language]), about.state(c), Cell(", ".join(c.sources))) for c in found.checks_of(outcome))
        blocks.append(Table((say("condition"), say("state"), say("source")), rows, (6, 2, 2), about.name(outcome)))
    return Section("cases", say("cases_title"), tuple(blocks))


def steps(about: Subject) -> Section:
    items = next_steps(about.found, about.audience, about.language, about.cite)
    return Section("steps", about.say("steps_title"), (Steps(items),) if items else ())


def facts(about: Subject) -> Section:
    say = about.say
    rows = tuple((Cell(about.fact(r.fact)), about.level(r), Cell(about.answers(r) or "–")) for r in about.found.readings)
    head = (say("fact"), say("level"), say("answer"))
    return Section("facts", say("facts_title"), (Table(head, rows, (3, 3, 5), say("facts_title")),))


def answers(about: Subject) -> Section:
    """Every answer that counted, by chapter, in the order of the questionnaire."""
    say, q = about.say, about.questions
    given = [question for question in q.order if question in about.found.answers]
    blocks: list[Heading | Table] = []
    for chapter in q.chapters:
        here = [i for i in given if q.chapter_of(i) == chapter]
        rows = tuple((Cell(about.question(i)), Cell(q.answer_text(i, about.found.answers[i], about.language))) for i in here)
        if rows:
            title = chapter.title[about.language]
            blocks += [Heading(title), Table((say("question"), say("answer")), rows, (5, 6), title)]
    return Section("answers", say("answers_title"), tuple(blocks))


def method(about: Subject) -> Section:
    say = about.say
    how = say("method_text", facts=len(about.rules.facts), states=cube().verdicts.size)
    texts = (how, say("method_evidence"), say("method_private"), say("method_public"))
    versions = say("versions", questions=about.found.questions_version, rules=about.found.rules_version, date=say.date(about.day))
    return Section("method", say("method_title"), (Prose(versions, quiet=True), *(Prose(text) for text in texts)))


def sources(about: Subject) -> Section:
    """What the report cites, all of it and nothing else, with titles and addresses."""
    found, say = about.found, about.say
    cited = {s for r in (*found.reasons_of(found.verdict), *_of_the_runner_up(found)) for s in (*r.sources, *r.against)}
    cited |= {s for c in found.checks if c.outcome != SPLIT for s in c.sources}
    cited |= {s for c in found.cautions for s in about.rules.caution(c).sources}
    cited |= {s for a in advice() if a.suits(found, about.audience) for s in a.sources}
    cited |= sureness.cited(about)
    known = [about.questions.sources[s] for s in about.questions.sources if s in cited]
    rows = tuple((Cell(s.id), Cell(s.title), Cell(s.address or "–", link=s.address)) for s in known)
    head = (say("source"), say("title"), say("address"))
    return Section("sources", say("sources_title"), (Table(head, rows, (1, 5, 6), say("sources_title")),))


SECTIONS: tuple[Callable[[Subject], Section], ...] = (
    cautions, speaks_for, speaks_against, conditions, fits, said, verdict_map, sureness.find_out, sureness.would_change, sureness.how_solid,
    sureness.schools, reasons, cases, steps, facts, answers, method, sureness.certificate, sources,
)  # fmt: skip
