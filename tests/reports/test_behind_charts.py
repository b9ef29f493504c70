"""Behind each chart stands a table with everything that the chart shows: in the block, on the screen and on the page."""

from collections.abc import Iterator

import pytest

from reports.blocks import Dots, Figure, Map, Report, Table
from reports.comparison import comparison
from reports.comparison_blocks import Comparison, People
from reports.document import report
from reports.html import comparison_html, html
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, Page, on_paper, words_of
from .test_comparison import COMPANY, SIX
from .test_screens import compared, page, result


@pytest.fixture(scope="module", params=["founder", "candidate"])
def made(request: pytest.FixtureRequest) -> Report:
    return report(explained(PERSONAS["high_marks_no_proof"]), request.param, "fr", DAY)


@pytest.fixture(scope="module")
def people() -> Comparison:
    return comparison(COMPANY, SIX, "", "en", DAY)


def charts(told: Report | Comparison) -> Iterator[tuple[Figure | Map | Dots | People, Table]]:
    """Each chart with its table, which for competencies of many stands beside it."""
    parts = told.sections if isinstance(told, Report) else told.parts
    for part in parts:
        for block, after in zip(part.blocks, (*part.blocks[1:], None), strict=True):
            if isinstance(block, Figure | Map | Dots | People):
                table = block.table or after
                assert isinstance(table, Table)
                yield block, table


def test_a_table_says_each_number_of_its_chart(made: Report, people: Comparison) -> None:
    kinds = set()
    for chart, table in [*charts(made), *charts(people)]:
        kinds.add(type(chart))
        rows = [" ".join(words_of(row)) for row in table.rows]
        match chart:
            case Figure():
                assert [row.split(" ", 1)[0] for row in rows] == [bar.name.split(" ", 1)[0] for bar in chart.bars]
                assert [row[1].text for row in table.rows] == [str(bar.fit).replace("-", "−") for bar in chart.bars]
                assert [chart.not_met in row for row in rows] == [not bar.admissible for bar in chart.bars]
            case Map():
                assert sum(row[0].text.count("·") for row in table.rows) == len(chart.spots)
                assert [chart.here in row for row in rows].count(True) == any(spot.here for spot in chart.spots)
            case Dots():
                assert [row[0].text for row in table.rows] == [line.name for line in chart.lines]
                for row, line in zip(rows, chart.lines, strict=True):
                    assert all(chart.levels[mark - 1].lower() in row.lower() for dot in line.dots for mark in (dot.counted, dot.said))
            case People():
                assert all(any(chip.letter in row[2].text for row in table.rows) for chip in chart.chips)
                assert len(rows) >= len(chart.fields)
    assert {Map, Dots, People} <= kinds
    assert all(chart.alt for chart, _ in [*charts(made), *charts(people)])


def test_on_the_screen_each_chart_is_followed_by_its_table_in_a_fold(made: Report, people: Comparison) -> None:
    for shown in (page(result, made=made, scope="everything"), page(compared, made=people)):
        drawn = len(shown.get("vega_lite_chart"))
        folds = [one.proto.body for one in shown.get("html") if "<details><summary>" in one.proto.body and "<table" in one.proto.body]
        assert drawn == len(folds) > 0


def test_on_the_page_each_chart_has_its_table(made: Report, people: Comparison) -> None:
    shown, beside = Page(html(made)), Page(comparison_html(people))
    folds = [one for one in shown.all("table") if "details" in one["around"]]
    assert len(folds) == len(on_paper(made, Figure, Map, Dots)) > 0
    assert [one for one in beside.all("table") if "details" in one["around"]]
