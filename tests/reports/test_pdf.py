"""The PDF can be sent to a board: tagged, named, complete, quiet about the machine it was made on."""

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from reports.blocks import Figure, Map, Reasons, Report, Table
from reports.document import report
from reports.pdf import pdf
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, squeezed

ALIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/OpenAction", "/AA", "/SubmitForm", "/RichMedia"}


def root(printed: pypdf.PdfReader) -> Any:
    return printed.trailer["/Root"].get_object()


def objects(printed: pypdf.PdfReader) -> Iterator[Any]:
    """Everything in the file, once."""
    waiting: list[Any] = [printed.trailer]
    seen = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        yield one
        waiting += one.values() if isinstance(one, DictionaryObject) else one if isinstance(one, ArrayObject) else []


def tags(printed: pypdf.PdfReader) -> list[Any]:
    """The tags in reading order."""
    found: list[Any] = []
    waiting = [root(printed)["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, ArrayObject):
            waiting += reversed(one)
        elif isinstance(one, DictionaryObject):
            found += [one] if "/S" in one else []
            waiting += [one["/K"]] if "/K" in one else []
    return found


def text(printed: pypdf.PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in printed.pages))


def test_it_is_tagged_and_says_that_it_is_pdf_ua(printed: pypdf.PdfReader) -> None:
    assert root(printed)["/MarkInfo"]["/Marked"]
    assert tags(printed)
    assert "<pdfuaid:part>1</pdfuaid:part>" in root(printed)["/Metadata"].get_object().get_data().decode()


def test_it_names_its_language_title_author_and_day(printed: pypdf.PdfReader, told: Report) -> None:
    assert root(printed)["/Lang"] == told.language
    assert root(printed)["/ViewerPreferences"]["/DisplayDocTitle"]
    about = printed.metadata
    assert about is not None
    assert squeezed(about.title or "") == squeezed(told.question)
    assert about.author == "Two Hats"
    assert about.creation_date is not None
    assert about.creation_date.date() == told.date


def test_its_outline_leads_to_the_verdict_and_to_each_section(printed: pypdf.PdfReader, told: Report) -> None:
    chapters = [squeezed(str(one["/Title"])) for one in printed.outline if not isinstance(one, list)]
    later = [section.title for section in told.sections if section.place is None]
    assert chapters == [squeezed(title) for title in (told.verdict.title, *later)]


def test_every_font_is_inside(printed: pypdf.PdfReader) -> None:
    described = [one for one in objects(printed) if isinstance(one, DictionaryObject) and one.get("/Type") == "/FontDescriptor"]
    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & one.keys() for one in described)


def test_nothing_in_it_runs_or_is_attached(printed: pypdf.PdfReader) -> None:
    found = [one for one in objects(printed) if isinstance(one, DictionaryObject)]
    assert not any(ALIVE & one.keys() for one in found)
    assert not any(one.get("/S") in ALIVE or one.get("/Type") in ALIVE for one in found)


def test_its_links_lead_to_our_sources_alone(printed: pypdf.PdfReader, told: Report) -> None:
    addresses = {str(one["/URI"]) for one in objects(printed) if isinstance(one, DictionaryObject) and "/URI" in one}
    sources = [row for block in told.section("sources").blocks if isinstance(block, Table) for row in block.rows]
    assert addresses == {cell.link for row in sources for cell in row if cell.link}


def test_the_verdict_and_every_reason_can_be_read_out_of_it(printed: pypdf.PdfReader, told: Report) -> None:
    drawn = text(printed)
    rows = [row for section in told.sections for block in section.blocks if isinstance(block, Reasons) for row in block.rows]
    said = [told.verdict.title, told.verdict.name, told.verdict.strength_name, *told.verdict.sentences]
    said += [part for row in rows for part in (row.points, row.title, row.text, row.answers, row.sources)]
    assert [one for one in said if squeezed(one) not in drawn] == []


def test_every_cell_of_every_table_can_be_read_out_of_it(printed: pypdf.PdfReader, told: Report) -> None:
    drawn = text(printed)
    tables = [block for section in told.sections for block in section.blocks if isinstance(block, Table)]
    cells = [cell.text for table in tables for row in table.rows for cell in row]
    assert [one for one in cells if squeezed(one) not in drawn] == []


def test_what_is_searched_for_is_found_because_no_invisible_letter_is_between(printed: pypdf.PdfReader) -> None:
    assert not {"\u2060", "\u200b", "\u00ad", "\ufeff"} & set("".join(page.extract_text() for page in printed.pages))


def test_the_verdict_stands_on_one_page(printed: pypdf.PdfReader, told: Report) -> None:
    second = squeezed(printed.pages[1].extract_text())
    placed = [section.title for section in told.sections if section.place in {"left", "right", "end"}]
    assert all(squeezed(title) in second for title in (told.verdict.title, *placed))
    assert squeezed(told.section("map").title) in squeezed(printed.pages[2].extract_text())


def test_each_page_but_the_cover_has_its_number(printed: pypdf.PdfReader, told: Report) -> None:
    for number, page in enumerate(printed.pages[1:], 2):
        said = told.page_of.replace("{page}", str(number)).replace("{pages}", str(len(printed.pages)))
        assert squeezed(said) in squeezed(page.extract_text())


def test_the_charts_are_the_only_pictures_that_are_read_aloud(printed: pypdf.PdfReader, told: Report) -> None:
    spoken = [squeezed(str(one["/Alt"])) for one in tags(printed) if one["/S"] == "/Figure"]
    assert spoken == [squeezed(block.alt) for section in told.sections for block in section.blocks if isinstance(block, Figure | Map)]


def test_headings_do_not_skip_a_level(printed: pypdf.PdfReader) -> None:
    levels = [int(one["/S"][2]) for one in tags(printed) if re.fullmatch(r"/H\d", one["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_header_cells(printed: pypdf.PdfReader, told: Report) -> None:
    tables = [block for section in told.sections for block in section.blocks if isinstance(block, Table)]
    drawn = [one["/S"] for one in tags(printed)]
    assert drawn.count("/Table") == len(tables)
    assert drawn.count("/TH") == sum(len(table.head) for table in tables)
    assert drawn.count("/TD") == sum(len(row) for table in tables for row in table.rows)


def test_the_same_report_gives_the_same_bytes() -> None:
    one = report(explained(PERSONAS["two_camps"]), "founder", "fr", DAY)
    first = pdf(one)
    pdf(report(explained({}), "candidate", "en", date(2027, 1, 1)))
    assert pdf(one) == first


def test_two_threads_do_not_disturb_each_other() -> None:
    names = ("two_camps", "holiday_brand", "one_salary_less", "do_not_merge")
    made = [report(explained(PERSONAS[name]), "founder", "en", DAY) for name in names]
    alone = [pdf(one) for one in made]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf, made * 2)) == alone * 2


@pytest.mark.parametrize("persona", ["proven_in_both"])
def test_it_is_opened_without_a_warning(persona: str) -> None:
    opened = pypdf.PdfReader(io.BytesIO(pdf(report(explained(PERSONAS[persona]), "founder", "fr", DAY))), strict=True)
    assert len(opened.pages) > 1  # and every warning is an error
