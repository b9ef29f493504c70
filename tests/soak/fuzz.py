"""Whatever comes over the wire or in a file: a hundred thousand mutated messages, addresses, requests and files, and what became of it.

Promised: the server never falls over, nothing is stored that nobody could have answered, and health answers within a second.
"""

import json
import socket
import sqlite3
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from operator import contains
from pathlib import Path
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from database.engine import Database
from questionnaire.catalogue import deepening, questionnaire
from questionnaire.models import DONT_KNOW, LANGUAGES, Length, Question
from sharing.exchange.document import Bundle
from sharing.exchange.file import Unreadable, from_json, to_json
from sharing.models import SCOPES, Shows
from sharing.store.bundles import AlreadyHere
from tests.browser.conftest import Server
from tests.sharing.conftest import Q, Tenant
from tests.soak.line import Line
from tests.soak.mutations import Mutant, readable
from tests.soak.people import GONE, Person

MESSAGES, REQUESTS, FILES = 65_000, 25_000, 10_000
A_BATCH, WORKERS = 25, 4
SLOWEST = 1.0  # seconds for health to answer
_FAULT = 500
ADDRESSES = (
    "/", "/page.js", "/look.css",
    "/method", "/healthz", "/readyz", "/embed.js", "/s/aaaaaaaaaaaa-b", "/w/x", "/i/x", "/r/x", "/report/aaaaaaaaaaaa.pdf",
    "/shared/aaaaaaaaaaaa.html", "/held/aaaaaaaaaaaa.json", "/brief/aaaaaaaaaaaa/bbbbbbbbbbbb/candidates.csv", "/example/nobody.pdf",
    "/brief/aaaaaaaaaaaa/bbbbbbbbbbbb/reports/cccccccccccc,dddddddddddd.zip", "/_stcore/upload_file/x/y", "/_stcore/stream",
    "/_stcore/health", "/_stcore/host-config", "/static/js/x.js", "/%00", "//", "/oauth2callback", "/auth/login", "/metrics",
)  # fmt: skip


class Found(NamedTuple):
    """What came of a run: how many were sent, what went wrong in words, the slowest health, and the pages that failed calmly."""

    sent: int
    wrong: list[str]
    slowest: float
    calm: int


def run(full: bool) -> Iterator[Line]:
    """A hundred thousand, or a hundredth of them."""
    share = 1 if full else 100
    found = on_the_wire(MESSAGES // share, REQUESTS // share)
    what = f"{MESSAGES // share:,} messages and {REQUESTS // share:,} requests"
    yield Line("mutated messages, addresses and requests: nothing falls over, nothing invalid is stored", what,
               "; ".join(found.wrong[:5]) or f"0 wrong; {found.calm} pages failed calmly", not found.wrong)  # fmt: skip
    yield Line("health answers within a second meanwhile", "always", f"{found.slowest:.2f} s at most", found.slowest <= SLOWEST)
    wrong, told = in_files(FILES // share)
    yield Line("mutated files that are put back", f"{FILES // share:,}", "; ".join(wrong[:5]) or told, not wrong)


# ---- over the wire


def on_the_wire(messages: int, requests: int, seed: int = 7) -> Found:
    """Mutated messages by people in the middle of a sitting and by recruiters, then mutated requests; and what the database holds then."""
    with tempfile.TemporaryDirectory(prefix="two-hats-") as name:
        folder = Path(name)
        server = Server(f"sqlite:///{folder / 'answers.db'}")
        with (folder / "log").open("wb") as log:
            server.start(log)
            try:
                with watched(server) as seen, ThreadPoolExecutor(WORKERS) as pool:
                    each = messages // WORKERS
                    wrong = [*pool.map(lambda n: talked(server, each, seed + n, drafted if n % 2 else recorded), range(WORKERS))]
                    wrong += pool.map(lambda n: asked(server, requests // WORKERS, seed + n), range(WORKERS))
                told = [f"{count} × {what}" for what, count in Counter(one for some in wrong for one in some).items()]
                alive = _alive(server)
            finally:
                server.kill()
        told += [] if alive else ["the server fell over"]
        calm = (folder / "log").read_text("utf-8", "replace").count("failed, reference")
        return Found(messages + requests, told + invalid(folder / "answers.db"), max(seen, default=0), calm)


def _alive(server: Server) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{server.address}/healthz", timeout=60):
        return True
    return False


Recorder = Callable[[Server, Person], list[bytes]]


def talked(server: Server, messages: int, seed: int, recorder: Recorder) -> list[str]:
    """A person who begins, is recorded, and from then on sends what is mutated; now and then an honest message, and one at the end."""
    mutant, person, wrong = Mutant(seed), Person(seed), []
    right = recorder(server, person)
    for number in range(1, messages + 1):
        try:
            _said(server, person, mutant.message(right), pause=number % A_BATCH == 0)
        except GONE:
            person.leave()  # the server may hang up on whoever talks like this
    try:
        person.come(server.address)
    except GONE as error:
        wrong.append(f"an honest visit that was turned away: {type(error).__name__}")
    person.leave()
    return wrong


def _said(server: Server, person: Person, message: bytes, *, pause: bool) -> None:
    """One message on the open tab, or on a new one; the page is waited for now and then. Raises what is in GONE."""
    if person.tab is None:
        person.come(server.address)
    assert person.tab
    person.tab.wire.send(message)
    if not readable(message):
        person.leave()
    elif pause:
        person.tab.run()


def recorded(server: Server, person: Person) -> list[bytes]:
    """What a page really sends: to begin, to answer, to go on, to go back."""
    person.begin(server.address)
    assert person.tab
    sent = [person.tab.order()]
    for _ in range(3):
        person.mark(person.asked())
        sent.append(person.tab.order())
        person.tab.run()
        sent += [person.tab.order(person.tab.widget("button", key).id) for key in ("next", "back")]
        person.press("next")
    return sent


def drafted(server: Server, person: Person) -> list[bytes]:
    """What the page of a recruiter really sends: a brief that is filled in, and made."""
    person.begin(server.address)
    person.query = ""
    person.come(server.address)
    for key in ("open_workspace", "link_kept", "new_brief"):
        person.press(key)
    assert person.tab
    person.query = person.tab.query
    person.tab.values[person.tab.widget("text_input", "brief_title").id] = "A role"
    for name in ("brief_language", "brief_length", "brief_shows"):
        radio = person.tab.widget("radio", name)
        person.tab.values[radio.id] = radio.options[-1]
    return [person.tab.order(), *[person.tab.order(person.tab.widget("button", "brief_save").id)] * 3]


def asked(server: Server, requests: int, seed: int) -> list[str]:
    """Mutated requests, each on a connection of its own; what the server could not answer calmly."""
    mutant, wrong = Mutant(seed), []
    place = urlsplit(server.address)
    for _ in range(requests):
        sent = mutant.request(ADDRESSES)
        try:
            with socket.create_connection((place.hostname, place.port), timeout=60) as wire:
                wire.sendall(sent)
                wire.shutdown(socket.SHUT_WR)
                said = wire.recv(4096)
        except (ConnectionError, BrokenPipeError):
            continue  # hung up on
        except TimeoutError:
            wrong.append("a request without an answer")
            continue
        status = said[9:12]
        if status.isdigit() and int(status) >= _FAULT:
            wrong.append(f"a fault {status.decode()} for {sent.split(b' ')[1][:20]!r}")
    return wrong


@contextmanager
def watched(server: Server) -> Iterator[list[float]]:
    """Asks for health all the while; the seconds it took each time."""
    seen, over, place = list[float](), threading.Event(), urlsplit(server.address)

    def watch() -> None:
        while not over.wait(0.1):
            began = time.monotonic()
            with suppress(OSError), socket.create_connection((place.hostname, place.port), timeout=60) as wire:
                wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                wire.recv(4096)
            seen.append(time.monotonic() - began)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        over.set()
        watching.join()


# ---- what is stored


def invalid(database: Path) -> list[str]:
    """What the database holds that nobody could have answered, in words; empty if all is well."""
    q = questionnaire()
    questions = {**q.questions, **deepening().questions}
    places = {"review", "result", *(section.id for chapter in q.chapters for section in chapter.section)}
    with closing(sqlite3.connect(database)) as db:
        answers = db.execute("select question_id, option_id from answer").fetchall()
        sittings = db.execute("select audience, language, place, parts from sitting").fetchall()
        briefs = db.execute("select language, length, shows from brief").fetchall()
        links = db.execute("select scope, language from share").fetchall()
        whole = db.execute("pragma integrity_check").fetchone()[0]
    wrong = [] if whole == "ok" else [f"a damaged file: {whole}"]
    wrong += [f"answer {option} to {asked}" for asked, option in answers if not _is_option(questions, asked, option)]
    wrong += [f"language {language}" for _, language, _, _ in sittings if language not in LANGUAGES]
    wrong += [f"brief {brief}" for brief in briefs if not all(map(contains, (LANGUAGES, get_args(Length), get_args(Shows)), brief))]
    wrong += [f"link {link}" for link in links if not all(map(contains, (SCOPES, LANGUAGES), link))]
    wrong += [f"audience {audience}" for audience, *_ in sittings if audience not in {"founder", "candidate", "recruiter"}]
    wrong += [f"place {place}" for _, _, place, _ in sittings if place not in places and not place.startswith("deep")]
    wrong += [f"parts {parts}" for *_, parts in sittings if not set(json.loads(parts)) <= {"company", "person"}]
    return wrong


def _is_option(questions: Mapping[str, Question], asked: str, option: str) -> bool:
    return asked in questions and option in {*questions[asked].option_ids, DONT_KNOW}


# ---- files that are put back


def in_files(files: int, seed: int = 7) -> tuple[list[str], str]:
    """Mutated copies of a brief that was carried out, put into a workspace; what was wrong, and what became of them in words."""
    mutant, became, wrong = Mutant(seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory(prefix="two-hats-") as name:
        here = Database(f"sqlite:///{name}/from.db")
        right = to_json(_brief(here))
        here.close()
        there = Tenant(Database(f"sqlite:///{name}/to.db"))
        for _ in range(files):
            try:
                brief = there.enter().restore(from_json(mutant.file(right), Q))
            except (Unreadable, AlreadyHere) as refused:
                became[type(refused).__name__] += 1
                continue
            except Exception as error:  # noqa: BLE001 (any other is what is looked for)
                wrong.append(f"{type(error).__name__} instead of a sentence")
                continue
            became["put back"] += 1
            folder = there.enter().folder_of(brief.id)
            from_json(to_json(folder.bundle(Q.version)), Q)  # what is stored can be carried out and read again
            there.enter().folder_of(brief.id).erase()
        wrong += invalid(Path(name) / "to.db")
        there.db.close()
    return wrong, ", ".join(f"{count:,} {what}" for what, count in became.items())


def _brief(db: Database) -> Bundle:
    """Of a brief with two candidates and a few answers."""
    tenant = Tenant(db)
    asked: Sequence[str] = [i for i in Q.order if "candidate" in Q.questions[i].asked_of][:6]
    for person in ("Zoé", "Amal"):
        tenant.seated(person, {question: Q.questions[question].option_ids[0] for question in asked})
    return tenant.again().bundle(Q.version)
