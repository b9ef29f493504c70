"""How fast the screens are, beside an empty Streamlit app with its stock settings, loaded and pressed in turn with ours."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from database.engine import Database
from front.cookies import BROWSER
from questionnaire import keys
from tests import bench_reports
from tests.browser.conftest import CHROMIUM, ROOT, WHOLE_CHROMIUM, free_port
from tests.crowd import crowd
from tests.measured import in_turn, timed
from tests.protocol import tab

STOCK = """
import streamlit as st
st.title("Empty")
if st.button("press", key="press"):
    st.session_state.n = st.session_state.get("n", 0) + 1
st.text(st.session_state.get("n", 0))
"""


def screens(runs: int) -> None:
    """Each as somebody at a browser feels it, after what the server alone takes."""
    with tempfile.TemporaryDirectory() as folder, ours(folder) as mine, stock(folder) as peer, sync_playwright() as playwright:
        at_the_wire(mine, peer, runs)
        bench_reports.meanwhile(mine, folder, runs)
        chromium = playwright.chromium.launch(executable_path=WHOLE_CHROMIUM or CHROMIUM, args=["--no-sandbox"])
        in_a_browser(chromium, mine, peer, folder, runs)
        chromium.close()


def in_a_browser(chromium: Browser, mine: str, peer: str, folder: str, runs: int) -> None:
    secret = keys.new_browser_secret()
    answered = cycle(bench_reports.stored(folder, secret, bench_reports.KEPT))
    asking, judging, empty = (opened(chromium, address) for address in (mine, mine, peer))
    judging.context.add_cookies([{"name": BROWSER, "value": secret, "url": mine}])
    begin(asking)
    few, crowd_of = (crowded(chromium, mine, folder, count) for count in (10, 10_000))
    for what, ours_, theirs in (
        ("first page shown; beside it an empty stock page", lambda: first_page(chromium, mine), lambda: first_page(chromium, peer)),
        ("first question, from the address; beside it the same with one press in a stock page",
         lambda: first_question(chromium, mine), lambda: first_press(chromium, peer)),
        ("next question; beside it a stock rerun", lambda: next_question(asking), lambda: rerun(empty)),
        ("verdict, from the last press; beside it a stock rerun", lambda: verdict(judging, mine, answered), lambda: rerun(empty)),
        ("table of 10,000 candidates; beside it one of ten", lambda: table_shown(crowd_of), lambda: table_shown(few)),
    ):  # fmt: skip
        in_turn(what, [ours_, theirs], runs)


def at_the_wire(mine: str, peer: str, runs: int) -> None:
    """Without a browser: from the press of "next" to the last message of the page that follows."""
    with tab(mine) as visitor, tab(peer) as stranger:
        visitor.press("begin.founder.short")
        visitor.choose("question.stage", -1)

        both = [lambda: bench_reports.forth_and_back(visitor), lambda: timed(lambda: stranger.press("press"))]
        in_turn("next question at the wire; beside it a stock rerun", both, runs)


def first_page(chromium: Browser, address: str) -> float:
    """From an empty cache to the first heading."""
    with fresh(chromium) as page:
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator("h1").wait_for()
        return time.perf_counter() - start


def first_question(chromium: Browser, address: str) -> float:
    """From an empty cache over the first page to the first answers."""
    with fresh(chromium) as page:
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        begin(page)
        return time.perf_counter() - start


def first_press(chromium: Browser, address: str) -> float:
    with fresh(chromium) as page:
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        rerun(page)
        return time.perf_counter() - start


def begin(page: Page) -> None:
    page.locator(".st-key-begin-founder-short button").click()
    page.locator(".st-key-ask [role=radiogroup]").first.wait_for()


@contextmanager
def fresh(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def opened(chromium: Browser, address: str) -> Page:
    page = chromium.new_context(locale="en-GB").new_page()
    page.goto(address)
    page.locator("h1").wait_for()
    return page


FELT = """([button, there, before]) => new Promise(done => {
  const began = performance.now();
  const seen = () => [...document.querySelectorAll(there)].some(one => one.checkVisibility() && one.innerText !== before);
  const look = () => seen() ? done(performance.now() - began) : requestAnimationFrame(look);
  document.querySelector(button).click();
  requestAnimationFrame(look);
})"""


def felt(page: Page, button: str, there: str, before: str = "") -> float:
    """From a press to the frame in which something else stands there, by the page's clock: Playwright looks after 20, 70, 170 ms."""
    page.locator(button).wait_for()
    spent: float = page.evaluate(FELT, [button, there, before])
    return spent / 1e3


def next_question(page: Page) -> float:
    """From the press of "next" to the next heading; at the end of the part a new sitting begins."""
    if not page.locator(".st-key-next").count():
        page.goto(page.url.partition("?")[0])
        page.locator(".st-key-begin-founder-short button").click()
        page.locator(".st-key-next button").wait_for()
    page.locator(".st-key-ask [role=radiogroup]").first.wait_for()
    page.wait_for_load_state("networkidle")
    for options in page.locator(".st-key-ask [role=radiogroup]").all():
        options.locator("label").last.click()
        options.locator("label[data-selected=true]").wait_for()
    page.locator(".st-key-saved").wait_for()
    page.wait_for_load_state("networkidle")
    return felt(page, ".st-key-next button", "h1", page.locator("h1").inner_text())


def verdict(page: Page, address: str, publics: Iterator[str]) -> float:
    """From the press of "see the verdict" to the verdict; each time for other answers, so that nothing is kept from before."""
    page.goto(f"{address}/?sitting={next(publics)}")
    page.locator(".st-key-finish button").wait_for()
    page.wait_for_load_state("networkidle")
    taken = felt(page, ".st-key-finish button", "[class*=_verdict_large] h2")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()  # the rest of it must not slow what is measured next
    page.wait_for_load_state("networkidle")
    return taken


def crowded(chromium: Browser, address: str, folder: str, count: int) -> Page:
    """A recruiter on the page of a brief with that many candidates."""
    made = Database(f"sqlite:///{folder}/bench.db")
    link, brief = crowd(made, count)
    made.close()
    page = chromium.new_context(locale="en-GB").new_page()
    page.goto(f"{address}/w/{link}")
    page.locator(".st-key-new_brief").wait_for()
    page.goto(f"{address}/?workspace={link.public}&brief={brief}")
    page.locator(".st-key-people button").wait_for()
    return page


def table_shown(page: Page) -> float:
    """From the press of "see the candidates" to the table; then back to the brief."""
    page.wait_for_load_state("networkidle")
    start = time.perf_counter()
    page.locator(".st-key-people button").click()
    page.locator(".st-key-people_table canvas").first.wait_for()
    taken = time.perf_counter() - start
    page.go_back()
    page.locator(".st-key-people button").wait_for()
    return taken


def rerun(page: Page) -> float:
    return felt(page, ".st-key-press button", "[data-testid=stText]", page.locator("[data-testid=stText]").inner_text())


@contextmanager
def ours(folder: str) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{folder}/bench.db"}
    with served([sys.executable, "app.py"], ROOT, environment, port) as address:
        urllib.request.urlopen(f"{address}/method", timeout=300).close()  # made last while warming up
        yield address


@contextmanager
def stock(folder: str, **settings: str) -> Iterator[str]:
    """An empty app in a folder of its own, so that none of our settings reach it but those that are given.

    Nor does uvloop, which Streamlit does not bring along.
    """
    script = Path(folder) / "empty.py"
    script.write_text(STOCK)
    (Path(folder) / "uvloop.py").write_text("raise ModuleNotFoundError")
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
    with served(command, Path(folder), {**os.environ, **settings}, port) as address:
        yield address


@contextmanager
def served(command: list[str], folder: Path, environment: dict[str, str], port: int) -> Iterator[str]:
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        while not answers(f"{address}/_stcore/health"):
            with suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"{command[1]} stopped with code {process.wait(timeout=0.2)}")
        yield address
    finally:
        process.kill()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True
