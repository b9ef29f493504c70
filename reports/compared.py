"""One person judged for one company: what stands in the way, what is missing, what has changed. Knows no words and no neighbour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from questionnaire.models import DONT_KNOW, Questionnaire
from scoring.assessment import Assessment, Check
from scoring.map import Map as Verdicts, verdict_map
from scoring.models import Condition, OutcomeId, RuleBase, Strength
from scoring.verdict import SPLIT, assess, cube

from .levels import Marks, levels
from .map import PERSON, PERSON_ELSE

TRAITS = (*PERSON, *PERSON_ELSE)  # the facts about a person


@dataclass(frozen=True)
class Person:
    """Somebody to compare. `letter` is a capital from A to Z; `name` may be empty; `answers` are those of the person part that count.

    `rules_version`, `verdict_then` and `strength_then` are those of the verdict given on finishing, None if none was kept.
    `comments` are the person's own words about "verdict" or a fact (by its id).
    """

    id: str
    letter: str
    name: str
    answers: Mapping[str, str]
    finished: bool
    rules_version: str | None = None
    verdict_then: OutcomeId | None = None
    strength_then: Strength | None = None
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """A condition of an outcome that the person could meet and does not, or not yet: the facts that fall short, as they are."""

    outcome: OutcomeId
    facts: tuple[str, ...]
    met: Literal["no", "unknown"]
    check: Check


@dataclass(frozen=True)
class Judged:
    """A person with the verdict of today's rules."""

    person: Person
    found: Assessment
    rules: RuleBase

    @property
    def letter(self) -> str:
        return self.person.letter

    @property
    def other_rules(self) -> bool:
        """Whether other rules than today's judged on finishing."""
        return self.person.rules_version not in {None, self.found.rules_version}

    @property
    def rescored(self) -> bool:
        """Whether the rules, the verdict or its strength were different on finishing."""
        then = (self.person.verdict_then, self.person.strength_then)
        now = (self.found.verdict, self.found.strength)
        return self.other_rules or any(a not in {None, b} for a, b in zip(then, now, strict=True))

    @property
    def remarks(self) -> dict[str, str]:
        """What the person says, without what is blank."""
        return {about: text.strip() for about, text in self.person.comments.items() if text.strip()}

    @cached_property
    def around(self) -> Verdicts:
        """The verdict for every product and technology background, all else about the person as it is."""
        return verdict_map(cube(), cube().state(self.found.facts), *PERSON)

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Column and row on that map, None for a background that is not known."""
        levels = [(self.rules.fact(fact).level_ids, self.found.facts[fact]) for fact in PERSON]
        across, up = (ids.index(level) if level else None for ids, level in levels)
        return across, up

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(fact for fact in TRAITS if self.found.facts[fact] is None)

    @property
    def in_the_way(self) -> Check | None:
        """The condition that rules out the outcome with most points; for one head, only of an outcome that has more than the verdict."""
        found = self.found
        out = [o for o in found.fits if o not in found.admissible]
        nearest = max(out, key=found.fits.__getitem__, default=None)
        if nearest is None or (found.verdict != SPLIT and found.fits[nearest] <= found.fits[found.verdict]):
            return None
        missed = [c for c in found.checks_of(nearest) if c.stands_in_the_way]
        return next((c for c in missed if c.met != "unknown"), missed[0])

    def gaps(self) -> list[Gap]:
        """Of each outcome that the company leaves open: the conditions in this person's way."""
        return [gap for outcome in self._out() if outcome not in self.barred() for gap in self._gaps_of(outcome)]

    def barred(self) -> list[OutcomeId]:
        """The outcomes that no change of the person could make admissible."""
        return [o for o in self._out() if any(not _own(facts) for _, facts in self._missed(o))]

    def _out(self) -> list[OutcomeId]:
        return [o for o in self.found.fits if o not in self.found.admissible]

    def _gaps_of(self, outcome: OutcomeId) -> Iterator[Gap]:
        for check, facts in self._missed(outcome):
            own = _own(facts)
            unknown = all(self.found.facts[fact] is None for fact in own)
            yield Gap(outcome, own, "unknown" if unknown else "no", check)

    def _missed(self, outcome: OutcomeId) -> Iterator[tuple[Check, tuple[str, ...]]]:
        """Each condition in the way, and the facts it takes at the least: of the person alone, if that is possible."""
        conditions = [c for kind in (self.rules.gates, self.rules.vetoes) for c in kind if outcome in c.outcomes]
        for condition, check in zip(conditions, self.found.checks_of(outcome), strict=True):
            if check.stands_in_the_way:
                yield check, self._short(condition) if check.kind == "gate" else self._struck(condition)

    def _short(self, gate: Condition) -> tuple[str, ...]:
        """The facts that the nearest clause of a gate still lacks; nothing if each clause lacks one of the company."""
        lacking = [tuple(f for f, levels in clause.items() if self.found.facts[f] not in levels) for clause in gate.any]
        mine = [facts for facts in lacking if set(facts) <= set(TRAITS)]
        return min(mine, key=len, default=())

    def _struck(self, veto: Condition) -> tuple[str, ...]:
        """The person's facts in the clauses of a veto that hold; nothing if one holds whoever it is."""
        held = [clause for clause in veto.any if all(self.found.facts[f] in levels for f, levels in clause.items())]
        struck = [_own(tuple(clause)) for clause in held]
        return tuple(dict.fromkeys(f for facts in struck for f in facts)) if all(struck) else ()

    def levels(self, asked: Questionnaire) -> dict[str, Marks]:
        """Of each anchored question that was answered: the level that counts, and the one that was said."""
        return levels(self.found.answers, asked, self.rules.evidence_cap)

    def not_answered(self, asked: Questionnaire) -> list[str]:
        """The questions about the person without a known answer, of those a candidate is asked."""
        given = self.found.answers
        own = [q for q in asked.order if asked.chapter_of(q).part == "person" and asked.asks(q, "candidate", given)]
        return [q for q in own if given.get(q, DONT_KNOW) == DONT_KNOW]


def judged(company: Mapping[str, str], people: Sequence[Person], rules: RuleBase) -> tuple[Judged, ...]:
    """Each person for the same company, in the order given."""
    return tuple(Judged(person, assess({**company, **person.answers}), rules) for person in people)


def _own(facts: Sequence[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact in TRAITS)
