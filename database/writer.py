"""The one writer of a SQLite file: a thread that commits what waits for it in groups.

Two connections that write or checkpoint at once can corrupt a WAL file in SQLite before 3.51.3. One writer also makes one fsync serve many.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Transaction

from .errors import silent

T = TypeVar("T")
Act = Callable[[Connection], T]
ERASED = "erased"  # noted on the connection when rows were deleted
AGAIN_SECONDS = 1.0  # how long after a reader was in the way the log is cut off again
GROUP = 64  # acts in one transaction: the dearer the fsync, the more of them are waiting


@dataclass
class _Job:
    """An act, what came of it, and who waits for that."""

    act: Act[Any]
    caller: Future[Any] = field(default_factory=Future)
    result: Any = None
    error: BaseException | None = None

    def run(self, db: Connection, whole: Transaction, *, alone: bool) -> None:
        """Do the act: alone it has the whole transaction, among others a savepoint in it.

        What it raises is kept for its caller, unless it took the whole transaction with it.
        """
        try:
            with nullcontext() if alone else db.begin_nested():
                self.result = self.act(db)
        except BaseException as error:  # whatever it is, it belongs to the caller and must not end the thread
            self.error = error
            if not _in_transaction(db):
                raise
            if alone:
                whole.rollback()

    def fail(self, cause: BaseException) -> None:
        """Tell that the group was not committed, this act of it neither."""
        error = silent(cause)
        error.__cause__ = cause
        self.caller.set_exception(error)

    def tell(self) -> None:
        if self.error is None:
            self.caller.set_result(self.result)
        else:
            self.caller.set_exception(self.error)


class Writer:
    """Does acts one after the other, each wholly or not at all, and returns when they are committed. Starts anew after `close`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._guard = threading.Lock()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._again: float | None = None  # when what was deleted is to be cut off the log, if a reader was in the way

    def do(self, act: Act[T]) -> T:
        """What the act returns, once it is on the disk. Raises what the act raises, or StoreError if its group could not be committed."""
        return self.submit(act).result()

    def submit(self, act: Act[T]) -> "Future[T]":
        """The same, for a caller who does not wait here."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("an act cannot wait for another act: pass its connection on")
        job = _Job(act)
        with self._guard:
            self._started().put(job)
        return job.caller

    def close(self) -> None:
        """Finish what waits, then stop."""
        with self._guard:
            thread, self._thread = self._thread, None
            if thread:
                self._jobs.put(None)
        if thread:
            thread.join()

    def _started(self) -> "SimpleQueue[_Job | None]":
        if self._thread is None:
            self._jobs = SimpleQueue()
            self._thread = threading.Thread(target=self._run, args=(self._jobs,), daemon=True, name="writer")
            self._thread.start()
        return self._jobs

    def _run(self, jobs: "SimpleQueue[_Job | None]") -> None:
        while (first := self._next(jobs)) is not None:
            self._commit([first, *_waiting(jobs)])

    def _next(self, jobs: "SimpleQueue[_Job | None]") -> _Job | None:
        """The next act; while none comes, the log is cut off if that is still to be done."""
        while True:
            with suppress(Empty):
                return jobs.get(timeout=AGAIN_SECONDS if self._again else None)
            with suppress(Exception), self._engine.connect() as db:
                self._tidy(db)

    def _tidy(self, db: Connection) -> None:
        """Cut off SQLite's log if it still holds what was deleted."""
        if db.info.pop(ERASED, False) or (self._again and time.monotonic() > self._again):
            self._again = None if _empty_log(db) else time.monotonic() + AGAIN_SECONDS

    def _commit(self, group: list[_Job]) -> None:
        try:
            with self._engine.connect() as db:
                with db.begin() as whole:
                    for job in group:
                        job.run(db, whole, alone=len(group) == 1)
                self._tidy(db)
        except BaseException as error:  # noqa: BLE001 (no caller is left waiting)
            for job in group:
                job.fail(error)
        else:
            for job in group:
                job.tell()


def _waiting(jobs: "SimpleQueue[_Job | None]") -> list[_Job]:
    """The acts that wait already, in their order; the sign to stop is left for the next turn."""
    found: list[_Job] = []
    try:
        while len(found) < GROUP - 1:
            job = jobs.get_nowait()
            if job is None:
                jobs.put(None)
                break
            found.append(job)
    except Empty:
        pass
    return found


def _in_transaction(db: Connection) -> bool:
    """Whether SQLite still holds the transaction; a full disk, for one, ends it."""
    return bool(db.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


def _empty_log(db: Connection) -> bool:
    """Cut SQLite's log off; False if a reader was in the way. What is committed stays so in either case, and nobody waits long."""
    driver = db.connection.driver_connection
    assert driver  # noqa: S101 (the connection is open)
    waits = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    try:
        driver.execute("PRAGMA busy_timeout = 100")
        return not driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout = {waits}")
