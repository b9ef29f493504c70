"""Who may write a SQLite file: one program at a time. The kernel lets go of the lock when that program ends, however it ends."""

import fcntl
from pathlib import Path
from typing import IO

from .errors import Occupied

_held: dict[Path, IO[bytes]] = {}


def occupy(file: Path) -> None:
    """Take the lock beside the file until this process ends; again is no fault. Raises Occupied if another process holds it.

    A lock of POSIX, as a child of a process inherits those of BSD and could outlive it with them.
    """
    beside = file.resolve().with_name(f"{file.name}-lock")
    if beside in _held:
        return
    lock = beside.open("ab")
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise Occupied(
            f"another program serves {file.name} already: a SQLite file belongs to one at a time. Stop that one first, or use PostgreSQL."
        ) from error
    _held[beside] = lock


def release(file: Path) -> None:
    """Let others have it."""
    if lock := _held.pop(file.resolve().with_name(f"{file.name}-lock"), None):
        lock.close()
