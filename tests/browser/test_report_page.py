"""The report as a page, as its readers meet it: no fault that axe knows of, light or dark, wide or narrow; and on either paper."""

import io
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from questionnaire.models import LANGUAGES, Language
from reports.document import report
from reports.html import html
from scoring.verdict import explained
from tests.reports.conftest import DAY, PERSONAS

pytestmark = pytest.mark.browser
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture(scope="module", params=LANGUAGES)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founder's report with everything answered in one language, a candidate's in the other."""
    language: Language = request.param
    made = report(explained(PERSONAS["proven_in_both"]), "founder" if language == "fr" else "candidate", language, DAY)
    page = tmp_path_factory.mktemp("page") / f"{language}.html"
    page.write_text(html(made), "utf-8")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(chromium: Browser, file: Path, scheme: str, width: str) -> None:
    # The policy of the page lets no script run, axe is one.
    context = chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    found = Axe().run(page).response["violations"]
    faults = [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]]
    assert not faults
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_it_is_dark_on_a_dark_screen_and_light_on_paper(chromium: Browser, file: Path) -> None:
    context = chromium.new_context(color_scheme="dark", java_script_enabled=True, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())

    def light() -> float:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) / 765 if colour.startswith("rgb(") else 1

    drawn = "[...document.querySelectorAll('svg text')].map(one => getComputedStyle(one).fill)"
    assert light() < 0.2
    assert "rgb(31, 35, 38)" not in page.evaluate(drawn)
    page.emulate_media(media="print")
    assert light() > 0.9
    assert "rgb(31, 35, 38)" in page.evaluate(drawn)
    context.close()


@pytest.mark.parametrize(("format_", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_it_is_printed_on_the_paper_of_the_reader_with_the_cover_on_one_page(
    chromium: Browser, file: Path, format_: str, size: tuple[int, int]
) -> None:
    page = chromium.new_page()
    page.goto(file.as_uri())
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format=format_)))
    assert tuple(map(float, printed.pages[0].mediabox[2:])) == pytest.approx(size, abs=1.5)
    title = page.locator("#verdict").inner_text()
    assert "".join(title.split()) in "".join(printed.pages[1].extract_text().split())
    page.close()
