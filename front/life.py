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

from database.engine import StoreError, database, watchers
from questionnaire.languages import LANGUAGES, OTHERWISE
from reports.document import report
from scoring.proof import certificate
from scoring.verdict import cube, explained
from sharing.store.backups import put_back_what_waits
from sharing.store.retention import TooMuch, purge

from . import parts, theme, workshop
from .method import method_page
from .reader import examples
from .sitting import unstored
from .start import check_brand, check_doors, check_embedding, check_watch, open_database
from .watch import health, leaving, logs, metrics

log = logging.getLogger("two_hats")
_MINUTE, _DAY = 60, 24 * 3600


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Runs around the life of the server."""
    check_doors()
    check_watch()
    logs.begin()
    check_brand()
    check_embedding()
    watchers.append(metrics.transacted)
    open_database()
    send_at_once()
    theme.keep()
    leaving.when_told()
    threading.Thread(target=warm, daemon=True, name="warm").start()
    purging = asyncio.create_task(_purge_daily())
    sweeping = asyncio.create_task(_sweep())
    restoring = asyncio.create_task(_restore_when_asked())
    yield
    purging.cancel()
    sweeping.cancel()
    restoring.cancel()
    await asyncio.to_thread(leaving.finished)
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
    """Compile the cube, prove the rules, build the charts of the screen, have the examples made: no visitor waits for the first one."""
    from reports import charts, people_charts

    parts.warm()
    _ = cube().verdicts
    if certificate().holds:
        health.proved.set()
    else:
        log.critical("the rules do not hold: python -m scoring prove says where")
    charts.warm()
    people_charts.warm()
    report(explained({}), "founder", OTHERWISE, datetime.now(UTC).date())
    for language in LANGUAGES:
        with contextlib.suppress(workshop.TooMuch):  # on a machine that has much else to do; then it is made for whoever asks first
            examples.shown(language)
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
            counts = {"briefs": gone.briefs, "sittings": gone.sittings, "shares": gone.shares}
            log.info("past their time and deleted", extra=counts)
            metrics.purged(**counts)
        except TooMuch as error:
            log.error("%s", error)  # noqa: TRY400 (its traceback says nothing more)
        except StoreError:
            log.exception("could not purge")
        await asyncio.sleep(_DAY)


async def _restore_when_asked() -> None:
    """`python -m sharing restore` lays a back-up beside a file that is served, for the one program that writes there."""
    while True:
        await asyncio.sleep(1)
        try:
            if await asyncio.to_thread(put_back_what_waits, database()) is not None:
                log.warning("a back-up was put back")
        except StoreError:
            log.exception("could not put a back-up back")
