"""Where nothing can be kept, the program does not begin to serve: one sentence, code 2, no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from database.engine import Database

ROOT = Path(__file__).parents[2]
OPEN = "from front.start import open_database; open_database(); print('open')"


def started(url: str) -> subprocess.CompletedProcess[str]:
    environment = {"DATABASE_URL": url, "PATH": ""}
    return subprocess.run([sys.executable, "-c", OPEN], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def newer(url: str) -> str:
    database = Database(url)
    database.write(lambda db: db.execute(text("update alembic_version set version_num = 'later'")).rowcount)
    database.close()
    return url


@pytest.mark.parametrize("what", ["a newer schema", "no folder", "no address"])
def test_what_will_not_mend_itself_ends_the_program_with_one_sentence(database_url: str, what: str) -> None:
    url = {"no folder": "sqlite:////proc/nowhere/x.db", "no address": "nonsense"}.get(what) or newer(database_url)
    ended = started(url)
    assert ended.returncode == 2
    assert not ended.stdout
    assert len(ended.stderr.splitlines()) == 1, ended.stderr


def test_a_server_that_does_not_answer_yet_is_waited_for_while_serving() -> None:
    assert started("postgresql://nobody@127.0.0.1:1/x").stdout == "open\n"
