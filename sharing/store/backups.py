"""Back-ups of everything, and the way back, in which nobody who was erased returns."""

import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import Connection

from database import copies, ledger
from database.copies import Prints
from database.engine import Database, StoreError
from database.errors import Occupied

from . import tables
from .erasure import erase_again
from .retention import purge_in

__all__ = ["Unlisted", "back_up", "erase_listed", "list_erased", "put_back_what_waits", "read_list", "restore", "write_list"]

_TABLES = tables  # every table is known once these are
_DIGEST = 64  # letters
_PATIENCE = 30.0  # seconds in which a program that serves the file takes a back-up


class Unlisted(StoreError):
    """Nobody can tell who was erased since the back-up was made. Nothing was changed."""


def back_up(live: Database, file: Path) -> Prints:
    """Everything as it is now, in a new SQLite file, while the program serves. Raises FileExistsError and StoreError."""
    return copies.back_up(live, file)


def restore(file: Path, live: Database, erased: Mapping[str, float] | None = None) -> int:
    """Replace everything by a back-up, in one transaction, while the program serves; how many people were erased anew.

    `erased` is a list from elsewhere beside the one in the database; {} says that there is none.
    Raises Unlisted if neither is there, and StoreError; then nothing was changed.
    """
    served = _served(live)
    if served:
        live.as_it_is()
    if erased is None and copies.is_empty(live):
        raise Unlisted(
            "this database knows of no erasure, so people who were erased after the back-up would come back. "
            "Name the latest list with --erased FILE, or say --nobody-erased."
        )
    with TemporaryDirectory(dir=live.file.parent if live.file else None, prefix=".restore-") as folder:
        with copies.fetched(file, Path(folder)) as copy:
            gone = copy.write(lambda at: _add(at, {**(erased or {}), **live.read(ledger.remembered)}))
            if not served:
                return gone + _put_back(copy, live)
        assert live.file  # noqa: S101 (a file alone is served in this way)
        copies.hand_over(Path(folder) / "copy.db", live.file, _PATIENCE)
    return gone


def put_back_what_waits(live: Database) -> int | None:
    """Put a back-up back that somebody laid beside the file of this program: how many people were erased anew; None if there is none."""
    if live.file is None:
        return None
    with copies.handed_over(live.file) as waiting:
        if waiting is None:
            return None
        with copies.opened(waiting) as copy:
            copy.as_it_is()
            return _put_back(copy, live)


def list_erased(live: Database) -> dict[str, float]:
    """Digests of what was erased, and when: to be kept elsewhere, as a back-up of the erasures alone."""
    live.as_it_is()
    return live.read(ledger.remembered)


def erase_listed(live: Database, erased: Mapping[str, float]) -> int:
    """Erase once more what a list says, in a database that was restored by other means; how many people that were."""
    return live.write(lambda at: _add(at, erased))


def write_list(file: Path, erased: Mapping[str, float]) -> int:
    """A line for each digest, in a file that takes its name when it is whole; how many. Raises OSError."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text("".join(f"{digest} {moment!r}\n" for digest, moment in sorted(erased.items())), "utf-8")
    part.replace(file)
    return len(erased)


def read_list(file: Path) -> dict[str, float]:
    """The same back. Raises OSError, and StoreError if it is no such list."""
    try:
        lines = [line.split() for line in file.read_text("utf-8").splitlines()]
        return {digest: float(moment) for digest, moment in lines if len(digest) == _DIGEST or _no_list()}
    except ValueError as error:
        raise StoreError(f"{file.name} is no list of erasures: make one with python -m sharing erased FILE.") from error


def _no_list() -> bool:
    raise ValueError


def _put_back(copy: Database, live: Database) -> int:
    def act(at: Connection) -> int:
        copy.read(lambda source: copies.put_back(source, at))
        purge_in(at, time.time(), confirmed=True)
        return erase_again(at)

    return live.write(act)


def _add(at: Connection, erased: Mapping[str, float]) -> int:
    """The list grows, and what it names goes."""
    ledger.add(at, dict(erased))
    return erase_again(at)


def _served(live: Database) -> bool:
    """Whether another program writes this file. PostgreSQL takes many."""
    try:
        live.occupy()
    except Occupied:
        return True
    return False
