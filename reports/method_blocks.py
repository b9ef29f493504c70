"""What the page of the method is made of: typed content in the reader's language. No HTML, no arithmetic left to a template."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire.models import Language
from scoring.models import OutcomeId

from .flow import Flow
from .reading import Step


@dataclass(frozen=True)
class Told:
    """One thing the rules say: its address, its words, the sources for it and against it."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question; `notes` say when it is asked, `other` how it reads when somebody answers about another person."""

    id: str
    text: str
    help: str
    why: str
    options: tuple[str, ...]
    notes: tuple[str, ...]
    other: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    notes: tuple[str, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Read:
    """A fact: its levels, how it is read, who would know it and what it takes to change it."""

    id: str
    name: str
    why: str
    levels: tuple[str, ...]
    unknown: str
    ask: str
    changes: tuple[str, ...]
    steps: tuple[Step, ...]
    sources: tuple[str, ...]


Clauses = tuple[tuple[tuple[str, str], ...], ...]
"""Alternatives, each a few facts that hold together: the id of the fact and words."""


@dataclass(frozen=True)
class Held:
    """A gate or a veto."""

    told: Told
    clauses: Clauses


@dataclass(frozen=True)
class Case:
    """One of the five verdicts: where it starts, what it must show and what rules it out."""

    outcome: OutcomeId
    short: str
    name: str
    text: str
    base: str
    starts: str
    because: Told
    gates: tuple[Held, ...]
    vetoes: tuple[Held, ...]


@dataclass(frozen=True)
class Given:
    """The points of one rule: to whom, and why."""

    told: Told
    outcomes: tuple[OutcomeId, ...]
    names: str


@dataclass(frozen=True)
class Matrix:
    """What each level of a fact gives to each verdict, in the order of the rule base; 0 is an empty word."""

    fact: str
    name: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    rules: tuple[Given, ...]


@dataclass(frozen=True)
class Warned:
    """A caution: the verdicts it goes with, and what calls for it; nothing calls for one that always goes with them."""

    told: Told
    names: str
    clauses: Clauses
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Opinion:
    """A school of thought: what it claims and what it would change."""

    told: Told
    name: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Proved:
    """A law: its address, the verdicts it is about if it names any, and how many cases were looked at."""

    id: str
    text: str
    names: str
    holds: bool
    checked: str


@dataclass(frozen=True)
class Certificate:
    """What was proven of these very rules."""

    rules: str
    questions: str
    states: str
    held: str
    holds: bool
    laws: tuple[Proved, ...]
    shares: tuple[tuple[OutcomeId, str, str, str], ...]


@dataclass(frozen=True)
class Cited:
    id: str
    title: str
    address: str
    times: str


@dataclass(frozen=True)
class Method:
    """The whole page in one language; `titles` are the words of each question, `names` those of each fact, by id."""

    language: Language
    titles: Mapping[str, str]
    names: Mapping[str, str]
    steps: tuple[tuple[str, str], ...]
    flow: Flow
    chapters: tuple[Chapter, ...]
    proof_of_levels: Step
    facts: tuple[Read, ...]
    cases: tuple[Case, ...]
    matrices: tuple[Matrix, ...]
    pointless: tuple[str, ...]
    order: tuple[tuple[OutcomeId, str], ...]
    strengths: tuple[tuple[str, str], ...]
    letters: str
    cautions: tuple[Warned, ...]
    schools: tuple[Opinion, ...]
    certificate: Certificate
    limits: tuple[Told, ...]
    sources: tuple[Cited, ...]
