"""Ten words that nobody else says, in every field: once erased, not a byte of them is left in a file, a dump or a log."""

import logging
from pathlib import Path

import pytest

from database.engine import Database
from questionnaire.store import Store
from sharing.models import Advice, Draft
from tests.sharing.conftest import Tenant
from tests.soak.places import dumped

CANARIES = [f"canary{place}x{place * 7919}" for place in range(10)]
TITLE, CLIENT, NOTE, NAME, FIRST, LAST, EARLIER, SAID, REASON, DECIDER = CANARIES


@pytest.fixture
def full(each_database: Database) -> Tenant:
    """A brief with all ten; some were changed since, so that their bytes lie about in places that are no longer used."""
    tenant = Tenant(each_database, Draft(TITLE, CLIENT, NOTE))
    guest = tenant.seated(NAME, {"product_strategy": FIRST})
    Store(tenant.db).save_answer(guest.candidate.sitting, "product_strategy", LAST)
    guest.comment("verdict", EARLIER * 60, 0)
    guest.comment("verdict", SAID, 1)
    tenant.folder.decide(tenant.candidate(guest), "both", REASON, DECIDER, Advice("case_1", "solid", "rules"))
    return tenant


def left(tenant: Tenant, folder: Path, log: str) -> set[str]:
    """The words that are found in whatever there is: the file with its log and its free pages, or a dump, and what was logged."""
    files = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    kept = files + (b"" if tenant.db.file else dumped(plain(tenant.db)))
    return {word for word in CANARIES if word.encode() in kept or word in log}


def plain(db: Database) -> str:
    """The address as PostgreSQL's own programs read it."""
    return db.address.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.mark.parametrize("how", ["a brief", "a workspace"])
def test_nothing_is_left_of_what_was_erased(full: Tenant, tmp_path: Path, caplog: pytest.LogCaptureFixture, how: str) -> None:
    caplog.set_level(logging.DEBUG)
    assert left(full, tmp_path, "") >= {TITLE, CLIENT, NOTE, NAME, LAST, SAID, REASON, DECIDER}
    full.folder.erase() if how == "a brief" else full.office.erase()
    assert left(full, tmp_path, caplog.text) == set()


def test_of_somebody_who_withdraws_only_the_brief_is_left(full: Tenant, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    full.guest(full.folder.candidates()[0].sitting).withdraw()
    assert left(full, tmp_path, caplog.text) == {TITLE, CLIENT, NOTE}
