"""A SQLite file belongs to one program; a damaged one is told; what was erased leaves the log even if a reader was in the way."""

import subprocess
import sys
from pathlib import Path

import pytest

from database.engine import Damaged, Database
from database.errors import Occupied
from questionnaire.sitting import Sitting
from questionnaire.store import Store, Versions

ROOT = Path(__file__).parents[2]
SITTING = Sitting("abcdefghijkl", "founder", "fr", {"company": "short"}, "stage", reviewed=False, answers={"stage": "canary"})
SERVES = """
import sys
from database.engine import Database
Database(sys.argv[1]).occupy()
print("mine", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_refused_in_one_sentence_until_the_first_is_gone_however_it_ends(database_url: str) -> None:
    second = Database(database_url)
    with subprocess.Popen(
        [sys.executable, "-c", SERVES, database_url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout
        assert first.stdout.readline() == "mine\n"
        with pytest.raises(Occupied) as refused:
            second.occupy()
        assert "\n" not in str(refused.value)
        ended = subprocess.run(
            [sys.executable, "-m", "sharing", "purge"],
            cwd=ROOT, env={"DATABASE_URL": database_url, "PATH": ""}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ended.returncode, ended.stderr.strip()) == (2, str(refused.value))
        first.kill()
    second.occupy()
    second.occupy()
    second.close()


def test_postgres_takes_many(postgres: str) -> None:
    first, second = Database(postgres), Database(postgres)
    first.occupy()
    second.occupy()
    assert first.answers()
    assert second.answers()
    first.close()
    second.close()


def test_a_damaged_file_is_told_before_anything_is_changed(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    Store(database).create(SITTING, "lock", Versions("questions", "rules"))
    database.close()
    file = tmp_path / "answers.db"
    content = bytearray(file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    file.write_bytes(content)
    with pytest.raises(Damaged) as told:
        database.occupy()
    assert "\n" not in str(told.value)
    assert file.read_bytes() == content
    database.close()


def test_what_was_erased_leaves_the_log_once_a_reader_is_out_of_the_way(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    store = Store(database)
    store.create(SITTING, "lock", Versions("questions", "rules"))

    def erase_meanwhile(_reading: object) -> None:
        store.answers()
        assert _reading.exec_driver_sql("select count(*) from answer").scalar()  # type: ignore[attr-defined]
        store.erase(SITTING.id)
        assert _left(tmp_path)

    database.read(erase_meanwhile)
    while _left(tmp_path):  # within about a second, with nobody writing
        pass
    database.close()


def _left(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if b"canary" in file.read_bytes()]
