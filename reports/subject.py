"""What a report is about, and how its rows and cells are worded. Knows no section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from questionnaire.models import Audience, Language, Questionnaire
from questionnaire.words import Voice
from scoring.assessment import Assessment, Explained, Reading, Reason
from scoring.models import OutcomeId, RuleBase

from .blocks import Cell, Remark, Row
from .chosen import P, picked

SPLIT: OutcomeId = "split"
VERDICT = "verdict"  # what a comment that is not about a fact is about
Axes = tuple[str, str]  # two different facts: across a map, and up

_ANSWERS_NAMED = 3


@dataclass(frozen=True)
class Subject:
    """An assessment, for whom, in which language, on which day; `axes` are those of its map, None for the usual ones.

    `comments` are what the candidate says, in plain text, about "verdict" or a fact (by its id); `deeper` the answers to the
    deepening questions, which are never scored.
    """

    found: Explained
    audience: Audience
    say: Voice
    rules: RuleBase
    questions: Questionnaire
    day: date
    axes: Axes | None = None
    comments: Mapping[str, str] = field(default_factory=dict)
    deeper: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        return self.say.language

    @property
    def company_in_view(self) -> bool:
        """Whether anything is answered about the company."""
        return any(self.questions.chapter_of(q).part == "company" for q in self.found.answers)

    @property
    def person_in_view(self) -> bool:
        """Whether anything is answered about a person, be it only that there is one."""
        answered = self.found.answers
        return answered.get("candidate_background") not in {None, "nobody"} or any(
            self.questions.chapter_of(q).part == "person" for q in answered
        )

    def name(self, outcome: str) -> str:
        return self.rules.outcome(outcome).name[self.language]

    def named(self, outcome: OutcomeId) -> str:
        """The name with the number of its case, or with the two posts."""
        if outcome == SPLIT:
            return self.say("split_named", name=self.name(outcome))
        return self.say("case_named", number=outcome.removeprefix("case_"), name=self.name(outcome))

    def picked(self, pieces: Iterable[P], most: int | None = None) -> tuple[P, ...]:
        """The pieces of content that suit this report, at most so many."""
        return picked(pieces, self.found, self.audience, self.deeper, most)

    def fact(self, fact: str) -> str:
        return self.rules.fact(fact).name[self.language]

    def facts(self, facts: tuple[str, ...]) -> str:
        return self.quoted([self.fact(f) for f in facts])

    def quoted(self, names: list[str]) -> str:
        """Names in the middle of a sentence: “One”, “Two” and “Three”."""
        return self.say.items([self.say("quoted", name=name) for name in names])

    def cite(self, sources: tuple[str, ...], against: tuple[str, ...] = ()) -> str:
        """The sources of a sentence, and those that see it otherwise."""
        if against:
            return self.say("sources_disagree", sources=", ".join(sources), against=", ".join(against))
        return self.say("sources_named", sources=", ".join(sources))

    def question(self, question: str) -> str:
        text = self.questions.questions[question].worded_for(self.audience).text
        return text[self.language] if text else question

    def answers(self, reading: Reading | Reason) -> str:
        """The answers a fact was read from, the first few in words; not the proof behind them, which says nothing without its question."""
        given = [g for g in reading.answers if g.question != self.rules.evidence_cap.question]
        texts = [self.questions.answer_text(g.question, g.option, self.language).rstrip(".") for g in given]
        named = " · ".join(texts[:_ANSWERS_NAMED])
        left = len(texts) - _ANSWERS_NAMED
        return self.say("more_answers", list=named, count=left) if left > 0 else named

    def level(self, reading: Reading) -> Cell:
        if reading.level is None:
            return Cell(self.say("not_known"), "unknown")
        return Cell(self.rules.fact(reading.fact).level_text(reading.level)[self.language])

    def row(self, reason: Reason) -> Row:
        answers = self.answers(reason)
        return Row(
            self.say.signed(reason.points), self._title(reason), reason.because[self.language],
            self.say("from_answers", answers=answers) if answers else "", self.cite(reason.sources, reason.against),
            reason.fact or "", self.remark(reason.fact or "", self.say("said_differently")),
        )  # fmt: skip

    def remark(self, about: str, label: str) -> Remark | None:
        """What the candidate says about something, if anything."""
        text = self.comments.get(about, "").strip()
        return Remark(label, text) if text else None

    def _title(self, reason: Reason) -> str:
        if reason.fact is None:
            return self.say("starting_points")
        level = self.rules.fact(reason.fact).level_text(reason.level or "")[self.language]
        return self.say("fact_level", fact=self.fact(reason.fact), level=level)


def firmness(found: Assessment) -> str:
    """The name of a strength. A verdict that only what is not known can turn is open, be it far ahead; a toss-up is a close call."""
    return "still_open" if found.pending else found.strength


def lead(found: Assessment, say: Voice, rules: RuleBase) -> str:
    """How far the verdict is ahead."""
    if found.runner_up is None or found.margin is None:
        return say("no_rival")
    rival = rules.outcome(found.runner_up).name[say.language]
    return say("lead", count=found.margin, name=rival) if found.margin else say("lead_none", name=rival)


def turns(found: Assessment, say: Voice) -> str:
    """How many single changes would turn the verdict; empty if nothing is known that could change."""
    if not any(found.facts.values()):
        return ""
    return say("turns", count=len(found.turning)) if found.turning else say("turns_none")
