"""Facts, cases, conditions, cautions and schools of the rule base in the reader's words. Knows no page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from questionnaire.models import Language, Questionnaire
from questionnaire.words import Voice
from scoring.models import Caution, Clause, Condition, Fact, Outcome, OutcomeId, RuleBase, School

from .document import SPLIT
from .method_blocks import Case, Clauses, Held, Opinion, Read, Told, Warned
from .reading import reading


@dataclass(frozen=True)
class Teller:
    """The rules, the questions and the words they are told in."""

    say: Voice
    asked: Questionnaire
    rules: RuleBase

    @property
    def language(self) -> Language:
        return self.say.language

    def name(self, outcome: str) -> str:
        return self.rules.outcome(outcome).name[self.language]

    def names(self, outcomes: Iterable[str]) -> str:
        return self.say.items([self.name(o) for o in outcomes])

    def fact(self, fact: str) -> str:
        return self.rules.fact(fact).name[self.language]

    def level(self, fact: str, level: str) -> str:
        return self.rules.fact(fact).level_text(level)[self.language]

    def quoted(self, text: str) -> str:
        return self.say("quoted", name=text)

    def quoted_names(self, outcomes: Iterable[str]) -> str:
        return self.say.items([self.quoted(self.name(o)) for o in outcomes])

    def choices(self, texts: Iterable[str]) -> str:
        return self.say.choices([self.quoted(text) for text in texts])

    def answers(self, question: str, options: Iterable[str]) -> str:
        return self.choices(self.asked.answer_text(question, o, self.language) for o in options)

    def clauses(self, clauses: Sequence[Clause]) -> Clauses:
        """Alternatives, each a few facts that hold together: id and words."""
        return tuple(tuple((fact, self.clause(fact, levels)) for fact, levels in clause.items()) for clause in clauses)

    def clause(self, fact: str, levels: Sequence[str]) -> str:
        return self.say("fact_level", fact=self.fact(fact), level=self.choices(self.level(fact, one) for one in levels))

    def fact_read(self, fact: Fact) -> Read:
        language = self.language
        return Read(
            id=fact.id, name=fact.name[language], why=fact.why[language], levels=tuple(level.text[language] for level in fact.levels),
            unknown=fact.unknown[language], ask=fact.ask[language], changes=tuple(self.changes(fact)),
            steps=reading(self.say, self.asked, fact), sources=fact.sources,
        )  # fmt: skip

    def changes(self, fact: Fact) -> Iterator[str]:
        """What it takes to change a fact, then the levels that take something else."""
        yield self.say(f"moves_{fact.change}")
        for change in dict.fromkeys(fact.change_to.values()):
            levels = [level for level, its_own in fact.change_to.items() if its_own == change]
            yield self.say(f"moves_to_{change}", levels=self.choices(self.level(fact.id, one) for one in levels))

    def case(self, outcome: Outcome) -> Case:
        o, language = outcome.id, self.language
        number = o.removeprefix("case_")
        because = Told(f"base-{o}", outcome.because[language], outcome.sources, outcome.against)
        return Case(
            outcome=o, short=self.name(o) if o == SPLIT else self.say("number_short", number=number),
            name=self.name(o) if o == SPLIT else self.say("case_named", number=number, name=self.name(o)),
            text=outcome.text[language], base=self.say.signed(outcome.base), starts=self.say("starts_from", count=outcome.base),
            because=because, gates=self.held("gate", self.rules.gates, o), vetoes=self.held("veto", self.rules.vetoes, o),
        )  # fmt: skip

    def held(self, kind: str, conditions: Sequence[Condition], outcome: OutcomeId) -> tuple[Held, ...]:
        return tuple(self.condition(kind, c, outcome) for c in conditions if outcome in c.outcomes)

    def condition(self, kind: str, one: Condition, outcome: str) -> Held:
        facts = dict.fromkeys(fact for clause in one.any for fact in clause)
        told = Told("-".join((kind, outcome, *facts)), one.because[self.language], one.sources, one.against)
        return Held(told, self.clauses(one.any))

    def caution(self, caution: Caution) -> Warned:
        told = Told(f"caution-{caution.id}", caution.text[self.language], caution.sources)
        answers = tuple((q, self.answers(q, options)) for q, options in caution.answers.items())
        return Warned(told, self.names(caution.verdicts), self.clauses(caution.any), answers)

    def school(self, school: School) -> Opinion:
        told = Told(f"school-{school.id}", school.claim[self.language], school.sources, school.against)
        return Opinion(told, school.name[self.language], tuple(self.overlay(school)))

    def overlay(self, school: School) -> Iterator[str]:
        """What a school would change, one sentence for each thing."""
        if school.base:
            yield self.say("school_base", changes=self.pairs((self.quoted(self.name(o)), number) for o, number in school.base.items()))
        for points in school.points:
            changes = self.pairs((self.quoted(self.level(points.fact, level)), number) for level, number in points.levels.items())
            yield self.say("school_points", names=self.quoted_names(points.outcomes), fact=self.fact(points.fact), changes=changes)
        for kind, conditions in (("gate", school.gate), ("veto", school.veto)):
            for one in conditions:
                clauses = self.say.choices([self.say.items([words for _, words in clause]) for clause in self.clauses(one.any)])
                yield self.say(f"school_{kind}", names=self.quoted_names(one.outcomes), clauses=clauses)

    def pairs(self, changes: Iterable[tuple[str, int]]) -> str:
        return self.say.items([self.say("change_of", name=name, points=self.say.signed(points)) for name, points in changes])
