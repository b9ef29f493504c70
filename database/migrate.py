"""Brings a database to the newest schema: wholly, or not at all, and by one program at a time."""

import logging
import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from .errors import NewerSchema

FIRST = "0001"  # what a database from before there were migrations looks like
_TURN = 2022_0012  # the number of the PostgreSQL lock by which programs take turns
_alone = threading.Lock()  # Alembic keeps what it is doing in its modules
logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each start, which is no news


def upgrade(engine: Engine, to: str = "head") -> None:
    """Migrate in one transaction, alone. Raises NewerSchema, having changed nothing, if a newer program was here."""
    with _alone, engine.begin() as db:
        _take_turn(db)
        _take_over(db)
        command.upgrade(_config(db), to)


def is_current(engine: Engine) -> bool:
    """Whether a database has the schema of this program; nothing is written. Raises NewerSchema."""
    with _alone, engine.connect() as db:
        steps = ScriptDirectory.from_config(_config(db))
        return _found(db, steps) == {steps.get_current_head()}


def downgrade(engine: Engine, to: str) -> None:
    """Undo the steps after `to`; "base" undoes all. For developers: the program itself never goes back."""
    with _alone, engine.begin() as db:
        _take_turn(db)
        command.downgrade(_config(db), to)


def _take_turn(db: Connection) -> None:
    """SQLite's transaction began with IMMEDIATE, so it is alone already."""
    if db.dialect.name == "postgresql":
        db.execute(text("select pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def _take_over(db: Connection) -> None:
    """Refuse a schema that is not known here; give a database from before the migrations its number."""
    found = _found(db, ScriptDirectory.from_config(_config(db)))
    if not found and inspect(db).has_table("sitting"):
        command.stamp(_config(db), FIRST)


def _found(db: Connection, steps: ScriptDirectory) -> set[str]:
    """Where the database stands. Raises NewerSchema for what is not known here."""
    known = {step.revision for step in steps.walk_revisions()}
    found = set(MigrationContext.configure(db).get_current_heads())
    if newer := sorted(found - known):
        raise NewerSchema(
            f"the database was written by a newer version of this program: its schema is {newer[0]}, "
            f"the newest known here is {steps.get_current_head()}. Nothing was changed. Start the newer version, "
            "or name another database in DATABASE_URL."
        )
    return found


def _config(db: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = db
    return config
