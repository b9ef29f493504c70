"""A brand is checked before anybody sees it: what is wrong is said in one sentence, and nothing in a logo acts or asks."""

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from reports.brand import LEAST_CONTRAST, Brand, BrandError, contrast, of_environment, read_brand
from reports.document import report
from reports.html import html
from reports.pdf import pdf
from reports.pictures import DARK
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, Page, squeezed

ROOT = Path(__file__).parents[2]
SHAPE = '<path d="M0 0h9v9Z"/>'
ACTS_OR_ASKS = {
    "script": "<script>1</script>",
    "foreign object": "<foreignObject/>",
    "event": '<path onload="go()" d="M0 0h9"/>',
    "picture from outside": '<image href="https://example.org/a.png"/>',
    "use from outside": '<use href="https://example.org/a.svg#b"/>',
    "older link": '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
    "colour from outside": '<path fill="url(https://example.org/a)" d="M0 0h9"/>',
    "quoted address": """<path style="fill: url( 'http://example.org/a')" d="M0 0h9"/>""",
    "escaped address": '<path style="fill: \\75rl(http://example.org/a)" d="M0 0h9"/>',
    "style from outside": '<style>@import "https://example.org/a.css";</style>',
    "animation": '<path d="M0 0h9"><set attributeName="href" to="javascript:go()"/></path>',
    "link": '<a href="#here"><path d="M0 0h9"/></a>',
}


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()


def png(width: int = 30, height: int = 10) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#1F4272").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def given(tmp_path: Path) -> Path:
    file = tmp_path / "brand.toml"
    file.write_text('name = "Maison Exemple"\nlogo = "logo.svg"\naccent = "#8a1c3b"\ncontact = "bonjour@exemple.fr"', "utf-8")
    (tmp_path / "logo.svg").write_bytes(svg(SHAPE))
    return file


def refused(file: Path) -> str:
    with pytest.raises(BrandError) as caught:
        read_brand(file)
    said = str(caught.value)
    assert said.count("\n") == 0
    assert said.endswith(".")
    return said


def test_a_good_file_is_read(given: Path) -> None:
    brand = read_brand(given)
    assert (brand.name, brand.accent, brand.contact) == ("Maison Exemple", "#8A1C3B", "bonjour@exemple.fr")
    assert "M0 0h9v9Z" in brand.logo
    assert brand.picture.startswith(b"\x89PNG")


def test_the_example_can_be_used_as_it_is() -> None:
    assert read_brand(ROOT / "docs" / "brand.example.toml").name


def test_a_png_is_kept_as_it_is_and_wrapped_for_documents(given: Path) -> None:
    given.with_name("logo.svg").write_bytes(png())
    brand = read_brand(given)
    assert brand.picture == png()
    assert 'viewBox="0 0 30 10"' in brand.logo


@pytest.mark.parametrize("kind", ACTS_OR_ASKS)
def test_a_logo_that_acts_or_asks_is_refused_and_named(given: Path, kind: str) -> None:
    given.with_name("logo.svg").write_bytes(svg(ACTS_OR_ASKS[kind] + SHAPE))
    assert "logo.svg" in refused(given)


def test_a_logo_with_a_doctype_is_refused_before_it_is_read(given: Path) -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + svg("&b;")
    given.with_name("logo.svg").write_bytes(bomb)
    assert "DOCTYPE" in refused(given)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"\xff\xfe<\x00", b"<html/>", png()[:60], png(5000, 2), b"x" * 500_001],
    ids=["empty", "gif", "not utf-8", "no svg", "broken png", "too many pixels", "too heavy"],
)
def test_a_logo_that_is_no_picture_is_refused(given: Path, content: bytes) -> None:
    given.with_name("logo.svg").write_bytes(content)
    assert "logo.svg" in refused(given)


def test_comments_and_instructions_do_not_stay_in_a_logo(given: Path) -> None:
    given.with_name("logo.svg").write_bytes(b'<?xml-stylesheet href="https://example.org"?>' + svg(f"<!-- hello -->{SHAPE}"))
    logo = read_brand(given).logo
    assert "example.org" not in logo
    assert "hello" not in logo


@pytest.mark.parametrize(
    "line",
    ["", 'name = "A', 'name = ""', "name = 7", f'name = "{"a" * 121}"', 'name = "a\\nb"', 'name = "中文"', 'name = "A"\nfont = "Arial"',
     'name = "A"\nlogo = "none.svg"', 'name = "A"\naccent = "red"', 'name = "A"\naccent = "#FFCC00"', 'name = "A"\nlogo = 7'],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(given: Path, line: str) -> None:
    given.write_text(line, "utf-8")
    refused(given)


def test_a_pale_accent_is_told_its_contrast(given: Path) -> None:
    given.write_text('name = "A"\naccent = "#FFCC00"', "utf-8")
    assert f"{contrast('#FFCC00', '#FFFFFF'):.1f} to 1" in refused(given)


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48), ("#ABCDEF", "#ABCDEF", 1)])
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("accent", ["#000000", "#0000FF", "#8A1C3B", "#005500"])
def test_every_accent_can_be_read_on_a_dark_screen(accent: str) -> None:
    assert contrast(Brand("A", accent=accent).accent_at_night, DARK["paper"]) >= LEAST_CONTRAST


def test_without_the_variable_there_is_no_brand_and_a_wrong_one_is_refused(given: Path) -> None:
    assert of_environment({}) is None
    assert of_environment({"BRAND": str(given)}) == read_brand(given)
    with pytest.raises(BrandError, match="cannot be read"):
        of_environment({"BRAND": str(given.with_name("none.toml"))})


def test_a_pdf_and_a_page_bear_the_brand(given: Path) -> None:
    made, brand = report(explained(PERSONAS["two_camps"]), "founder", "fr", DAY), read_brand(given)
    printed = pypdf.PdfReader(io.BytesIO(pdf(made, brand=brand)))
    assert printed.metadata is not None
    assert printed.metadata.author == brand.name
    for page in printed.pages:
        assert squeezed(brand.name) in squeezed(page.extract_text())
        assert squeezed(brand.contact) in squeezed(page.extract_text())
    told = Page(html(made, brand))
    assert brand.name in told.text
    (logo,) = [one for one in told.all("img") if one["attributes"].get("class") == "logo"]
    assert logo["attributes"]["src"] == brand.logo_address
    assert "#8A1C3B" in told.source
    assert "img-src data:" in told.source
