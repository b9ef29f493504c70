"""The town, built once; a real server on it; and the same rows once more for what is asked in this very process."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from database.engine import Database, database as the_database
from tests.access.town import Town
from tests.browser.conftest import Server


@pytest.fixture(scope="module")
def folder_of_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="module")
def town(folder_of_town: Path) -> Town:
    db = Database(f"sqlite:///{folder_of_town / 'town.db'}")
    built = Town(db)
    db.close()
    return built


@pytest.fixture
def in_process(town: Town, folder_of_town: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The store of this process is a copy of the town."""
    copy = shutil.copy(folder_of_town / "town.db", folder_of_town / "copy.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{copy}")
    the_database.cache_clear()
    yield
    the_database().close()
    the_database.cache_clear()


@pytest.fixture(scope="module")
def served(town: Town, folder_of_town: Path) -> Iterator[Server]:
    """The program on the town, as talkative as it may be; what it says is in the file `log`."""
    server = Server(f"sqlite:///{folder_of_town / 'town.db'}", {"LOG_FORMAT": "json"})
    with (folder_of_town / "log").open("wb") as said:
        server.start(said)
        yield server
        server.kill()


def rows(file: Path) -> str:
    """A fingerprint of every row of every table."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        told = repr([(name, sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))) for name in names])  # noqa: S608
    db.close()
    return hashlib.sha256(told.encode()).hexdigest()
