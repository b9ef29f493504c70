"""One real server behind a trusted proxy for all who knock, with few seats and two names."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.browser.conftest import Server


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("doors")
    with (folder / "log").open("wb") as log:
        one = Server(f"sqlite:///{folder / 'answers.db'}", {"ALLOWED_HOSTS": "hats.example *.hats.example", "MOST_VISITORS": "10"})
        one.start(log)
        yield one
        one.kill()


@pytest.fixture(autouse=True)
def room(request: pytest.FixtureRequest) -> None:
    """The seats of those who left the last test are free again."""
    if "server" in request.fixturenames:
        seats_are_free(request.getfixturevalue("server"))


def seats_are_free(server: Server) -> None:
    """Wait for them: a closed tab keeps its own for a moment."""
    free, until = False, time.monotonic() + 60
    while not free and time.monotonic() < until:
        with suppress(urllib.error.HTTPError):
            free = urllib.request.urlopen(server.address, timeout=60).status == 200
    assert free
