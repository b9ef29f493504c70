"""The verdict map in words: which person for this company, which company for this person, or any two facts. Draws and judges nothing."""

from dataclasses import dataclass
from typing import Literal

from questionnaire.models import Audience
from scoring.map import Map as Found, Place, Withheld, verdict_map
from scoring.models import OutcomeId
from scoring.rulebase import rule_base
from scoring.verdict import cube

from .blocks import Block, Cell, Map, Prose, Spot, Table
from .subject import Axes, Subject

_SPLIT: OutcomeId = "split"
PERSON: Axes = ("product", "technology")
PERSON_ELSE = ("readiness", "tie")
_COMPANY: Axes = ("driver", "depth")
_COMPANY_ELSE = ("scale", "stakes", "leadership", "tension", "need", "ceo", "below", "standing")
_IN_NO_ORDER = ("driver", "leadership", "ceo")  # their levels do not rise
_MOST_ACROSS = 4  # levels whose words fit side by side on a phone


@dataclass(frozen=True)
class Atlas:
    """The map of one subject: people for a company, companies for a candidate, or whichever two facts somebody chose."""

    about: Subject
    found: Found

    @property
    def kind(self) -> Literal["person", "company", "facts"]:
        """What its cells are: people and companies only on the map that the audience is shown unasked."""
        usual = usual_axes(self.about.audience)
        if (self.found.across, self.found.up) != usual:
            return "facts"
        return "company" if usual == _COMPANY else "person"

    def title(self) -> str:
        return self.about.say(f"map_title_{self.kind}")

    def blocks(self) -> tuple[Block, ...]:
        """What the map says, the map, and what it takes as given."""
        return Prose(" ".join(self._message())), self._map(), *self._taken_as_read()

    def headline(self) -> tuple[str, ...]:
        """With nobody in view: what holds today, then which person would change it. Nothing for others."""
        about, say = self.about, self.about.say
        if self.kind != "person" or about.person_in_view:
            return ()
        today = about.found.verdict
        holds = say("today_split") if today == _SPLIT else say("today_case", name=about.name(today))
        others = [self._person(place) for place in self.found.nearest() if place.verdict != today]
        return holds, *(others or [say("today_whoever")])

    # ---- sentences

    def _message(self) -> list[str]:
        """Of companies, where one person holds both; else the nearest border of each other verdict."""
        near = [place for place in self.found.nearest() if place.verdict != self.about.found.verdict]
        if self.kind == "company":
            return [*self._held(), *map(self._border, near if self.found.here else ())]
        if len(self.found.verdicts) == 1:
            return [self.about.say(f"map_one_verdict_{self.kind}", name=self.about.name(self.found.verdicts[0]))]
        of_people = self.kind == "person" and not (self.found.here and self.about.person_in_view)
        return list(map(self._person if of_people else self._border, near))

    def _held(self) -> list[str]:
        say, held = self.about.say, [place for place in self.found.places if place.verdict != _SPLIT]
        firm = sum(place.strength != "toss_up" for place in held)
        total = len(self.found.places)
        if not held:
            return [say("map_companies_none", total=total)]
        where = say("map_companies_all", total=total) if len(held) == total else say("map_companies", count=len(held), total=total)
        return [where, say("map_firm", count=firm) if firm else say("map_firm_none")]

    def _border(self, place: Place) -> str:
        here = self.found.here
        across, up = self._read(self.found.across, place.across), self._read(self.found.up, place.up)
        gaps = {"name": self.about.name(place.verdict), "strength": self._strength(place)}
        if here and here.up == place.up:
            return self.about.say("map_border", change=across, **gaps)
        if here and here.across == place.across:
            return self.about.say("map_border", change=up, **gaps)
        return self.about.say("map_border_both", change=across, other=up, **gaps)

    def _person(self, place: Place) -> str:
        product, technology = self._level(self.found.across, place.across), self._level(self.found.up, place.up)
        name, strength = self.about.name(place.verdict), self._strength(place)
        return self.about.say(f"person_{product}_{technology}", name=name, strength=strength)

    def _taken_as_read(self) -> list[Prose]:
        """The facts that are not on the map and still count: for people how ready they are, for others what is not known."""
        say, facts = self.about.say, self.about.found.facts
        if self.kind == "person":
            return [Prose(say("map_as_read", facts=say.items([self._stands(fact) for fact in PERSON_ELSE])), quiet=True)]
        other = _COMPANY_ELSE if self.kind == "company" else [fact for fact in facts if fact not in {self.found.across, self.found.up}]
        unknown = tuple(fact for fact in other if facts[fact] is None)
        return [Prose(say(f"map_not_known_{self.kind}", facts=self.about.facts(unknown)), quiet=True)] if unknown else []

    def _stands(self, fact: str) -> str:
        level = self.about.found.facts[fact]
        words = self.about.rules.fact(fact).level_text(level)[self.about.language] if level else self.about.say("not_known")
        return self.about.say("quoted_level", fact=self.about.fact(fact), level=words)

    def _read(self, fact: str, level: int) -> str:
        words = self.about.rules.fact(fact).levels[level].text[self.about.language]
        return self.about.say("quoted_level", fact=self.about.fact(fact), level=words)

    def _why(self, place: Place) -> str:
        """How far ahead, or what would be ahead but for a condition; then whether it may still turn."""
        sentences = [self._ahead(place)] if place.runner_up or not place.withheld else []
        sentences += [self._withheld(place.withheld)] if place.withheld else []
        return " ".join([*sentences, *([self.about.say("map_open")] if place.open else [])])

    def _ahead(self, place: Place) -> str:
        if place.runner_up is None:
            return self.about.say("no_rival")
        rival = self.about.name(place.runner_up)
        return self.about.say("lead", count=place.margin, name=rival) if place.margin else self.about.say("lead_none", name=rival)

    def _withheld(self, withheld: Withheld) -> str:
        because = withheld.because[self.about.language]
        key = "map_withheld" if withheld.known else "map_withheld_unknown"
        return self.about.say(key, name=self.about.name(withheld.outcome), because=because)

    # ---- words of one cell

    def _level(self, fact: str, level: int) -> str:
        return self.about.rules.fact(fact).level_ids[level]

    def _named(self, fact: str) -> str:
        return self.about.say(f"map_{fact}")

    def _short(self, fact: str, level: int) -> str:
        return self.about.say(f"map_{fact}_{self._level(fact, level)}")

    def _strength(self, place: Place) -> str:
        return self.about.say(f"map_{place.strength}")

    def _where(self, place: Place) -> str:
        across, up = self._short(self.found.across, place.across), self._short(self.found.up, place.up)
        return self.about.say(
            f"map_where_{self.kind}", first=self._named(self.found.across), second=self._named(self.found.up), across=across, up=up
        )

    def _verdict(self, place: Place) -> str:
        return self.about.say("map_verdict", name=self.about.name(place.verdict), strength=self._strength(place))

    def _listed(self, place: Place) -> str:
        where = self._where(place)
        return self.about.say("map_where_here", where=where, here=self._here()) if place == self.found.here else where

    # ---- blocks

    def _map(self) -> Map:
        found, say = self.found, self.about.say
        return Map(
            across=self._axis(found.across), up=say("map_upwards", fact=self._named(found.up)),
            columns=self._levels(found.across), rows=self._levels(found.up),
            spots=tuple(map(self._spot, found.places)), here=self._here(), alt=self._alt(),
            caption=say(f"map_caption_{self.kind}"), table=self._table(),
        )  # fmt: skip

    def _axis(self, fact: str) -> str:
        """With an arrow where the levels rise."""
        name = self._named(fact)
        return name if fact in _IN_NO_ORDER else self.about.say("map_rising", fact=name)

    def _levels(self, fact: str) -> tuple[str, ...]:
        return tuple(self._short(fact, level) for level in range(len(self.about.rules.fact(fact).levels)))

    def _spot(self, place: Place) -> Spot:
        told = self.about.say("map_told", where=self._where(place), verdict=self._verdict(place), why=self._why(place))
        name = self.about.say(f"map_{place.verdict}")
        return Spot(place.across, place.up, place.verdict, name, place.strength, told, here=place == self.found.here)

    def _here(self) -> str:
        if self.kind != "person":
            return self.about.say("map_here")
        return self.about.say("map_here_person" if self.about.person_in_view else "map_here_today")

    def _alt(self) -> str:
        """One sentence for each row, from the highest down, and where one is."""
        say, found = self.about.say, self.found
        across, up = self.about.fact(found.across), self.about.fact(found.up)
        rows = [
            say("map_alt_row", fact=up, level=self._short(found.up, level), cells=say.items(self._alt_cells(level)))
            for level in reversed(range(len(self._levels(found.up))))
        ]
        spoken = say("map_alt", across=across, up=up, rows=" ".join(rows))
        return say("map_alt_here", map=spoken, here=self._here(), where=self._where(found.here)) if found.here else spoken

    def _alt_cells(self, row: int) -> list[str]:
        return [
            self.about.say(
                "map_alt_cell",
                across=self._short(self.found.across, place.across),
                name=self.about.name(place.verdict),
                strength=self._strength(place),
            )
            for place in self.found.places
            if place.up == row
        ]

    def _table(self) -> Table:
        """From the highest row down, as the map is read; cells with the same verdict for the same reason stand together."""
        say = self.about.say
        alike: dict[tuple[str, str], list[str]] = {}
        for place in sorted(self.found.places, key=lambda place: (-place.up, place.across)):
            alike.setdefault((self._verdict(place), self._why(place)), []).append(self._listed(place))
        rows = tuple((Cell(" ".join(where)), Cell(verdict), Cell(why)) for (verdict, why), where in alike.items())
        head = (say(f"map_head_{self.kind}"), say("verdict_label"), say("map_head_why"))
        return Table(head, rows, (5, 3, 5), say("map_in_words"))


def atlas(about: Subject, axes: Axes | None = None) -> Atlas:
    """The map of two different facts, the usual ones unless others are named."""
    across, up = axes or usual_axes(about.audience)
    return Atlas(about, verdict_map(cube(), cube().state(about.found.facts), across, up))


def usual_axes(audience: Audience) -> Axes:
    """People for a company; companies for a candidate, who is who they are."""
    return _COMPANY if audience == "candidate" else PERSON


def axes_offered() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts that a map can show across, and those that it can show upwards, where there is room for any number of levels."""
    facts = rule_base().facts
    return tuple(fact.id for fact in facts if len(fact.levels) <= _MOST_ACROSS), tuple(fact.id for fact in facts)
