"""PostgreSQL is stopped at once and started again, over and over, while people answer: nobody reads that something is not saved."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from questionnaire.store import Store

from .line import Line
from .people import Person, at_once, lost
from .places import a_database, opened, ready, restarter, serving

PEOPLE = 8
LONGEST = 2.0  # seconds that somebody may wait for the page that says "saved"


def run(full: bool) -> Iterator[Line]:
    """Eight people at the websocket of the whole program, who hardly think, once it has done what it does at start."""
    times = 100 if full else 5
    over, away = threading.Event(), list[float]()
    with a_database("PostgreSQL") as url:
        server, people = serving(url), [Answering(seed) for seed in range(PEOPLE)]
        restart = restarter(url)
        ready(server)
        at_once(lambda person: person.begin(server.address), people)
        blows = threading.Thread(target=partial(_restarts, restart, times, over, away))
        blows.start()
        at_once(lambda person: person.go_on(over), people)
        blows.join()
        with opened(url) as database:
            missing = lost(people, Store(database))
        server.kill()
    waits, failed = [wait for person in people for wait in person.waits], sum(person.failed for person in people)
    done = f"{times} immediate restarts under {PEOPLE} people, {len(waits)} answers"
    found = f"{failed} failed saves, {len(missing)} lost, worst wait {max(waits):.2f} s; a restart took {max(away):.2f} s at most"
    yield Line("PostgreSQL restarted", done, found, kept=not failed and not missing and max(waits) < LONGEST)


def _restarts(restart: Callable[[], None], times: int, over: threading.Event, away: list[float]) -> None:
    try:
        for _ in range(times):
            began = time.monotonic()
            restart()
            away.append(time.monotonic() - began)
            time.sleep(1)
    finally:
        over.set()


class Answering(Person):
    """Somebody who changes answers until it is over, and counts what the page did not save and how long it took."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.waits: list[float] = []
        self.failed = 0

    def go_on(self, over: threading.Event) -> None:
        while not over.is_set():
            question = self.asked()
            self.mark(question)
            began = time.monotonic()
            self.run()
            self.waits.append(time.monotonic() - began)
            self.failed += not self.note(question)
            time.sleep(self.chance.uniform(0.2, 0.8))  # reads the next one
