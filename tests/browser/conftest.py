"""A real server on a real file, and a real browser: the system's Chromium."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from questionnaire.catalogue import deepening, questionnaire

ROOT = Path(__file__).parents[2]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WHOLE_CHROMIUM = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
"""As people have it, for what is measured."""
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE_CHROMIUM
"""Without windows if there is one: the same pages for little more than half the work."""
PATIENCE = 60_000  # milliseconds: a slow machine is not a fault
expect.set_options(timeout=PATIENCE)


def free_port() -> int:
    """Below those that the system gives to whoever connects: a crowd could take one before its server does."""
    while True:
        port = random.randrange(12_000, 32_000)  # noqa: S311 (any will do)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


class Server:
    """`python app.py` on a free port; it can be killed and started again on the same database."""

    def __init__(self, database_url: str, more: Mapping[str, str] | None = None, port: int | None = None, program: str = "app.py") -> None:
        self._program = program
        self.port = port or free_port()
        self.address = f"http://localhost:{self.port}"
        self.database_url = database_url
        self._environment = {**os.environ, "PORT": str(self.port), "DATABASE_URL": database_url, **(more or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, said: int | IO[bytes] = subprocess.DEVNULL) -> None:
        """`said` gets all that the server prints."""
        self._process = subprocess.Popen([sys.executable, self._program], cwd=ROOT, env=self._environment, stdout=said, stderr=said)
        while not self._ready():
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the server stopped with code {self._process.wait(timeout=0.1)}")

    def kill(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5):
                return True
        except urllib.error.HTTPError as not_yet:  # the rules are still being proved: who tests need not wait for that
            with not_yet:
                return bool(json.load(not_yet)["store"])
        except (urllib.error.URLError, ConnectionError, TimeoutError):  # the last one on a busy machine
            return False


class Visitor:
    """Somebody at a browser. Finds everything by its key, nothing by its words."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def at(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key.replace('.', '-')}")

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)

    def press(self, key: str) -> None:
        self.at(key).locator("button, a").first.click()

    def drawn(self) -> None:
        """Wait until nothing more is on its way."""
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()

    def pick(self, question: str, option: str) -> None:
        """Choose an answer and wait until the page says that it is saved."""
        self.choose(question, option)
        expect(self.at("saved")).to_be_visible()

    def choose(self, question: str, option: str) -> None:
        card = self.card(question, option)
        card.click()
        expect(card).to_have_attribute("data-selected", "true")

    def card(self, question: str, option: str) -> Locator:
        asked = {**questionnaire().questions, **deepening().questions}
        options = [*asked[question].option_ids, "dont_know"]
        return self.at(f"question.{question}").locator("label[data-testid=stRadioOption]").nth(options.index(option))

    def is_asked(self, question: str) -> None:
        expect(self.at(f"question.{question}")).to_be_visible()

    def answers(self, question: str, option: str) -> None:
        """The screen shows this answer as chosen."""
        expect(self.card(question, option)).to_have_attribute("data-selected", "true")

    def begin(self, audience: str = "founder", length: str = "short") -> None:
        self.open()
        self.press(f"begin.{audience}.{length}")
        expect(self.at("next")).to_be_visible()

    def walk(self, answers: dict[str, str]) -> None:
        """Answer whatever is asked, one question a screen, up to the review; every question asked must be among the answers."""
        cards, end = self.page.locator(".st-key-ask [class*=st-key-question-]"), self.at("finish").locator("button")
        for _ in answers:
            expect(cards.or_(end).first).to_be_visible()
            question = next(q for q in answers if self.at(f"question.{q}").count())
            self.pick(question, answers[question])
            self.press("next")
            expect(self.at(f"question.{question}")).to_have_count(0)
        expect(end).to_be_visible()

    def downloads(self, kind: str) -> bytes:
        """The report in one of its forms; all but the usual one lie behind a button."""
        if kind != "pdf" and not self.page.locator(f'a[href*=".{kind}?"]').is_visible():
            self.press("other_forms")
        with self.page.expect_download() as download:
            self.page.locator(f'a[href*=".{kind}?"]').first.click()
        return Path(download.value.path()).read_bytes()

    def public(self) -> str:
        return self.page.url.split("sitting=")[1].split("&")[0]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all who leave it alive."""
    with running(tmp_path_factory.mktemp("browser")) as alive:
        yield alive


@pytest.fixture
def mortal_server(tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, to be killed."""
    with running(tmp_path) as alive:
        yield alive


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    server = Server(f"sqlite:///{folder / 'answers.db'}")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ended with its file: Playwright keeps a loop in the thread, in which no other test could have its own."""
    with sync_playwright() as playwright:
        assert CHROMIUM, "no Chromium: `make journeys` installs it, or says how"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def device(chromium: Browser) -> Iterator["Devices"]:
    devices = Devices(chromium)
    yield devices
    devices.close()


class Devices:
    """New devices on demand: each a browser profile of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def new(self, server: Server, language: str = "en-GB", width: int = 1280, **more: object) -> Visitor:
        context = self._browser.new_context(locale=language, viewport={"width": width, "height": 860}, accept_downloads=True, **more)  # type: ignore[arg-type]
        self._contexts.append(context)
        return Visitor(context.new_page(), server.address)

    def close(self) -> None:
        for context in self._contexts:
            context.close()
