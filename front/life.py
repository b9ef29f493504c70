"""What happens when the server starts and while it runs: database migrated, sockets tuned, old sittings deleted, slow things warmed."""

import asyncio
import contextlib
import gc
import logging
import os
import socket
import stat
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import streamlit as st

from database.engine import StoreError, database
from questionnaire.languages import LANGUAGES, OTHERWISE
from reports.document import report
from scoring.proof import certificate
from scoring.verdict import cube, explained
from sharing.store.retention import purge

from .reader import examples
from .sitting import unstored
from .start import check_brand, check_embedding, open_database
from .web import method_page

log = logging.getLogger("two_hats")
_MINUTE, _DAY = 60, 24 * 3600


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Runs around the life of the server."""
    check_brand()
    check_embedding()
    open_database()
    send_at_once()
    threading.Thread(target=warm, daemon=True, name="warm").start()
    purging = asyncio.create_task(_purge_daily())
    sweeping = asyncio.create_task(_sweep())
    yield
    purging.cancel()
    sweeping.cancel()
    database().close()


def send_at_once() -> None:
    """Set TCP_NODELAY on the listening sockets; what they accept inherits it. Streamlit's own leave 40 ms between two small answers."""
    for sock in _sockets():
        with sock:
            if sock.family in {socket.AF_INET, socket.AF_INET6} and sock.type == socket.SOCK_STREAM:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _sockets() -> list[socket.socket]:
    """Duplicates of every socket of this process."""
    found = []
    with contextlib.suppress(OSError):
        for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 (names of open files, not a folder of ours)
            with contextlib.suppress(OSError):
                if stat.S_ISSOCK(os.fstat(number).st_mode):
                    found.append(socket.socket(fileno=os.dup(number)))
    return found


def warm() -> None:
    """Compile the cube, prove the rules and draw one report, so that no visitor waits for the first one."""
    from reports import charts, people_charts
    from reports.html import html

    _ = cube().verdicts
    certificate()
    charts.warm()
    people_charts.warm()
    empty = report(explained({}), "founder", OTHERWISE, datetime.now(UTC).date())
    html(empty)
    for language in LANGUAGES:
        examples.shown(language)  # a PDF in all but the form
        method_page(language)
    gc.collect()
    gc.freeze()  # what is here now stays: looking for garbage among it took a third of a long page's time


async def _sweep() -> None:
    """Forget what was never stored once its tab is gone; in the server's own loop, as ending a session asks for."""
    while True:
        await asyncio.sleep(_MINUTE)
        unstored.sweep()


async def _purge_daily() -> None:
    while True:
        try:
            gone = await asyncio.to_thread(purge)
            log.info("past their time and deleted: %d briefs, %d sittings, %d shared links", gone.briefs, gone.sittings, gone.shares)
        except StoreError:
            log.exception("could not purge")
        await asyncio.sleep(_DAY)
