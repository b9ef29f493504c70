"""`make screens`: every screen in every variant as a picture, and every station of the three journeys, with a page to look through them.

Axe judges each of them too, if it is wanted.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count, product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error, Page, sync_playwright

from database.engine import Database
from questionnaire.models import LANGUAGES, Language
from tests.browser.accessible import faults, sideways
from tests.browser.conftest import CHROMIUM, Devices, Server, Visitor
from tests.browser.gallery import SCENES, SCHEMES, WIDTHS, guest, served, settled, somebody
from tests.browser.journeys import JOURNEYS, Walker
from tests.browser.stock import Stock

TALLEST = 16_000  # pixels: Chromium paints no higher page in one piece
_HEIGHT = "() => Math.max(...[...document.querySelectorAll('html, [data-testid=stMain]')].map(one => one.scrollHeight))"
Found = dict[str, object]
WALKS = {f"journey_{audience}": journey for audience, journey in JOURNEYS.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every screen could be shown and, if asked, nothing of ours breaks a rule; else 1."""
    given = _parser().parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in (*SCENES, *WALKS) if not given.only or any(part in name for part in given.only)]
    for old in () if given.no_pictures else _walked(given.folder, wanted):
        old.unlink()
    with TemporaryDirectory() as kept, served(Path(kept)) as server, ProcessPoolExecutor(given.processes) as pool:
        job = Job(server.database_url, server.port, tuple(wanted), given.folder, axe=given.axe, drawn=not given.no_pictures)
        complaints = sum(pool.map(job.done, *zip(*product(LANGUAGES, WIDTHS), strict=True)))
    index = given.folder / "index.html"
    stations = sorted({file.name.rsplit("-", 3)[0] for file in _walked(given.folder, wanted)})
    names = [*(name for name in wanted if name in SCENES), *stations]
    index.write_text(_index(names), "utf-8")
    print(f"{len(names)} screens in {index}, {complaints} complaints")
    return 1 if complaints else 0


@dataclass(frozen=True)
class Job:
    """What is done with every screen and every journey, for one language and one device after the other."""

    database_url: str
    port: int
    wanted: tuple[str, ...]
    folder: Path
    axe: bool
    drawn: bool

    def done(self, language: Language, device: str) -> int:
        """Look at every screen, light and then dark, and walk the journeys; prints what there is to complain of, and says how much."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            server, stock = Server(self.database_url, port=self.port), Stock(Database(self.database_url), language)
            devices = Devices(browser)
            visitor = guest(devices, server, stock, device)
            found = [one for name in self.wanted if name in SCENES for one in self._screen(name, visitor, stock, device)]
            for name in (name for name in self.wanted if name in WALKS):
                found += self._walk(name, partial(somebody, devices, server, language, device, bypass_csp=True), language, device)
            stock.db.close()
            browser.close()
        return len(found)

    def _screen(self, name: str, visitor: Visitor, stock: Stock, device: str) -> Iterator[Found]:
        try:
            for scheme in SCHEMES:  # anew, as charts keep the colours they were drawn with
                visitor.page.emulate_media(color_scheme=scheme)
                SCENES[name].show(visitor, stock)
                yield from self._variant(visitor.page, self.folder / _file(name, stock.language, device, scheme))
        except (Error, AssertionError) as error:  # the other screens are still worth a picture
            yield _said({"screen": f"{name}-{stock.language}-{device}", "error": str(error)[:600]})

    def _walk(self, name: str, newcomer: Callable[[], Visitor], language: Language, device: str) -> list[Found]:
        """One journey in the light, with a picture of every station."""
        found: list[Found] = []
        steps = count(1)

        def seen(visitor: Visitor, station: str) -> None:
            file = _file(f"{name}_{next(steps):02}_{station}", language, device, SCHEMES[0])
            found.extend(self._variant(visitor.page, self.folder / file))

        try:
            WALKS[name](lambda: Walker(newcomer(), language, seen))
        except (Error, AssertionError) as error:  # so are the other journeys
            found.append(_said({"screen": f"{name}-{language}-{device}", "error": str(error)[:600]}))
        return found

    def _variant(self, page: Page, file: Path) -> Iterator[Found]:
        """One picture, and what is wrong with the page."""
        page.mouse.move(0, 0)
        settled(page)
        for one in faults(page) if self.axe else ():
            if one.known is None:
                yield _said({"screen": file.stem, "rule": one.rule, "html": one.html, "summary": one.summary})
        if wide := sideways(page):
            yield _said({"screen": file.stem, "sideways": wide})
        if self.drawn:
            _photograph(page, file)


def _said(found: Found) -> Found:
    """At once, as the whole takes minutes."""
    print(json.dumps(found, ensure_ascii=False), flush=True)
    return found


def _photograph(page: Page, file: Path) -> None:
    before = page.viewport_size
    assert before
    whole(page)
    page.screenshot(path=file)
    page.set_viewport_size(before)


def whole(page: Page) -> None:
    """As tall a window as its content, so that one picture holds it all: Streamlit scrolls inside of it."""
    assert page.viewport_size
    for _ in range(2):  # a page that grows may have more to show
        page.set_viewport_size({"width": page.viewport_size["width"], "height": min(page.evaluate(_HEIGHT), TALLEST)})
        settled(page)
    page.wait_for_function("() => [...document.images].every(one => one.complete)")


def _walked(folder: Path, wanted: Iterable[str]) -> list[Path]:
    """The pictures of the journeys."""
    return [file for name in wanted if name in WALKS for file in folder.glob(f"{name}_*.png")]


def _file(name: str, language: str, device: str, scheme: str) -> str:
    return f"{name}-{language}-{device}-{scheme}.png"


_LOOK = """
body { font: 1rem sans-serif; margin: 1rem; background: #888; }
div { display: flex; gap: .5rem; overflow-x: auto; align-items: flex-start; }
img { height: 70vh; max-width: 40vw; object-fit: contain; object-position: top; }
"""


def _index(names: Iterable[str]) -> str:
    """Plain: a row for each screen, its variants side by side."""
    return "".join([
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Screens</title><style>{_LOOK}</style><h1>Screens</h1>",
        *(f"<h2 id='{name}'>{name}</h2><div>{''.join(map(_shown, _files(name)))}</div>" for name in names),
    ])  # fmt: skip


def _files(name: str) -> list[str]:
    schemes = SCHEMES if name in SCENES else SCHEMES[:1]
    return [_file(name, *variant) for variant in product(LANGUAGES, WIDTHS, schemes)]


def _shown(file: str) -> str:
    return f"<a href='{file}'><img src='{file}' alt='{file}' loading='lazy'></a>"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make screens", description=__doc__)
    parser.add_argument("only", nargs="*", help="parts of the names of the screens and journeys wanted; all of them without")
    parser.add_argument("--folder", type=Path, default=Path("screens"))
    parser.add_argument("--axe", action="store_true", help="ask axe about every variant too")
    parser.add_argument("--no-pictures", action="store_true", help="only look, for --axe")
    parser.add_argument("--processes", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
