"""The verdict map: the verdict for each pair of levels of two facts, all else as it stands. Read off the cube; knows no words."""

from collections.abc import Sequence

import numpy as np

from questionnaire.models import Text

from .assessment import Result
from .cube import OPEN, YES, Array, Cube, Ruling, State
from .explain import checks_of
from .models import OutcomeId, Strength
from .verdict import rival, strength, veto_open


class Withheld(Result):
    """An outcome that has more points than the verdict, and a condition in its way: `known` not to be met, or not yet shown."""

    outcome: OutcomeId
    because: Text
    known: bool


class Place(Result):
    """One cell: a level of each of the two facts, counted from the lowest, and what holds there.

    `margin` is in points ahead of the runner-up, both None if no other outcome is admissible. `open`: facts not yet known could turn it.
    """

    across: int
    up: int
    verdict: OutcomeId
    strength: Strength
    margin: int | None
    runner_up: OutcomeId | None
    open: bool
    withheld: Withheld | None


class Map(Result):
    """Two facts and a cell for each pair of their levels, row by row from the lowest; `here` is None if one of the two is not known."""

    across: str
    up: str
    places: tuple[Place, ...]
    here: Place | None

    @property
    def verdicts(self) -> tuple[OutcomeId, ...]:
        """Every verdict on the map, once."""
        return tuple(dict.fromkeys(place.verdict for place in self.places))

    def nearest(self) -> tuple[Place, ...]:
        """For each verdict not held here its nearest cell, by facts changed, then by levels; from the lowest cell if `here` is None."""
        start = self.here or self.places[0]
        first: dict[OutcomeId, Place] = {}
        for place in sorted(self.places, key=lambda place: _way(start, place)):
            first.setdefault(place.verdict, place)
        return tuple(place for place in first.values() if self.here is None or place.verdict != self.here.verdict)


def verdict_map(compiled: Cube, state: State, across: str, up: str) -> Map:
    """The verdict for every level of the fact `across` with every level of the fact `up`. What is not known stays not known."""
    facts = compiled.facts.index(across), compiled.facts.index(up)
    columns, rows = np.meshgrid(*(np.arange(compiled.shape[fact]) for fact in facts))
    states = [np.full(columns.shape, level) for level in state]
    states[facts[0]], states[facts[1]] = columns, rows
    ruling = compiled.judge(states)
    pending = _pending(compiled, states, ruling)
    places = tuple(
        _place(compiled, ruling.at(at), across=at[1], up=at[0], pending=bool(pending[at])) for at in np.ndindex(ruling.verdict.shape)
    )
    here = next((place for place in places if [place.across, place.up] == [state[fact] for fact in facts]), None)
    return Map(across=across, up=up, places=places, here=here)


def _place(compiled: Cube, ruling: Ruling, *, across: int, up: int, pending: bool) -> Place:
    """By the rules that a single sheet is judged by."""
    runner_up, margin = rival(compiled, ruling)
    doubtful = veto_open(ruling)
    return Place(
        across=across, up=up, verdict=compiled.outcomes[int(ruling.verdict)], runner_up=runner_up, margin=margin,
        strength=strength(compiled.rules, margin, pending=pending, may_be_ruled_out=doubtful),
        open=pending or doubtful, withheld=_withheld(compiled, ruling),
    )  # fmt: skip


def _pending(compiled: Cube, states: Sequence[Array], ruling: Ruling) -> Array:
    """Where facts not yet known could bring about another verdict by showing its gates: one truth for each cell."""
    pending = np.zeros(ruling.verdict.shape, bool)
    somewhere = [int(levels.flat[0]) for levels in states]  # what is not known is not known in every cell
    for number in range(len(compiled.outcomes)):
        gate = np.min([*ruling.gates[number], np.full_like(pending, YES, np.int8)], axis=0)
        vetoed = np.any([np.zeros_like(pending), *(veto == YES for veto in ruling.vetoes[number])], axis=0)
        waiting = (gate == OPEN) & ~vetoed & (ruling.verdict != number)
        if waiting.any():
            pending |= waiting & compiled.within_reach(states, number, compiled.missing(somewhere, number))
    return pending


def _withheld(compiled: Cube, ruling: Ruling) -> Withheld | None:
    """Of the outcomes that are not admissible the one with the highest fit, if that is higher than the verdict's."""
    fits = {number: int(ruling.fits[number]) for number, held in enumerate(ruling.admissible) if not held}
    number = max(fits, key=fits.__getitem__, default=None)
    if number is None or fits[number] <= int(ruling.fits[int(ruling.verdict)]):
        return None
    missed = [check for check in checks_of(compiled, ruling, number) if check.stands_in_the_way]
    first = next((check for check in missed if check.met != "unknown"), missed[0])
    return Withheld(outcome=first.outcome, because=first.because, known=first.met != "unknown")


def _way(start: Place, end: Place) -> tuple[int, int]:
    apart = abs(start.across - end.across), abs(start.up - end.up)
    return sum(map(bool, apart)), sum(apart)
