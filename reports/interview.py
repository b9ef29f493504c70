"""What to ask somebody, and why here: the weak and the unproven first. The words are data; judges nobody, draws nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest
from typing import Literal

from questionnaire.models import Audience, Content, Id, Questionnaire
from questionnaire.words import Voice
from scoring.assessment import Assessment
from scoring.models import RuleBase

from .blocks import Asked, Guide
from .chosen import Piece, Text, content, picked
from .levels import SHOWN, Marks, levels
from .seats import SeatId

State = Literal["unproven", "weak", "open", "middle", "strong"]
_RANK: Mapping[State, int] = {"unproven": 0, "weak": 0, "open": 1, "middle": 2, "strong": 3}
_MARKS = (1, 3, 5)  # of the five anchors those that are told: they fix the scale, the others lie between


class Probe(Piece):
    """A question about the past; its id is that of the competency."""

    question: Text


class Ground(Piece):
    """Why some competencies matter here."""

    competencies: tuple[Id, ...]
    text: Text


class Seat(Content):
    """What a seat is called, and the competencies it is asked about, the weightiest first."""

    id: SeatId
    title: Text
    asks: tuple[Id, ...]


class Interviewing(Content):
    """Everything there is to ask."""

    seat: tuple[Seat, ...]
    probe: tuple[Probe, ...]
    ground: tuple[Ground, ...]


def interviewing() -> Interviewing:
    """All seats, probes and grounds. Raises ContentError with file, id and field."""
    return content("interview.toml", Interviewing)


@dataclass(frozen=True)
class Interview:
    """An interview for one or two seats. `of_person`: it is about the person of the assessment, whose answers choose the questions."""

    found: Assessment
    audience: Audience
    say: Voice
    asked: Questionnaire
    rules: RuleBase
    seats: tuple[SeatId, ...]
    of_person: bool
    deeper: Mapping[str, str] = field(default_factory=dict)

    def guide(self, most: int) -> Guide:
        """At most so many questions, in the order of the questionnaire."""
        return Guide(tuple(map(self._asked, self.competencies(most))))

    def criteria(self, most: int) -> tuple[str, ...]:
        """What these questions are about, in the same order."""
        return tuple(self.asked.questions[c].text[self.say.language] for c in self.competencies(most))

    def competencies(self, most: int) -> tuple[str, ...]:
        """Those to ask about, no more than half of them of one field."""
        kept: list[str] = []
        for one in sorted(self._listed(), key=self._rank):
            if sum(self.asked.chapter_of(other) == self.asked.chapter_of(one) for other in kept) < (most + 1) // 2:
                kept.append(one)
        return tuple(one for one in self.asked.order if one in kept[:most])

    def _listed(self) -> list[str]:
        """What the seats are asked about, taking turns."""
        lists = [seat.asks for seat in interviewing().seat if seat.id in self.seats]
        return list(dict.fromkeys(one for one in chain.from_iterable(zip_longest(*lists)) if one))

    def _rank(self, competency: str) -> tuple[bool, int, bool, bool]:
        """What is not shown goes first, then what is weak or unproven, what matters here, and what the verdict rests on."""
        shown = self._fact_of.get(competency) in self._facts_shown
        state = _RANK[self._state(competency)]
        return shown, state, not self._matters_here(competency), competency not in self._on_conditions

    def _state(self, competency: str) -> State:
        if competency not in self._levels:
            return "open"
        counted, said = self._levels[competency]
        if counted < said:
            return "unproven"
        return "weak" if counted < SHOWN else "middle" if counted == SHOWN else "strong"

    @cached_property
    def _levels(self) -> Mapping[str, Marks]:
        return levels(self.found.answers, self.asked, self.rules.evidence_cap) if self.of_person else {}

    @cached_property
    def _fact_of(self) -> dict[str, str]:
        return {item: fact.id for fact in self.rules.facts for item in getattr(fact.rule, "items", ())}

    @cached_property
    def _facts_shown(self) -> set[str]:
        """Facts at their highest level, as far as answers about competencies say so."""
        read = {self._fact_of[competency] for competency in self._levels if competency in self._fact_of}
        return {fact for fact in read if self.found.facts[fact] == self.rules.fact(fact).level_ids[-1]}

    @cached_property
    def _on_conditions(self) -> set[str]:
        facts = {fact for check in self.found.checks_of(self.found.verdict) for fact in check.facts}
        return {competency for competency, fact in self._fact_of.items() if fact in facts}

    @cached_property
    def _grounds(self) -> Mapping[str, Ground]:
        """For each competency the first thing that makes it matter here."""
        given = picked(interviewing().ground, self.found, self.audience, self.deeper)
        return {competency: ground for ground in reversed(given) for competency in ground.competencies}

    def _asked(self, competency: str) -> Asked:
        language, question = self.say.language, self.asked.questions[competency]
        probe = next(probe for probe in interviewing().probe if probe.id == competency)
        ground = self._grounds.get(competency)
        why = ground.text if ground else question.why
        sources = sorted({*probe.sources, *(ground or question).sources}, key=lambda source: (source[0] != "S", source))
        return Asked(
            question=probe.question[language], aim=" ".join((*self._known(competency), why[language])),
            anchors=tuple((self.say.number(mark), question.options[mark - 1].text[language]) for mark in _MARKS),
            sources=self.say("sources_named", sources=", ".join(sources)),
        )  # fmt: skip

    def _known(self, competency: str) -> tuple[str, ...]:
        """What is known of the person so far, if it is a doubt or nothing else is to be said; nothing if they were asked nothing."""
        state = self._state(competency)
        telling = _RANK[state] < _RANK["middle"] or not self._matters_here(competency)
        return (self.say(f"interview_{state}"),) if self._levels and telling else ()

    def _matters_here(self, competency: str) -> bool:
        """Whether facts or answers bring it up, and not the verdict alone."""
        return competency in self._grounds and self._grounds[competency].specific
