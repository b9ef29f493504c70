"""Every screen is accessible: WCAG 2.2 AA by axe and by what axe cannot see. Languages, schemes and devices take turns.

`make screens ARGS=--axe` asks axe about every screen in all eight variants, which takes many minutes.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page

from database.engine import Database
from questionnaire.models import LANGUAGES, Language
from tests.browser.accessible import KNOWN, Known, cut, faults, mute_charts, sideways
from tests.browser.conftest import Devices, Server
from tests.browser.gallery import SCENES, SCHEMES, WIDTHS, guest, served, settled
from tests.browser.stock import Stock

pytestmark = pytest.mark.browser

NARROW, ZOOMED = 320, 640
"""The width of WCAG 1.4.10, and what a desktop of 1,280 pixels has left at 200 %."""
VARIANTS = [*product(LANGUAGES, SCHEMES, WIDTHS)]
CASES = [pytest.param(name, *VARIANTS[number % len(VARIANTS)], id=name) for number, name in enumerate(SCENES)]


class Gallery:
    """A visitor for each language, who looks at one screen after the other."""

    def __init__(self, server: Server, devices: Devices) -> None:
        self.stocks = {language: Stock(Database(server.database_url), language) for language in LANGUAGES}
        self.visitors = {language: guest(devices, server, stock) for language, stock in self.stocks.items()}
        self.met: set[Known] = set()
        self.seen: set[str] = set()

    def show(self, name: str, language: Language, scheme: str = "light", width: int = WIDTHS["desktop"]) -> Page:
        visitor = self.visitors[language]
        visitor.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        visitor.page.set_viewport_size({"width": width, "height": 860})
        SCENES[name].show(visitor, self.stocks[language])
        return visitor.page


@pytest.fixture(scope="module")
def gallery(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    devices = Devices(chromium)
    with served(tmp_path_factory.mktemp("gallery")) as server:
        yield Gallery(server, devices)
        devices.close()


@pytest.mark.parametrize(("name", "language", "scheme", "device"), CASES)
def test_a_screen_breaks_no_rule_and_nothing_is_cut(gallery: Gallery, name: str, language: Language, scheme: str, device: str) -> None:
    page = gallery.show(name, language, scheme, WIDTHS[device])
    found = faults(page)
    gallery.met |= {fault.known for fault in found if fault.known}
    gallery.seen.add(name)
    assert not [fault for fault in found if not fault.known]
    assert not mute_charts(page)
    assert page.evaluate("document.documentElement.lang") == language
    for width in (WIDTHS[device], ZOOMED, NARROW):
        page.set_viewport_size({"width": width, "height": 860})
        settled(page)
        assert (width, sideways(page), cut(page)) == (width, 0, [])


def test_what_is_excused_still_occurs(gallery: Gallery) -> None:
    """When Streamlit mends one of its faults, the list must shrink."""
    if len(gallery.seen) < len(CASES):
        pytest.skip("not every screen was looked at")
    assert gallery.met == set(KNOWN)


# ---- what axe cannot see

MOVING = """() => [...document.querySelectorAll("*")].filter(one => one.checkVisibility()).filter(one => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
}).map(one => one.outerHTML.slice(0, 160))"""
GLYPHS = """() => [...document.querySelectorAll("[class*=st-key-glyph_], [class*=st-key-strength_], [class*=st-key-brand]")]
  .filter(one => one.checkVisibility()).map(one => getComputedStyle(one, "::before")).filter(style => style.content !== "none")
  .map(style => style.backgroundColor)"""
CANVAS = """() => { const one = document.body.appendChild(document.createElement("i")); one.style.background = "Canvas";
  const colour = getComputedStyle(one).backgroundColor; one.remove(); return colour; }"""
FOCUS = """() => {
  const one = document.activeElement, drawn = one.closest("label") ?? one, box = drawn.getBoundingClientRect();
  const bar = document.querySelector("[data-testid=stBottom]");
  if (one !== document.body && bar && one.contains(bar)) return { name: "main", hidden: false, marked: true };
  // Hidden is what shows less than a target of 24 pixels
  const under = bar && !bar.contains(one) && box.top > bar.getBoundingClientRect().top - 24;
  const outline = each => getComputedStyle(each).outlineStyle === "none" ? 0 : parseFloat(getComputedStyle(each).outlineWidth);
  const marked = Math.max(outline(one), outline(drawn)) >= 2;
  const name = one === document.body ? "" : drawn.outerHTML.slice(0, 120);
  return { name, hidden: under || box.bottom < 24 || box.top > innerHeight - 24, marked };
}"""


def test_what_has_the_focus_is_marked_and_never_behind_the_bar(gallery: Gallery) -> None:
    page = gallery.show("question_of_many", "en", width=WIDTHS["phone"])
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 640})
    met = []
    for _ in range(60):
        page.keyboard.press("Tab")
        settled(page)
        met.append(page.evaluate(FOCUS))
        if not met[-1]["name"]:
            break
    assert len(met) > 5
    assert not [one for one in met if one["name"] and (one["hidden"] or not one["marked"])]


def test_nothing_moves_for_whoever_asks_for_rest(gallery: Gallery) -> None:
    page = gallery.show("result", "en")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")


def test_the_glyphs_are_seen_in_the_colours_of_the_reader(gallery: Gallery) -> None:
    page = gallery.show("result", "en")
    page.emulate_media(forced_colors="active")
    drawn, canvas = page.evaluate(GLYPHS), page.evaluate(CANVAS)
    page.emulate_media(forced_colors="none")
    assert drawn
    assert canvas not in drawn


@pytest.mark.parametrize("name", ["first", "question", "result"])
def test_letters_twice_as_large_are_not_cut(gallery: Gallery, name: str) -> None:
    page = gallery.show(name, "fr")
    page.evaluate("() => { document.documentElement.style.fontSize = '34px'; }")
    settled(page)
    assert (sideways(page), cut(page)) == (0, [])
