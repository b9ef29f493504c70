"""Several copies behind nginx: they are killed, upgraded one by one, their database restarts, and everybody gets to a verdict."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

from questionnaire.catalogue import questionnaire
from questionnaire.sitting import RESULT
from questionnaire.store import Store
from tests.browser.conftest import CHROMIUM, Visitor
from tests.cluster import Cluster, cluster

from .line import Line
from .people import GONE, Person, lost
from .places import opened, restarter

BETWEEN_KILLS = 10.0  # seconds
THOUGHT = (1.0, 5.0)  # seconds before a press
LONGEST = 900.0  # seconds for everybody to finish once the last blow has fallen


def run(full: bool) -> Iterator[Line]:
    """Through the proxy, each person in the tab of a browser of their own, until every blow has fallen and their sitting is finished."""
    copies, people, kills = (3, 60, 6) if full else (2, 6, 1)
    with cluster(copies) as running:
        yield _a_browser_moves(running)
        blows = Blows(running, kills)
        with ThreadPoolExecutor(people + 1) as pool:
            falling = pool.submit(blows.fall)
            journeys = [one for some in pool.map(partial(_sittings, running.address, blows.over), range(people)) for one in some]
        falling.result()
        done = f"{people} people, {copies} copies, {blows.killed} killed, all upgraded in turn, PostgreSQL restarted"
        yield _nothing_lost(done, running.database_url, journeys)
        yield _no_page_stayed(journeys)
        yield _nobody_in_a_log(running, journeys)


def _a_browser_moves(running: Cluster) -> Line:
    """Each copy is killed in turn, the one it is at among them: it goes on in the same page, loads nothing anew, and loses no answer."""
    with sync_playwright() as playwright, closing(playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])) as browser:
        visitor = Visitor(browser.new_page(locale="en-GB"), running.address)
        visitor.begin()
        given: list[str] = []
        for copy in running.copies:
            given.append(_answered(visitor))
            copy.kill()
            given.append(_answered(visitor))
            copy.start()
            copy.wait()
        with opened(running.database_url) as database:
            found = Store(database).find(visitor.public())
        kept = len(found.sitting.answers) if found else 0
        again = sum(urlsplit(address).path == "/" for address in visitor.requests) - 1
    done = f"{len(running.copies)} copies killed in turn, a browser answers before and after"
    found_here = f"{kept} of {len(given)} answers kept, page loaded anew {again} times"
    return Line("a browser moves by itself", done, found_here, kept=kept == len(given) and not again)


def _answered(visitor: Visitor) -> str:
    """Answer the question on the page with its first option, read that it is saved, and go on."""
    card = visitor.page.locator(".st-key-ask [class*=st-key-question-]").first
    expect(card).to_be_visible()
    question = (card.get_attribute("class") or "").partition("st-key-question-")[2].split()[0]
    visitor.pick(question, questionnaire().questions[question].option_ids[0])
    visitor.press("next")
    expect(visitor.at(f"question.{question}")).to_have_count(0)
    return question


@dataclass
class Blows:
    """What befalls the copies and their database, one after the other."""

    running: Cluster
    kills: int
    killed: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def fall(self) -> None:
        """Kills before and after an upgrade of every copy and a restart of the database."""
        try:
            self._kill_some()
            self.running.rolled()
            restarter(self.running.database_url)()
            self._kill_some()
        finally:
            self.over.set()

    def _kill_some(self) -> None:
        for _ in range(self.kills):
            time.sleep(BETWEEN_KILLS)
            copy = self.running.copies[self.killed % len(self.running.copies)]
            others = [one for one in self.running.copies if one is not copy]
            while not any(one.alive() for one in others):  # whoever is killed leaves somebody to go on with
                time.sleep(0.1)
            copy.kill()
            copy.start()
            self.killed += 1


@dataclass
class Journey:
    """One sitting of somebody: what they met on the way, and for how long they could not go on at worst."""

    person: Person
    finished: bool = False
    moves: int = 0
    troubles: int = 0
    longest: float = 0.0
    _stuck_since: float | None = None

    def go(self, address: str) -> None:
        """One step, as somebody takes it who looks at the page; where there is none to be taken, they load it anew."""
        try:
            self._step(address)
        except GONE:
            self._stuck(moved=True)
        except (AssertionError, KeyError):  # the page says that something is wrong
            self._stuck(moved=False)
        else:
            self._went_on()

    def _step(self, address: str) -> None:
        person = self.person
        if not person.public:
            person.begin(address)
        elif person.tab is None:
            person.come(address)
        elif person.tab.shows("glance"):
            self.finished = True
        elif person.tab.has("button", "finish"):
            person.tab.press("finish")
        elif not person.answer() and not person.done:
            raise AssertionError

    def _stuck(self, *, moved: bool) -> None:
        self.moves, self.troubles = self.moves + moved, self.troubles + (not moved)
        self._stuck_since = self._stuck_since or time.monotonic()
        self.person.leave()

    def _went_on(self) -> None:
        if self._stuck_since and self.person.tab:
            self.longest = max(self.longest, time.monotonic() - self._stuck_since)
            self._stuck_since = None


def _sittings(address: str, over: threading.Event, seed: int) -> list[Journey]:
    """One sitting after the other while blows fall; the last one is finished in peace."""
    done: list[Journey] = []
    while not done or not over.is_set():
        done.append(_sitting(address, over, Person(seed + 1000 * len(done))))
    return done


def _sitting(address: str, over: threading.Event, person: Person) -> Journey:
    journey, until = Journey(person), None
    while not journey.finished and (until is None or time.monotonic() < until):
        journey.go(address)
        until = until or (time.monotonic() + LONGEST if over.is_set() else None)
        time.sleep(person.chance.uniform(*THOUGHT))
    person.leave()
    return journey


def _nothing_lost(done: str, url: str, journeys: list[Journey]) -> Line:
    people = [journey.person for journey in journeys]
    with opened(url) as database:
        store = Store(database)
        missing = lost(people, store)
        arrived = [person for person in people if (kept := store.find(person.public)) and kept.sitting.place == RESULT]
    told = sum(len(person.told) for person in people)
    found = f"{len(arrived)} of {len(journeys)} sittings finished, {told} answers called saved, {len(missing)} lost"
    return Line("everybody arrives", done, found, kept=len(arrived) == len(journeys) and not missing and told > len(journeys))


def _no_page_stayed(journeys: list[Journey]) -> Line:
    moves, troubles = sum(journey.moves for journey in journeys), sum(journey.troubles for journey in journeys)
    worst = max(journey.longest for journey in journeys)
    found = f"{troubles} pages that could not go on, all mended by themselves; longest time without a page {worst:.1f} s"
    return Line("no error page stays", f"{moves} lost connections", found, kept=all(journey.finished for journey in journeys))


def _nobody_in_a_log(running: Cluster, journeys: list[Journey]) -> Line:
    said = running.log()
    keys = {key for one in journeys for key in (one.person.public, one.person.cookie.partition("=")[2]) if key}
    found = [key for key in keys if key in said]
    return Line(
        "nobody in a log",
        f"{len(keys)} ids and cookies sought in {len(said) // 1024} KiB",
        f"{len(found)} found",
        kept=not found and bool(said),
    )
