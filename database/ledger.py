"""The list of erasures: what was deleted for good, so that no back-up brings it back. Digests of ids, and days; nothing else.

An id is random: nobody can find it from its digest, and who holds a back-up can see which of its rows are no longer to be there.
"""

import hashlib
import time
from collections.abc import Iterable

from sqlalchemy import Column, Connection, Float, String, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from .engine import metadata

KEPT_DAYS = 400  # how old a back-up may be that is put back; older ones hold people whose erasure nobody remembers
_DAY = 24 * 3600.0

erased = Table(
    "erased", metadata,
    Column("digest", String(64), primary_key=True),
    Column("at", Float, nullable=False, index=True),
)  # fmt: skip


def digest(table: str, public: str) -> str:
    """What the list holds of a row: one way, and different for each table."""
    return hashlib.sha256(f"erased {table} {public}".encode()).hexdigest()


def remember(at: Connection, table: str, ids: Iterable[str]) -> None:
    """Note that these rows of a table are gone, in the transaction that deletes them."""
    now = time.time()
    add(at, {digest(table, public): now for public in ids})


def add(at: Connection, lines: dict[str, float]) -> None:
    """Digests with their moments; those that are known already are left as they are."""
    if lines:
        new = (sqlite if at.dialect.name == "sqlite" else postgresql).insert(erased).on_conflict_do_nothing()
        at.execute(new, [{"digest": one, "at": moment} for one, moment in lines.items()])


def lift(at: Connection, table: str, ids: Iterable[str]) -> None:
    """These rows are back with good reason: somebody who may put them back did."""
    at.execute(delete(erased).where(erased.c.digest == bindparam("gone")), [{"gone": digest(table, public)} for public in ids])


def remembered(at: Connection) -> dict[str, float]:
    """The whole list: digests, and when."""
    return {row.digest: row.at for row in at.execute(select(erased))}


def shorten(at: Connection, now: float) -> None:
    """Forget what is older than any back-up may be."""
    at.execute(delete(erased).where(erased.c.at < now - KEPT_DAYS * _DAY))
