"""The program is killed while people answer: nothing that a page called saved is lost, nothing is doubled, it starts again by itself."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from sqlalchemy import text

from questionnaire.store import Store
from tests.browser.conftest import ROOT, Server

from .line import Line
from .people import GONE, Person, at_once, lost
from .places import KINDS, a_database, opened, serving, unsound

PEOPLE = 20
_PATIENCE = 20.0  # seconds: a slow machine is no fault


def run(full: bool) -> Iterator[Line]:
    """Half of the blows fall on the whole server, half on a process of the store and its writer alone: there they come closer to a save."""
    servers, stores, tabs = (500, 500, 1000) if full else (3, 60, 100)
    for kind in KINDS:
        yield _servers(kind, servers)
        yield _stores(kind, stores)
        yield _closed_tabs(kind, tabs)


# ---- the whole server, over the real protocol


def _servers(kind: str, blows: int) -> Line:
    chance, people = random.Random(7), [Person(seed) for seed in range(PEOPLE)]  # noqa: S311 (the same blows each time)
    finished: list[Person] = []
    slowest = 0.0
    with a_database(kind) as url:
        for _ in range(blows):
            began = time.monotonic()
            server = serving(url)
            slowest = max(slowest, time.monotonic() - began)
            _until_killed(server, people, chance.randrange(1, 2 * PEOPLE), chance.uniform(0, 0.2))
            finished += [person for person in people if person.done]
            people = [person if person.public and not person.done else Person(chance.randrange(2**32)) for person in people]
        serving(url).kill()
        with opened(url) as database:
            faults = [*lost([*finished, *people], Store(database)), *unsound(url)]
            doubled = database.read(lambda at: at.execute(text(DOUBLED)).all())
    told = _told([*finished, *people])
    done = f"{blows} kills -9 of `python app.py`, {PEOPLE} people at its websocket"
    found = f"{told} answers called saved, {len(faults)} lost or unsound, {len(doubled)} doubled; slowest start {slowest:.1f} s"
    return Line(f"server killed, {kind}", done, found, kept=not faults and not doubled and told > blows)


DOUBLED = "select sitting_id, question_id from answer group by 1, 2 having count(*) > 1"


def _until_killed(server: Server, people: list[Person], answers: int, seconds: float) -> None:
    """The blow falls at some moment after so many answers."""
    before = _told(people)

    def kill() -> None:
        until = time.monotonic() + _PATIENCE
        while _told(people) < before + answers and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(seconds)
        server.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    at_once(partial(_answer_on, server.address), people)
    killer.join()


def _told(people: list[Person]) -> int:
    return sum(len(person.told) for person in people)


def _answer_on(address: str, person: Person) -> None:
    """Until the server is gone. Whoever has answered everything stops."""
    with suppress(*GONE):
        if person.public:
            person.come(address)
        else:
            person.begin(address)
        while person.answer():
            pass
    person.leave()


# ---- the store and its writer alone


def _stores(kind: str, blows: int) -> Line:
    with a_database(kind) as url:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.soak.blows", url, str(blows)], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
        told, missing, doubled, faults = map(int, ran.stdout.split())
        unclean = len(unsound(url))
    found = f"{told} saves acknowledged, {missing} lost, {doubled} doubled, {faults + unclean} times unsound"
    done = f"{blows} kills -9 of a process with the product's store and writer alone, {PEOPLE} threads that save"
    return Line(f"writer killed, {kind}", done, found, kept=not (missing or doubled or faults or unclean) and told > blows)


# ---- a tab that is closed at once


def _closed_tabs(kind: str, count: int) -> Line:
    """An answer is sent, and 10 ms later the tab is gone."""
    with a_database(kind) as url:
        server = serving(url)
        with opened(url) as database:
            people = [Person(seed) for seed in range(5)]
            kept = sum(at_once(partial(_answer_and_go, server.address, Store(database), count // len(people)), people))
        server.kill()
    return Line(f"tab closed 10 ms after an answer, {kind}", f"{count} answers", f"{kept} kept", kept=kept >= 0.99 * count)


def _answer_and_go(address: str, store: Store, times: int, person: Person) -> int:
    kept = 0
    for _ in range(times):
        question = _next_question(address, person)
        person.mark(question)
        person.tell()
        time.sleep(0.01)
        person.leave()
        kept += _arrives(store, person, question)
    return kept


def _arrives(store: Store, person: Person, question: str) -> bool:
    """Whether the answer is in the database, as soon as a busy machine has got round to it."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = store.find(person.public)
        if found and found.sitting.answers.get(question) == person.tried[question]:
            return True
        time.sleep(0.02)
    return False


def _next_question(address: str, person: Person) -> str:
    """The next one of this sitting; in a new sitting, if it has no more."""
    if person.public:
        person.come(address)
        person.press("next")
    if not person.has_question():
        person.begin(address)
    return person.asked()
