"""How fast and how large it is, beside a peer in the same run where there is one: `make bench`. Writes a table of medians; judges nothing.

The peer of the screens is an empty Streamlit app with its stock settings, loaded and pressed in turn with ours.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import zen
from playwright.sync_api import Browser, Page, sync_playwright

from database.engine import Database
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import begin
from questionnaire.store import Store, Versions, store
from scoring.batch import score
from scoring.cube import UNKNOWN, Cube
from scoring.decision_table import decision_table
from scoring.many import many
from scoring.proof import prove
from scoring.rulebase import rule_base
from scoring.trials import patchy_sheets
from scoring.verdict import assess, explained
from tests import bench_reports
from tests.browser.conftest import CHROMIUM, ROOT
from tests.crowd import crowd
from tests.measured import in_turn, median, row, timed
from tests.protocol import tab

STOCK = """
import streamlit as st
st.title("Empty")
if st.button("press", key="press"):
    st.session_state.n = st.session_state.get("n", 0) + 1
st.text(st.session_state.get("n", 0))
"""
ANSWERS = {"stage": "growth", "driver": "market", "technical_depth": "mixed", "candidate_background": "product", "senior_leaders": "both"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=15, help="loads and presses of each app (default 15)")
    runs = arguments.parse_args().runs
    row("measured", "ours", "beside it", "ratio")
    row("---", "---", "---", "---")
    inside(runs)
    with tempfile.TemporaryDirectory() as folder, ours(folder) as mine, stock(folder) as peer, sync_playwright() as playwright:
        at_the_wire(mine, peer, runs)
        bench_reports.meanwhile(mine, folder, runs)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        in_turn(
            "first page shown; beside it an empty stock page",
            [lambda: first_page(chromium, mine), lambda: first_page(chromium, peer)],
            runs,
        )
        pages = [opened(chromium, mine), opened(chromium, peer)]
        pages[0].locator(".st-key-begin-founder-short button").click()
        pages[0].locator(".st-key-next button").wait_for()
        in_turn("next question in Chromium; beside it a stock rerun", [lambda: next_question(pages[0]), lambda: rerun(pages[1])], runs)
        tables = [crowded(chromium, mine, folder, count) for count in (10_000, 10)]
        what = "table of 10,000 candidates shown; beside it one of ten"
        in_turn(what, [lambda: table_shown(tables[0]), lambda: table_shown(tables[1])], runs)
        chromium.close()


def inside(runs: int) -> None:
    """What needs no server: the cube, the proof, one sheet, one report."""
    rules = rule_base()
    tracemalloc.start()
    compiled = timed(lambda: Cube(rules).verdicts)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    row(f"cube compiled, rules {rules.version}", f"{compiled * 1e3:.0f} ms, peak {peak:.0f} MB")
    row(f"proof of {Cube(rules).verdicts.size:,} states", f"{prove(Cube(rules)).seconds:.2f} s")
    sheets = [ANSWERS, *patchy_sheets(questionnaire(), 40)]
    for name, judge in (("one sheet with its reasons", assess), ("one sheet completely explained", explained)):
        judge(ANSWERS)
        spent = [timed(partial(judge, sheet)) * 1e3 for sheet in sheets]
        row(name, f"{statistics.median(spent):.1f} ms, slowest of {len(sheets)} {max(spent):.1f} ms")
    many_sheets()
    two_engines()
    saving()
    bench_reports.alone(runs)
    bench_reports.together()


def many_sheets(count: int = 200_000) -> None:
    """Random sheets, a tenth of their answers missing, nearly all of them different; the tables are compiled before."""
    rng, asked = np.random.default_rng(2022), questionnaire()
    drawn = {
        q: np.where(rng.random(count) < 0.1, UNKNOWN, rng.integers(len(one.options), size=count)) for q, one in asked.questions.items()
    }
    categories = pd.DataFrame({q: pd.Categorical.from_codes(drawn[q], pd.Index(one.option_ids)) for q, one in asked.questions.items()})
    states = many().states(drawn)
    many().judge(states)
    row("sheets a second, from facts", f"{count / median(lambda: many().judge(states), 5):,.0f}")
    for kind, table in (("categories", categories), ("texts", categories.astype("str"))):
        row(f"sheets a second, from a frame of {kind}", f"{count / median(lambda table=table: score(table), 5):,.0f}")
    more = timed(lambda: score(categories, possible=True)) - median(lambda: score(categories), 3)
    row(f"what is possible, for {count:,} sheets", f"{more:.1f} s more")


def two_engines(count: int = 2_000) -> None:
    """The same rules and the same states in GoRules, compiled before; it judges one state at a time."""
    compiled, rng = Cube(rule_base()), np.random.default_rng(2022)
    states = rng.integers(0, compiled.shape, (count, len(compiled.shape)))
    facts = [{fact.id: fact.level_ids[level] for fact, level in zip(compiled.rules.facts, state, strict=True)} for state in states]
    decision = zen.ZenEngine().create_decision(json.dumps(decision_table(compiled.rules)))
    peer = median(lambda: [decision.evaluate(one) for one in facts], 3)
    alone = median(lambda: [compiled.judge(state) for state in states], 3)
    together = median(lambda: compiled.judge(list(states.T)), 20)
    row("states a second, one by one; beside it zen-engine", f"{count / alone:,.0f}", f"{count / peer:,.0f}", f"{peer / alone:.2f}")
    row("states a second, all at once; beside it zen-engine", f"{count / together:,.0f}", f"{count / peer:,.0f}", f"{peer / together:.0f}")


def saving(count: int = 800) -> None:
    """Answers saved on SQLite, each on the disk before the next of the same person; alone, and eight people at once."""
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:  # on the disk of the project: /tmp may be in memory
        kept = store(f"sqlite:///{folder}/bench.db")
        for people in (1, 8):
            with ThreadPoolExecutor(people) as pool:
                spent = sorted(moment for some in pool.map(partial(save_some, kept), [count // people] * people) for moment in some)
            told = f"median {statistics.median(spent) * 1e3:.1f} ms, p99 {spent[len(spent) * 99 // 100] * 1e3:.1f} ms"
            row(f"one answer saved on SQLite, {people} at once", told)
        kept.close()


def save_some(kept: Store, count: int) -> list[float]:
    sitting = begin(questionnaire(), keys.new_public_id(), "founder", "en", "short")
    kept.create(sitting, keys.lock("secret"), Versions("questions", "rules"))
    return [timed(lambda number=number: kept.save_answer(sitting.id, "stage", f"{number}")) for number in range(count)]


def at_the_wire(mine: str, peer: str, runs: int) -> None:
    """Without a browser: from the press of "next" to the last message of the page that follows."""
    with tab(mine) as visitor, tab(peer) as stranger:
        visitor.press("begin.founder.short")
        visitor.choose("question.stage", -1)

        both = [lambda: bench_reports.forth_and_back(visitor), lambda: timed(lambda: stranger.press("press"))]
        in_turn("next question at the wire; beside it a stock rerun", both, runs)


def first_page(chromium: Browser, address: str) -> float:
    """From an empty cache to the first heading."""
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("h1").wait_for()
    spent = time.perf_counter() - start
    context.close()
    return spent


def opened(chromium: Browser, address: str) -> Page:
    page = chromium.new_context(locale="en-GB").new_page()
    page.goto(address)
    page.locator("h1").wait_for()
    return page


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
    before = page.locator("h1").inner_text()
    start = time.perf_counter()
    page.locator(".st-key-next button").click()
    page.locator("h1").filter(has_not_text=before).wait_for()
    return time.perf_counter() - start


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
    count = int(page.locator("[data-testid=stText]").inner_text())
    start = time.perf_counter()
    page.locator(".st-key-press button").click()
    page.locator("[data-testid=stText]", has_text=str(count + 1)).wait_for()
    return time.perf_counter() - start


@contextmanager
def ours(folder: str) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{folder}/bench.db"}
    with served([sys.executable, "app.py"], ROOT, environment, port) as address:
        urllib.request.urlopen(f"{address}/method", timeout=60).close()  # made last while warming up
        yield address


@contextmanager
def stock(folder: str) -> Iterator[str]:
    """An empty app in a folder of its own, so that none of our settings reach it."""
    script = Path(folder) / "empty.py"
    script.write_text(STOCK)
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
    with served(command, Path(folder), dict(os.environ), port) as address:
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
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    main()
