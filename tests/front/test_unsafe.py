"""With unsafe settings the program does not begin to serve: one sentence, code 2, whoever wrote them into which file."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from front.unsafe import NEEDED, unsafe
from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[2]
SIGNING = "STREAMLIT_SERVER_COOKIE_SECRET"
STRONG = "kq83-Zt0_bXw71LmVd5-ReYp94sUhGc2"
DANGEROUS: Mapping[str, Any] = {
    "runner.postScriptGC": True, "server.enableXsrfProtection": False, "server.enableCORS": False,
    "server.corsAllowedOrigins": ["https://evil.example"], "client.allowedOrigins": ["https://evil.example"],
    "client.showErrorDetails": "full", "server.trustedUserHeaders": {"X-User": "email"}, "server.fileWatcherType": "auto",
    "server.enableStaticServing": True, "server.enableAgentApi": True, "server.scriptHealthCheckEnabled": True,
    "server.baseUrlPath": "hats", "server.maxUploadSize": 200, "server.maxMessageSize": 200, "server.maxWidgetStateSize": 25,
    "server.headless": False, "global.developmentMode": True, "global.e2eTest": True, "logger.enableRich": True,
}  # fmt: skip


def test_the_settings_of_the_project_are_safe() -> None:
    assert not [*unsafe(st.get_option, {})]
    assert NEEDED.keys() == DANGEROUS.keys()


@pytest.mark.parametrize("name", DANGEROUS)
def test_each_dangerous_setting_is_one_sentence_that_names_it(name: str) -> None:
    told = [*unsafe(lambda asked: DANGEROUS[asked] if asked == name else st.get_option(asked), {})]
    assert len(told) == 1
    assert told[0].startswith(name)


@pytest.mark.parametrize(
    ("environment", "fine"),
    [
        ({}, True),
        ({SIGNING: STRONG}, True),
        ({SIGNING: "secret"}, False),
        ({SIGNING: "x" * 64}, False),
        ({"COPIES": "1"}, True),
        ({"COPIES": "3"}, False),
        ({"COPIES": "3", SIGNING: STRONG}, False),
        ({"COPIES": "3", "DATABASE_URL": "postgresql://db/hats"}, False),
        ({"COPIES": "3", "DATABASE_URL": "postgresql://db/hats", SIGNING: "short"}, False),
        ({"COPIES": "3", "DATABASE_URL": "sqlite:///hats.db", SIGNING: STRONG}, False),
        ({"COPIES": "3", "DATABASE_URL": "postgresql://db/hats", SIGNING: STRONG}, True),
        ({"COPIES": "many"}, False),
    ],
)
def test_several_copies_need_a_server_and_a_strong_secret(environment: dict[str, str], fine: bool) -> None:
    told = [*unsafe(st.get_option, environment)]
    assert (told == []) == fine
    assert len(told) <= 1
    assert not any(secret in told[0] for secret in environment.values() if told and secret == environment.get(SIGNING))


@pytest.mark.parametrize(
    ("file", "environment"),
    [
        ('[server]\ntrustedUserHeaders = \'{"X-User": "email"}\'\n', {}),
        ("", {"ALLOWED_HOSTS": "https://hats.example"}),
        ("", {"MOST_VISITORS": "none"}),
    ],
    ids=["a file of one's own", "no host", "no number"],
)
def test_the_program_ends_at_once_with_the_sentence(tmp_path: Path, file: str, environment: dict[str, str]) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(file)
    mine = {"HOME": str(tmp_path), "PORT": str(free_port()), "DATABASE_URL": f"sqlite:///{tmp_path}/answers.db"}
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env={**os.environ, **mine, **environment}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
