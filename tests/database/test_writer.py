"""The one writer of SQLite: acts in groups, each for itself, in their order, answered when they are on the disk."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from database.engine import StoreError, engines
from database.writer import GROUP, Writer

Act = Callable[[Connection], Any]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    _, writing = engines(database_url)
    with writing.begin() as db:
        db.execute(text("create table word (word text primary key, of_word text references word (word) deferrable initially deferred)"))
    yield writing
    writing.dispose()


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    made = Writer(engine)
    yield made
    made.close()


def adds(word: str) -> Act:
    return lambda db: db.execute(text("insert into word (word) values (:word)"), {"word": word}).rowcount


def then(act: Act, *more: str) -> Act:
    """The act, and then some statements."""

    def both(db: Connection) -> None:
        act(db)
        for statement in more:
            db.exec_driver_sql(statement)

    return both


def together(writer: Writer, *acts: Act) -> list[Future[Any]]:
    """Acts that wait for the writer at the same time, so that they are one group as far as a group reaches."""
    busy, go = threading.Event(), threading.Event()
    writer.submit(lambda _db: (busy.set(), go.wait()))
    busy.wait()
    waiting = [writer.submit(act) for act in acts]
    go.set()
    return waiting


def words(engine: Engine) -> list[str]:
    """What is on the disk, in the order it came."""
    with engine.begin() as db:
        return list(db.scalars(text("select word from word order by rowid")))


def commits(engine: Engine) -> list[list[str]]:
    """What the disk holds after each commit from now on; filled while the writer works."""
    seen: list[list[str]] = []
    event.listen(engine, "commit", lambda db: seen.append(list(db.scalars(text("select word from word order by rowid")))))
    return seen


def test_what_waits_together_is_committed_together(writer: Writer, engine: Engine) -> None:
    seen = commits(engine)
    for future in together(writer, *map(adds, "abc")):
        future.result()
    assert seen == [[], ["a", "b", "c"]]


def stumble(db: Connection) -> None:
    adds("half")(db)
    raise KeyError("mine")


def test_an_act_alone_that_raises_leaves_nothing(writer: Writer, engine: Engine) -> None:
    with pytest.raises(KeyError, match="mine"):
        writer.do(stumble)
    writer.do(adds("a"))
    assert words(engine) == ["a"]


def test_an_act_that_raises_does_no_harm_to_its_neighbours(writer: Writer, engine: Engine) -> None:
    before, fallen, twice, after = together(writer, adds("a"), stumble, adds("a"), adds("b"))
    assert (before.result(), after.result()) == (1, 1)
    assert isinstance(fallen.exception(), KeyError)
    assert twice.exception()
    assert words(engine) == ["a", "b"]


def test_acts_are_done_in_their_order_in_groups_that_keep_nobody_waiting_for_all(writer: Writer, engine: Engine) -> None:
    seen, wanted = commits(engine), [f"{number}" for number in range(3 * GROUP + 7)]
    for future in together(writer, *map(adds, wanted)):
        future.result()
    assert words(engine) == wanted
    sizes = [len(after) - len(before) for before, after in pairwise(seen)]
    assert max(sizes) == GROUP


def test_nobody_is_answered_before_the_commit(writer: Writer, engine: Engine) -> None:
    answered: list[bool] = []
    first, _ = waiting = together(writer, adds("a"), adds("b"))
    event.listen(engine, "commit", lambda _db: answered.append(first.done()))
    for future in waiting:
        future.result()
    assert answered in ([False], [False, False])


@pytest.mark.parametrize("ending", ["rollback", "commit"])
def test_who_ends_the_common_transaction_is_told_and_so_is_everybody_in_it(writer: Writer, engine: Engine, ending: str) -> None:
    for future in together(writer, adds("a"), then(adds("b"), ending), adds("c")):
        assert isinstance(future.exception(), StoreError)
    assert "c" not in words(engine)
    writer.do(adds("d"))
    assert words(engine)[-1] == "d"


def test_a_commit_that_fails_is_told_to_everybody_in_it_and_leaves_nothing(writer: Writer, engine: Engine) -> None:
    orphan = "insert into word (word, of_word) values ('c', 'nobody')"
    for future in together(writer, adds("a"), then(adds("b"), orphan)):
        assert isinstance(future.exception(), StoreError)
    assert words(engine) == []
    writer.do(adds("d"))
    assert words(engine) == ["d"]


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, MemoryError])
def test_nothing_ends_the_writer(writer: Writer, error: type[BaseException]) -> None:
    def fall(_db: Connection) -> None:
        raise error

    with pytest.raises(error):
        writer.do(fall)
    assert writer.do(adds("a")) == 1


def test_closing_finishes_what_waits_and_opens_again_when_asked(writer: Writer, engine: Engine) -> None:
    waiting = together(writer, *map(adds, "abc"))
    writer.close()
    assert all(future.done() for future in waiting)
    writer.close()
    assert writer.do(adds("d")) == 1
    assert words(engine) == ["a", "b", "c", "d"]


def test_an_act_that_would_wait_for_its_own_writer_is_refused(writer: Writer) -> None:
    with pytest.raises(RuntimeError):
        writer.do(lambda _db: writer.do(adds("a")))
    assert writer.do(adds("b")) == 1
