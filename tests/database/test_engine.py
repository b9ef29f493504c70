"""What the database promises to those who use it, on both kinds, with blows to the connection, the program and the server."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from database.engine import Database, StoreError
from questionnaire.sitting import Sitting
from questionnaire.store import Store, Versions, answers
from tests import postgres as servers

ROOT = Path(__file__).parents[2]
SITTING = Sitting("abcdefghijkl", "founder", "fr", {"company": "short"}, "stage", reviewed=False, answers={})
VERSIONS = Versions("questions", "rules")
HANG_UP_ON_ALL_OTHERS = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
"""
# Twenty people give a thousand answers; each that was acknowledged is told.
TWENTY_PEOPLE = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from questionnaire.store import store

kept = store(sys.argv[1])

def give(question):
    assert kept.save_answer(sys.argv[2], question, "option")
    os.write(1, f"{question}\\n".encode())

with ThreadPoolExecutor(20) as people:
    list(people.map(give, (f"question_{number}" for number in range(1000))))
"""


@pytest.fixture
def kept(each_database: Database) -> Store:
    store = Store(each_database)
    store.create(SITTING, "lock", VERSIONS)
    return store


@pytest.fixture
def on_server(postgres: str) -> Iterator[Store]:
    """A store on PostgreSQL, with one sitting."""
    database = Database(postgres)
    store = Store(database)
    store.create(SITTING, "lock", VERSIONS)
    yield store
    database.close()


def answered(store: Store) -> dict[str, str]:
    found = store.find(SITTING.id)
    assert found
    return dict(found.sitting.answers)


def languages(database: Database) -> list[str]:
    return database.read(lambda db: list(db.scalars(text("select language from sitting"))))


# ---- promises


def test_what_an_act_raises_undoes_it_and_reaches_the_caller(kept: Store, each_database: Database) -> None:
    def act(db: Connection) -> None:
        db.execute(text("update sitting set language = 'xx'"))
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        each_database.write(act)
    assert languages(each_database) == ["fr"]


def test_a_row_that_breaks_a_rule_of_its_table_is_the_callers_matter(kept: Store) -> None:
    with pytest.raises(IntegrityError):
        kept.create(SITTING, "lock", VERSIONS)


def test_nothing_can_be_written_while_reading(kept: Store, each_database: Database) -> None:
    with pytest.raises(StoreError):
        each_database.read(lambda db: db.execute(text("update sitting set language = 'xx'")))
    assert languages(each_database) == ["fr"]


def test_an_upsert_inserts_then_leaves_or_updates_what_it_is_told(kept: Store, each_database: Database) -> None:
    for option, moment, update in (("idea", 1.0, []), ("growth", 2.0, []), ("scale", 3.0, ["option_id"])):
        row = {"sitting_id": SITTING.id, "question_id": "stage", "option_id": option, "given_at": moment}
        given = each_database.upsert(answers, ["sitting_id", "question_id"], update)
        each_database.write(lambda db, given=given, row=row: db.execute(given, row) and None)
        if not update:
            assert answered(kept) == {"stage": "idea"}
    assert answered(kept) == {"stage": "scale"}
    assert each_database.read(lambda db: list(db.scalars(text("select given_at from answer")))) == [1.0]


def test_a_closed_database_opens_again(kept: Store, each_database: Database) -> None:
    each_database.close()
    assert kept.save_answer(SITTING.id, "stage", "idea")
    each_database.close()
    assert answered(kept) == {"stage": "idea"}


def test_nothing_that_was_erased_is_left_in_any_file(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    store = Store(database)
    store.create(SITTING, "lock", VERSIONS)
    store.save_answer(SITTING.id, "stage", "canary")
    assert any(b"canary" in file.read_bytes() for file in tmp_path.iterdir())
    store.erase(SITTING.id)
    assert not [file for file in tmp_path.iterdir() if b"canary" in file.read_bytes() or SITTING.id.encode() in file.read_bytes()]
    database.close()


def test_sqlite_is_set_to_lose_and_leave_nothing(database_url: str) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000}
    database = Database(database_url)
    found = database.write(lambda db: {name: db.exec_driver_sql(f"pragma {name}").scalar() for name in wanted})
    database.close()
    assert found == wanted


# ---- blows


def test_what_was_acknowledged_outlives_the_program(kept: Store, each_url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TWENTY_PEOPLE, each_url, SITTING.id], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        told = [program.stdout.readline() for _ in range(400)]
        program.kill()
        told += program.stdout.readlines()
    assert program.returncode == -signal.SIGKILL
    assert {line.strip() for line in told} <= set(answered(kept))


def test_what_was_acknowledged_outlives_the_server(on_server: Store, postgres: str) -> None:
    """One of its processes is killed, upon which PostgreSQL kills all others and recovers from its log."""
    told: list[str] = []
    some = Event()

    def give(question: str) -> None:
        with suppress(StoreError):
            if on_server.save_answer(SITTING.id, question, "option"):
                told.append(question)
        if len(told) > 300:
            some.set()

    with ThreadPoolExecutor(20) as people:
        giving = people.map(give, (f"question_{number}" for number in range(1000)))
        some.wait()
        os.kill(servers.ask(postgres, "select pid from pg_stat_activity where datname = current_database() limit 1"), signal.SIGKILL)
        list(giving)
    assert len(told) > 300
    assert set(told) <= set(answered(on_server))


def test_a_connection_lost_in_the_middle_of_an_act_is_sought_again(on_server: Store, postgres: str) -> None:
    tries: list[int] = []
    database = Database(postgres)

    def act(db: Connection) -> int:
        tries.append(db.scalar(text("select pg_backend_pid()")) or 0)
        if len(tries) == 1:
            servers.ask(postgres, f"select pg_terminate_backend({tries[0]}, 5000)")
        return db.execute(text("update sitting set language = 'en'")).rowcount

    assert database.write(act) == 1
    assert len(set(tries)) == 2
    assert languages(database) == ["en"]
    database.close()


def test_connections_lost_between_two_acts_are_not_noticed(on_server: Store, postgres: str) -> None:
    on_server.save_answer(SITTING.id, "stage", "idea")
    servers.tell(postgres, HANG_UP_ON_ALL_OTHERS)
    assert answered(on_server) == {"stage": "idea"}


def test_a_server_that_stays_away_is_told_in_one_sentence() -> None:
    with pytest.raises(StoreError) as told:
        Database("postgresql://nobody:hidden@127.0.0.1:1/x").write(lambda _db: None)
    assert "\n" not in str(told.value)
    assert "hidden" not in str(told.value)


def test_no_answer_is_told_when_the_database_complains(kept: Store, each_database: Database) -> None:
    with pytest.raises(StoreError) as told:
        each_database.write(lambda db: db.execute(text("insert into nowhere values (:secret)"), {"secret": "canary"}))
    cause: BaseException | None = told.value
    while cause:
        assert "canary" not in str(cause)
        cause = cause.__cause__
