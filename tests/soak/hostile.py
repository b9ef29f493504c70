"""Hostile and heavy input: every payload in every place of a comparison, the worst report that can be asked for, and who waits for it."""

import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError

from database.engine import Database
from front import forms, workshop
from front.cookies import cookie_of
from front.recruiter.exports import verdicts_of
from questionnaire import keys
from questionnaire.catalogue import deepening, questionnaire
from reports.blocks import Report
from reports.compared import Person
from reports.comparison import comparison
from reports.comparison_blocks import Comparison
from reports.document import report
from scoring.verdict import explained
from sharing.exchange.tables import sheets, to_csv
from sharing.exchange.workbook import to_xlsx
from sharing.store.office import enter, open_workspace
from sharing.words import voice
from tests.browser.conftest import Server
from tests.crowd import crowd
from tests.hostile.payloads import kept, large
from tests.hostile.workspace import ABOUT, bundle, person
from tests.protocol import Tab, tab
from tests.reports.conftest import DAY, PERSONAS
from tests.soak.line import Line

PEOPLE, THINKING, SPELL, TURNS = 20, 1.0, 20.0, 3  # tabs, seconds between answers, seconds of a spell, spells of each kind
SECONDS, MEGABYTES, SLOWER = 5, 512, 1.2
FORMS = ("pdf", "html", "docx", "ics")
FULL = {q: one.option_ids[0] for q, one in questionnaire().questions.items()}
DEEPER = {q: one.option_ids[0] for q, one in deepening().questions.items()}


def run(full: bool) -> Iterator[Line]:
    yield from every_payload(len(kept("name")) if full else 60)
    yield from the_worst()
    yield from others_meanwhile(TURNS * (3 if full else 1))


# ---- every payload in every place


def every_payload(count: int) -> Iterator[Line]:
    """Six people at a time, each with a payload as their name and everything they say, below a title that is one too."""
    failed = []
    names = kept("name")[:count]
    for texts in (names[place : place + 6] for place in range(0, len(names), 6)):
        made = compared(list(texts), dict.fromkeys(ABOUT, texts[0]))
        for form in ("pdf", "html"):
            try:
                forms.drawn_beside(made, form)
            except Exception as error:  # noqa: BLE001 (it is counted)
                failed.append(f"{texts!r} {form} {type(error).__name__}")
    yield Line(
        "a payload as name, title and comment: comparisons as PDF and page",
        f"{count} payloads",
        f"{len(failed)} failed {failed[:1]}",
        not failed,
    )


def compared(names: list[str], comments: dict[str, str]) -> Comparison:
    people = [Person(str(n), "ABCDEF"[n], name, FULL, finished=True, comments=comments) for n, name in enumerate(names)]
    return comparison(PERSONAS["high_marks_no_proof"], people, names[0], "fr", DAY)


# ---- the worst there is


def the_worst() -> Iterator[Line]:
    """The longest words of each kind that are hard to set, in all that people may say; each file in a fresh maker, measured inside."""
    for form in FORMS:
        yield _measured(f"the worst report as {form}", [partial(forms.drawn, worst(unit), form) for unit in heavy(1000)])
    for form in ("pdf", "html"):
        making = [partial(forms.drawn_beside, worst_beside(place), form) for place in range(len(heavy(80)))]
        yield _measured(f"the worst comparison of six as {form}", making)
    with tempfile.TemporaryDirectory() as folder:
        tables, moment = many_people(folder)
        yield _measured("the table of 2,000 people as XLSX", [partial(to_xlsx, tables, moment, voice("fr"))])
        yield _measured("the same as CSV", [partial(to_csv, tables[0])])


def heavy(length: int) -> list[str]:
    """Of each kind of bulk as much as the gate lets through."""
    return [text for text in large(length) if text in kept("comment" if length > 80 else "name")]


def worst(text: str) -> Report:
    return report(explained(FULL), "recruiter", "fr", DAY, comments=dict.fromkeys(ABOUT, text), deeper=DEEPER)


def worst_beside(place: int) -> Comparison:
    return compared([heavy(80)[place]] * 6, dict.fromkeys(ABOUT, heavy(1000)[place % len(heavy(1000))]))


def many_people(folder: str, count: int = 2_000) -> tuple[list[object], float]:
    db = Database(f"sqlite:///{folder}/many.db")
    db.prepare()
    link, brief = crowd(db, count)
    office = enter(link.public, [link.secret], db=db)
    assert office
    told = office.folder_of(brief).bundle(questionnaire().version)
    db.close()
    return list(sheets(told, verdicts_of(told), questionnaire(), voice("fr"))), told.exported_at


def _measured(what: str, making: list[Callable[[], bytes]]) -> Line:
    with maker() as make:
        found = [make(spent, one) for one in making]
    seconds, clock, most = (max(column) for column in zip(*found, strict=True))
    told = f"{seconds:.1f} s of a processor, {clock:.1f} s by the clock, {most / 2**20:.0f} MB"
    return Line(what, f"{len(making)} kinds", told, seconds <= SECONDS and most <= MEGABYTES * 2**20)


def spent(one: Callable[[], bytes]) -> tuple[float, float, int]:
    """Inside a maker: seconds of a processor, seconds by the clock, and bytes in memory afterwards, at the most."""
    before, began = time.process_time(), time.perf_counter()
    one()
    return time.process_time() - before, time.perf_counter() - began, most_held()


def most_held() -> int:
    """Bytes of memory at the most since this program began; what `resource` tells counts those of whoever started it, too."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@contextmanager
def maker() -> Iterator[Callable[..., tuple[float, float, int]]]:
    one = workshop.Maker()
    yield lambda *asked: one.make(asked[0], asked[1:], {})  # type: ignore[return-value]
    one.end()


# ---- who waits for it


def others_meanwhile(turns: int) -> Iterator[Line]:
    """Tabs that answer, in turn while nothing is made and while the worst report is made, one after the other without a pause."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(f"sqlite:///{folder}/hostile.db")
        address, cookie = seeded(server)
        server.start()
        try:
            told = [(spell(server, None, ""), spell(server, address, cookie)) for _ in range(turns + 1)][1:]
        finally:
            server.kill()
    alone, beside = (p95([wait for turn in told for wait in turn[place]]) for place in (0, 1))  # of all spells: one has few slow ones
    found = f"p95 {alone * 1e3:.0f} ms alone, {beside * 1e3:.0f} ms beside, ratio {beside / alone:.2f}"
    done = f"{turns} spells of each, {SPELL:.0f} s"
    yield Line(f"{PEOPLE} people answer while the worst report is made", done, found, beside / alone <= SLOWER)


def seeded(server: Server) -> tuple[str, str]:
    """Where the worst report is served, and the cookie that opens it."""
    db = Database(server.database_url)
    db.prepare()
    link = open_workspace(keys.new_browser_secret(), db=db)
    office = enter(link.public, [link.secret], db=db)
    assert office
    brief = office.restore(bundle([person(heavy(80)[0], [heavy(1000)[1]] * len(ABOUT))], []))
    (one,) = office.folder_of(brief.id).candidates()
    db.close()
    return (
        f"{server.address}/brief/{link.public}/{brief.id}/report/{one.id}.pdf?language=fr",
        f"{cookie_of(link.public, 'workspace')}={link.secret}",
    )


def spell(server: Server, address: str | None, cookie: str) -> list[float]:
    """Seconds from each answer to the next question, of all people."""
    over = threading.Event()
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        making = pool.submit(fetched, address, cookie, over) if address else None
        people = [pool.submit(answering, server.address, number) for number in range(PEOPLE)]
        waits = [wait for one in people for wait in one.result()]
        over.set()
        assert making is None or making.result(), "no report was made meanwhile"
    return waits


def fetched(address: str, cookie: str, over: threading.Event) -> int:
    count, asked = 0, urllib.request.Request(address, headers={"Cookie": cookie})
    while not over.is_set():
        try:
            with urllib.request.urlopen(asked, timeout=600) as answer:
                assert answer.read().startswith(b"%PDF")
                count += 1
        except HTTPError as refused:  # one workspace may not take away as many as this
            refused.close()
            if refused.code != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            over.wait(1)
    return count


def answering(address: str, number: int) -> list[float]:
    """One person: forth and back, with a moment of thought; they do not all come at once."""
    waits: list[float] = []
    time.sleep(THINKING * number / PEOPLE)
    with tab(address) as visitor:
        visitor.press("begin.founder.short")
        visitor.choose("question.stage", -1)
        until = time.perf_counter() + SPELL
        while time.perf_counter() < until:
            waits += [_timed(visitor, key) for key in ("next", "back")]
            time.sleep(THINKING)
    return waits


def _timed(visitor: Tab, key: str) -> float:
    began = time.perf_counter()
    visitor.press(key)
    return time.perf_counter() - began


def p95(waits: list[float]) -> float:
    return sorted(waits)[len(waits) * 95 // 100]
