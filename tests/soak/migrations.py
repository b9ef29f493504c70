"""A migration is killed before and after each of its statements: the old schema with all its rows is there, and the next start finishes it.

As a program (`python -m tests.soak.migrations ADDRESS [every]`) it prints how many blows there were, and how many were wrong.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, text

from database.engine import engines
from database.migrate import downgrade, upgrade
from tests.browser.conftest import ROOT

from .line import Line
from .places import KINDS, a_database

_SITTING = """
insert into sitting (id, lock, audience, language, parts, place, reviewed, questions_version, rules_version, begun_at, touched_at)
values ('abcdefghijkl', 'lock', 'founder', 'fr', '{"company": "short"}', 'stage', true, 'q', 'r', 1.5, 2.5)
"""
_ANSWERS = "insert into answer values ('abcdefghijkl', 'stage', 'growth', 1.5), ('abcdefghijkl', 'driver', 'market', 2.5)"


def run(full: bool) -> Iterator[Line]:
    """Every statement of every step; a fifth of them, if not full."""
    for kind in KINDS:
        with a_database(kind) as url:
            told = subprocess.run(
                [sys.executable, "-m", __name__, url, "1" if full else "5"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
            )
        blows, wrong = map(int, told.stdout.split())
        found = f"{wrong} times not as before, or not finished by the next start"
        yield Line(f"migration killed, {kind}", f"{blows} kills -9 before and after statements", found, kept=not wrong and blows > 0)


def blows(url: str, every: int = 1) -> tuple[int, int]:
    """How many, and after how many of them something was wrong. From nothing, and from the first schema with rows in it."""
    count = wrong = 0
    for start in ("base", "0001"):
        _in_child(url, lambda engine, start=start: _begin(engine, start))
        statements = _counted(url, start)
        before = _state(url)
        for number in range(0, statements, every):
            for after in (False, True):
                _in_child(url, lambda engine, number=number, after=after: upgrade(_deadly(engine, number, after=after)), dies=True)
                count += 1
                wrong += _state(url) != before
        _in_child(url, upgrade)
        wrong += _rows(_state(url)) != _rows(before)
        _in_child(url, lambda engine: downgrade(engine, "base"))
    return count, wrong


def _begin(engine: Engine, start: str) -> None:
    if start != "base":
        upgrade(engine, start)
        with engine.begin() as db:
            db.execute(text(_SITTING.replace(":", "\\:")))
            db.execute(text(_ANSWERS))


def _deadly(engine: Engine, number: int, *, after: bool) -> Engine:
    """Kills this process before or after its statement of that number."""
    seen = 0

    def count(*_told: Any) -> None:
        nonlocal seen
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    event.listen(engine, "after_cursor_execute" if after else "before_cursor_execute", count)
    return engine


def _counted(url: str, start: str) -> int:
    """How many statements an upgrade has; it is undone."""
    told, telling = os.pipe()

    def count(engine: Engine) -> None:
        seen = 0

        def one_more(*_told: Any) -> None:
            nonlocal seen
            seen += 1

        event.listen(engine, "before_cursor_execute", one_more)
        upgrade(engine)
        os.write(telling, str(seen).encode())
        downgrade(engine, start)
        if start == "base":  # as it was: without Alembic's own table, which the first statement makes
            with engine.begin() as db:
                db.execute(text("drop table alembic_version"))

    _in_child(url, count)
    os.close(telling)
    with os.fdopen(told) as pipe:
        return int(pipe.read())


def _in_child(url: str, act: Any, *, dies: bool = False) -> None:
    """In a process of its own, which has all that is slow to load already."""
    if not (child := os.fork()):
        try:
            reading, writing = engines(url)
            act(writing)
            reading.dispose()
            writing.dispose()
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 (whatever it is, the parent says it)
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended == (-signal.SIGKILL if dies else 0), f"ended with {ended}"


def _state(url: str) -> dict[str, Any]:
    """Every table with its columns and rows."""
    reading, writing = engines(url)
    with reading.connect() as db:
        found = {name: _table(db, name) for name in inspect(db).get_table_names()}
    reading.dispose()
    writing.dispose()
    return found


def _table(db: Connection, name: str) -> tuple[list[str], list[str]]:
    columns = sorted(column["name"] for column in inspect(db).get_columns(name))
    return columns, sorted(map(repr, db.exec_driver_sql(f"select * from {name}").all()))  # noqa: S608 (a name from the schema)


def _rows(state: dict[str, Any]) -> int:
    """How many rows people have, whatever columns a newer schema adds."""
    return sum(len(state[name][1]) for name in ("sitting", "answer") if name in state)


if __name__ == "__main__":
    sys.stdout.write("{} {}\n".format(*blows(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
