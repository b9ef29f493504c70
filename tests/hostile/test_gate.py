"""The gate: what passes can be kept everywhere; what does not is refused with its field and its fault, never cut."""

import csv
import io
import json
import re
import sys
import unicodedata
from datetime import date, timedelta
from functools import cache
from html import escape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import literal, select

from database.engine import Database
from reports.fonts import covered, plain, printable
from sharing import gate
from sharing.exchange.tables import Sheet, csv_text, to_csv
from sharing.exchange.workbook import cell_text
from sharing.gate import LONGEST, Refused, text
from sharing.models import Draft
from sharing.words import voice
from tests.hostile.payloads import kept, payloads

TODAY = date(2026, 11, 22)


@given(st.text())
def test_what_passes_passes_again_unchanged(typed: str) -> None:
    try:
        kept = text("note", typed)
    except Refused:
        return
    assert text("note", kept) == kept


@given(st.text())
def test_a_name_is_one_line(typed: str) -> None:
    try:
        kept = text("name", typed)
    except Refused:
        return
    assert len(kept.splitlines()) <= 1 or "\u2028" in kept or "\u2029" in kept or "\x85" in kept


@pytest.mark.parametrize("typed", ["a\x00b", "a\x07", "\x1b[31m", "a\ufffeb", "\ud800", "e" + "\u0301" * 9, "\x7f"])
def test_what_breaks_elsewhere_is_refused_here(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        text("comment", typed)
    assert (refused.value.field, refused.value.fault) == ("comment", "unreadable")


@pytest.mark.parametrize("field", LONGEST)
def test_the_longest_text_passes_and_one_more_is_refused(field: gate.Field) -> None:
    assert len(text(field, "x" * LONGEST[field])) == LONGEST[field]
    with pytest.raises(Refused) as refused:
        text(field, "x" * (LONGEST[field] + 1))
    assert refused.value.limit == LONGEST[field]


def test_accents_and_scripts_of_the_world_pass() -> None:
    for name in ("Zoë Brontë", "Nguyễn Thị Ánh", "محمد", "ด็อกเตอร์", "李小龍", "Œdipe ’ “x”", "👩🏽\u200d💻"):
        assert text("name", name)


@pytest.mark.parametrize("field", LONGEST)
def test_every_payload_is_kept_as_typed_or_refused(field: gate.Field) -> None:
    """As typed: composed, and without what nobody sees, which is how its lines end and what stands at its edges."""

    def seen(typed: str) -> str:
        return " ".join(unicodedata.normalize("NFC", typed).split())

    changed = [typed for typed in payloads() if (made := attempted(field, typed)) and seen(made) != seen(typed)]
    assert not changed


def test_the_gate_lets_most_through_and_nothing_that_breaks_elsewhere() -> None:
    assert len(payloads()) >= 300
    for field in LONGEST:
        assert len(kept(field)) > len(payloads()) * 0.8
        assert not [text for text in kept(field) if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", text)]


def attempted(field: gate.Field, typed: str) -> str:
    try:
        return text(field, typed)
    except Refused:
        return ""


@cache
def everything() -> str:
    """All of Unicode that passes, each between two letters, so that neither the edge nor what it composes with hides it."""
    return "".join(f"x{character}" for character in map(chr, range(sys.maxunicode + 1)) if attempted("note", f"x{character}x"))


def test_every_character_that_passes_is_kept_by_both_databases(each_database: Database) -> None:
    passed = everything()
    assert len(passed) > 2_000_000
    assert each_database.read(lambda at: at.scalar(select(literal(passed)))) == passed


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(st.text(st.characters(codec=None), max_size=80), min_size=20, max_size=20))
def test_what_passes_can_be_kept_and_exported_everywhere(each_database: Database, typed: list[str]) -> None:
    """Whatever its categories: it comes back equal from the database, from JSON, CSV and XLSX, and a page, a PDF and Word can show it."""
    passed = [made for one in typed if (made := attempted("note", one))]
    assert each_database.read(lambda at: [at.scalar(select(literal(one))) for one in passed]) == passed
    assert json.loads(json.dumps(passed, ensure_ascii=False).encode()) == passed
    sheet = Sheet("x", ("x",), [(one,) for one in passed])
    assert [csv_text(cell) for (cell,) in list(csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig"), newline="")))[1:]] == passed
    assert [cell_text(one, voice("fr")) for one in passed] == passed
    for one in passed:
        ET.fromstring(f"<x>{escape(plain(one))}</x>")  # noqa: S314 (ours)
        assert set(printable(one)) <= covered() | {"\u200b"}


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (Draft(""), "empty"),
        (Draft("x", ends_on=TODAY), "day_too_early"),
        (Draft("x", ends_on=TODAY + timedelta(days=5000)), "day_too_late"),
        (Draft("x", closes_on=TODAY + timedelta(days=60), ends_on=TODAY + timedelta(days=30)), "ends_before_closing"),
    ],
)
def test_a_brief_that_cannot_be_is_refused(draft: Draft, fault: str) -> None:
    with pytest.raises(Refused) as refused:
        gate.draft(draft, TODAY)
    assert refused.value.fault == fault
