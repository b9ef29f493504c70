"""Who is compared, and how a person is worded in every part. Knows no part."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.assessment import Assessment
from scoring.models import OutcomeId, Strength

from ..compared import Judged
from ..comparison_blocks import Named, Trait
from ..teller import Teller


@dataclass(frozen=True)
class Compared:
    """The people of one comparison and the words they are told in; `alone` is the verdict for the company with nobody in view."""

    tell: Teller
    people: tuple[Judged, ...]
    alone: Assessment
    blind: bool

    def say(self, key: str, **gaps: object) -> str:
        return self.tell.say(f"people_{key}", **gaps)

    def title(self, one: Judged) -> str:
        return self.say("person", letter=one.letter)

    def name(self, one: Judged) -> str:
        return "" if self.blind else one.person.name

    def named(self, one: Judged) -> Named:
        return Named(self.title(one), self.name(one))

    def letters(self, people: Sequence[Judged]) -> str:
        return self.tell.say.items([one.letter for one in people])

    def facts(self, facts: Sequence[str]) -> str:
        return self.tell.say.items([self.tell.quoted(self.tell.fact(fact)) for fact in facts])

    def read(self, one: Judged, fact: str) -> str:
        return self.level(one.found, fact)

    def level(self, found: Assessment, fact: str) -> str:
        level = found.facts[fact]
        return self.tell.level(fact, level) if level else self.tell.say("not_known")

    def trait(self, one: Judged, fact: str) -> Trait:
        text = self.tell.say("fact_level", fact=self.tell.fact(fact), level=self.read(one, fact))
        return Trait(text, None if one.found.facts[fact] else "unknown")

    def judgement(self, outcome: OutcomeId, strength: Strength | None) -> str:
        if strength is None:
            return self.tell.name(outcome)
        return self.tell.say("map_verdict", name=self.tell.name(outcome), strength=self.tell.say(f"map_{strength}"))

    def question(self, question: str) -> str:
        return self.tell.asked.questions[question].text[self.tell.language]
