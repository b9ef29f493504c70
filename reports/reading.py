"""How a fact is read from the answers, in words and tables: one function for each kind of rule. Judges nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import pairwise

from questionnaire.models import Questionnaire
from questionnaire.words import Voice
from scoring.facts import ANCHORS, SHOWN
from scoring.models import AnchorsRule, AverageRule, CountRule, Fact, Fallback, MapRule, RequiredRule, Rule, RuleBase


@dataclass(frozen=True)
class Group:
    """What each answer to one question gives; without a question: what each level takes."""

    question: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """One step of a reading: a sentence, then questions that are looked at, or a table with its two heads."""

    text: str
    questions: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Reader:
    """The words a reading is told in."""

    say: Voice
    asked: Questionnaire
    fact: Fact

    def level(self, level: str) -> str:
        return self.fact.level_text(level)[self.say.language]

    def quoted(self, level: str) -> str:
        return self.say("quoted", name=self.level(level))

    def group(self, question: str, given: Mapping[str, str]) -> Group:
        """The answers that give something, in the order in which they are offered."""
        options = [o for o in self.asked.questions[question].option_ids if o in given]
        return Group(question, tuple((self.asked.answer_text(question, o, self.say.language), given[o]) for o in options))

    def maps(self, maps: Mapping[str, Mapping[str, str]]) -> tuple[Group, ...]:
        return tuple(self.group(q, {o: self.level(level) for o, level in one.items()}) for q, one in maps.items())

    def numbers(self, values: Mapping[str, Mapping[str, float]]) -> tuple[Group, ...]:
        return tuple(self.group(q, {o: self.say.number(v) for o, v in one.items()}) for q, one in values.items())

    def table(self, text: str, groups: tuple[Group, ...], *heads: str) -> Step:
        return Step(text, head=tuple(self.say(head) for head in heads), groups=groups)

    def by_level(self, text: str, words: Sequence[str]) -> Step:
        """One row for each level, in their order."""
        rows = tuple((self.level(level), one) for level, one in zip(self.fact.level_ids, words, strict=True))
        return self.table(text, (Group("", rows),), "level", "gives")


def reading(say: Voice, asked: Questionnaire, fact: Fact) -> tuple[Step, ...]:
    """Every step in which a fact is read, with every number of its rule."""
    return tuple(told(fact.rule, Reader(say, asked, fact)))


def proof_of_levels(say: Voice, asked: Questionnaire, rules: RuleBase) -> Step:
    """The highest level that counts, by the answer about proof."""
    cap = rules.evidence_cap
    given = {option: say.number(highest) for option, highest in cap.highest.items()}
    group = Reader(say, asked, rules.facts[0]).group(cap.question, given)
    return Step(say("read_cap", highest=len(ANCHORS)), head=(say("answer"), say("highest_level")), groups=(group,))


@singledispatch
def told(rule: Rule, reader: Reader) -> Iterator[Step]:
    """The steps of one kind of rule."""
    raise TypeError(f"{type(rule).__name__} {reader.fact.id}")


@told.register
def _map(rule: MapRule, reader: Reader) -> Iterator[Step]:
    say = reader.say
    yield reader.table(say("read_map"), reader.maps({rule.question: rule.map}), "answer", "level")
    yield from _fallbacks(rule.fallback, "read_fallback", reader)
    if rule.at_least:
        level = rule.at_least.level
        given = {q: dict.fromkeys(options, level) for q, options in rule.at_least.answers.items()}
        yield reader.table(say("read_at_least", level=reader.quoted(level)), reader.maps(given), "answer", "level")


@told.register
def _average(rule: AverageRule, reader: Reader) -> Iterator[Step]:
    yield reader.table(reader.say("read_average"), reader.numbers(rule.values), "answer", "gives")
    if rule.add:
        yield reader.table(reader.say("read_added"), reader.numbers(rule.add), "answer", "gives")
    yield _bounds(rule.upto, reader)


@told.register
def _count(rule: CountRule, reader: Reader) -> Iterator[Step]:
    yield reader.table(reader.say("read_count"), reader.numbers(rule.values), "answer", "gives")
    yield _bounds(rule.upto, reader)


@told.register
def _anchors(rule: AnchorsRule, reader: Reader) -> Iterator[Step]:
    say = reader.say
    yield Step(say("read_anchors", minimum=rule.minimum), rule.items)
    solid = say("mean_and_share", mean=rule.solid_mean, share=rule.solid_share * 100, shown=SHOWN)
    words = (say("mean_below", mean=rule.working_mean), say("mean_from", mean=rule.working_mean), solid)
    yield reader.by_level(say("read_highest"), words)
    yield from _fallbacks(rule.fallback, "read_too_few", reader)


@told.register
def _required(rule: RequiredRule, reader: Reader) -> Iterator[Step]:
    say, first = reader.say, reader.fact.level_ids[0]
    if rule.against:
        given = {q: dict.fromkeys(options, first) for q, options in rule.against.items()}
        yield reader.table(say("read_against", level=reader.quoted(first)), reader.maps(given), "answer", "level")
    yield Step(say("read_required", floor=rule.floor, level=reader.quoted(first)), rule.required)
    yield Step(say("read_required_mean"), rule.items)
    yield reader.by_level(say("read_highest"), (say("mean_below", mean=rule.mean), say("mean_from", mean=rule.mean)))


def _fallbacks(fallbacks: Sequence[Fallback], words: str, reader: Reader) -> Iterator[Step]:
    for one in fallbacks:
        yield reader.table(reader.say(words), reader.maps({one.question: one.map}), "answer", "level")


def _bounds(upto: Sequence[float], reader: Reader) -> Step:
    say = reader.say
    middle = [say("between", below=below, bound=bound) for below, bound in pairwise(upto)]
    return reader.by_level(say("read_bounds"), [say("up_to", bound=upto[0]), *middle, say("more_than", below=upto[-1])])
