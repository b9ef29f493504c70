"""The document says what the assessment holds, completely and in good French; the renderers are not asked."""

import re

import pytest

from questionnaire.words import typography
from reports.blocks import Reasons, Report, Table

from .conftest import words_of


def test_every_source_that_is_cited_is_listed_and_no_other(told: Report) -> None:
    listed = {row[0].text for block in told.section("sources").blocks if isinstance(block, Table) for row in block.rows}
    others = [section for section in told.sections if section.id not in {"sources", "answers"}]
    cited = {word for text in words_of(tuple(others)) for word in re.findall(r"\b[SL]\d{1,2}\b", text)}
    assert listed == cited


def test_each_section_has_its_own_name_and_says_something(told: Report) -> None:
    names = [section.id for section in told.sections]
    assert len(set(names)) == len(names)
    assert all(section.blocks and section.title for section in told.sections)


def test_the_reasons_in_full_are_those_on_the_page_of_the_verdict(told: Report) -> None:
    brief = [row for name in ("for", "against") for block in told.section(name).blocks if isinstance(block, Reasons) for row in block.rows]
    full = [row for block in told.section("reasons").blocks if isinstance(block, Reasons) for row in block.rows]
    assert brief == full


def test_french_is_set_as_french(told: Report) -> None:
    if told.language != "fr":
        pytest.skip("an English report")
    own = (told.verdict, *(section for section in told.sections if section.id != "answers"))  # the questions are checked where they are
    assert [fault for text in words_of(own) for fault in typography(text, text)] == []
