"""The one database of the program: a SQLite file with one writer, or PostgreSQL."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import OperationalError as SqliteError
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, MetaData, Table, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, OperationalError, SQLAlchemyError

from .errors import Damaged, NewerSchema, OlderSchema, StoreError, silent
from .migrate import is_current, upgrade
from .occupied import occupy, release
from .writer import ERASED, Writer

__all__ = ["DEFAULT_URL", "Damaged", "Database", "NewerSchema", "OlderSchema", "StoreError", "database", "engines", "metadata"]

DEFAULT_URL = "sqlite:///data/two_hats.db"
BUSY_SECONDS = 5.0  # how long SQLite waits for another program that writes, PostgreSQL for a connection
RETRY_SECONDS = 5.0  # how long a lost connection is sought again: longer than PostgreSQL takes to start anew on a busy machine
SETTINGS = ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY")  # the journal may have to wait

metadata = MetaData()
T = TypeVar("T")
watchers: list[Callable[[str, float], object]] = []
"""Told of each "read" and "write": how many seconds it took, whatever came of it."""


class Database:
    """One database, migrated before its first use. Raises StoreError when it does not answer."""

    def __init__(self, url: str) -> None:
        """Raises StoreError for an address that is none, or a folder that cannot be made. Connects to nothing yet."""
        self._reading, self._writing = engines(url)
        self.address, self.dialect = self._writing.url, self._writing.dialect.name
        name = self.address.database if self.dialect == "sqlite" else None
        self.file = Path(name) if name and name != ":memory:" else None
        """Where it lies, if it is a file."""
        self._writer = Writer(self._writing) if self.dialect == "sqlite" else None
        self._in_vain = threading.local()  # when this thread last waited for nothing
        self._preparing = threading.Lock()
        self._ready = False

    def occupy(self) -> None:
        """Be the one program that writes a SQLite file, and see that it is sound; PostgreSQL takes many. Raises Occupied and Damaged."""
        if self.file:
            with _explained():
                occupy(self.file)
            self.examine()

    def examine(self) -> None:
        """See that a file is sound, if it is one. Raises Damaged."""
        if self.file and self.file.exists():
            _examine(self._reading, self.file)

    def as_it_is(self) -> None:
        """Take it without migrating, as another program may be serving it. Raises OlderSchema and NewerSchema."""
        with _explained():
            if (self.file and not self.file.exists()) or not is_current(self._reading):
                raise OlderSchema("the database is not one of this version of the program. Use the version that serves it.")
        self._ready = True

    def prepare(self) -> None:
        """Migrate, once. Raises NewerSchema if a newer version of the program was here."""
        if self._ready:
            return
        with self._preparing, _explained():
            if not self._ready:
                upgrade(self._writing)
                self._ready = True

    def read(self, ask: Callable[[Connection], T]) -> T:
        """What is found in one read transaction, all as it was at one moment. Nothing can be written in it.

        On PostgreSQL it is asked again after a lost connection.
        """
        self.prepare()
        with _watched("read"), _explained():
            return self._insist(self._reading.connect, ask)

    def write(self, act: Callable[[Connection], T]) -> T:
        """What the act returns, once it is committed. What it raises undoes it and is raised here.

        On PostgreSQL the act is done again after a lost connection, so ids and times are made before it.
        """
        self.prepare()
        with _watched("write"), _explained():
            return self._writer.do(act) if self._writer else self._insist(self._writing.begin, act)

    def upsert(self, table: Table, keys: Sequence[str], update: Sequence[str] = ()) -> Executable:
        """Insert the row that it is run with; where its keys exist already, update those columns of it, or leave it as it is."""
        row = (sqlite.insert if self.dialect == "sqlite" else postgresql.insert)(table)
        if not update:
            return row.on_conflict_do_nothing(index_elements=keys)
        return row.on_conflict_do_update(index_elements=keys, set_={name: row.excluded[name] for name in update})

    def answers(self) -> bool:
        """Whether the database answers at all, and at once."""
        self.prepare()
        with _explained(), self._reading.connect() as db:
            return db.execute(select(1)).scalar() == 1

    def current(self) -> bool:
        """Whether the schema is the newest known here: a newer program may have come meanwhile. Asked without patience."""
        self.prepare()
        with _explained():
            return is_current(self._reading)

    def close(self) -> None:
        """Let go of all connections, when what is being written is committed. They are opened anew if need be."""
        if self._writer:
            self._writer.close()
        self._reading.dispose()
        self._writing.dispose()
        if self.file:
            release(self.file)

    def _insist(self, connected: Callable[[], AbstractContextManager[Connection]], act: Callable[[Connection], T]) -> T:
        """Again and again while the server cannot be reached, for a moment; a file is there or not.

        Whoever has waited once in vain, a page for its reading, is told at once the next time: nobody waits for each of many.
        """
        waited = time.monotonic() - getattr(self._in_vain, "at", 0.0) < 2 * RETRY_SECONDS
        until = time.monotonic() + (0 if self.file or waited else RETRY_SECONDS)
        while True:
            try:
                with connected() as db:
                    return act(db)
            except DBAPIError as error:
                if not _lost(error):
                    raise
                if time.monotonic() > until:
                    self._in_vain.at = time.monotonic()
                    raise
            time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 (so that not all come back at once)


@cache
def database(url: str | None = None) -> Database:
    """The one database of this process for an address; DATABASE_URL, else a SQLite file in data/."""
    return Database(url or os.environ.get("DATABASE_URL") or DEFAULT_URL)


@contextmanager
def _watched(act: str) -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        for watcher in watchers:
            watcher(act, time.perf_counter() - began)


@contextmanager
def _explained() -> Iterator[None]:
    """A fault of the database becomes a StoreError; a row that breaks a rule of its table is the caller's matter."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, OSError) as error:
        raise silent(error) from error


def _lost(error: DBAPIError) -> bool:
    return error.connection_invalidated or isinstance(error, OperationalError)


def engines(url: str) -> tuple[Engine, Engine]:
    """One to read, one to write. Raises StoreError for an address that is none, or a folder that cannot be made."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        return _postgres(address)
    except OSError as error:
        raise StoreError(f"the folder of the database cannot be made: {error.strerror}. Check DATABASE_URL and its rights.") from error
    except (ArgumentError, ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError("DATABASE_URL is no address of a database. Write sqlite:///data/two_hats.db or postgresql://…") from error


def _postgres(address: URL) -> tuple[Engine, Engine]:
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "postgresql":
        raise ArgumentError(address.drivername)
    patience = {"connect_timeout": int(BUSY_SECONDS)}
    engine = create_engine(address, pool_pre_ping=True, pool_size=10, max_overflow=10, connect_args=patience, hide_parameters=True)
    return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ"), engine


def _sqlite(address: URL) -> tuple[Engine, Engine]:
    """Many connections that read, one that writes."""
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # Without an isolation level Python begins nothing by itself, so that savepoints and IMMEDIATE are ours.
    driver = {"timeout": BUSY_SECONDS, "isolation_level": None}
    reading = create_engine(address, pool_size=20, max_overflow=20, connect_args=driver, hide_parameters=True)
    writing = create_engine(address, pool_size=1, max_overflow=0, connect_args=driver, hide_parameters=True)
    event.listen(reading, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = ON"))
    event.listen(reading, "begin", lambda db: db.exec_driver_sql("BEGIN"))
    event.listen(writing, "connect", lambda connection, _record: _settle(connection))
    event.listen(writing, "begin", lambda db: db.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(writing, "after_cursor_execute", _note_deletion)
    return reading, writing


def _note_deletion(db: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
    if statement.startswith("DELETE"):
        db.info[ERASED] = True


def _examine(engine: Engine, file: Path) -> None:
    """A file that was damaged while nobody looked is told at start, not in the middle of somebody's answers."""
    try:
        with engine.connect() as db:
            found = db.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    except DBAPIError as error:
        if isinstance(error, OperationalError):  # locked, or no rights: not the file's fault
            raise silent(error) from error
        found = str(error.orig)
    if found != "ok":
        raise Damaged(f"{file.name} is damaged ({str(found).splitlines()[0]}). Nothing was changed. Put a back-up in its place.")


def _settle(connection: Any) -> None:
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    until = time.monotonic() + BUSY_SECONDS
    while not _journal(connection, last=time.monotonic() > until):
        time.sleep(0.02)


def _journal(connection: Any, *, last: bool) -> bool:
    """Ask for the WAL journal; SQLite does not wait by itself when several programs ask at once."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except SqliteError:
        if last:
            raise
        return False
    return True
