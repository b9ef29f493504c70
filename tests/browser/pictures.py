"""`make pictures`: the pictures of README.md, taken from the running program, in few bytes."""

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from database.engine import Database
from questionnaire.models import Language
from tests.browser.conftest import CHROMIUM, ROOT, Devices, Server
from tests.browser.gallery import SCENES, guest, served, settled
from tests.browser.stock import Stock

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 96  # a drawn page has few
MOST_BYTES = 150_000


class Picture(NamedTuple):
    """A screen as one sees it first, `height` pixels of it."""

    scene: str
    height: int
    language: Language = "en"
    device: str = "desktop"
    scheme: str = "light"


PICTURES = {
    "first": Picture("first", 900),
    "question": Picture("question_ruled_out", 820),
    "verdict": Picture("result", 1000),
    "comparison": Picture("comparison", 1050),
    "report": Picture("report", 1000),
    "phone": Picture("question_anchored", 844, "fr", "phone", "dark"),
}


def main() -> int:
    """0 if every picture was taken and is small enough."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as kept, served(Path(kept)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sizes = {name: _taken(picture, FOLDER / f"{name}.png", server, browser) for name, picture in PICTURES.items()}
    print("\n".join(f"{name}.png: {size} bytes" for name, size in sizes.items()))
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def _taken(picture: Picture, file: Path, server: Server, browser: Browser) -> int:
    devices, stock = Devices(browser), Stock(Database(server.database_url), picture.language)
    page = (visitor := guest(devices, server, stock, picture.device, picture.scheme)).page
    SCENES[picture.scene].show(visitor, stock)
    assert page.viewport_size
    page.set_viewport_size({"width": page.viewport_size["width"], "height": picture.height})
    page.mouse.move(0, 0)
    settled(page)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    stock.db.close()
    devices.close()
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
