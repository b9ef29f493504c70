"""How fast reports are made: one alone beside WeasyPrint on our own page, many at once, and how others fare meanwhile.

Each time another sheet with an answer to every question, so that no drawing is kept from the one before.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path

from weasyprint import HTML

from database.engine import Database
from front.cookies import BROWSER
from questionnaire import keys
from questionnaire.catalogue import deepening, questionnaire
from questionnaire.contradictions import open_doubts
from questionnaire.models import Questionnaire
from questionnaire.sitting import REVIEW, Sitting, begin
from questionnaire.store import Store, Versions
from reports.blocks import Report
from reports.document import report
from reports.docx import docx
from reports.html import html
from reports.pdf import pdf
from scoring.verdict import explained
from tests.measured import in_turn, row, timed
from tests.protocol import Tab, tab

Answers = dict[str, str]
ROOT = Path(__file__).parents[1]
KEPT = 70  # more drawings than are kept


def alone(runs: int) -> None:
    """From the answers to the file; WeasyPrint begins with our page, its drawings already made."""
    mine, theirs = full_sheets(), full_sheets()
    row("a founder's report in full as PDF, the first of a process", f"{timed(lambda: pdf(told(*next(mine)))) * 1e3:.0f} ms")
    next(theirs)

    def beside() -> float:
        page = html(told(*next(theirs)))
        return timed(HTML(string=page).write_pdf)

    in_turn("the same warm; beside it WeasyPrint on our page", [lambda: timed(lambda: pdf(told(*next(mine)))), beside], runs)
    for name, render in (("page", html), ("Word file", docx)):
        spent = [timed(partial(render, told(*next(mine)))) * 1e3 for _ in range(runs)]
        row(f"the same as a {name}", f"{statistics.median(spent[1:]):.0f} ms, the first {spent[0]:.0f} ms")


def together(count: int = 80) -> None:
    """What `python -m reports render --all` takes for one report on each processor, and for each that is added."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.json" for number in range(count)]
        for file, (answers, deeper) in zip(files, full_sheets(), strict=False):
            file.write_text(json.dumps({"answers": answers, "deepening": deeper}), "utf-8")
        processors = os.cpu_count() or 1
        start, whole = (rendered(some, f"{folder}/made") for some in (files[:processors], files))
    rate = (count - processors) / (whole - start)
    row(f"reports a second as PDF in a batch on {processors} processors", f"{rate:.1f}, after {start:.1f} s for the first {processors}")


def rendered(files: Sequence[Path], folder: str) -> float:
    command = [sys.executable, "-m", "reports", "render", *map(str, files), "--all", folder]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True))


def meanwhile(address: str, folder: str, runs: int) -> None:
    """At the wire: from the press of "next" to the last message of the page that follows."""
    secret = keys.new_browser_secret()
    reports = cycle(stored(folder, secret, KEPT))

    def fetch() -> None:
        asked = urllib.request.Request(f"{address}/report/{next(reports)}.pdf", headers={"Cookie": f"{BROWSER}={secret}"})
        urllib.request.urlopen(asked, timeout=60).read()

    with tab(address) as visitor, ThreadPoolExecutor(2) as pool:
        visitor.press("begin.founder.short")
        visitor.choose("question.stage", -1)

        def busy() -> float:
            making = [pool.submit(fetch) for _ in range(2)]
            spent = [forth_and_back(visitor)]
            while not all(one.done() for one in making):
                spent.append(forth_and_back(visitor))
            for one in making:
                one.result()
            return statistics.median(spent)

        in_turn("next question while two reports are made; beside it while none is", [busy, lambda: forth_and_back(visitor)], runs)


def forth_and_back(visitor: Tab) -> float:
    spent = timed(lambda: visitor.press("next"))
    visitor.press("back")
    return spent


def told(answers: Answers, deeper: Answers) -> Report:
    return report(explained(answers), "founder", "fr", date(2026, 1, 1), deeper=deeper)


def full_sheets() -> Iterator[tuple[Answers, Answers]]:
    """Random ones without end, always the same: every question answered, and what only the report asks."""
    drawing = random.Random(2022)  # noqa: S311  # nothing secret
    while True:
        yield filled(questionnaire(), drawing), filled(deepening(), drawing)


def filled(asked: Questionnaire, drawing: random.Random) -> Answers:
    return {q: drawing.choice(one.option_ids) for q, one in asked.questions.items()}


def stored(folder: str, secret: str, count: int) -> list[str]:
    """The sittings of one browser, all answered, none with its verdict seen yet; answers that go together, as most people's do."""
    made = Database(f"sqlite:///{folder}/bench.db")
    kept, publics = Store(made), [keys.new_public_id() for _ in range(count)]
    for public, sitting in zip(publics, filter(agreeing, map(looked_over, full_sheets())), strict=False):
        kept.create(replace(sitting, id=public), keys.lock(keys.derived(secret, public).secret), Versions("questions", "rules"))
    made.close()
    return publics


def looked_over(sheet: tuple[Answers, Answers]) -> Sitting:
    """A founder's sitting with those answers, on its review."""
    answers, deeper = sheet
    return replace(begin(questionnaire(), "", "founder", "en", "full"), answers={**answers, **deeper}, place=REVIEW, reviewed=True)


def agreeing(sitting: Sitting) -> bool:
    """Whether no two answers may contradict each other."""
    return not open_doubts(questionnaire(), sitting)
