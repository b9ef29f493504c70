"""A back-up holds every row and gives every row back; who was erased meanwhile does not come back, whatever is put back."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from database import copies, ledger
from database.engine import Damaged, Database, StoreError, metadata
from questionnaire.store import Store
from sharing.models import Advice, Candidate, Given
from sharing.store import shares
from sharing.store.backups import Unlisted, back_up, erase_listed, list_erased, put_back_what_waits, read_list, restore, write_list
from tests.sharing.conftest import Tenant

WORDS = "a word that nobody else says"


def everything(tenant: Tenant, name: str) -> str:
    """Somebody with a row in every table that knows people; their sitting."""
    guest = tenant.seated(name, {"product_strategy": "own_team", "evidence": "dont_know"})
    guest.finish(Given("case_1", "solid", "rules"))
    guest.comment("verdict", WORDS, 0)
    person = tenant.candidate(guest)
    tenant.folder.rank("named", [person.id])
    tenant.folder.decide(person, "both", WORDS, "Camille", Advice("case_1", "solid", "rules"))
    shares.share(person.sitting, "everything", "fr", brief=tenant.folder.brief.id, db=tenant.db)
    return person.sitting


def named(tenant: Tenant, name: str) -> Candidate:
    return next(one for one in tenant.folder.candidates() if one.name == name)


def rows(db: Database, *, but: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every row of every table, in an order of its own."""
    wanted = [table for table in metadata.sorted_tables if table.name not in but]
    return db.read(lambda at: {table.name: sorted(map(repr, map(tuple, at.execute(select(table))))) for table in wanted})


@pytest.fixture
def copy(tmp_path: Path, tenant: Tenant) -> Path:
    """A back-up of a house with two people."""
    for name in ("Claude", "Dominique"):
        everything(tenant, name)
    back_up(tenant.db, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    """A new file elsewhere."""
    with copies.opened(tmp_path / "fresh.db") as database:
        yield database


def test_a_back_up_holds_every_row_and_gives_every_row_back(tenant: Tenant, copy: Path) -> None:
    before = rows(tenant.db)
    assert all(before[name] for name in ("answer", "audit", "comment", "decision", "ranking", "share"))
    with copies.opened(copy) as kept:
        assert rows(kept) == before
    assert copy.stat().st_mode & 0o077 == 0
    everything(tenant, "Maxime")
    tenant.db.write(lambda at: at.execute(text("update answer set option_id = 'changed'")).rowcount)
    assert restore(copy, tenant.db) == 0
    assert rows(tenant.db) == before
    assert Store(tenant.db).answers()


def test_it_moves_a_house_from_one_kind_of_database_to_the_other(tenant: Tenant, copy: Path, fresh: Database) -> None:
    restore(copy, fresh, {})
    assert rows(fresh) == rows(tenant.db)


@pytest.mark.parametrize("how", ["withdrawn", "erased", "a brief", "a workspace", "a sitting of one's own"])
def test_who_was_erased_stays_erased(tenant: Tenant, copy: Path, how: str) -> None:
    first, second = named(tenant, "Claude"), named(tenant, "Dominique")
    if how == "withdrawn":
        tenant.guest(first.sitting).withdraw()
    elif how == "erased":
        tenant.folder.erase_candidate(first)
    elif how == "a brief":
        tenant.folder.erase()
    elif how == "a workspace":
        tenant.office.erase()
    else:
        Store(tenant.db).erase(first.sitting)
    restore(copy, tenant.db)
    said = repr(rows(tenant.db, but=("audit",)))
    assert first.sitting not in said
    alone = how in {"withdrawn", "erased", "a sitting of one's own"}
    assert (second.sitting in said) == alone
    assert ("Dominique" in said) == alone
    if alone and how != "a sitting of one's own":
        assert first.name not in said
        assert max(i.state(time.time()) for i in tenant.folder.invitations()) == {"withdrawn": "withdrawn", "erased": "revoked"}[how]


def test_a_removed_key_opens_nothing_after_a_restore(tenant: Tenant, copy: Path, tmp_path: Path) -> None:
    added = tenant.office.add_key()
    back_up(tenant.db, tmp_path / "later")
    held = tenant.office.held()[-1]
    tenant.office.remove_key(held.id)
    restore(tmp_path / "later", tenant.db)
    assert held.id not in {one.id for one in tenant.enter().held()}
    assert added


def test_nobody_can_have_another_s_key_forgotten(tenant: Tenant, stranger: Tenant, tmp_path: Path) -> None:
    back_up(tenant.db, tmp_path / "copy")
    tenant.office.add_key()
    tenant.office.remove_key(stranger.office.held()[0].id)
    restore(tmp_path / "copy", tenant.db)
    assert stranger.enter().held()


def test_a_list_kept_elsewhere_serves_when_the_database_is_lost(tenant: Tenant, copy: Path, fresh: Database, tmp_path: Path) -> None:
    first = named(tenant, "Claude")
    tenant.guest(first.sitting).withdraw()
    write_list(tmp_path / "list", list_erased(tenant.db))
    assert first.sitting not in (tmp_path / "list").read_text()
    with pytest.raises(Unlisted):
        restore(copy, fresh)
    assert copies.is_empty(fresh)
    assert restore(copy, fresh, read_list(tmp_path / "list")) == 1
    assert first.sitting not in repr(rows(fresh))


def test_a_database_restored_by_other_means_is_put_right_by_a_list(tenant: Tenant, copy: Path, fresh: Database) -> None:
    first = named(tenant, "Claude")
    tenant.guest(first.sitting).withdraw()
    restore(copy, fresh, {})
    assert first.sitting in repr(rows(fresh))
    assert erase_listed(fresh, list_erased(tenant.db)) == 1
    assert first.sitting not in repr(rows(fresh))


def test_what_somebody_answers_meanwhile_is_either_before_or_after(tenant: Tenant, copy: Path) -> None:
    """Twenty people go on answering while everything is put back: no error, no half-made sitting."""
    sitting = tenant.folder.candidates()[0].sitting
    over, kept = threading.Event(), Store(tenant.db)

    def go_on() -> None:
        number = 0
        while not over.is_set():
            assert kept.save_answer(sitting, "evidence", f"{(number := number + 1)}")

    people = [threading.Thread(target=go_on) for _ in range(4)]
    for person in people:
        person.start()
    restore(copy, tenant.db)
    over.set()
    for person in people:
        person.join()
    assert rows(tenant.db, but=("answer", "sitting")) == rows_of_copy(copy, but=("answer", "sitting"))


def rows_of_copy(copy: Path, *, but: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    with copies.opened(copy) as kept:
        return rows(kept, but=but)


def test_a_served_file_is_put_back_by_the_program_that_serves_it(tmp_path: Path, fresh: Database) -> None:
    """Nobody else writes there: the back-up is laid beside it and waits."""
    tenant = Tenant(fresh)
    everything(tenant, "Claude")
    back_up(fresh, tmp_path / "copy")
    before = rows(fresh)
    everything(tenant, "Maxime")
    assert put_back_what_waits(fresh) is None
    (tmp_path / "copy").rename(copies.beside(tmp_path / "fresh.db", "restore"))
    assert put_back_what_waits(fresh) == 0
    assert rows(fresh) == before
    assert not [file for file in tmp_path.iterdir() if "restor" in file.name]


@pytest.mark.parametrize("what", ["damaged", "no database", "too old", "of a newer version"])
def test_what_cannot_be_put_back_changes_nothing(tenant: Tenant, copy: Path, what: str) -> None:
    before = rows(tenant.db)
    if what == "damaged":
        content = bytearray(copy.read_bytes())
        content[4096:8192] = b"x" * 4096
        copy.write_bytes(content)
    elif what == "no database":
        copy.write_text("Dear diary")
    else:
        with closing(sqlite3.connect(copy)) as kept:
            kept.execute(f"PRAGMA user_version = {int(time.time() / 86400) - ledger.KEPT_DAYS - 1}" if what == "too old" else NEWER)
            kept.commit()
    with pytest.raises(StoreError) as refused:
        restore(copy, tenant.db)
    assert "\n" not in str(refused.value)
    assert isinstance(refused.value, Damaged) or what != "no database"
    assert rows(tenant.db) == before


NEWER = "update alembic_version set version_num = 'later'"


def test_a_back_up_never_overwrites_a_file(tenant: Tenant, copy: Path) -> None:
    with pytest.raises(FileExistsError):
        back_up(tenant.db, copy)


def test_a_candidate_who_withdrew_stays_away_when_a_brief_is_put_back(tenant: Tenant) -> None:
    """Even in another workspace, and with an audit that is gone."""
    everything(tenant, "Claude")
    everything(tenant, "Dominique")
    first = named(tenant, "Claude")
    bundle = tenant.folder.bundle("questions")
    tenant.guest(first.sitting).withdraw()
    tenant.folder.erase()
    tenant.db.write(lambda at: at.execute(text("delete from audit")).rowcount)
    tenant.office.restore(bundle)
    assert [one.name for one in tenant.folder.candidates()] == ["Dominique"]
    assert not tenant.db.read(lambda at: [one for one in at.scalars(text("select id from sitting")) if listed(at, "sitting", one)])


def listed(at: Any, table: str, public: str) -> bool:
    return ledger.digest(table, public) in ledger.remembered(at)
