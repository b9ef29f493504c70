"""A thousand connections that want nothing: health answers within a second, and whoever was here before goes on answering.

Without nginx, which ends such a flood before the program; and with as few open files as a service is usually given.
"""

import resource
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.browser.conftest import Server

from .fuzz import SLOWEST, watched
from .line import Line
from .people import GONE, Person, Tab
from .places import a_database, ready, serving

MANY = 1_000
_AS_A_BROWSER: Mapping[str, Any] = {
    "subprotocols": [Subprotocol("streamlit")],
    "compression": None,
    "ping_interval": None,
    "close_timeout": 0.1,
}
_FILES = 1_024  # what systemd and most shells give, unless they are asked for more


def run(full: bool) -> Iterator[Line]:
    """On SQLite, by one process."""
    count = MANY if full else MANY // 5
    with a_database("SQLite") as url:
        with few_files():
            server = serving(url)
        try:
            ready(server)
            for number, (what, opened) in enumerate(FLOODS.items()):
                yield _flooded(server, what, opened, count, Person(number))
        finally:
            server.kill()


@contextmanager
def few_files() -> Iterator[None]:
    """What is started meanwhile may open as few files as is usual."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _flooded(server: Server, what: str, opened: Callable[[Server, ExitStack], bool], count: int, person: Person) -> Line:
    """Somebody begins, the flood comes, they answer all the same; when it is over somebody else gets in."""
    person.begin(server.address)
    with watched(server) as seen, ExitStack() as flood:
        let_in = sum(opened(server, flood) for _ in range(count))
        wrong = _answered(person)
    try:
        Person(0).begin(server.address)
    except GONE as error:
        wrong.append(f"afterwards nobody got in: {type(error).__name__}")
    slowest = max(seen)
    found = "; ".join(wrong) or f"{len(person.told)} answers saved meanwhile, health {slowest:.2f} s at most"
    return Line(f"a flood: {what}", f"{let_in:,} at once", found, not wrong and slowest <= SLOWEST)


def _answered(person: Person) -> list[str]:
    try:
        while person.answer():
            pass
    except GONE as error:
        return [f"an answer failed: {type(error).__name__}"]
    unsaved = set(person.tried) - set(person.told)
    return [f"{len(unsaved)} answers not saved"] if unsaved or not person.done else []


# ---- what comes


def _silent(server: Server, flood: ExitStack) -> bool:
    return _wire(server, flood, b"")


def _halting(server: Server, flood: ExitStack) -> bool:
    return _wire(server, flood, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Never: ")


def _idle(server: Server, flood: ExitStack) -> bool:
    return _tab(server, flood, 0)


def _hasty(server: Server, flood: ExitStack) -> bool:
    return _tab(server, flood, 20)


def _wire(server: Server, flood: ExitStack, said: bytes) -> bool:
    place = urlsplit(server.address)
    flood.enter_context(socket.create_connection((place.hostname, place.port), timeout=60)).sendall(said)
    return True


def _tab(server: Server, flood: ExitStack, asks: int) -> bool:
    """A tab that asks for its page so often and does not wait. False if all seats are taken, and it is told so."""
    place = f"ws://{urlsplit(server.address).netloc}/_stcore/stream"
    try:
        wire = flood.enter_context(connect(place, **_AS_A_BROWSER, origin=Origin(server.address)))
        for _ in range(asks):
            wire.send(Tab(wire, {}).order())
    except InvalidStatus as refused:
        if refused.response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        return False
    return True


FLOODS = MappingProxyType({
    "connections that say nothing": _silent,
    "requests that never end": _halting,
    "tabs that do nothing": _idle,
    "tabs that ask and do not wait": _hasty,
})  # fmt: skip
