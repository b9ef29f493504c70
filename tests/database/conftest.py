"""Here a database begins empty: its migrations are what is tested."""

from collections.abc import Iterator

import pytest

from database.engine import Database


@pytest.fixture
def each_database(each_url: str) -> Iterator[Database]:
    """An empty database of either kind, opened."""
    database = Database(each_url)
    yield database
    database.close()
