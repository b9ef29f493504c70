"""Each cell of the map is the verdict that a sheet with these two facts would get, and the person's own cell is the verdict."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings, strategies as some

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from scoring.assessment import Assessment
from scoring.cube import UNKNOWN, Cube
from scoring.map import Map, Place, verdict_map
from scoring.verdict import assess, cube

OPTIONS = {q: some.sampled_from((*question.option_ids, DONT_KNOW)) for q, question in questionnaire().questions.items()}
SHEETS = some.fixed_dictionaries({}, optional=OPTIONS)
TWO_FACTS = some.lists(some.sampled_from(cube().facts), min_size=2, max_size=2, unique=True)
DRIVERS = ("market", "operations", "product", "technology")
DEPTHS = ("standard", "mixed", "own_platform", "deep")
SEARCHED = settings(deadline=None, max_examples=60)


def mapped(found: Assessment, across: str, up: str) -> Map:
    return verdict_map(cube(), cube().state(found.facts), across, up)


def at(found: Map, across: int, up: int) -> Place:
    return next(place for place in found.places if (place.across, place.up) == (across, up))


def judged(one: Place | Assessment) -> tuple[Any, ...]:
    return one.verdict, one.strength, one.margin, one.runner_up


@SEARCHED
@given(SHEETS)
def test_each_cell_is_judged_like_a_sheet_with_these_two_answers(sheet: dict[str, str]) -> None:
    found = mapped(assess(sheet), "driver", "depth")
    for (across, driver), (up, depth) in product(enumerate(DRIVERS), enumerate(DEPTHS)):
        changed = assess({**sheet, "driver": driver, "technical_depth": depth})
        assert judged(at(found, across, up)) == judged(changed)


@SEARCHED
@given(SHEETS, TWO_FACTS)
def test_here_is_the_verdict_and_nowhere_if_one_of_the_two_facts_is_not_known(sheet: dict[str, str], facts: list[str]) -> None:
    found = assess(sheet)
    here = mapped(found, *facts).here
    levels = [found.facts[fact] for fact in facts]
    assert (here is None) == (None in levels)
    if here:
        assert judged(here) == judged(found)
        assert [cube().rules.fact(f).level_ids[n] for f, n in zip(facts, (here.across, here.up), strict=True)] == levels


@SEARCHED
@given(SHEETS, TWO_FACTS)
def test_every_pair_of_levels_has_one_cell(sheet: dict[str, str], facts: list[str]) -> None:
    found = mapped(assess(sheet), *facts)
    sizes = [len(cube().rules.fact(fact).levels) for fact in facts]
    assert {(place.across, place.up) for place in found.places} == set(product(*map(range, sizes)))
    assert len(found.places) == sizes[0] * sizes[1]


@SEARCHED
@given(SHEETS, TWO_FACTS)
def test_what_is_withheld_has_more_points_than_the_verdict_and_a_condition_in_its_way(sheet: dict[str, str], facts: list[str]) -> None:
    found = assess(sheet)
    here = mapped(found, *facts).here
    if here is None:
        return
    barred = [o for o, fit in found.fits.items() if o not in found.admissible and fit > found.fits[found.verdict]]
    assert bool(here.withheld) == bool(barred)
    if here.withheld:
        assert found.fits[here.withheld.outcome] == max(found.fits[o] for o in barred)
        assert here.withheld.because in [c.because for c in found.checks_of(here.withheld.outcome) if c.stands_in_the_way]


@SEARCHED
@given(SHEETS, TWO_FACTS)
def test_the_nearest_cells_name_each_other_verdict_once_and_none_is_nearer(sheet: dict[str, str], facts: list[str]) -> None:
    found = mapped(assess(sheet), *facts)
    start = found.here or at(found, 0, 0)
    near = found.nearest()
    assert sorted(p.verdict for p in near) == sorted(set(found.verdicts) - ({found.here.verdict} if found.here else set()))
    for place in near:
        changed = sum(one != other for one, other in ((start.across, place.across), (start.up, place.up)))
        rivals = [p for p in found.places if p.verdict == place.verdict]
        assert changed == min(sum((p.across != start.across, p.up != start.up)) for p in rivals)


def test_nothing_known_is_mapped_as_well() -> None:
    found = verdict_map(cube(), [UNKNOWN] * len(cube().facts), "product", "technology")
    assert found.here is None
    assert {place.strength for place in found.places} == {"toss_up"}, "too much is open for any cell to be firm"


@pytest.fixture
def generous() -> Cube:
    """A rule base in which no points are given: two leaders wherever no other outcome is named first."""
    return Cube(cube().rules.model_copy(update={"points": ()}))


def test_another_rule_base_gives_another_map(generous: Cube) -> None:
    answers = {"driver": "market", "candidate_background": "both"}
    state = cube().state(assess(answers).facts)
    usual, other = (verdict_map(compiled, state, "product", "technology") for compiled in (cube(), generous))
    assert usual.places != other.places
