"""The Word file can be changed by its reader: real styles, described charts, and whatever words as they are."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx as library
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from reports.blocks import Dots, Figure, Map, Report, Scorecard, Standings, Table
from reports.brand import read_brand
from reports.document import report
from reports.docx import docx
from scoring.verdict import explained
from tests.hostile.test_blocks import SHOWN_AS_THEY_ARE, saying

from .conftest import DAY, PERSONAS, on_paper, squeezed

SHOWN = {**SHOWN_AS_THEY_ARE, "formula": "=1+1", "right to left": "a\u202eb\u202c \u05d0", "emoji": "👩🏽‍🚀 ok", "long": "x" * 10_000}


@pytest.fixture(scope="module", params=[("two_camps", "fr"), ("proven_in_both", "en")], ids="-".join)
def made(request: pytest.FixtureRequest) -> Report:
    persona, language = request.param
    return report(explained(PERSONAS[persona]), "founder", language, DAY)


@pytest.fixture(scope="module")
def opened(made: Report) -> Document:
    return library.Document(io.BytesIO(docx(made)))


def lines(opened: Document) -> Iterator[str]:
    """The words of every paragraph, in tables too."""
    for line in opened.element.body.iter(qn("w:p")):
        yield "".join(one.text or "" for one in line.iter(qn("w:t")))


def headings(opened: Document, level: int) -> list[str]:
    return [line.text for line in opened.paragraphs if line.style is not None and line.style.name == f"Heading {level}"]


def test_chapters_and_sections_are_headings(made: Report, opened: Document) -> None:
    printed = [(c, [s for s in c.sections if s.printed and s.place is None]) for c in made.chapters]
    assert headings(opened, 1) == [made.verdict.title, *(chapter.title for chapter, sections in printed if sections)]
    own = {section.title for chapter, sections in printed for section in sections if section.title not in {"", chapter.title}}
    assert own <= set(headings(opened, 2))


def test_every_chart_is_a_picture_that_says_what_it_shows_and_the_rest_is_decoration(made: Report, opened: Document) -> None:
    pictures = list(opened.element.body.iter(qn("wp:docPr")))
    spoken = sorted(squeezed(one.get("descr")) for one in pictures if one.get("descr"))
    assert spoken == sorted(squeezed(block.alt) for block in on_paper(made, Figure, Map, Dots))
    silent = [one for one in pictures if not one.get("descr")]
    assert silent
    assert all(any("decorative" in inner.tag for inner in one.iter()) for one in silent)
    assert len({one.get("id") for one in pictures}) == len(pictures)


def test_every_table_repeats_its_head_and_has_a_name(made: Report, opened: Document) -> None:
    tables = [table for table in opened.tables if table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))]  # noqa: SLF001
    assert len(tables) == len(opened.tables) >= len(on_paper(made, Table, Standings, Scorecard))
    assert all(len(list(table._tbl.iter(qn("w:tblHeader")))) == 1 for table in tables)  # noqa: SLF001


def test_it_names_its_language_title_and_day_and_counts_its_pages(made: Report, opened: Document) -> None:
    assert opened.core_properties.title == made.question
    assert opened.core_properties.modified is not None
    assert opened.core_properties.modified.date() == made.date
    locale = {"fr": "fr-FR", "en": "en-GB"}[made.language]
    assert next(opened.styles.element.iter(qn("w:lang"))).get(qn("w:val")) == locale
    fields = [one.text.strip() for one in opened.sections[0].footer._element.iter(qn("w:instrText"))]  # noqa: SLF001
    assert fields == ["PAGE", "NUMPAGES"]


def test_every_style_that_is_used_is_there(opened: Document) -> None:
    known = {style.style_id for style in opened.styles}
    used = {one.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for one in opened.element.body.iter(qn(tag))}
    assert used <= known


def test_every_list_counts_from_one(made: Report, opened: Document) -> None:
    numbering = opened.part.numbering_part.element
    lists = {one.get(qn("w:val")) for one in opened.element.body.iter(qn("w:numId"))}
    again = [one for one in numbering.num_lst if str(one.numId) in lists]
    assert again
    assert all(next(one.iter(qn("w:startOverride"))).get(qn("w:val")) == "1" for one in again)


def test_the_same_report_gives_the_same_bytes_without_a_moment() -> None:
    one = report(explained(PERSONAS["two_camps"]), "founder", "fr", DAY)
    first = docx(one)
    docx(report(explained({}), "candidate", "en", date(2027, 1, 1)))
    assert docx(one) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in part.filename for part in packed.infolist())


@pytest.mark.parametrize("kind", SHOWN)
def test_any_words_come_out_as_they_are(kind: str) -> None:
    text = SHOWN[kind]
    opened = library.Document(io.BytesIO(docx(saying(text))))
    whole = [squeezed(line) for line in lines(opened)]
    assert sum(squeezed(text) in line for line in whole) > 20
    harmless = library.Document(io.BytesIO(docx(saying("harmless"))))
    assert [one.tag for one in opened.element.body.iter()] == [one.tag for one in harmless.element.body.iter()]
    assert opened.core_properties.title is not None


def test_what_xml_cannot_hold_never_costs_the_report() -> None:
    assert library.Document(io.BytesIO(docx(saying("a\x00\x07\x1b\ufffe\ud800b")))).paragraphs


def test_it_bears_the_brand(tmp_path: Path) -> None:
    file = tmp_path / "brand.toml"
    file.write_text('name = "Maison Exemple"\naccent = "#8A1C3B"\ncontact = "bonjour@exemple.fr"', "utf-8")
    opened = library.Document(io.BytesIO(docx(report(explained({}), "founder", "fr", DAY), read_brand(file))))
    assert opened.sections[0].header.paragraphs[0].text == "Maison Exemple"
    assert "bonjour@exemple.fr" in opened.sections[0].footer.paragraphs[0].text
    assert "8A1C3B" in opened.styles.element.xml
