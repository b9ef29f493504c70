"""What every test may use: a database of its own, of either kind."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from database.engine import Database, database as the_database
from questionnaire.store import Store, store
from tests import postgres as servers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser that shares two busy processors with all the rest gets a second try, and the last lines say who needed it."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


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


@contextmanager
def made_on(server: str, template: str = "template1") -> Iterator[str]:
    """The address of a new database that nobody else uses, a copy of another one."""
    name = f"test_{uuid.uuid4().hex}"
    servers.tell(server, f"create database {name} template {template}")
    yield servers.renamed(server, name)
    servers.tell(server, f"drop database {name} with (force)")


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with made_on(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def each_url(request: pytest.FixtureRequest) -> str:
    """An empty database of either kind: the test runs on both."""
    return str(request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, to be copied: migrating anew takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "answers.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> Iterator[str]:
    """The name of a PostgreSQL database with every table and no row."""
    with made_on(postgres_server) as url:
        migrate(url)
        yield str(make_url(url).database)


def migrate(url: str) -> None:
    made = Database(url)
    made.prepare()
    made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of either kind with every table, opened: the test runs on both."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "answers.db")
        yield from opened(f"sqlite:///{copy}")
    else:
        with made_on(request.getfixturevalue("postgres_server"), request.getfixturevalue("migrated_postgres")) as url:
            yield from opened(url)


def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()
