"""One real server behind a trusted proxy for all who knock, with few seats and two names."""

from collections.abc import Iterator

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
