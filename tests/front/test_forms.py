"""The forms a report is taken away in: each opens as what it is called, and none shows more than its reader may see."""

from datetime import date
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from front import forms
from front.recruiter.all_reports import MOST, file_name
from front.recruiter.lineup import Lined
from questionnaire.store import Store
from reports.blocks import Report
from reports.document import report
from reports.scope import Scope, scoped
from scoring.verdict import explained
from sharing.models import Draft
from tests.front.test_candidates import Scene, _browser, calm  # noqa: F401  # the browser that keeps no cookies is a fixture

DAY = date(2026, 11, 22)


def made(scope: Scope = "everything") -> Report:
    return scoped(report(explained({"stage": "growth"}), "founder", "en", DAY), scope)


def test_each_form_opens_as_what_it_is() -> None:
    whole = made()
    sizes = {paper: PdfReader(BytesIO(forms.written(whole, "pdf", paper) or b"")).pages[0].mediabox.width for paper in ("a4", "us-letter")}
    assert sizes["a4"] < 600 < sizes["us-letter"]
    assert (forms.written(whole, "html") or b"").lower().startswith(b"<!doctype html>")
    with ZipFile(BytesIO(forms.written(whole, "docx") or b"")) as word:
        assert "word/document.xml" in word.namelist()
    assert Calendar.from_ical(forms.written(whole, "ics") or b"").walk("VEVENT")
    assert forms.written(whole, "exe") is None
    assert forms.written(partial(scoped, whole, "everything"), "html") == forms.written(whole, "html")


@pytest.mark.parametrize("scope", ["verdict", "reasons"])
def test_who_may_not_see_everything_gets_no_calendar(scope: Scope) -> None:
    """Its days and their reasons are facts of the company."""
    part = made(scope)
    assert forms.written(part, "ics") is None
    assert forms.written(partial(scoped, made(), scope), "ics") is None, "made where it is drawn"
    assert "ics" not in forms.links(part, str)
    assert "ics" in forms.links(made(), str)


# ---- many at once


def test_a_recruiter_makes_a_zip_of_those_who_have_finished(database: Store) -> None:
    brief = Scene(Draft("Head of both"))
    before = brief.deeds("exported")
    at = brief.page("people")
    at.session_state["zip"] = True
    where = next(link.proto.url for link in calm(at.run()).get("link_button") if link.proto.url.endswith(".zip?language=en"))
    assert brief.deeds("exported") == before, "nothing is made before it is asked for"
    people = where.rpartition("/")[2].partition(".")[0].split(",")
    with ZipFile(BytesIO(brief.file("reports", "zip", *people) or b"")) as packed:
        assert len(packed.namelist()) == 3
        assert all(PdfReader(BytesIO(packed.read(name))).pages for name in packed.namelist())
    assert brief.deeds("exported") == before + 3, "a line in the audit for each"
    assert brief.file("reports", "zip") is None
    assert brief.file("reports", "zip", *people, "aaaaaaaaaaaa") is None, "a stranger among them"


def test_a_file_is_named_by_a_letter_while_names_are_hidden_and_by_a_harmless_name_otherwise(database: Store) -> None:
    person = Scene(Draft("Head of both", blind=True)).folder.candidates()[0]
    assert file_name(1, Lined(person, 0, "")) == "01 A.pdf"
    assert file_name(12, Lined(person, 0, "../../etc/passwd\n\0")) == "12 etc passwd.pdf"
    assert file_name(3, Lined(person, 0, "Élodie Berg")) == "03 Élodie Berg.pdf"
    assert len(file_name(1, Lined(person, 0, "x" * 9000))) < 80
    assert MOST == 50
