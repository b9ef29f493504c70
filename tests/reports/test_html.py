"""The HTML page stands alone: well formed, named for those who hear it, nothing loaded, nothing run."""

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise

from reports.blocks import Dots, Figure, Map, Report, Table
from reports.document import report
from reports.html import TEMPLATES, html
from scoring.verdict import explained

from .conftest import DAY, PERSONAS, Page, on_paper, rows_on_paper, squeezed

LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href", "ping"}


def levels(page: Page) -> list[int]:
    return [int(one["tag"][1]) for one in page.all("h1", "h2", "h3", "h4", "h5", "h6")]


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_it_names_its_language_and_title(page: Page, told: Report) -> None:
    assert page.all("html")[0]["attributes"]["lang"] == told.language
    (title,) = page.all("title")
    assert squeezed(told.question) in squeezed(title["text"])


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    assert not page.all("script", "link", "iframe", "object", "embed", "img", "image", "use", "base", "form", "video", "audio")
    assert not [one for one in page.elements if LOADING & one["attributes"].keys()]
    (style,) = page.all("style")
    assert "@import" not in style["text"]
    assert set(re.findall(r"url\((.{10})", style["text"])) == {"data:font/"}


def test_no_attribute_holds_style_or_script(page: Page) -> None:
    names = {name for one in page.elements for name in one["attributes"]}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_links_lead_into_the_page_or_to_our_sources(page: Page, told: Report) -> None:
    sources = [row for block in told.section("sources").blocks if isinstance(block, Table) for row in block.rows]
    ours = {cell.link for row in sources for cell in row if cell.link}
    ids = {one["attributes"]["id"] for one in page.elements if "id" in one["attributes"]}
    assert {one["attributes"]["href"] for one in page.all("a")} <= ours | {f"#{name}" for name in ids}


def test_its_policy_allows_its_own_style_and_nothing_else(page: Page) -> None:
    (policy,) = [one for one in page.all("meta") if one["attributes"].get("http-equiv") == "Content-Security-Policy"]
    fingerprint = base64.b64encode(hashlib.sha256(page.all("style")[0]["text"].encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy["attributes"]["content"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'sha256-{fingerprint}'"
    assert "script-src" not in rules


def test_each_picture_has_a_name_or_is_decoration(page: Page) -> None:
    pictures = page.all("svg")
    named = [one for one in pictures if one["attributes"].get("role") == "img" and one["attributes"].get("aria-label")]
    hidden = [one for one in pictures if one["attributes"].get("aria-hidden") == "true"]
    assert len(named) + len(hidden) == len(pictures)


def test_each_chart_says_in_words_what_it_shows(page: Page, told: Report) -> None:
    said = [squeezed(one["attributes"]["aria-label"]) for one in page.all("svg") if "aria-label" in one["attributes"]]
    assert said == [squeezed(block.alt) for block in on_paper(told, Figure, Map, Dots)]


def test_every_table_has_a_caption_and_header_cells(page: Page, told: Report) -> None:
    tables = on_paper(told, Table)
    assert len(page.all("table")) == len(page.all("caption")) >= len(tables)
    scopes = Counter(one["attributes"]["scope"] for one in page.all("th"))
    assert scopes["col"] >= sum(len(table.head) for table in tables)
    assert scopes["row"] >= sum(len(table.rows) for table in tables)
    assert scopes.keys() <= {"col", "row"}


def test_headings_do_not_skip_a_level(page: Page) -> None:
    found = levels(page)
    assert found[0] == 1
    assert found.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_it_has_its_landmarks(page: Page) -> None:
    outer = [one["tag"] for one in page.elements if one["around"] == ["html", "body"]]
    assert outer == ["header", "main", "footer"]
    assert len(page.all("nav")) == 1


def test_ids_are_unique_and_every_name_points_to_one(page: Page) -> None:
    ids = [one["attributes"]["id"] for one in page.elements if "id" in one["attributes"]]
    assert len(set(ids)) == len(ids)
    assert {one["attributes"]["aria-labelledby"] for one in page.elements if "aria-labelledby" in one["attributes"]} <= set(ids)


def test_the_verdict_and_every_reason_can_be_read(page: Page, told: Report) -> None:
    drawn = squeezed(page.text)
    said = [told.verdict.title, told.verdict.name, told.verdict.strength_name, *told.verdict.sentences, *rows_on_paper(told)]
    assert [one for one in said if squeezed(one) not in drawn] == []


def test_the_same_report_gives_the_same_page() -> None:
    one = report(explained(PERSONAS["two_camps"]), "founder", "fr", DAY)
    first = html(one)
    html(report(explained({}), "candidate", "en", DAY))
    assert html(one) == first


def test_the_template_trusts_nobody_and_quotes_every_attribute() -> None:
    template = (TEMPLATES / "report.html.jinja").read_text("utf-8")
    assert not re.search(r"\|\s*(safe|e\b|escape)|autoescape|<script|javascript:", template)
    assert not re.search(r"=\{\{|='", re.sub(r"\{%.*?%\}|\{#.*?#\}", "", template, flags=re.DOTALL))
    assert re.findall(r"<style>(.*?)</style>", template) == ["{{ style }}"]
