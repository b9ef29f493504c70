"""The PDF as a printer and a screen reader get it: on both papers, its fonts inside, its parts named, its words inside the margins."""

import io
import random
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
import pytest

from questionnaire.catalogue import deepening, questionnaire
from reports.blocks import Dots, Figure, Map, Report
from reports.document import report
from reports.pdf import Paper, pdf
from scoring.verdict import explained
from tests.hostile.test_blocks import SHOWN_AS_THEY_ARE, saying

from .conftest import DAY, PERSONAS, on_paper, squeezed

SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.28, 841.89), "us-letter": (612, 792)}
BOTH: list[tuple[Paper, str]] = [("a4", "fr"), ("us-letter", "en")]
FULL = [name for name, answers in PERSONAS.items() if len(answers) >= 20]


@pytest.fixture(scope="module", params=BOTH, ids="-".join)
def given(request: pytest.FixtureRequest) -> tuple[Paper, Report]:
    paper, language = request.param
    return paper, report(explained(PERSONAS["proven_in_both"]), "founder", language, DAY)


@pytest.fixture(scope="module")
def made(given: tuple[Paper, Report]) -> bytes:
    return pdf(given[1], given[0])


@pytest.fixture(scope="module")
def inside(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def of_type(opened: pikepdf.Pdf, kind: str) -> list[Any]:
    return [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind]


def tags(opened: pikepdf.Pdf) -> list[Any]:
    return [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one and "/K" in one]


def test_every_page_has_the_size_of_its_paper(inside: pikepdf.Pdf, given: tuple[Paper, Report]) -> None:
    sizes = {tuple(float(side) for side in page.mediabox[2:]) for page in inside.pages}
    assert len(sizes) == 1
    assert sizes.pop() == pytest.approx(SIZES[given[0]], abs=0.01)


def test_fonts_are_embedded_as_the_letters_that_are_used(inside: pikepdf.Pdf) -> None:
    fonts = of_type(inside, "/FontDescriptor")
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
    assert all(re.fullmatch(r"/[A-Z]{6}\+Source(Sans|Serif)Pro.*", str(one.FontName)) for one in fonts)


def test_it_is_tagged_in_its_language_and_tables_have_heads(inside: pikepdf.Pdf, given: tuple[Paper, Report]) -> None:
    assert inside.Root.MarkInfo.Marked
    assert str(inside.Root.Lang) == given[1].language
    kinds = [str(one.S) for one in tags(inside)]
    assert kinds.count("/Table") <= kinds.count("/THead")
    assert "/TH" in kinds


def test_every_figure_says_what_it_shows(inside: pikepdf.Pdf, given: tuple[Paper, Report]) -> None:
    figures = [one for one in tags(inside) if one.S == "/Figure"]
    assert sorted(squeezed(str(one.Alt)) for one in figures) == sorted(
        squeezed(block.alt) for block in on_paper(given[1], Figure, Map, Dots)
    )


def test_the_outline_names_every_chapter(inside: pikepdf.Pdf, given: tuple[Paper, Report]) -> None:
    told = given[1]
    with inside.open_outline() as outline:
        named = [squeezed(one.title) for one in outline.root]
    later = [c.title for c in told.chapters if any(s.printed and s.place is None for s in c.sections)]
    assert named == [squeezed(title) for title in (told.verdict.title, *later)]


def test_every_page_but_the_cover_says_at_its_head_which_chapter_it_begins_with(pages: list[str], given: tuple[Paper, Report]) -> None:
    titles = {squeezed(title) for title in (given[1].verdict.title, *(chapter.title for chapter in given[1].chapters))}
    heads = [squeezed(page.splitlines()[0]) for page in pages[1:]]
    product = squeezed(given[1].product)
    assert all(head.removeprefix(product) in titles for head in heads)


def test_a_long_sentence_is_broken_at_a_syllable_and_no_heading_is(made: bytes) -> None:
    lines = [line for page in pypdf.PdfReader(io.BytesIO(made)).pages for line in page.extract_text().splitlines()]
    broken = [line for line in lines if re.search(r"[a-zà-ÿ]{2}[-\u2010\u00ad]$", line)]
    assert broken


@pytest.mark.parametrize("persona", FULL)
def test_a_founder_reads_between_eight_and_twelve_pages(persona: str) -> None:
    """The longest, in French with every deepening answer on the shorter paper, and the shortest."""
    found, deeper = explained(PERSONAS[persona]), {q: asked.option_ids[0] for q, asked in deepening().questions.items()}
    long, short = pdf(report(found, "founder", "fr", DAY, deeper=deeper), "us-letter"), pdf(report(found, "founder", "en", DAY))
    assert 8 <= len(pypdf.PdfReader(io.BytesIO(short)).pages) <= len(pypdf.PdfReader(io.BytesIO(long)).pages) <= 12


@pytest.mark.parametrize("paper", SIZES)
def test_a_sheet_with_an_answer_to_everything_has_twelve_pages_at_most(paper: Paper) -> None:
    """Some of these would have thirteen in the usual letters."""
    drawing = random.Random(2022)  # noqa: S311  # nothing secret
    for _ in range(8):
        answers, deeper = (
            {q: drawing.choice(one.option_ids) for q, one in asked.questions.items()} for asked in (questionnaire(), deepening())
        )
        made = pdf(report(explained(answers), "founder", "fr", DAY, deeper=deeper), paper)
        assert 8 <= len(pypdf.PdfReader(io.BytesIO(made)).pages) <= 12


@pytest.mark.parametrize(
    ("kind", "paper"), [("long word", "a4"), ("long address", "us-letter"), ("long rule", "a4"), ("many words", "us-letter")]
)
def test_whatever_the_words_they_stay_inside_the_paper(kind: str, paper: Paper) -> None:
    """A letter is counted by where it begins; in ten points none is wider than its height."""
    beyond: list[tuple[float, str]] = []
    wide = SIZES[paper][0]

    def look(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        x = cm[0] * tm[4] + cm[4]
        if text.strip() and not 40 <= x <= wide - 40:
            beyond.append((x, text[:20]))

    for page in pypdf.PdfReader(io.BytesIO(pdf(saying(SHOWN_AS_THEY_ARE[kind]), paper))).pages[:4]:
        page.extract_text(visitor_text=look)
    assert not beyond


def test_both_papers_give_the_same_bytes_again(given: tuple[Paper, Report], made: bytes) -> None:
    assert pdf(given[1], given[0]) == made
