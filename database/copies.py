"""Back-ups: a SQLite file with every row of every table, whichever database it came from; and the way back, in one transaction.

The packages above define the tables; whoever calls has imported them.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, func, insert, select, text

from . import ledger
from .engine import Damaged, Database, StoreError, metadata

Prints = Mapping[str, tuple[int, int]]
"""Each table with how many rows it has, and a number that changes if any of them does, in whatever order they come."""
_AT_ONCE = 1_000  # rows in one statement
_DAY = 24 * 3600


class NotCopied(StoreError):
    """The copy is not the same as what was copied, so it was thrown away."""


def back_up(live: Database, file: Path) -> Prints:
    """Everything as it is at one moment, as a new file that only its owner reads; looked at row by row before it gets its name.

    Raises FileExistsError, OlderSchema, NotCopied. The program may go on serving.
    """
    if file.exists():
        raise FileExistsError(file)
    live.as_it_is()
    with TemporaryDirectory(dir=file.parent, prefix=".back-up-") as folder:  # of mode 0700, on the same disk
        part = Path(folder) / file.name
        part.touch(mode=0o600)
        with opened(part) as copy:
            seen = live.read(lambda source: copy.write(lambda target: _copied(source, target)))
        _seal(part)
        if prints_of(part) != seen:
            raise NotCopied("the back-up is not the same as the database, so it was thrown away. Is the disk sound?")
        part.rename(file)
    return seen


@contextmanager
def fetched(file: Path, into: Path) -> Iterator[Database]:
    """A copy of a back-up in another folder, with the schema of today. Raises Damaged, NewerSchema, NotCopied if it is too old."""
    taken = into / "copy.db"
    taken.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source, closing(sqlite3.connect(taken)) as target:
            source.backup(target)
            made = source.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{file.name} is no back-up, or is damaged ({error}). Nothing was changed.") from error
    if made and time.time() / _DAY - made > ledger.KEPT_DAYS:
        raise NotCopied(f"{file.name} is older than {ledger.KEPT_DAYS} days: nobody remembers who was erased since. Nothing was changed.")
    with opened(taken) as copy:
        copy.examine()
        copy.prepare()
        yield copy


def put_back(source: Connection, target: Connection) -> None:
    """Replace every row by those of a back-up, in the caller's transaction; the list of erasures grows. Raises NotCopied."""
    lines = ledger.remembered(target)
    if target.dialect.name == "postgresql":  # others may read what was, and write once this is done
        target.execute(text(f"LOCK TABLE {', '.join(table.name for table in metadata.sorted_tables)} IN EXCLUSIVE MODE"))
        lines = ledger.remembered(target)
    for table in reversed(metadata.sorted_tables):
        target.execute(delete(table))
    _copied(source, target)
    if prints(source) != prints(target):
        raise NotCopied("what was put back is not the same as the back-up, so nothing was changed. Is the disk sound?")
    ledger.add(target, lines)


def prints(at: Connection) -> Prints:
    """See `Prints`."""
    return {table.name: _print(at, table) for table in metadata.sorted_tables}


def prints_of(file: Path) -> Prints:
    """The same of a back-up, which is not changed by it."""
    with opened(file) as copy:
        copy.as_it_is()
        return copy.read(prints)


def is_empty(db: Database) -> bool:
    """Whether there is no row in it, not even of an erasure."""
    return db.read(lambda at: not any(at.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables))


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}")
    try:
        yield database
    finally:
        database.close()


def _copied(source: Connection, target: Connection) -> Prints:
    """Every row of every table into tables without one; what there was."""
    seen = {}
    for table in metadata.sorted_tables:
        count = total = 0
        for rows in source.execute(_all(table)).partitions():
            target.execute(insert(table), [row._asdict() for row in rows])
            count, total = count + len(rows), total + sum(map(_number, rows))
        seen[table.name] = (count, total % 2**256)
    return seen


def _print(at: Connection, table: Table) -> tuple[int, int]:
    count = total = 0
    for row in at.execute(_all(table)):
        count, total = count + 1, total + _number(row)
    return count, total % 2**256


def _all(table: Table) -> Select[Any]:
    return select(table).execution_options(yield_per=_AT_ONCE)


def _number(row: Row[Any]) -> int:
    return int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())


def _seal(file: Path) -> None:
    """One file without a log, with the day it was made, and on the disk."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(f"PRAGMA user_version = {int(time.time() / _DAY)}")
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        raise NotCopied("the back-up is damaged, so it was thrown away. Is the disk sound?")
    with file.open("rb") as written:
        os.fsync(written.fileno())


# ---- a file that is served: its program puts the back-up back, as nobody else writes there


def hand_over(copy: Path, served: Path, patience: float) -> None:
    """Lay a back-up beside a served file, and wait until its program has put it back. Raises StoreError if it does not."""
    waiting, taken, failed = (beside(served, how) for how in ("restore", "restoring", "failed"))
    failed.unlink(missing_ok=True)
    copy.rename(waiting)
    until = time.monotonic() + patience
    while waiting.exists() or taken.exists():
        if time.monotonic() > until and waiting.exists():
            waiting.unlink(missing_ok=True)
            raise StoreError("the program that serves this file does not take the back-up. Stop it, and try again.")
        time.sleep(0.05)
    if failed.exists():
        failed.unlink()
        raise StoreError("the back-up could not be put back; nothing was changed. The log of the program says why.")


@contextmanager
def handed_over(served: Path) -> Iterator[Path | None]:
    """The back-up that waits beside the file of this program, or that it was putting back when it was killed; None, if none does."""
    waiting, taken = beside(served, "restore"), beside(served, "restoring")
    with suppress(FileNotFoundError):
        waiting.replace(taken)
    if not taken.exists():
        yield None
        return
    try:
        yield taken
    except BaseException:
        taken.replace(beside(served, "failed"))
        raise
    taken.unlink()


def beside(served: Path, how: str) -> Path:
    """What such a file is called."""
    return served.with_name(f"{served.name}-{how}")
