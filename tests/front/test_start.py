"""Where nothing can be kept, the program does not begin to serve: one sentence, code 2, no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from database.engine import Database

ROOT = Path(__file__).parents[2]
LIMITED = "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (1024, {hard})); from front.start import check_doors; "
OPEN = "from front.start import open_database; open_database(); print('open')"


def started(url: str) -> subprocess.CompletedProcess[str]:
    return told(OPEN, {"DATABASE_URL": url})


def told(program: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    mine = environment | {"PATH": ""}
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=mine, capture_output=True, text=True, check=False)


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


def test_every_visitor_has_room_among_the_open_files() -> None:
    most = 300
    said = told(LIMITED.format(hard=2_000) + "check_doors(); print(r.getrlimit(r.RLIMIT_NOFILE)[0])", {"MOST_VISITORS": str(most)})
    assert int(said.stdout) > 4 * most, said.stderr
    assert told(LIMITED.format(hard=1_024) + "check_doors()", {}).returncode == 0


def test_more_visitors_than_open_files_end_the_program_with_one_sentence() -> None:
    ended = told(LIMITED.format(hard=2_000) + "check_doors()", {"MOST_VISITORS": "400"})
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    offered = ended.stderr.rpartition("write ")[2].partition(" ")[0]
    assert told(LIMITED.format(hard=2_000) + "check_doors()", {"MOST_VISITORS": offered}).returncode == 0
