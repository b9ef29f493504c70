"""Pieces of content that the facts choose: for whom each one is, and a check of every name it uses. The words are data."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar, cast, get_args

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.files import ContentError, load, repeated
from questionnaire.models import DONT_KNOW, Audience, Content, Id, Text
from scoring.assessment import Assessment
from scoring.models import Clause, Lean, OutcomeId, Sources, Strength
from scoring.rulebase import rule_base

CONTENT = Path(__file__).parent / "content"


class Piece(Content):
    """Something the report may say. It is said if everything that is given here holds.

    `audiences`: whose report. `verdicts` or `strengths`: one of either. `leans`: the order of the letters. `any` or `answers`: one
    clause of facts, or one answer (scored or deepening) among those named. `unanswered`: none of these questions is answered, where
    "I don't know" is no answer.
    """

    id: Id
    audiences: tuple[Audience, ...] = get_args(Audience)
    verdicts: tuple[OutcomeId, ...] = ()
    strengths: tuple[Strength, ...] = ()
    leans: tuple[Lean, ...] = ()
    any: tuple[Clause, ...] = ()
    answers: Mapping[Id, tuple[Id, ...]] = {}
    unanswered: tuple[Id, ...] = ()
    sources: Sources

    def suits(self, found: Assessment, audience: Audience, deeper: Mapping[str, str]) -> bool:
        """Whether it is said in this report; `deeper` are the answers to the deepening questions."""
        of_verdict = not (self.verdicts or self.strengths) or found.verdict in self.verdicts or found.strength in self.strengths
        of_lean = not self.leans or found.lean in self.leans
        given = {**deeper, **found.answers}
        open_still = all(given.get(question, DONT_KNOW) == DONT_KNOW for question in self.unanswered)
        return audience in self.audiences and of_verdict and of_lean and open_still and self._brought_up(found, given)

    @property
    def specific(self) -> bool:
        """Whether facts or answers bring it up, and not the verdict alone."""
        return bool(self.any or self.answers)

    def _brought_up(self, found: Assessment, given: Mapping[str, str]) -> bool:
        by_fact = any(all(found.facts[fact] in levels for fact, levels in clause.items()) for clause in self.any)
        return not self.specific or by_fact or any(given.get(question) in options for question, options in self.answers.items())


P = TypeVar("P", bound=Piece)
M = TypeVar("M", bound=Content)


def picked(pieces: Iterable[P], found: Assessment, audience: Audience, deeper: Mapping[str, str], most: int | None = None) -> tuple[P, ...]:
    """Those that suit, at most so many: what facts bring up goes before what is said to everybody, else in their order."""
    suiting = [piece for piece in pieces if piece.suits(found, audience, deeper)]
    kept = {piece.id for piece in sorted(suiting, key=lambda piece: not piece.specific)[:most]}
    return tuple(piece for piece in suiting if piece.id in kept)


def content(name: str, model: type[M]) -> M:
    """A content file of this package, every name in its pieces checked. Raises ContentError with file, id and field."""
    return cast("M", _checked(name, model))


@cache
def _checked(name: str, model: type[Content]) -> Content:
    found = load(CONTENT / name, model)
    pieces = tuple(_pieces(found))
    faults = [f"{name}: {i!r} is given twice. Keep one." for i in repeated(piece.id for piece in pieces)]
    faults += [f"{name}: {piece.id!r}: {fault}" for piece in pieces for fault in _faults(piece)]
    if faults:
        raise ContentError(faults)
    return found


def _pieces(found: object) -> Iterator[Piece]:
    match found:
        case Piece():
            yield found
        case Content():
            for field in type(found).model_fields:
                yield from _pieces(getattr(found, field))
        case tuple():
            for one in found:
                yield from _pieces(one)


def _faults(piece: Piece) -> Iterator[str]:
    facts = {fact.id: fact.level_ids for fact in rule_base().facts}
    options = {q.id: q.option_ids for asked in (questionnaire(), deepening()) for q in asked.questions.values()}
    yield from (f"source {source!r} does not exist." for source in piece.sources if source not in questionnaire().sources)
    for fact, levels in (pair for clause in piece.any for pair in clause.items()):
        yield from (f"{fact}: {level!r} does not exist." for level in levels if level not in facts.get(fact, ()))
    for question, given in piece.answers.items():
        yield from (f"{question}: {option!r} does not exist." for option in given if option not in options.get(question, ()))
    yield from (f"question {question!r} does not exist." for question in piece.unanswered if question not in options)


__all__ = ["CONTENT", "M", "P", "Piece", "Text", "content", "picked"]
