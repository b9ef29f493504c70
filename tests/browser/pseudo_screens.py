"""Screens in the tests' own language, long and in brackets: `python -m tests.pseudo tests.browser.pseudo_screens [SCENE …]`.

A line for each word that was not read from the content, and for each place where the longer words do not fit.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from database.engine import Database
from questionnaire.catalogue import questionnaire
from questionnaire.files import read_toml
from questionnaire.languages import LANGUAGES
from sharing.demo import FILE
from tests.browser.accessible import cut, sideways
from tests.browser.conftest import CHROMIUM, Devices, Server
from tests.browser.gallery import SCENES, WIDTHS, guest
from tests.browser.stock import WORDS, Stock
from tests.pseudo import CODE, left, pseudo

USUAL = ("first", "question_anchored", "review", "result", "workspace", "invitation")
_TEXTS = """() => {
  const said = [], skipped = "[data-testid=stIconMaterial], [translate=no], script, noscript, style, code, pre, input, textarea";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    const around = node.parentElement;
    if (!around.closest(skipped) && around.checkVisibility()) said.push(node.data);
  }
  for (const one of document.querySelectorAll("body *")) for (const name of ["aria-label", "title", "alt", "placeholder"])
    if (one.getAttribute(name) && one.checkVisibility()) said.push(one.getAttribute(name));
  return [...new Set(said.map(text => text.trim()).filter(text => text))];
}"""
_STREAMLIT = r"|^\w+(?: \w+)? icon$|^progress$|^Open$"  # an icon, a bar, the arrow of a list


class Spoken(Stock):
    """The stock in the tests' own language."""

    def words(self, about: str) -> str:
        return pseudo(WORDS[about]["en"])


def main(wanted: Sequence[str]) -> int:
    """0 if every screen fits and says nothing of its own, else 1."""
    with TemporaryDirectory() as kept, sync_playwright() as playwright:
        server = Server(f"sqlite:///{Path(kept) / 'answers.db'}", {"PYTHONPATH": "."}, program="tests/browser/pseudo_app.py")
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = []
        try:
            for fault in faults(server, Devices(browser), wanted or USUAL):
                found.append(fault)
                sys.stdout.write(f"{fault}\n")
                sys.stdout.flush()
        finally:
            browser.close()
            server.kill()
    return bool(found)


def faults(server: Server, devices: Devices, wanted: Sequence[str]) -> Iterator[str]:
    stock = Spoken(Database(server.database_url), next(code for code in LANGUAGES if code == CODE))
    visitor = guest(devices, server, stock)
    for name in wanted:
        for device, width in WIDTHS.items():
            visitor.page.set_viewport_size({"width": width, "height": 860})
            SCENES[name].show(visitor, stock)
            yield from (f"{name}, {device}: {fault}" for fault in _of(visitor.page))
    stock.db.close()


def _of(page: Page) -> Iterator[str]:
    if wide := sideways(page):
        yield f"scrolls sideways by {wide} pixels"
    yield from (f"is cut: {one}" for one in cut(page))
    yield from (
        f"has a word of its own: {said!r} in {text[:80]!r}" for text in page.evaluate(_TEXTS) if (said := left(_named().sub(" ", text)))
    )


def _named() -> re.Pattern[str]:
    """Codes of languages, names of constructed people, ids of sources, and what Streamlit says itself to who hears the page."""
    people = [one["name"] for one in read_toml(FILE)["candidate"]]
    return re.compile(
        "|".join(rf"\b{re.escape(name)}\b" for name in (*LANGUAGES, *map(str.upper, LANGUAGES), *people, *questionnaire().sources))
        + _STREAMLIT
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
