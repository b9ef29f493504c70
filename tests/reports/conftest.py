"""What several tests of the reports share: the report of each persona in each language, drawn once as a PDF and as a page."""

import io
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest

from questionnaire.models import LANGUAGES
from reports.blocks import Reasons, Report, Row, Section
from reports.document import report
from reports.html import html
from reports.pdf import pdf
from scoring.verdict import explained

CASES = Path(__file__).parents[1] / "cases"
PERSONAS: Mapping[str, Mapping[str, str]] = {
    "nothing_answered": {},
    **{p["id"]: p["answers"] for p in tomllib.loads((CASES / "personas.toml").read_text("utf-8"))["persona"]},
}
DAY = date(2026, 11, 22)
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """A page as a list of elements: each with its tag, its attributes, the tags around it and the words directly in it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.elements: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice"
        element = {"tag": tag, "attributes": dict(attrs), "around": [one["tag"] for one in self.open], "text": ""}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag, f"</{tag}> closes something else, line {self.getpos()[0]}"

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1]["text"] += data

    def all(self, *tags: str) -> list[dict[str, Any]]:
        return [element for element in self.elements if element["tag"] in tags]

    @property
    def text(self) -> str:
        return "\n".join(element["text"] for element in self.elements if element["tag"] != "style")


@pytest.fixture(scope="session", params=[(persona, language) for persona in PERSONAS for language in LANGUAGES], ids="-".join)
def told(request: pytest.FixtureRequest) -> Report:
    """The report of one persona in one language; one of them hears it as a candidate."""
    persona, language = request.param
    return report(explained(PERSONAS[persona]), "candidate" if persona == "high_marks_no_proof" else "founder", language, DAY)


@pytest.fixture(scope="session")
def printed(told: Report) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf(told)))


@pytest.fixture(scope="session")
def written(printed: pypdf.PdfReader) -> list[str]:
    """What is read out of each page; once, as it takes longer than printing them."""
    return [page.extract_text() for page in printed.pages]


@pytest.fixture(scope="session")
def page(told: Report) -> Page:
    return Page(html(told))


def on_paper(made: Report, *kinds: Any) -> list[Any]:
    """The blocks of these kinds that documents show, in their order: first those on the page of the verdict."""
    printed = sorted((section for section in made.sections if section.printed), key=lambda section: section.place is None)
    return [block for section in printed for block in section.blocks if isinstance(block, kinds)]


def rows_on_paper(made: Report) -> list[str]:
    """Every word of every reason that documents show; on the page of the verdict its answers and sources are left out."""
    printed = [(section.place, row) for section in made.sections if section.printed for row in _rows(section)]
    brief = [word for _, row in printed for word in (row.points, row.title, row.text)]
    return brief + [word for place, row in printed if place is None for word in (row.answers, row.sources)]


def _rows(section: Section) -> list[Row]:
    return [row for block in section.blocks if isinstance(block, Reasons) for row in block.rows]


def words_of(value: object) -> list[str]:
    """Every text in a report or in a part of it, ids included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in words_of(one)]
    return [text for field in getattr(value, "__dataclass_fields__", ()) for text in words_of(getattr(value, field))]


def squeezed(text: str) -> str:
    """Without spaces, hyphens and places to break, which differ between what is given and what is drawn."""
    return re.sub("[\\s\u200b\u00ad-]", "", text)
