"""What every test may use: a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaire.store import Store, store


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """A real SQLite file that nobody else uses."""
    return f"sqlite:///{tmp_path / 'answers.db'}"


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of this process, on a file of its own."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    store.cache_clear()
    yield store()
    store().close()
    store.cache_clear()
