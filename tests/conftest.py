"""What every test may use: a database of its own, of either kind."""

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from database.engine import Database, database as the_database
from questionnaire.store import Store, store
from tests import postgres as servers


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """A real SQLite file that nobody else uses."""
    return f"sqlite:///{tmp_path / 'answers.db'}"


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of this process, on a file of its own."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    the_database.cache_clear()
    yield store()
    store().close()
    the_database.cache_clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server, one for each processor that tests. Where none can run, what needs it is skipped; in CI it fails."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(servers.server())
        except servers.NoServer as reason:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(reason))
        yield address


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database that nobody else uses."""
    name = f"test_{uuid.uuid4().hex}"
    servers.tell(postgres_server, f"create database {name}")
    yield servers.renamed(postgres_server, name)
    servers.tell(postgres_server, f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", "postgres"])
def each_url(request: pytest.FixtureRequest) -> str:
    """An empty database of either kind: the test runs on both."""
    return str(request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres"))


@pytest.fixture
def each_database(each_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = Database(each_url)
    yield opened
    opened.close()
