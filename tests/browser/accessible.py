"""What makes a page accessible, asked of a real browser: axe's rules, and what axe cannot see. docs/accessibility.md says it in words."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError as Late

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # off unless asked for
}


@dataclass(frozen=True)
class Known:
    """A fault in Streamlit's own markup: the rule of axe, and what it is found in. docs/accessibility.md says of each what we did."""

    rule: str
    selector: str


KNOWN: tuple[Known, ...] = ()

_WITHIN = "([target, selectors]) => { const one = document.querySelector(target); return selectors.map(s => !!one?.closest(s)); }"


@dataclass(frozen=True)
class Fault:
    """One element that breaks one rule; `known` if it is Streamlit's."""

    rule: str
    target: str
    html: str
    summary: str
    known: Known | None


def faults(page: Page) -> list[Fault]:
    """Everything that axe objects to on the page as it is now."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [_fault(page, one["id"], node) for one in found for node in one["nodes"]]


def _fault(page: Page, rule: str, node: dict[str, Any]) -> Fault:
    target = node["target"][-1]
    of_rule = [known for known in KNOWN if known.rule == rule]
    within = page.evaluate(_WITHIN, [target, [known.selector for known in of_rule]]) if of_rule else []
    known = next((known for known, is_in in zip(of_rule, within, strict=True) if is_in), None)
    return Fault(rule, str(target), node["html"][:300], node["failureSummary"], known)


SIDEWAYS = """() => Math.max(0, ...[...document.querySelectorAll("html, [data-testid=stMain]")]
  .map(one => one.scrollWidth - one.clientWidth))"""  # Streamlit scrolls its main part, not the document
CUT = """() => [...document.querySelectorAll("[data-testid=stMain] *")].filter(one => {
  if (!one.clientWidth || one.closest("[data-testid=stDataFrame], [data-testid=stVegaLiteChart], textarea, input, pre")) return false;
  const style = getComputedStyle(one);
  return style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && style.clipPath === "none";
}).map(one => one.outerHTML.slice(0, 160))"""


CHARTS = """() => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")].filter(one => one.checkVisibility()).filter(one => {
  const after = one.closest("[data-testid=stElementContainer]")?.nextElementSibling;
  return !one.getAttribute("aria-label") || one.getAttribute("role") !== "img" || !after?.querySelector("details table");
}).map(one => one.outerHTML.slice(0, 160))"""


def mute_charts(page: Page) -> list[str]:
    """Charts that a screen reader could not say, or without a table behind them."""
    return list(page.evaluate(CHARTS))


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen, and stays so: charts are drawn anew a moment after the screen has changed."""
    with suppress(Late):
        page.wait_for_function(f"() => ({SIDEWAYS})() === 0", timeout=5_000)
    return int(page.evaluate(SIDEWAYS))


def cut(page: Page) -> list[str]:
    """Elements that hide a part of their words at the side."""
    return list(page.evaluate(CUT))
