"""Assessment and language to Report: each section is one function and its words. Draws nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language, Questionnaire
from questionnaire.words import Voice
from scoring.models import Assessment, OutcomeId, Reading, Reason, RuleBase
from scoring.rulebase import rule_base
from scoring.verdict import cube

from .blocks import Bar, Callout, Cell, Figure, Heading, Item, Mark, Outcomes, Prose, Reasons, Report, Row, Section, Steps, Table, Verdict
from .steps import next_steps

CONTENT = Path(__file__).parent / "content"
_ANSWERS_NAMED = 3
SPLIT: OutcomeId = "split"


@dataclass(frozen=True)
class Subject:
    """What a report is about: an assessment, for whom, in which language."""

    found: Assessment
    audience: Audience
    say: Voice
    rules: RuleBase
    questions: Questionnaire

    @property
    def language(self) -> Language:
        return self.say.language

    def name(self, outcome: str) -> str:
        return self.rules.outcome(outcome).name[self.language]

    def fact(self, fact: str) -> str:
        return self.rules.fact(fact).name[self.language]

    def facts(self, facts: tuple[str, ...]) -> str:
        return self.say.items([self.fact(f) for f in facts])

    def cite(self, sources: tuple[str, ...]) -> str:
        return self.say("sources_named", sources=", ".join(sources))


@cache
def voice(language: Language) -> Voice:
    """The words of the report and of the result page."""
    return Voice(language, CONTENT / "words.toml")


def report(found: Assessment, audience: Audience, language: Language, day: date) -> Report:
    """The whole report of one assessment, dated."""
    about = Subject(found, audience, voice(language), rule_base(), questionnaire())
    say = about.say
    shown = [section(about) for section in SECTIONS]
    return Report(
        language=language, product=say("product_name"), question=say("the_question"), advises=say("advises"),
        verdict_label=say("verdict_label"), contents_label=say("contents"), page_of=say("page_of"), date=day, date_text=say.date(day),
        versions=say("versions", questions=found.questions_version, rules=found.rules_version, date=say.date(day)),
        verdict=verdict(about), sections=tuple(s for s in shown if s.blocks),
    )  # fmt: skip


# ---- the verdict


def verdict(about: Subject) -> Verdict:
    """The side as a title, the case below; when the side itself is open, the title says so first."""
    found, say = about.found, about.say
    return Verdict(
        about=say(_subject_of(about)), title=say("side_open" if found.side_strength == "toss_up" else found.side),
        outcome=found.verdict, name=_named(about), strength=found.strength, strength_name=say(found.strength),
        sentences=(about.rules.outcome(found.verdict).text[about.language], *_how_sure(about)),
    )  # fmt: skip


def _subject_of(about: Subject) -> str:
    answered = about.found.answers
    company = any(about.questions.chapter_of(q).part == "company" for q in answered)
    person = any(about.questions.chapter_of(q).part == "person" for q in answered) or answered.get("candidate_background") not in (None, "nobody")
    if about.audience == "candidate":
        return "verdict_for_candidate_company" if company else "verdict_for_candidate"
    return "verdict_for_founder_person" if person else "verdict_for_founder"


def _named(about: Subject) -> str:
    outcome = about.found.verdict
    if outcome == SPLIT:
        return about.say("split_named", name=about.name(outcome))
    return about.say("case_named", number=outcome.removeprefix("case_"), name=about.name(outcome))


def _how_sure(about: Subject) -> list[str]:
    """The lead in points and the number of single changes that would turn it; then what is missing, and the order of letters."""
    found, say = about.found, about.say
    sentences = [_lead(about), say("turns", count=len(found.turning)) if found.turning else say("turns_none")]
    sentences += [say("pending", name=about.name(o), facts=about.facts(facts)) for o, facts in found.pending.items()]
    if any(c.kind == "veto" and c.met == "unknown" for c in found.checks_of(found.verdict)):
        sentences.append(say("veto_open"))
    if len(found.possible) > 1:
        sentences.append(say("still_possible", names=say.items([about.name(o) for o in found.possible])))
    if found.lean:
        sentences.append(say(f"lean_{found.lean.lower()}"))
    return sentences


def _lead(about: Subject) -> str:
    found, say = about.found, about.say
    if found.runner_up is None or found.margin is None:
        return say("no_rival")
    return say("lead", count=found.margin, name=about.name(found.runner_up)) if found.margin else say("lead_none", name=about.name(found.runner_up))


# ---- the sections, in their order


def cautions(about: Subject) -> Section:
    given = [about.rules.caution(c) for c in about.found.cautions]
    label = about.say("take_care")
    blocks = tuple(Callout(label, c.text[about.language], about.cite(c.sources)) for c in given)
    return Section("cautions", about.say("cautions_title"), blocks)


def speaks_for(about: Subject) -> Section:
    """Every point the verdict got, the ones it started from last; with those against, they add up to its fit."""
    found, say = about.found, about.say
    rows = tuple(_row(about, r) for r in found.reasons_of(found.verdict) if r.points > 0)
    blocks = (Reasons(rows, say("sum", count=found.fits[found.verdict])),) if rows else (Prose(say("for_none")),)
    return Section("for", say("for_title"), blocks)


def speaks_against(about: Subject) -> Section:
    """Points taken from the verdict, then those that only the runner-up got, then the conditions the others miss."""
    found, say = about.found, about.say
    taken = [_row(about, r) for r in found.reasons_of(found.verdict) if r.points < 0]
    blocks: list[Reasons | Prose | Heading | Outcomes] = [Reasons(tuple(taken), "")] if taken else [Prose(say("against_none"), quiet=True)]
    own = {r.fact: r.points for r in found.reasons_of(found.verdict)}
    rival = [r for r in found.reasons_of(found.runner_up) if r.fact and r.points > max(0, own.get(r.fact, 0))]
    if found.runner_up and rival:
        blocks += [Prose(say("runner_up_points", name=about.name(found.runner_up)), quiet=True)]
        blocks += [Reasons(tuple(_row(about, r) for r in rival), "")]
    return Section("against", say("against_title"), tuple(blocks))


def conditions(about: Subject) -> Section:
    """For each other outcome that is not admissible: the first condition in its way, in words."""
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
    return Section("conditions", say("conditions_title"), (Outcomes(tuple(items), out=True),) if items else ())


def fits(about: Subject) -> Section:
    found, say = about.found, about.say
    order = sorted(found.fits, key=lambda o: (o != found.verdict, o not in found.admissible, -found.fits[o]))
    bars = tuple(Bar(o, about.name(o), found.fits[o], o in found.admissible, o == found.verdict) for o in order)
    spoken = [say("fits_alt_row" if b.admissible else "fits_alt_row_not_met", name=b.name, points=b.fit) for b in bars]
    figure = Figure(bars, say("not_met"), say("fits_alt", rows=f"{'; '.join(spoken)}."), say("fits_caption"))
    return Section("fits", say("fits_title"), (figure,))


def cases(about: Subject) -> Section:
    """Each of the four cases: whether it holds, and every condition with its state."""
    found, say = about.found, about.say
    best = found.fits[found.verdict]
    blocks: list[Outcomes | Table] = []
    for outcome in (o for o in found.fits if o != SPLIT):
        key = "case_is_verdict" if outcome == found.verdict else "case_holds" if outcome in found.admissible else "case_fails"
        blocks.append(Outcomes((Item(outcome, about.name(outcome), say(key, points=found.fits[outcome], best=best)),)))
        rows = tuple(
            (Cell(c.because[about.language]), Cell(say(f"{'met' if c.kind == 'gate' else 'veto'}_{c.met}"), _mark(c.kind, c.met)), Cell(", ".join(c.sources)))
            for c in found.checks_of(outcome)
        )
        blocks.append(Table((say("condition"), say("level"), say("source")), rows, (6, 2, 2), about.name(outcome)))
    return Section("cases", say("cases_title"), tuple(blocks), new_page=True)


def steps(about: Subject) -> Section:
    items = next_steps(about.found, about.audience, about.language, about.cite)
    return Section("steps", about.say("steps_title"), (Steps(items),) if items else ())


def facts(about: Subject) -> Section:
    say = about.say
    rows = tuple((Cell(about.fact(r.fact)), _level(about, r), Cell(_answers(about, r) or "–")) for r in about.found.readings)
    head = (say("fact"), say("level"), say("answer"))
    return Section("facts", say("facts_title"), (Table(head, rows, (3, 3, 5), say("facts_title")),))


def answers(about: Subject) -> Section:
    """Every answer that counted, by chapter, in the order of the questionnaire."""
    say, q = about.say, about.questions
    given = [question for question in q.order if question in about.found.answers]
    blocks: list[Heading | Table] = []
    for chapter in q.chapters:
        rows = tuple(
            (Cell(_question(about, i)), Cell(q.answer_text(i, about.found.answers[i], about.language))) for i in given if q.chapter_of(i) == chapter
        )
        if rows:
            title = chapter.title[about.language]
            blocks += [Heading(title), Table((say("question"), say("answer")), rows, (5, 6), title)]
    return Section("answers", say("answers_title"), tuple(blocks), new_page=True)


def method(about: Subject) -> Section:
    say = about.say
    texts = (say("method_text", facts=len(about.rules.facts), states=cube().verdicts.size), say("method_evidence"), say("method_private"))
    return Section("method", say("method_title"), tuple(Prose(text) for text in texts))


def sources(about: Subject) -> Section:
    """What the report cites, with titles and addresses."""
    found, say = about.found, about.say
    cited = {s for r in found.reasons for s in r.sources} | {s for c in found.checks for s in c.sources}
    cited |= {s for c in found.cautions for s in about.rules.caution(c).sources}
    known = [about.questions.sources[s] for s in about.questions.sources if s in cited]
    rows = tuple((Cell(s.id), Cell(s.title), Cell(s.address or "–")) for s in known)
    return Section("sources", say("sources_title"), (Table((say("source"), say("title"), say("address")), rows, (1, 5, 6), say("sources_title")),))


SECTIONS: tuple[Callable[[Subject], Section], ...] = (
    cautions, speaks_for, speaks_against, conditions, fits, cases, steps, facts, answers, method, sources,
)  # fmt: skip


# ---- rows and cells


def _row(about: Subject, reason: Reason) -> Row:
    say = about.say
    if reason.fact is None:
        title, read_from = say("starting_points"), ""
    else:
        level = about.rules.fact(reason.fact).level_text(reason.level or "")[about.language]
        title = say("fact_level", fact=about.fact(reason.fact), level=level)
        read_from = _answers(about, Reading(fact=reason.fact, level=reason.level, answers=reason.answers))
    return Row(
        say.signed(reason.points), title, reason.because[about.language],
        say("from_answers", answers=read_from) if read_from else "", about.cite(reason.sources),
    )  # fmt: skip


def _answers(about: Subject, reading: Reading) -> str:
    """The answers a fact was read from, the first few in words."""
    texts = [about.questions.answer_text(g.question, g.option, about.language).rstrip(".") for g in reading.answers]
    named = " · ".join(texts[:_ANSWERS_NAMED])
    left = len(texts) - _ANSWERS_NAMED
    return about.say("more_answers", list=named, count=left) if left > 0 else named


def _question(about: Subject, question: str) -> str:
    text = about.questions.questions[question].worded_for(about.audience).text
    return text[about.language] if text else question


def _level(about: Subject, reading: Reading) -> Cell:
    if reading.level is None:
        return Cell(about.say("not_known"), "unknown")
    return Cell(about.rules.fact(reading.fact).level_text(reading.level)[about.language])


def _mark(kind: str, met: str) -> Mark:
    if met == "unknown":
        return "unknown"
    return "yes" if (met == "yes") == (kind == "gate") else "no"
