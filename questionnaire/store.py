"""Sittings kept and found again, one committed row for each answer. The only SQLAlchemy of this package."""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from .sitting import Sitting

DEFAULT_URL = "sqlite:///data/two_hats.db"
KEPT_SECONDS = 180 * 24 * 3600

_metadata = MetaData()
_sittings = Table(
    "sitting", _metadata,
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
)  # fmt: skip
_answers = Table(
    "answer", _metadata,
    Column("sitting_id", ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(40), primary_key=True),
    Column("option_id", String(40), nullable=False),
    Column("given_at", Float, nullable=False),
)  # fmt: skip


class StoreError(Exception):
    """The database cannot be reached or refuses to write. Nothing that was saved before is lost."""


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


class Store:
    """One database. Every method is one transaction and raises StoreError if the database does not answer."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        # Two connections that write or checkpoint at once can corrupt a WAL file in SQLite before 3.51.3: one writer at a time.
        self._writing = threading.Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        self._ready = False

    def create(self, sitting: Sitting, lock: str, versions: Versions) -> None:
        """Keep a new sitting, its first answers included."""
        now = time.time()
        with self._write() as db:
            db.execute(
                insert(_sittings).values(
                    id=sitting.id, lock=lock, audience=sitting.audience, begun_at=now, touched_at=now,
                    questions_version=versions.questions, rules_version=versions.rules, **_moves(sitting),
                )
            )  # fmt: skip
            for question, option in sitting.answers.items():
                self._upsert(db, sitting.id, question, option, now)

    def find(self, public: str) -> Stored | None:
        """The sitting of a public id, or None. The caller must still see that the secret opens the lock."""
        with self._read() as db:
            row = db.execute(select(_sittings).where(_sittings.c.id == public)).mappings().first()
            if row is None:
                return None
            given = db.execute(
                select(_answers.c.question_id, _answers.c.option_id).where(_answers.c.sitting_id == public).order_by(_answers.c.given_at)
            )
            return _stored(cast("Mapping[str, Any]", row), {row.question_id: row.option_id for row in given})

    def save_answer(self, public: str, question: str, option: str) -> bool:
        """Keep one answer; a changed one keeps its place in the order. False if the sitting is gone (erased, or past its time)."""
        now = time.time()
        with self._write() as db:
            found = db.execute(update(_sittings).where(_sittings.c.id == public).values(touched_at=now)).rowcount
            if found:
                self._upsert(db, public, question, option, now)
            return bool(found)

    def save_moves(self, sitting: Sitting) -> None:
        """Keep where the person is: place, language, parts begun. Answers are not touched."""
        with self._write() as db:
            db.execute(update(_sittings).where(_sittings.c.id == sitting.id).values(touched_at=time.time(), **_moves(sitting)))

    def erase(self, public: str) -> None:
        """Delete a sitting and all its answers, at once."""
        self._delete(_sittings.c.id == public)

    def purge(self, older_than_seconds: float = KEPT_SECONDS) -> int:
        """Delete the sittings that nobody touched for that long; how many there were."""
        return self._delete(_sittings.c.touched_at < time.time() - older_than_seconds)

    def answers(self) -> bool:
        """Whether the database answers at all."""
        with self._read() as db:
            return db.execute(select(1)).scalar() == 1

    def close(self) -> None:
        self._engine.dispose()

    def _delete(self, which: Any) -> int:
        with self._write() as db:
            ids = [row.id for row in db.execute(select(_sittings.c.id).where(which))]
            db.execute(delete(_answers).where(_answers.c.sitting_id.in_(ids)))
            db.execute(delete(_sittings).where(_sittings.c.id.in_(ids)))
            return len(ids)

    def _upsert(self, db: Connection, public: str, question: str, option: str, now: float) -> None:
        dialect = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        row = {"sitting_id": public, "question_id": question, "option_id": option, "given_at": now}
        given = dialect.insert(_answers).values(**row)
        db.execute(given.on_conflict_do_update(index_elements=["sitting_id", "question_id"], set_={"option_id": option}))

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with _explained():
            self._prepare()
            with self._engine.connect() as db:
                yield db

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with _explained():
            self._prepare()
            with self._writing, self._engine.begin() as db:
                yield db

    def _prepare(self) -> None:
        if not self._ready:
            with self._writing:
                _metadata.create_all(self._engine)
            self._ready = True


@cache
def store(url: str | None = None) -> Store:
    """The one store of this process for an address; DATABASE_URL, else a SQLite file in data/."""
    return Store(url or os.environ.get("DATABASE_URL") or DEFAULT_URL)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreError(f"the database does not answer: {cause}. Check DATABASE_URL, its rights and free space.") from error


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        if address.drivername in {"postgres", "postgresql"}:
            address = address.set(drivername="postgresql+psycopg")
        return create_engine(address, pool_pre_ping=True, pool_size=10, max_overflow=10, connect_args={"connect_timeout": 5})
    except OSError as error:
        raise StoreError(f"the folder of the database cannot be made: {error.strerror}. Check DATABASE_URL and its rights.") from error
    except (ArgumentError, ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError("DATABASE_URL is no address of a database. Write sqlite:///data/two_hats.db or postgresql://…") from error


def _sqlite(address: URL) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, pool_size=20, max_overflow=20, connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {setting}")

    return engine


def _moves(sitting: Sitting) -> dict[str, Any]:
    return {"language": sitting.language, "parts": dict(sitting.parts), "place": sitting.place, "reviewed": sitting.reviewed}


def _stored(row: Mapping[str, Any], answers: dict[str, str]) -> Stored:
    sitting = Sitting(row["id"], row["audience"], row["language"], row["parts"], row["place"], row["reviewed"], answers)
    return Stored(sitting, row["lock"], Versions(row["questions_version"], row["rules_version"]), row["touched_at"])
