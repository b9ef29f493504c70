"""The five outcomes side by side: every condition once, the points as they add up; a reason in full for each point."""

from functools import cache

import pytest

from reports.blocks import Report, Standings, Table
from reports.document import report
from scoring.assessment import Explained
from scoring.verdict import explained

from .conftest import DAY, PERSONAS


@cache
def found(persona: str) -> Explained:
    return explained(PERSONAS[persona])


@cache
def told(persona: str) -> Report:
    return report(found(persona), "founder", "en", DAY)


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_condition_of_every_outcome_stands_in_one_column(persona: str) -> None:
    (standings,) = told(persona).section("cases").blocks
    assert isinstance(standings, Standings)
    assert {one.outcome for one in standings.items} == set(found(persona).fits)
    assert [one.outcome for one in standings.items if one.verdict] == [found(persona).verdict] == [standings.items[0].outcome]
    for one in standings.items:
        checks = found(persona).checks_of(one.outcome)
        assert sorted((*one.fails, *one.unknown, *(one.holds if checks else ()))) == sorted(check.because.en for check in checks)
        assert (not one.fails and not any(check.kind == "gate" and check.met == "unknown" for check in checks)) == (
            one.outcome in found(persona).admissible
        )


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_points_of_the_verdict_add_up_to_what_is_said(persona: str) -> None:
    table = next(block for block in told(persona).section("reasons_in_full").blocks if isinstance(block, Table))
    *points, total = (int(row[0].text.replace("−", "-")) for row in table.rows)
    assert sum(points) == total == found(persona).fits[found(persona).verdict]


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_map_is_printed_without_the_table_that_says_it_in_words(persona: str) -> None:
    printed = told(persona).section("map")
    assert printed.printed
    assert not any(isinstance(block, Table) for block in printed.blocks)
