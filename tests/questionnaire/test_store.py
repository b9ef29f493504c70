"""The store on real databases of both kinds."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from database.engine import Database, StoreError
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import begin
from questionnaire.store import ChangedElsewhere, Store, Versions, answers_in, delete_sittings, insert_sitting

SITTING = begin(questionnaire(), "abcdefghijkl", "founder", "fr", "short")
VERSIONS = Versions("questions", "rules")


@pytest.fixture
def kept(each_database: Database) -> Store:
    store = Store(each_database)
    store.create(SITTING, keys.lock("secret"), VERSIONS)
    return store


def test_what_is_saved_is_found_again(kept: Store) -> None:
    settled = {"idea_and_danger": "stage=idea reliability_stakes=critical"}
    moved = replace(
        SITTING, place="teams", language="en", parts={"company": "full", "person": "short"}, reviewed=True, settled=settled
    )  # fmt: skip
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


def test_an_answer_is_changed_only_by_who_has_seen_it(kept: Store) -> None:
    assert kept.save_answer(SITTING.id, "stage", "growth", None)
    assert kept.save_answer(SITTING.id, "stage", "growth", None)  # the same once more, as after a lost reply
    assert kept.save_answer(SITTING.id, "stage", "late", "growth")
    for seen in (None, "growth", "idea"):
        with pytest.raises(ChangedElsewhere):
            kept.save_answer(SITTING.id, "stage", "early", seen)
    found = kept.find(SITTING.id)
    assert found
    assert found.sitting.answers == {"stage": "late"}


def test_of_many_who_change_the_same_answer_at_once_one_does(kept: Store) -> None:
    def change(option: str) -> bool:
        try:
            return kept.save_answer(SITTING.id, "stage", option, None)
        except ChangedElsewhere:
            return False

    with ThreadPoolExecutor(5) as tabs:
        assert sum(tabs.map(change, questionnaire().questions["stage"].option_ids)) == 1


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


def test_a_sitting_with_a_time_of_its_own_is_kept_until_then_and_no_longer(kept: Store) -> None:
    times = {"past________": time.time() - 60, "to_come_____": time.time() + 60}
    for public, keep_until in times.items():
        kept.create(replace(SITTING, id=public), keys.lock("secret"), VERSIONS, keep_until)
        kept.save_answer(public, "stage", "growth")
    assert kept.purge() == 1
    assert kept.find("past________") is None
    assert kept.purge(older_than_seconds=-1) == 1
    found = kept.find("to_come_____")
    assert found
    assert found.keep_until == times["to_come_____"]
    assert found.sitting.answers == {"stage": "growth"}


def test_the_answers_of_many_are_found_at_once_in_the_order_they_were_given(kept: Store) -> None:
    given = {f"person_{number:05}": {f"question_{q * 7 % 23}": f"option_{number % 5}" for q in range(23)} for number in range(10)}
    for public, answers in given.items():
        kept.create(replace(SITTING, id=public), keys.lock("secret"), VERSIONS)
        for question, option in answers.items():
            kept.save_answer(public, question, option)
    wanted = [*given, SITTING.id, "nobody______", "it's 'quoted"]
    found = kept.answers_of(wanted)
    assert found == given
    assert [list(answers) for answers in found.values()] == [list(given[public]) for public in found]
    assert kept.answers_of([]) == {}


@pytest.mark.parametrize("moves", [False, True])
def test_the_order_of_answers_does_not_rest_on_a_clock(kept: Store, monkeypatch: pytest.MonkeyPatch, moves: bool) -> None:
    """Two copies whose clocks differ by five minutes, in turn; one of them is set back by as much."""
    real, asked = time.time, list(questionnaire().questions)[:9]
    begun = replace(SITTING, id="otherssittng", answers=dict.fromkeys(asked[:3], "growth"))
    kept.create(begun, keys.lock("secret"), VERSIONS)
    for number, question in enumerate(asked[3:], start=1):
        monkeypatch.setattr(time, "time", lambda number=number: real() + (300, 0, -300)[number % 3])
        kept.save_answer(begun.id, question, "growth")
        if moves:
            kept.save_moves(begun)
    found = kept.find(begun.id)
    assert found
    assert list(found.sitting.answers) == asked


def test_a_clock_that_was_wrong_by_a_year_keeps_nothing_longer(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time()
    for wrong in (365 * 24 * 3600, 0):
        monkeypatch.setattr(time, "time", lambda wrong=wrong: real + wrong)
        kept.save_answer(SITTING.id, "stage", "growth")
    found = kept.find(SITTING.id)
    assert found
    assert found.touched_at == real


def test_in_any_order_the_answers_of_many_are_the_same(kept: Store, each_database: Database) -> None:
    kept.create(replace(SITTING, id="otherssittng"), keys.lock("secret"), VERSIONS)
    for public, option in ((SITTING.id, "growth"), ("otherssittng", 'it\'s "quoted"')):
        kept.save_answer(public, "stage", option)
        kept.save_answer(public, "driver", "technology")
    wanted = ["nobody______", "otherssittng", SITTING.id]
    found = each_database.read(lambda db: answers_in(db, wanted, in_order=False))
    assert found == kept.answers_of(wanted)


def test_more_sittings_than_a_statement_takes_parameters_are_found_and_deleted(kept: Store, each_database: Database) -> None:
    many = [SITTING.id, *(f"nobody_{number}" for number in range(70_000))]
    kept.save_answer(SITTING.id, "stage", "growth")
    assert kept.answers_of(many) == {SITTING.id: {"stage": "growth"}}
    assert each_database.write(lambda db: delete_sittings(db, many)) == 1
    assert kept.find(SITTING.id) is None


def test_a_sitting_can_be_made_within_the_transaction_of_another_package(kept: Store, each_database: Database) -> None:
    other = replace(SITTING, id="otherssittng", answers={"stage": "idea"})

    def act(db: Connection, *, falls: bool) -> None:
        insert_sitting(db, other, keys.lock("secret"), VERSIONS, time.time())
        if falls:
            raise KeyError

    with pytest.raises(KeyError):
        each_database.write(lambda db: act(db, falls=True))
    assert kept.find(other.id) is None
    each_database.write(lambda db: act(db, falls=False))
    found = kept.find(other.id)
    assert found
    assert found.sitting == other


def test_a_second_opening_of_the_file_finds_what_was_committed(database_url: str) -> None:
    first, second = Store(Database(database_url)), Store(Database(database_url))
    first.create(SITTING, keys.lock("secret"), VERSIONS)
    first.save_answer(SITTING.id, "stage", "growth")
    found = second.find(SITTING.id)
    assert found
    assert found.sitting.answers == {"stage": "growth"}
    first.close()
    second.close()


@pytest.mark.parametrize("address", ["nonsense", "sqlite:////proc/nowhere/x.db", "postgresql://nobody@127.0.0.1:1/x", "oracle://x"])
def test_a_database_that_cannot_be_opened_is_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(StoreError):
        Database(address).answers()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "answers.db"
    file.write_text("not a database, but somebody's file" * 100)
    with pytest.raises(StoreError):
        Store(Database(f"sqlite:///{file}")).find(SITTING.id)
    assert file.read_text().startswith("not a database")
