"""Words are only ever values: whatever they hold, they are shown as they are, and there is always a report."""

import io
from functools import cache
from typing import cast, get_args

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings, strategies as some

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW, Audience, Language
from reports.blocks import (
    Asked,
    Bar,
    Callout,
    Cell,
    Chapter,
    Dot,
    Dots,
    Figure,
    Guide,
    Heading,
    Item,
    Line,
    Map,
    Note,
    Notes,
    Outcomes,
    Points,
    Prose,
    Reasons,
    Remark,
    Report,
    Row,
    Scorecard,
    Section,
    Spot,
    Standing,
    Standings,
    Step,
    Steps,
    Table,
    Verdict,
)  # fmt: skip
from reports.document import report
from reports.fonts import covered, plain, printable
from reports.html import html
from reports.pdf import pdf
from scoring.verdict import explained
from tests.reports.conftest import DAY, Page, squeezed

SHOWN_AS_THEY_ARE = {
    "typst": r'#panic("boom") #read("/etc/passwd") $x^2$ *bold* _soft_ @label <label> = Heading \ `raw` // gone /* gone */ [#[]]',
    "jinja": "{{7*7}} {% for x in y %} {{ ''.__class__ }} {# gone #}",
    "html": """<script>alert(1)</script> </style> "><img src=x onerror=alert(1)> ' & &amp; &#60; <!-- gone --> ]]>""",
    "chart": "datum.name [a.b] \\u0041 ${x} %7B",
    "long word": "Donaudampfschiff" * 310,
    "long address": "https://example.org/" + "a/b-c" * 800,
    "long rule": "/-" * 100 + "-" * 2500 + "/" * 2500 + "." * 2500,
    "many words": "word " * 800,
}
REPLACED = {
    "right to left override": ("a\u202eb", "ab"),
    "controls": ("a\x00\x07\x1b\ufffeb", "ab"),
    "lone surrogate": ("a\ud800b", "ab"),
    "letters without a glyph": ("a\u4e2d\u6587\U0001f600b", "ab"),
    "two hundred accents": ("e" + "\u0301" * 200, "\u00e9" + "\u0301" * 199),
}
OPTIONS = {q: some.sampled_from((*questionnaire().questions[q].option_ids, DONT_KNOW)) for q in questionnaire().order}
SHEETS = some.fixed_dictionaries({}, optional=OPTIONS)


def saying(text: str) -> Report:
    """A report with one block of each kind, every word of which is `text`, save the few that stand on each page."""
    row = Row(text, text, text, text, text)
    bar = Bar("case_1", text, 3, admissible=False, verdict=True)
    blocks = (
        Prose(text), Callout(text, text, text), Reasons((row, row), text), Outcomes((Item("case_2", text, text),), out=True), Heading(text),
        Outcomes((Item("case_3", text, text),), head=True), Steps((Step(text, text, text),)), Figure((bar, bar), text, text, text),
        Table((text, text), ((Cell(text, "yes"), Cell(text, "unknown")), (Cell(text, "no"), Cell(text, link=text))), (1, 2), text),
        Map(text, text, (text, text), (text,), (Spot(0, 0, "case_4", text, "toss_up", text, here=True),), text, text, text),
        Table((text, text), ((Cell(text), Cell(text, points=(text, text))),), (1, 2), text, dense=True), Points((text, text)),
        Notes((Note(text, text, text), Note(text, text, text, text, text))), Remark(text, text),
        Guide((Asked(text, text, ((text, text), (text, text)), text),)), Scorecard((text,) * 3, (text, text), ("1", "2"), (text,), text),
        Standings((text,) * 4, (Standing("case_1", text, text, verdict=True, holds=(text,), fails=(text, text), unknown=()),), text, text),
        Dots((text, text), (Line(text, (Dot("A", 1, 2),)),), text, text),
    )  # fmt: skip
    chapters = (
        Chapter("a", "A title", (Section("b", text, blocks[:3], place="left"), Section("c", text, blocks[:1], place="wide"))),
        Chapter("d", "Another", (Section("e", f"{text}.", blocks), Section("f", "", blocks[:1]))),
    )
    return Report(
        language="fr", product=text, question=text, advises=text, verdict_label=text, contents_label=text, page_of="{page}",
        date=DAY, date_text=text,
        verdict=Verdict(text, text, "split", text, "toss_up", text, (text,) * 6, (text, text)),
        chapters=chapters,
    )  # fmt: skip


@cache
def opened(kind: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf(saying(SHOWN_AS_THEY_ARE[kind]))))


def shape(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """What a browser makes of a page, words aside."""
    return [(one["tag"], tuple(one["attributes"])) for one in page.elements if "svg" not in one["around"] and one["tag"] != "a"]


def shows(page: Page, tag: str, said: str) -> bool:
    return any(said in squeezed(one["text"]) for one in page.all(tag))


@pytest.mark.parametrize("kind", SHOWN_AS_THEY_ARE)
def test_a_page_shows_any_words_as_they_are_and_keeps_its_shape(kind: str) -> None:
    text = SHOWN_AS_THEY_ARE[kind]
    page = Page(html(saying(text)))
    assert shape(page) == shape(Page(html(saying("harmless"))))
    said = squeezed(text)
    silent = [tag for tag in ("title", "h1", "caption", "th", "td", "strong", "figcaption") if not shows(page, tag, said)]
    assert not silent
    assert shows(page, "text", said[:40]), "a chart shows the beginning"
    assert said in {squeezed(one["attributes"].get("aria-label") or "") for one in page.all("svg")}


@pytest.mark.parametrize("kind", SHOWN_AS_THEY_ARE)
def test_a_pdf_shows_any_words_as_they_are(kind: str) -> None:
    text, printed = SHOWN_AS_THEY_ARE[kind], opened(kind)
    drawn = squeezed("".join(page.extract_text() for page in printed.pages[:3]))
    complete = squeezed(text) in drawn
    assert complete
    assert printed.metadata is not None
    assert squeezed(printed.metadata.title or "") == squeezed(text)


@pytest.mark.parametrize("kind", ["long word", "long address", "long rule"])
def test_a_long_word_goes_on_in_the_next_line(kind: str) -> None:
    lines = [line for page in opened(kind).pages[:3] for line in page.extract_text().splitlines()]
    longest = max(map(len, lines))
    assert longest < 300  # in the smallest type


@pytest.mark.parametrize("kind", REPLACED)
def test_what_cannot_be_shown_never_costs_the_report(kind: str) -> None:
    text, left = REPLACED[kind]
    printed = pypdf.PdfReader(io.BytesIO(pdf(saying(text))))
    assert printed.metadata is not None
    assert (printed.metadata.title or "").replace("?", "").replace("\u200b", "") == left
    assert html(saying(text)).encode()


@given(some.text(some.characters(codec=None), max_size=60))
def test_every_text_becomes_one_that_the_fonts_have(text: str) -> None:
    assert set(printable(text)) <= covered() | {"\u200b"}
    assert plain(plain(text)) == plain(text)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.text(some.characters(codec=None), max_size=200))
def test_any_words_at_all_make_a_pdf_and_a_page(text: str) -> None:
    made = saying(text or "?")
    assert pdf(made).startswith(b"%PDF-1.7")
    assert Page(html(made)).open == []


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SHEETS, some.sampled_from(get_args(Audience)), some.sampled_from(get_args(Language)))
def test_any_answers_make_a_pdf_and_a_page(answers: dict[str, str], audience: str, language: str) -> None:
    made = report(explained(answers), cast("Audience", audience), cast("Language", language), DAY)
    assert pdf(made).startswith(b"%PDF-1.7")
    assert Page(html(made)).open == []
