"""How many people one process carries, beside an empty Streamlit app with its stock settings and one with ours."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlsplit

import psutil

from tests.bench_screens import ours, stock
from tests.load import PATIENCE, Founder, Person, Waits, crowd, spent_by
from tests.measured import row

LEVELS = ((1, 5.0), (20, 5.0), (100, 5.0), (200, 5.0), (300, 10.0))
"""People, and the seconds that they think between two answers, on average."""
LASTING = 20.0  # seconds
_CALM = 0.1  # seconds of a processor within a second
Serve = Callable[[str], AbstractContextManager[str]]
TUNED = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "false", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}


def load(_runs: int) -> None:
    """From an answer to the next question, in the same number of runs beside it; each level on servers of its own."""
    for people, think in LEVELS:
        mine, tuned, stock = (
            measured(kind, serve, people, think) for kind, serve in ((Founder, program), (Person, tuned_app), (Person, stock_app))
        )
        what = f"{people} people who think {think:.0f} s: 95th percentile from answer to next question"
        peers = f"tuned {told(tuned)}, stock {told(stock)}"
        row(
            what,
            told(mine),
            peers,
            f"{mine.percentile(0.95) / tuned.percentile(0.95):.2f}, {mine.percentile(0.95) / stock.percentile(0.95):.3f}",
        )
        row(f"{people} people: median; answers; processor for each", spent(mine), f"tuned {spent(tuned)}, stock {spent(stock)}")


def measured(kind: Callable[[str, int], Person], serve: Serve, people: int, think: float) -> Waits:
    with tempfile.TemporaryDirectory() as folder, serve(folder) as address:
        server = process_at(address)
        settled(server)
        return asyncio.run(crowd(kind, address, server, people, think, LASTING))


def settled(server: psutil.Process) -> None:
    """Wait until the server has done what it does at start, and so have those that make its files."""
    before, now = -_CALM, spent_by(server)
    while now - before > _CALM:
        time.sleep(1)
        before, now = now, spent_by(server)


def told(waits: Waits) -> str:
    late = waits.percentile(0.95)
    return f"over {PATIENCE:.0f} s" if late >= PATIENCE else f"{late * 1e3:.0f} ms"


def spent(waits: Waits) -> str:
    each = waits.cpu / max(len(waits.turns), 1) * 1e3
    return f"{waits.percentile(0.5) * 1e3:.0f} ms; {len(waits.turns)}; {each:.0f} ms"


def process_at(address: str) -> psutil.Process:
    """The process behind an address of this machine."""
    port = urlsplit(address).port
    found = (one.pid for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN and one.laddr.port == port)
    return psutil.Process(next(pid for pid in found if pid))


@contextmanager
def program(folder: str) -> Iterator[str]:
    with ours(folder) as address:
        yield by_number(address)


@contextmanager
def stock_app(folder: str, **settings: str) -> Iterator[str]:
    """The empty app, as Streamlit serves it unless it is told otherwise."""
    with stock(folder, **settings) as address:
        yield by_number(address)


def tuned_app(folder: str) -> AbstractContextManager[str]:
    """The empty app with those of our settings that count: no collecting of garbage after each run, nobody watching files."""
    return stock_app(folder, **TUNED)


def by_number(address: str) -> str:
    """Each person comes from an address of their own, of the kind that this machine has many of."""
    return address.replace("localhost", "127.0.0.1")
