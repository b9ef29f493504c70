"""The store on real databases: a SQLite file always, PostgreSQL where its server is installed."""

import os
import shlex
import shutil
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import begin
from questionnaire.store import Store, StoreError, Versions

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
SITTING = begin(questionnaire(), "abcdefghijkl", "founder", "fr", "short")
VERSIONS = Versions("questions", "rules")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL cluster of its own, run by a user who is not root."""
    if not SERVERS:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path("/var/tmp") / f"two-hats-{os.getpid()}" if os.getuid() == 0 else tmp_path_factory.mktemp("postgres")  # noqa: S108 (readable by that user)
    folder.mkdir(exist_ok=True)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _as_postgres(f"{SERVERS[-1]}/initdb -D {folder}/data -A trust -U postgres")
    _as_postgres(f"{SERVERS[-1]}/pg_ctl -D {folder}/data -l {folder}/log -w -o '-p {port} -k {folder}' start")
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    _as_postgres(f"{SERVERS[-1]}/pg_ctl -D {folder}/data -m immediate stop")
    shutil.rmtree(folder)


def _as_postgres(command: str) -> None:
    words = ["su", "postgres", "-c", command] if os.getuid() == 0 else shlex.split(command)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@pytest.fixture(params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, database_url: str) -> Iterator[Store]:
    store = Store(database_url if request.param == "sqlite" else request.getfixturevalue("postgres"))
    store.create(SITTING, keys.lock("secret"), VERSIONS)
    yield store
    store.erase(SITTING.id)
    store.close()


def test_what_is_saved_is_found_again(kept: Store) -> None:
    moved = replace(SITTING, place="teams", language="en", parts={"company": "full", "person": "short"}, reviewed=True)
    kept.save_moves(moved)
    kept.save_answer(SITTING.id, "stage", "growth")
    found = kept.find(SITTING.id)
    assert found
    assert found.sitting == replace(moved, answers={"stage": "growth"})
    assert found.versions == VERSIONS


def test_saving_an_answer_again_changes_nothing_and_another_one_replaces_it(kept: Store) -> None:
    for option in ("idea", "idea", "growth"):
        kept.save_answer(SITTING.id, "stage", option)
    found = kept.find(SITTING.id)
    assert found
    assert found.sitting.answers == {"stage": "growth"}


def test_many_answers_at_once_are_all_kept(kept: Store) -> None:
    answers = {q: questionnaire().questions[q].option_ids[0] for q in questionnaire().order}
    with ThreadPoolExecutor(16) as people:
        assert all(people.map(lambda pair: kept.save_answer(SITTING.id, *pair), answers.items()))
    found = kept.find(SITTING.id)
    assert found
    assert found.sitting.answers == answers


def test_the_secret_itself_is_not_stored(kept: Store, database_url: str) -> None:
    found = kept.find(SITTING.id)
    assert found
    assert "secret" not in found.lock
    assert keys.opens("secret", found.lock)
    assert not keys.opens("Secret", found.lock)


def test_nothing_is_left_of_an_erased_sitting(kept: Store) -> None:
    kept.save_answer(SITTING.id, "stage", "growth")
    kept.erase(SITTING.id)
    assert kept.find(SITTING.id) is None
    assert kept.save_answer(SITTING.id, "stage", "growth") is False


def test_only_what_is_past_its_time_is_purged(kept: Store) -> None:
    assert kept.purge() == 0
    assert kept.find(SITTING.id)
    assert kept.purge(older_than_seconds=-1) == 1
    assert kept.find(SITTING.id) is None


def test_a_second_opening_of_the_file_finds_what_was_committed(database_url: str) -> None:
    first, second = Store(database_url), Store(database_url)
    first.create(SITTING, keys.lock("secret"), VERSIONS)
    first.save_answer(SITTING.id, "stage", "growth")
    found = second.find(SITTING.id)
    assert found
    assert found.sitting.answers == {"stage": "growth"}


@pytest.mark.parametrize("address", ["nonsense", "sqlite:////proc/nowhere/x.db", "postgresql://nobody@127.0.0.1:1/x", "oracle://x"])
def test_a_database_that_cannot_be_opened_is_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(StoreError):
        Store(address).answers()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "answers.db"
    file.write_text("not a database, but somebody's file" * 100)
    with pytest.raises(StoreError):
        Store(f"sqlite:///{file}").find(SITTING.id)
    assert file.read_text().startswith("not a database")
