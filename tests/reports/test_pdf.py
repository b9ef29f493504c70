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

from reports.blocks import Dots, Figure, Map, Report, Table
from reports.document import report
from reports.pdf import pdf
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, on_paper, rows_on_paper, squeezed

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
    return tags_below(root(printed)["/StructTreeRoot"])


def tags_below(tag: Any) -> list[Any]:
    """One tag and all within it."""
    found: list[Any] = []
    waiting = [tag]
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


def test_its_outline_leads_to_the_verdict_and_to_each_chapter(printed: pypdf.PdfReader, told: Report) -> None:
    named = [squeezed(str(one["/Title"])) for one in printed.outline if not isinstance(one, list)]
    later = [chapter for chapter in told.chapters if any(part.printed and part.place is None for part in chapter.sections)]
    assert named == [squeezed(title) for title in (told.verdict.title, *(chapter.title for chapter in later))]


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
    ours = {cell.link for row in sources for cell in row if cell.link}
    assert {link for link in ours if link.startswith("https://")} <= addresses <= ours


def test_the_verdict_and_every_reason_can_be_read_out_of_it(written: list[str], told: Report) -> None:
    drawn = squeezed("".join(written))
    said = [told.verdict.title, told.verdict.name, told.verdict.strength_name, *told.verdict.sentences, *rows_on_paper(told)]
    assert [one for one in said if squeezed(one) not in drawn] == []


def test_every_cell_of_every_table_can_be_read_out_of_it(written: list[str], told: Report) -> None:
    drawn = squeezed("".join(written))
    cells = [words for table in on_paper(told, Table) for row in table.rows for cell in row for words in (cell.text, *cell.points)]
    assert [one for one in cells if squeezed(one) not in drawn] == []


def test_what_is_searched_for_is_found_because_no_invisible_letter_is_between(written: list[str]) -> None:
    found = set("".join(written))
    assert not {"\u2060", "\u200b", "\ufeff"} & found  # soft hyphens: this reader skips what the file says of them


def test_the_verdict_stands_on_one_page(written: list[str], told: Report) -> None:
    second = squeezed(written[1])
    placed = [section.title for section in told.sections if section.printed and section.place in {"left", "right", "end"}]
    assert all(squeezed(title) in second for title in (told.verdict.title, *placed))
    following = next(chapter for chapter in told.chapters if any(part.printed and part.place is None for part in chapter.sections))
    assert squeezed(following.title) in squeezed(written[2])


def test_each_page_but_the_cover_has_its_number(written: list[str], told: Report) -> None:
    for number, page in enumerate(written[1:], 2):
        said = told.page_of.replace("{page}", str(number)).replace("{pages}", str(len(written)))
        assert squeezed(said) in squeezed(page)


def test_the_charts_are_the_only_pictures_that_are_read_aloud(printed: pypdf.PdfReader, told: Report) -> None:
    spoken = [squeezed(str(one["/Alt"])) for one in tags(printed) if one["/S"] == "/Figure"]
    assert spoken == [squeezed(block.alt) for block in on_paper(told, Figure, Map, Dots)]


def test_headings_do_not_skip_a_level(printed: pypdf.PdfReader) -> None:
    levels = [int(one["/S"][2]) for one in tags(printed) if re.fullmatch(r"/H\d", one["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_header_cells(printed: pypdf.PdfReader, told: Report) -> None:
    drawn = [one for one in tags(printed) if one["/S"] == "/Table"]
    assert len(drawn) >= len(on_paper(told, Table))
    assert all(any(cell["/S"] == "/TH" for cell in tags_below(table)) for table in drawn)


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
