"""Sittings kept and found again, one committed row for each answer. The only SQLAlchemy of this package."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import EllipsisType
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Float,
    ForeignKey,
    String,
    Table,
    TextClause,
    and_,
    bindparam,
    delete,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)

from database import ledger
from database.clocks import after
from database.engine import Database, database, metadata

from .sitting import Sitting

KEPT_SECONDS = 180 * 24 * 3600

sittings = Table(
    "sitting", metadata,
    Column("id", String(12), primary_key=True),
    Column("lock", String(64), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("language", String(2), nullable=False),
    Column("parts", JSON, nullable=False),
    Column("place", String(40), nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("questions_version", String(12), nullable=False),
    Column("rules_version", String(12), nullable=False),
    Column("begun_at", Float, nullable=False),
    Column("touched_at", Float, nullable=False, index=True),
    Column("keep_until", Float),  # None: as long as it is touched now and then
    Column("settled", JSON(none_as_null=True)),
)  # fmt: skip
answers = Table(
    "answer", metadata,
    Column("sitting_id", ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(40), primary_key=True),
    Column("option_id", String(40), nullable=False),
    Column("given_at", Float, nullable=False),
)  # fmt: skip

# The database puts the answers of each sitting together, which takes half the time of a row for each answer.
_GIVEN = {
    "sqlite": "(SELECT json_group_object(question_id, option_id) FROM (SELECT * FROM answer WHERE sitting_id = {sitting} {order}))",
    "postgresql": "CAST((SELECT json_object_agg(question_id, option_id {order}) FROM answer WHERE sitting_id = {sitting}) AS text)",
}
_OF_MANY = {
    "sqlite": "SELECT value, {given} FROM json_each(:publics)",
    "postgresql": "SELECT public, {given} FROM json_array_elements_text(CAST(:publics AS json)) AS public",
}
_IN_ORDER = "ORDER BY given_at"

# Made once: to put a statement together costs more than to run it.
_FIND = {
    dialect: select(sittings, literal_column(given.format(sitting="sitting.id", order=_IN_ORDER)).label("given")).where(
        sittings.c.id == bindparam("public")
    )
    for dialect, given in _GIVEN.items()
}
_TOUCH = (
    update(sittings)
    .where(sittings.c.id == bindparam("public"))
    .values(touched_at=after(sittings.c.touched_at, bindparam("now", type_=Float)))
    .returning(sittings.c.touched_at)
)
_ANSWER = select(answers.c.option_id).where(
    answers.c.sitting_id == bindparam("sitting_id"), answers.c.question_id == bindparam("question_id")
)


@dataclass(frozen=True)
class Versions:
    """Which questions and which rule base a sitting was begun with (content hashes)."""

    questions: str
    rules: str


@dataclass(frozen=True)
class Stored:
    """A sitting as it lies in the store, with the lock its secret must open."""

    sitting: Sitting
    lock: str
    versions: Versions
    touched_at: float
    keep_until: float | None = None


class ChangedElsewhere(Exception):
    """Another tab has given another answer meanwhile; nothing was overwritten."""


Seen = str | EllipsisType | None
"""An answer as it was read, None for none, ... for not at all."""


class Store:
    """The sittings of one database. Every method is one transaction and raises StoreError if the database does not answer."""

    def __init__(self, where: Database) -> None:
        self._database = where
        self._give = where.upsert(answers, keys=["sitting_id", "question_id"], update=["option_id"])

    def create(self, sitting: Sitting, lock: str, versions: Versions, keep_until: float | None = None) -> None:
        """Keep a new sitting, its first answers included; until that second, or as long as it is touched now and then."""
        now = time.time()
        self._database.write(lambda db: insert_sitting(db, sitting, lock, versions, now, keep_until))

    def find(self, public: str) -> Stored | None:
        """The sitting of a public id, or None. The caller must still see that the secret opens the lock."""
        return self._database.read(lambda db: _found(db, public))

    def answers_of(self, publics: Sequence[str]) -> dict[str, dict[str, str]]:
        """The answers of many sittings, each in the order they were given; a sitting without answers is left out."""
        return self._database.read(lambda db: answers_in(db, publics))

    def save_answer(self, public: str, question: str, option: str, seen: Seen = ...) -> bool:
        """Keep one answer; a changed one keeps its place in the order. False if the sitting is gone (erased, or past its time).

        `seen` is the answer that stood there when this one was given. Raises ChangedElsewhere, and keeps nothing, if another does now.
        """
        now = time.time()

        def save(db: Connection) -> bool:
            given_at = db.scalar(_TOUCH, {"public": public, "now": now})
            if given_at is None:
                return False
            row = {"sitting_id": public, "question_id": question, "option_id": option, "given_at": given_at}
            if seen is not ...:  # the row of the sitting is ours until the commit, so nobody comes between
                _same_as(seen, option, db.scalar(_ANSWER, row))
            db.execute(self._give, row)
            return True

        return self._database.write(save)

    def save_moves(self, sitting: Sitting) -> None:
        """Keep where the person is: place, language, parts begun, what was settled. Answers are not touched."""
        touched = after(sittings.c.touched_at, time.time())
        moved = update(sittings).where(sittings.c.id == sitting.id).values(touched_at=touched, **_moves(sitting))
        self._database.write(lambda db: db.execute(moved).rowcount)

    def erase(self, public: str) -> None:
        """Delete a sitting and all its answers, at once."""
        self._database.write(lambda db: delete_sittings(db, [public]))

    def purge(self, older_than_seconds: float = KEPT_SECONDS) -> int:
        """Delete the sittings whose time is over, or, if none was set, that nobody touched for that long; how many there were."""
        now = time.time()
        return self._database.write(lambda db: purge_sittings(db, now, older_than_seconds))

    def answers(self) -> bool:
        """Whether the database answers at all."""
        return self._database.answers()

    def close(self) -> None:
        self._database.close()


def store(url: str | None = None) -> Store:
    """The sittings of the one database of this process; see `database`."""
    return Store(database(url))


def _same_as(seen: Seen, given: str, stands: str | None) -> None:
    if stands not in {seen, given}:
        raise ChangedElsewhere


def insert_sitting(db: Connection, sitting: Sitting, lock: str, versions: Versions, now: float, keep_until: float | None = None) -> None:
    """Keep a new sitting, its first answers included, within the caller's transaction."""
    db.execute(
        insert(sittings).values(
            id=sitting.id, lock=lock, audience=sitting.audience, begun_at=now, touched_at=now, keep_until=keep_until,
            questions_version=versions.questions, rules_version=versions.rules, **_moves(sitting),
        )
    )  # fmt: skip
    ranks = range(-len(sitting.answers), 0)  # each answer before the next one, and all before what is still to be answered
    given = [
        {"sitting_id": sitting.id, "question_id": question, "option_id": option, "given_at": now + rank / 1e6}
        for rank, (question, option) in zip(ranks, sitting.answers.items(), strict=True)
    ]
    if given:
        db.execute(insert(answers), given)


def answers_in(db: Connection, publics: Sequence[str], *, in_order: bool = True) -> dict[str, dict[str, str]]:
    """The answers of many sittings within the caller's transaction; see `Store.answers_of`. In any order they come in half the time."""
    rows = db.execute(_answers_in(db.dialect.name, in_order), {"publics": json.dumps(list(publics))}).all()
    found = json.loads(f"[{','.join(given or '{}' for _, given in rows)}]")  # at once, as each call of the reader has its price
    return {public: given for (public, _), given in zip(rows, found, strict=True) if given}


@cache
def _answers_in(dialect: str, in_order: bool) -> TextClause:
    given = _GIVEN[dialect].format(sitting="value" if dialect == "sqlite" else "public", order=_IN_ORDER if in_order else "")
    return text(_OF_MANY[dialect].format(given=given))


def delete_sittings(db: Connection, ids: Sequence[str]) -> int:
    """Delete sittings for good within the caller's transaction; how many there were. What hangs on them the database deletes too."""
    if not ids:
        return 0
    ledger.remember(db, "sitting", ids)
    return db.execute(delete(sittings).where(sittings.c.id == bindparam("public")), [{"public": public} for public in ids]).rowcount


def purge_sittings(db: Connection, now: float, older_than_seconds: float = KEPT_SECONDS) -> int:
    """Delete the sittings past their time within the caller's transaction; see `Store.purge`."""
    return delete_sittings(db, list(db.scalars(select(sittings.c.id).where(over(now, older_than_seconds)))))


def over(now: float, older_than_seconds: float = KEPT_SECONDS) -> ColumnElement[bool]:
    """Which sittings are past their time."""
    untouched = and_(sittings.c.keep_until.is_(None), sittings.c.touched_at < now - older_than_seconds)
    return or_(sittings.c.keep_until < now, untouched)


def _found(db: Connection, public: str) -> Stored | None:
    row = db.execute(_FIND[db.dialect.name], {"public": public}).mappings().first()
    return _stored(cast("Mapping[str, Any]", row), json.loads(row["given"] or "{}")) if row else None


def _moves(sitting: Sitting) -> dict[str, Any]:
    return {
        "language": sitting.language, "parts": dict(sitting.parts), "place": sitting.place, "reviewed": sitting.reviewed,
        "settled": dict(sitting.settled) or None,
    }  # fmt: skip


def _stored(row: Mapping[str, Any], answers: dict[str, str]) -> Stored:
    settled = row["settled"] or {}
    sitting = Sitting(row["id"], row["audience"], row["language"], row["parts"], row["place"], row["reviewed"], answers, settled)
    return Stored(sitting, row["lock"], Versions(row["questions_version"], row["rules_version"]), row["touched_at"], row["keep_until"])
