"""Files are made elsewhere: what is asked for comes back, and nothing that goes wrong there goes further."""

import os
import resource
import time
from collections.abc import Iterator

import psutil
import pytest

from front import workshop
from front.workshop import Failed, TooMuch, made
from reports.brand import contrast


@pytest.fixture(autouse=True)
def _unprepared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Makers of this test alone, who begin without drawing a first report."""
    monkeypatch.setattr(workshop, "_START", "from front import workshop; workshop.work({}, dict)")
    workshop._free.cache_clear()  # noqa: SLF001
    yield
    for _ in range(workshop.MAKERS):
        workshop._free().get().end()  # noqa: SLF001
    workshop._free.cache_clear()  # noqa: SLF001


def test_what_is_asked_for_comes_back_from_another_process_of_a_lower_rank() -> None:
    assert made(contrast, "#000000", "#FFFFFF") == contrast("#000000", "#FFFFFF")
    assert made(os.getpid) != os.getpid()
    assert made(os.getpriority, os.PRIO_PROCESS, 0) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_fault_says_where_and_never_what() -> None:
    with pytest.raises(Failed) as fault:
        made(contrast, "Marie", "#FFFFFF")
    assert "ValueError" in str(fault.value)
    assert "brand.py" in str(fault.value)
    assert "Marie" not in str(fault.value)


def test_one_that_takes_too_long_is_ended_and_the_next_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "PATIENCE", 0.1)
    before = made_by(monkeypatch)
    with pytest.raises(TooMuch):
        made(time.sleep, 600)
    assert not psutil.pid_exists(before)
    assert made_by(monkeypatch) != before


def test_one_that_asks_for_too_much_memory_is_ended_and_the_next_is_made() -> None:
    with pytest.raises(TooMuch):
        made(bytearray, 8 * 2**30)
    assert made(len, "abc") == 3


def test_no_file_may_take_more_of_a_processor_than_all_may() -> None:
    soft, _ = made(resource.getrlimit, resource.RLIMIT_CPU)
    assert 0 < soft < workshop.SECONDS + 60


def made_by(monkeypatch: pytest.MonkeyPatch) -> int:
    """Which process makes files now; with all the time it needs to start."""
    with monkeypatch.context() as slowly:
        slowly.setattr(workshop, "PATIENCE", 300)
        return made(os.getpid)
