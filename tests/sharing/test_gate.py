"""The gate: what passes can be kept everywhere; what does not is refused with its field and its fault, never cut."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import literal, select

from database.engine import Database
from sharing import gate
from sharing.gate import LONGEST, Refused, text
from sharing.models import Draft

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


def test_what_passes_can_be_kept_by_both_databases(each_database: Database) -> None:
    """Every character of the basic plane that the gate lets through, in one text."""

    def passes(character: str) -> bool:
        try:
            return bool(text("note", f"x{character}x"))
        except Refused:
            return False

    kept = "".join(filter(passes, map(chr, range(0x10000))))
    assert each_database.read(lambda at: at.scalar(select(literal(kept)))) == kept


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
