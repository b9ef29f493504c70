"""The document says what the assessment holds, completely and in good French; the renderers are not asked."""

import re

import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.typography import faults
from reports.blocks import Reasons, Report, Table

from .conftest import words_of


def test_every_source_that_is_cited_is_listed_and_no_other(told: Report) -> None:
    listed = {row[0].text for block in told.section("sources").blocks if isinstance(block, Table) for row in block.rows}
    others = [section for section in told.sections if section.id not in {"sources", "answers"}]
    cited = {word for text in words_of(tuple(others)) for word in re.findall(r"\b\w+\b", text) if word in questionnaire().sources}
    assert listed == cited


def test_each_section_has_its_own_name_and_says_something(told: Report) -> None:
    names = [section.id for section in told.sections]
    assert len(set(names)) == len(names)
    assert all(section.blocks for section in told.sections)


def test_each_chapter_has_its_own_name_and_title_and_a_section(told: Report) -> None:
    assert len({chapter.id for chapter in told.chapters}) == len({chapter.title for chapter in told.chapters}) == len(told.chapters)
    assert all(chapter.title and chapter.sections for chapter in told.chapters)


def test_the_reasons_in_full_hold_those_on_the_page_of_the_verdict_and_add_up(told: Report) -> None:
    brief = [row for block in told.section("weighs_most").blocks if isinstance(block, Reasons) for row in block.rows]
    full = next(block for block in told.section("reasons_in_full").blocks if isinstance(block, Table))
    assert {(row.points, row.title) for row in brief} <= {(points.text, title.text) for points, title, *_ in full.rows}
    *points, total = (int(row[0].text.replace("−", "-")) for row in full.rows)
    assert sum(points) == total


def test_french_is_set_as_french(told: Report) -> None:
    if told.language != "fr":
        pytest.skip("an English report")
    own = (told.verdict, *(section for section in told.sections if section.id != "answers"))  # the questions are checked where they are
    titles = {" ".join(source.title.split()) for source in questionnaire().sources.values()}  # in the language of the source
    ours = [text for text in words_of(own) if " ".join(text.split()) not in titles]
    assert [fault for text in ours for fault in faults(text, told.language)] == []
