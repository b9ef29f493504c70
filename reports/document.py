"""Assessment and language to Report: which chapters each audience reads, and which sections they hold. Draws nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language
from questionnaire.words import Voice
from scoring.assessment import Explained
from scoring.rulebase import rule_base

from .blocks import Chapter, Report, Section
from .chapters import (
    again,
    cases,
    charters,
    companies,
    conflicts,
    context,
    decision,
    gains,
    gaps,
    hiring,
    indicators,
    next_steps,
    openings,
    profile,
    reasons,
    record,
    sureness,
)
from .chapters.verdict import verdict
from .subject import SPLIT, VERDICT, Axes, Subject

__all__ = ["CONTENT", "SPLIT", "VERDICT", "WORDS", "report", "voice"]

CONTENT = Path(__file__).parent / "content"
WORDS = tuple(sorted((CONTENT / "words").glob("*.toml")))


@cache
def voice(language: Language) -> Voice:
    """The words of the report and of the result page."""
    return Voice(language, *WORDS)


def report(
    found: Explained, audience: Audience, language: Language, day: date, axes: Axes | None = None,
    comments: Mapping[str, str] = MappingProxyType({}), deeper: Mapping[str, str] = MappingProxyType({}),
) -> Report:  # fmt: skip
    """The whole report of one assessment, dated; its map shows the facts `axes`, or those that are usual for the audience.

    `comments` are the candidate's own words about "verdict" or a fact (by its id): plain text, shown beside what they are about.
    `deeper` are the founder's answers to the deepening questions: they choose words, and no verdict rests on them.
    """
    about = Subject(found, audience, voice(language), rule_base(), questionnaire(), day, axes, comments, deeper)
    say = about.say
    chapters = tuple(chapter for plan in PLANS[audience] if (chapter := _chapter(plan, about)).sections)
    return Report(
        language=language, product=say("product_name"), question=say("the_question"), advises=say("advises"),
        verdict_label=say("verdict_label"), contents_label=say("contents"), page_of=say("page_of"), date=day, date_text=say.date(day),
        verdict=verdict(about), chapters=_with_sources(about, chapters),
        events=(*again.events(about), *conflicts.events(about)),
    )  # fmt: skip


class Plan(NamedTuple):
    """A chapter to be: its id, its sections in their order, and whether it starts a fresh page."""

    id: str
    sections: tuple[Callable[[Subject], Section], ...]
    new_page: bool = False


def _on_screen(make: Callable[[Subject], Section]) -> Callable[[Subject], Section]:
    """The same section, left out of a document that has to be short."""
    return lambda about: replace(make(about), printed=False)


def _chapter(plan: Plan, about: Subject) -> Chapter:
    shown = tuple(section for make in plan.sections if (section := make(about)).blocks)
    return Chapter(plan.id, about.say(f"chapter_{plan.id}"), shown, plan.new_page)


def _with_sources(about: Subject, chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """The last chapter ends with what all of them cite."""
    *others, last = chapters
    return *others, Chapter(last.id, last.title, (*last.sections, record.sources(about, chapters)), last.new_page)


_MAP = Plan("map", (context.verdict_map, context.person), new_page=True)
_DOUBT = Plan("doubt", (sureness.find_out, sureness.would_change, sureness.how_solid, sureness.schools))
_ANSWERS = Plan("answers", (record.facts, record.answers))
_METHOD = Plan("method", (record.method, sureness.certificate))
_ON_SCREEN = (reasons.speaks_for, reasons.speaks_against, reasons.conditions, reasons.said, next_steps.on_screen)
_ONE_PAGE = (decision.weighs_most, decision.counter, decision.title_to_use, decision.holds_for, decision.monday)
_DECISION = Plan("decision", (reasons.cautions, *_ONE_PAGE, *_ON_SCREEN))
_CASES = Plan("cases", (cases.cases, cases.fits, cases.reasons_in_full))
_GAINS = Plan("gains", (gains.gains, gains.risks))
_CHARTERS = Plan("charters", (charters.charter, charters.rights, charters.first_days))
_INDICATORS = Plan("indicators", (indicators.indicators, indicators.agreed))
_CONFLICTS = Plan("conflicts", (conflicts.six_conflicts, conflicts.rhythm, conflicts.disagree_inside))
_HIRING = Plan("hiring", (hiring.advert, hiring.interview, hiring.scorecard, hiring.advert_else))
_AGAIN = Plan("again", (again.when,))
_OWN_PAGE = (decision.weighs_most, decision.counter, companies.in_short, companies.title_to_aim_for, decision.monday)
_FOR_CANDIDATES = (
    Plan("decision", (reasons.cautions, *_OWN_PAGE, *_ON_SCREEN)),
    Plan("profile", (profile.profile,), new_page=True),
    Plan("fits", (context.verdict_map, companies.companies), new_page=True),
    Plan("gaps", (gaps.gaps,)),
    Plan("openings", (openings.openings,)),
    Plan("founder", (openings.ask_founder,)),
    Plan("half", (openings.half,)),
    Plan("doubt", (cases.reasons_in_full, sureness.find_out, sureness.would_change, sureness.how_solid, _on_screen(sureness.schools))),
    Plan("answers", (_on_screen(record.facts), record.answers)),
)
PLANS: Mapping[Audience, tuple[Plan, ...]] = {
    "founder": (_DECISION, _MAP, _CASES, _GAINS, _CHARTERS, _INDICATORS, _CONFLICTS, _HIRING, _AGAIN, _DOUBT, _ANSWERS, _METHOD),
    "candidate": (*_FOR_CANDIDATES, _METHOD),
    "recruiter": (_DECISION, _MAP, _CASES, _GAINS, _CHARTERS, _INDICATORS, _CONFLICTS, _HIRING, _AGAIN, _DOUBT, _ANSWERS, _METHOD),
}
