"""Every way to the newest schema, on both kinds of database: from nothing, from before, at once, and not at all."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Boolean, Column, Connection, Engine, Float, ForeignKey, MetaData, String, Table, event, inspect, text

import questionnaire.store
import sharing.store.tables  # noqa: F401 (defines its tables)
from database.engine import Database, NewerSchema, engines, metadata
from database.migrate import downgrade, upgrade
from questionnaire.sitting import Sitting
from questionnaire.store import Store

ROOT = Path(__file__).parents[2]
STEPS = ("0001", "0002", "0003", "0004", "0005")
EIGHT_AT_ONCE = """
import os, sys
from database.engine import Database

wait, go = os.pipe()
programs = []
for _ in range(8):
    if not (program := os.fork()):
        os.close(go)
        os.read(wait, 1)
        Database(sys.argv[1]).prepare()
        os._exit(0)
    programs.append(program)
os.close(go)
print(*(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]) for program in programs))
"""

# The tables as the program made them before there were migrations: told once more, as they must never change.
BEFORE = MetaData()
SITTING = Table(
    "sitting", BEFORE,
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
ANSWER = Table(
    "answer", BEFORE,
    Column("sitting_id", ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(40), primary_key=True),
    Column("option_id", String(40), nullable=False),
    Column("given_at", Float, nullable=False),
)  # fmt: skip
KEPT = Sitting(
    "abcdefghijkl", "founder", "fr", {"company": "short"}, "stage", reviewed=True, answers={"stage": "growth", "driver": "market"}
)


@pytest.fixture
def engine(each_url: str) -> Iterator[Engine]:
    """The one that writes; the database is empty."""
    reading, writing = engines(each_url)
    yield writing
    reading.dispose()
    writing.dispose()


@pytest.fixture
def old(engine: Engine) -> Engine:
    """A database from before there were migrations, with one sitting in it."""
    with engine.begin() as db:
        BEFORE.create_all(db)
        db.execute(
            SITTING.insert().values(
                id=KEPT.id, lock="lock", audience=KEPT.audience, language=KEPT.language, parts=KEPT.parts, place=KEPT.place,
                reviewed=KEPT.reviewed, questions_version="q", rules_version="r", begun_at=1.0, touched_at=2.0,
            )
        )  # fmt: skip
        for moment, (question, option) in enumerate(KEPT.answers.items()):
            db.execute(ANSWER.insert().values(sitting_id=KEPT.id, question_id=question, option_id=option, given_at=float(moment)))
    return engine


def shape(engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys and indexes."""
    with engine.connect() as db:
        seen = inspect(db)
        return {
            table: [
                [(column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)],
                seen.get_pk_constraint(table)["constrained_columns"],
                sorted((key["constrained_columns"], key["referred_table"], key["options"]) for key in seen.get_foreign_keys(table)),
                sorted((index["column_names"], index["unique"]) for index in seen.get_indexes(table)),
                sorted(unique["column_names"] for unique in seen.get_unique_constraints(table)),
            ]
            for table in seen.get_table_names()
        }


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as db:
        return list(compare_metadata(MigrationContext.configure(db), metadata))


def found(engine: Engine) -> Sitting:
    """The sitting that was there before, as the store of today sees it."""
    database = Database(engine.url.render_as_string(hide_password=False))
    stored = Store(database).find(KEPT.id)
    database.close()
    assert stored
    return stored.sitting


def test_the_steps_lead_from_nothing_to_the_tables_of_the_program(engine: Engine) -> None:
    upgrade(engine)
    assert differences(engine) == []
    assert set(shape(engine)) == {*metadata.tables, "alembic_version"}


def test_a_database_from_before_is_taken_over_with_all_that_is_in_it(old: Engine) -> None:
    upgrade(old)
    assert differences(old) == []
    assert found(old) == KEPT


def test_taking_over_gives_the_same_schema_as_beginning_anew(old: Engine) -> None:
    upgrade(old)
    taken_over = shape(old)
    downgrade(old, "base")
    upgrade(old)
    assert shape(old) == taken_over


def test_the_first_step_makes_what_was_there_before(old: Engine) -> None:
    before = shape(old)
    with old.begin() as db:
        BEFORE.drop_all(db)
    upgrade(old, "0001")
    assert {table: columns for table, columns in shape(old).items() if table != "alembic_version"} == before


@pytest.mark.parametrize("step", STEPS)
def test_a_step_back_and_forth_again_loses_no_answer(old: Engine, step: str) -> None:
    upgrade(old, step)
    there = shape(old)
    upgrade(old)
    downgrade(old, step)
    assert shape(old) == there
    upgrade(old)
    assert differences(old) == []
    assert found(old) == KEPT


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    before = shape(engine)
    upgrade(engine)
    assert shape(engine) == before


def test_eight_programs_that_start_at_once_agree(each_url: str, engine: Engine) -> None:
    started = subprocess.run([sys.executable, "-c", EIGHT_AT_ONCE, each_url], cwd=ROOT, capture_output=True, text=True, check=True)
    assert started.stdout.split() == ["0"] * 8, started.stderr
    assert differences(engine) == []


def test_a_newer_schema_is_refused_in_one_sentence_and_left_as_it_is(engine: Engine, each_database: Database) -> None:
    upgrade(engine)
    with engine.begin() as db:
        db.execute(text("update alembic_version set version_num = 'later'"))
        db.execute(text("create table later (id integer)"))
    before = shape(engine)
    delete = text("delete from sitting")
    for use in (each_database.prepare, each_database.answers, lambda: each_database.write(lambda db: db.execute(delete).rowcount)):
        with pytest.raises(NewerSchema) as refused:
            use()
        assert "later" in str(refused.value)
        assert "\n" not in str(refused.value)
    assert shape(engine) == before
    with engine.connect() as db:
        assert db.scalar(text("select version_num from alembic_version")) == "later"


def test_the_file_of_a_newer_program_does_not_change_by_a_byte(database_url: str) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    first = Database(database_url)
    first.write(lambda db: db.execute(text("update alembic_version set version_num = 'later'")).rowcount)
    first.close()
    before = file.read_bytes()
    with pytest.raises(NewerSchema):
        Database(database_url).prepare()
    assert file.read_bytes() == before


def test_a_migration_that_is_cut_short_leaves_the_old_schema(old: Engine) -> None:
    before = shape(old)

    def cut(_db: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if "CREATE TABLE decision" in statement:
            raise InterruptedError

    event.listen(old, "before_cursor_execute", cut)
    with pytest.raises(InterruptedError):
        upgrade(old)
    event.remove(old, "before_cursor_execute", cut)
    assert shape(old) == before
    upgrade(old)
    assert found(old) == KEPT


def test_migrating_says_nothing_and_leaves_logging_alone(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    handlers = list(logging.getLogger().handlers)
    upgrade(engine)
    assert not caplog.records
    assert logging.getLogger().handlers == handlers
    assert not logging.getLogger("two_hats").disabled


def test_the_store_defines_its_tables_on_the_one_metadata() -> None:
    assert questionnaire.store.sittings.metadata is metadata
