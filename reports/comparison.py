"""People side by side for one company, as typed blocks in the reader's language. Ranks nobody, adds nothing up, draws nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from questionnaire.catalogue import questionnaire
from questionnaire.models import Language
from scoring.assessment import Check
from scoring.models import OutcomeId, Strength
from scoring.rulebase import rule_base

from .blocks import Block, Callout, Cell, Heading, Mark, Prose, Remark, Table
from .compared import TRAITS, Judged, Person, judged
from .comparison_blocks import Card, Cards, Chip, Comparison, Dot, Dots, Field, Line, Named, Part, People, Shown, Trait
from .document import VERDICT, voice
from .map import PERSON, PERSON_ELSE
from .subject import lead, turns
from .teller import Teller

__all__ = ["MOST", "Compared", "Incomparable", "Person", "comparison"]

MOST = 6
_LEVELS = ("absent", "assisted", "own_team", "whole_function", "company_wide")


class Incomparable(ValueError):
    """These people cannot be put side by side. The message is one sentence: what, and how to mend it."""


def comparison(
    company: Mapping[str, str], people: Sequence[Person], title: str, language: Language, day: date, *, blind: bool = False
) -> Comparison:
    """Up to six people in the order given, each judged alone by today's rules with the answers about the same company.

    `blind` leaves out every name, and people's own words, which can give them away. Raises Incomparable.
    """
    _look_at(people)
    about = Compared(Teller(voice(language), questionnaire(), rule_base()), judged(company, people, rule_base()), blind=blind)
    say = about.tell.say
    parts = (about.cards(), about.map(), about.competencies(), about.gaps(), about.cautions(), about.own_words(), about.versions(day))
    return Comparison(
        language=language, product=say("product_name"), title=say("people_title", count=len(people)),
        brief_label=say("people_brief"), brief=title, order=say("people_order_blind" if blind else "people_order"),
        advises=say("people_advises"), who_label=say("people_who"), contents_label=say("contents"), page_of=say("page_of"),
        date=day, date_text=say.date(day), parts=tuple(part for part in parts if part.blocks),
    )  # fmt: skip


def _look_at(people: Sequence[Person]) -> None:
    letters = [person.letter for person in people]
    if not 1 <= len(people) <= MOST:
        raise Incomparable(f"{len(people)} people cannot be compared: choose between 1 and {MOST}.")
    if len(set(letters)) < len(letters) or not all(re.fullmatch("[A-Z]", letter) for letter in letters):
        raise Incomparable(f"The letters {', '.join(letters)} do not tell people apart: give each a capital of its own, from A to Z.")


@dataclass(frozen=True)
class Compared:
    """The people of one comparison and the words they are told in; one method for each part."""

    tell: Teller
    people: tuple[Judged, ...]
    blind: bool

    def _say(self, key: str, **gaps: object) -> str:
        return self.tell.say(f"people_{key}", **gaps)

    def _title(self, one: Judged) -> str:
        return self._say("person", letter=one.letter)

    def _name(self, one: Judged) -> str:
        return "" if self.blind else one.person.name

    def _named(self, one: Judged) -> Named:
        return Named(self._title(one), self._name(one))

    def _letters(self, people: Sequence[Judged]) -> str:
        return self.tell.say.items([one.letter for one in people])

    def _facts(self, facts: Sequence[str]) -> str:
        return self.tell.say.items([self.tell.quoted(self.tell.fact(fact)) for fact in facts])

    # ---- cards

    def cards(self) -> Part:
        return Part("cards", self._say("cards"), (Cards(tuple(map(self._card, self.people))),))

    def _card(self, one: Judged) -> Card:
        found, say = one.found, self.tell.say
        return Card(
            letter=one.letter, title=self._title(one), name=self._name(one), outcome=found.verdict, verdict=self.tell.name(found.verdict),
            strength=found.strength, strength_name=say(found.strength),
            sure=" ".join(filter(None, (lead(found, say, self.tell.rules), turns(found, say)))),
            traits=tuple(self._trait(one, fact) for fact in TRAITS), notes=tuple(self._notes(one)),
        )  # fmt: skip

    def _trait(self, one: Judged, fact: str) -> Trait:
        mark: Mark | None = None if one.found.facts[fact] else "unknown"
        return Trait(self.tell.say("fact_level", fact=self.tell.fact(fact), level=self._read(one, fact)), mark)

    def _read(self, one: Judged, fact: str) -> str:
        level = one.found.facts[fact]
        return self.tell.level(fact, level) if level else self.tell.say("not_known")

    def _notes(self, one: Judged) -> Iterator[str]:
        found, say = one.found, self.tell.say
        if not one.person.finished:
            yield self._say("unfinished")
        for outcome, facts in found.pending.items():
            yield say("pending", name=self.tell.name(outcome), facts=self._facts(facts))
        if any(c.kind == "veto" and c.met == "unknown" for c in found.checks_of(found.verdict)):
            yield say("veto_open")
        if one.in_the_way:
            yield self._in_the_way(one.in_the_way)
        if unknown := [fact for fact, level in found.facts.items() if level is None and fact not in TRAITS]:
            yield self._say("not_known", facts=self._facts(unknown))
        if found.cautions:
            yield self._say("cautions", count=len(found.cautions))
        if one.rescored:
            yield self._say("rescored_card")

    def _in_the_way(self, check: Check) -> str:
        key = "in_the_way_unknown" if check.met == "unknown" else "in_the_way"
        return self._say(key, name=self.tell.name(check.outcome), because=check.because[self.tell.language])

    # ---- the map

    def map(self) -> Part:
        """Where everyone stands, and in the background the verdicts that are the same whoever of them stood there."""
        alike = len({tuple(one.found.facts[fact] for fact in PERSON_ELSE) for one in self.people}) == 1
        given = self._say("map_alike", facts=self._stands()) if alike else self._say("map_apart")
        return Part(
            "map",
            self._say("map"),
            (Prose(f"{self._say('map_given')} {given}"), self._map(), *self._aside(), self._places()),
            new_page=True,
        )

    def _stands(self) -> str:
        """How ready for both, and how tied to the company, all of them are."""
        say, one = self.tell.say, self.people[0]
        return say.items([say("quoted_level", fact=self.tell.fact(fact), level=self._read(one, fact)) for fact in PERSON_ELSE])

    def _map(self) -> People:
        across, up = PERSON
        say = self.tell.say
        return People(
            across=say("map_rising", fact=say(f"map_{across}")), up=say("map_upwards", fact=say(f"map_{up}")),
            columns=self._levels(across), rows=self._levels(up), fields=tuple(self._fields()),
            chips=tuple(Chip(one.letter, one.found.verdict, *one.place) for one in self.people),
            aside=self._say("map_aside"), alt=self._map_alt(), caption=self._say("map_caption"),
        )  # fmt: skip

    def _levels(self, fact: str) -> tuple[str, ...]:
        return tuple(self._short(fact, level) for level in self.tell.rules.fact(fact).level_ids)

    def _short(self, fact: str, level: str | None) -> str:
        return self.tell.say(f"map_{fact}_{level}") if level else self.tell.say("not_known")

    def _fields(self) -> Iterator[Field]:
        for places in zip(*(one.around.places for one in self.people), strict=True):
            verdicts = {place.verdict for place in places}
            agreed = verdicts.pop() if len(verdicts) == 1 else None
            name = self.tell.say(f"map_{agreed}") if agreed else self._say("map_open")
            yield Field(places[0].across, places[0].up, agreed, name)

    def _aside(self) -> list[Prose]:
        out = [one for one in self.people if None in one.place]
        return [Prose(self._say("map_not_placed", count=len(out), letters=self._letters(out)), quiet=True)] if out else []

    def _map_alt(self) -> str:
        return self._say("map_alt", rows=" ".join(map(self._map_alt_row, self.people)))

    def _map_alt_row(self, one: Judged) -> str:
        across, up = (self._short(fact, one.found.facts[fact]) for fact in PERSON)
        return self._say("map_alt_row", letter=one.letter, across=across, up=up, name=self.tell.name(one.found.verdict))

    def _places(self) -> Table:
        head = (self._say("column"), self.tell.say("verdict_label"), self._say("where_head"))
        rows = tuple(
            (Cell(self._title(one)), Cell(self._judgement(one.found.verdict, one.found.strength)), self._place(one)) for one in self.people
        )
        return Table(head, rows, (2, 4, 5), self.tell.say("map_in_words"))

    def _place(self, one: Judged) -> Cell:
        product, technology = (self._read(one, fact) for fact in PERSON)
        return Cell(self._say("where", product=product, technology=technology))

    def _judgement(self, outcome: OutcomeId, strength: Strength | None) -> str:
        if strength is None:
            return self.tell.name(outcome)
        return self.tell.say("map_verdict", name=self.tell.name(outcome), strength=self.tell.say(f"map_{strength}"))

    # ---- competencies

    def competencies(self) -> Part:
        """By chapter: a line for each anchored question that anybody answered, then all of it in words."""
        levels = {one.letter: one.levels(self.tell.asked) for one in self.people}
        answered = {q for marks in levels.values() for q in marks}
        blocks: list[Shown] = [Prose(self._say("filled"))] if answered else [Prose(self._say("none_answered"))]
        for chapter in self.tell.asked.chapters:
            title, here = chapter.title[self.tell.language], [q for q in self._questions(chapter.id) if q in answered]
            if here:
                blocks += [Heading(title), self._dots(here, levels), self._in_words(title, here, levels)]
        return Part("competencies", self._say("competencies"), tuple(blocks), new_page=True)

    def _questions(self, chapter: str) -> list[str]:
        return [q for q in self.tell.asked.order if self.tell.asked.chapter_of(q).id == chapter]

    def _dots(self, questions: Sequence[str], levels: Mapping[str, Mapping[str, tuple[int, int]]]) -> Dots:
        lines = tuple(
            Line(self._text(q), tuple(Dot(letter, *marks[q]) for letter, marks in levels.items() if q in marks)) for q in questions
        )
        rows = [self._say("dots_alt_row", name=self._text(q), levels=self._told(q, levels)) for q in questions]
        return Dots(tuple(map(self._say, _LEVELS)), lines, self._say("dots_alt", rows=" ".join(rows)), "")

    def _in_words(self, title: str, questions: Sequence[str], levels: Mapping[str, Mapping[str, tuple[int, int]]]) -> Table:
        rows = tuple((Cell(self._text(q)), Cell(self._told(q, levels))) for q in questions)
        return Table((self._say("competency"), self._say("levels")), rows, (4, 7), self._say("in_words", chapter=title))

    def _text(self, question: str) -> str:
        return self.tell.asked.questions[question].text[self.tell.language]

    def _told(self, question: str, levels: Mapping[str, Mapping[str, tuple[int, int]]]) -> str:
        return " · ".join(self._level(letter, marks.get(question)) for letter, marks in levels.items())

    def _level(self, letter: str, marks: tuple[int, int] | None) -> str:
        if marks is None:
            return self._say("level_none", letter=letter)
        counted, said = (self._say(_LEVELS[mark - 1]) for mark in marks)
        return self._say("level" if counted == said else "level_said", letter=letter, level=counted, said=said)

    # ---- what is missing

    def gaps(self) -> Part:
        """For each person; what no person could change is said once, if it is the same for all."""
        barred = {tuple(one.barred()) for one in self.people}
        shared = len(barred) == 1
        blocks: list[Shown] = [*self._barred(barred.pop())] if shared else []
        for one in self.people:
            blocks += [self._named(one), *self._gaps_of(one), *(() if shared else self._barred(one.barred()))]
        return Part("gaps", self._say("gaps"), tuple(blocks), new_page=True)

    def _barred(self, outcomes: Sequence[OutcomeId]) -> Iterator[Prose]:
        if outcomes:
            yield Prose(self._say("gap_company", count=len(outcomes), names=self.tell.quoted_names(outcomes)), quiet=True)

    def _gaps_of(self, one: Judged) -> Iterator[Block]:
        rows = tuple(
            (Cell(self.tell.name(gap.outcome)), Cell(self._shown(one, gap.facts), gap.met), Cell(gap.check.because[self.tell.language]))
            for gap in one.gaps()
        )
        head = (self._say("gap_for"), self._say("gap_shown"), self._say("gap_asked"))
        yield Table(head, rows, (3, 4, 5), f"{self._say('gaps')} · {self._title(one)}") if rows else Prose(self._say("gaps_none"))
        if missing := one.not_answered(self.tell.asked):
            questions = self.tell.say.items([self.tell.quoted(self._text(q)) for q in missing])
            yield Prose(self._say("not_answered", count=len(missing), questions=questions), quiet=True)

    def _shown(self, one: Judged, facts: Sequence[str]) -> str:
        return " · ".join(self._trait(one, fact).text for fact in facts)

    # ---- cautions, own words, versions

    def cautions(self) -> Part:
        """Each caution once, with the letters it concerns."""
        given = dict.fromkeys(c for one in self.people for c in one.found.cautions)
        order = [caution for caution in self.tell.rules.cautions if caution.id in given]
        blocks = []
        for caution in order:
            concerned = [one for one in self.people if caution.id in one.found.cautions]
            sources = self.tell.say("sources_named", sources=", ".join(caution.sources))
            label = self._say("take_care", letters=self._letters(concerned))
            blocks.append(Callout(label, caution.text[self.tell.language], sources))
        return Part("cautions", self.tell.say("cautions_title"), tuple(blocks))

    def own_words(self) -> Part:
        """What people say to the contrary; while names are hidden, only how often."""
        if self.blind:
            count = sum(len(one.remarks) for one in self.people)
            return Part("said", self._say("say"), (Prose(self._say("say_hidden", count=count)),) if count else ())
        blocks: list[Shown] = []
        for one in self.people:
            remarks = [Remark(self._label(one, about), text) for about, text in one.remarks.items()]
            blocks += [self._named(one), *remarks] if remarks else []
        return Part("said", self._say("say"), tuple(blocks))

    def _label(self, one: Judged, about: str) -> str:
        if about == VERDICT:
            return self._say("says_verdict", letter=one.letter)
        if about in one.found.facts:
            return self._say("says_fact", letter=one.letter, fact=self.tell.fact(about))
        return self.tell.say("said_else")

    def versions(self, day: date) -> Part:
        """Who was judged by other rules or otherwise on finishing: then, now and why; then how it is judged."""
        say, changed = self.tell.say, [one for one in self.people if one.rescored]
        rules = self.tell.rules.version
        head = (self._say("column"), self._say("then_now"), self._say("why"))
        rows = tuple((Cell(self._title(one)), Cell(self._shift(one)), Cell(self._why(one))) for one in changed)
        table = [Table(head, rows, (2, 6, 5), self._say("rescored"))] if rows else []
        versions = say("versions", questions=self.tell.asked.version, rules=rules, date=say.date(day))
        told = Prose(self._say("rescored_text" if rows else "rescored_none", rules=rules))
        method = (Prose(say("method_evidence")), Prose(say("method_private")), Prose(say("method_public")))
        return Part("versions", say("method_title"), (told, *table, *method, Prose(versions, quiet=True)))

    def _shift(self, one: Judged) -> str:
        person = one.person
        then = self._judgement(person.verdict_then, person.strength_then) if person.verdict_then else self._say("then_unknown")
        return self._say("shift", then=then, now=self._judgement(one.found.verdict, one.found.strength))

    def _why(self, one: Judged) -> str:
        return self._say("why_rules", rules=one.person.rules_version) if one.other_rules else self._say("why_answers")
