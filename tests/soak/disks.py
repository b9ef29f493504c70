"""What befalls a SQLite file while the program serves it: full disk, no right to write, a lock, damage, a second program."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from database.engine import BUSY_SECONDS
from questionnaire.store import Store
from tests.browser.conftest import ROOT, free_port

from .line import Line
from .people import Person, lost
from .places import opened, serving, unsound

_SECONDS = 60.0  # a slow machine is no fault


def run(full: bool) -> Iterator[Line]:
    """Each fault once; `full` repeats the three that pass away."""
    times = 10 if full else 1
    with _small_disk() as disk:
        if disk is None:
            yield Line("disk full, read-only", "nothing", "only root can mount a small disk: not tried here", kept=True)
        else:
            yield from _while_serving(disk, {"disk full": _full(disk)}, times)
            yield _read_only(disk)
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".soak-") as folder:
        yield from _while_serving(Path(folder), {"locked by another program": _locked(Path(folder) / "soak.db")}, times)
        yield _second(Path(folder))
        yield _damaged(Path(folder))


def _while_serving(folder: Path, faults: dict[str, Callable[[], Callable[[], None]]], times: int) -> Iterator[Line]:
    """Somebody answers before, during and after: the page says what is saved, and the server is not touched."""
    url = f"sqlite:///{folder}/soak.db"
    server = serving(url)
    for name, befall in faults.items():
        told = recovered = 0
        people = [Person(seed) for seed in range(times)]
        for person in people:
            person.begin(server.address)
            person.answer()
            mend = befall()
            question = person.asked()
            person.mark(question)
            person.run()
            told += bool(person.tab and person.tab.shows("not_saved"))
            mend()
            recovered += _comes_right(person, question)
        with opened(url) as database:
            wrong = [*lost(people, Store(database)), *unsound(url)]
        found = f"{told} times said that it is not saved, {recovered} times saved by the next press, {len(wrong)} lost or unsound"
        yield Line(name, f"{times} times while serving", found, kept=told == recovered == times and not wrong)
    server.kill()


def _comes_right(person: Person, question: str) -> bool:
    """The answer that stayed on the page is saved by the press on "next", by nobody's hand."""
    person.press("next")
    if person.has_question() and person.asked() == question:
        person.run()
    person.told[question] = person.tried[question]
    return not (person.tab and person.tab.shows("not_saved"))


# ---- the faults: each befalls, and gives what mends it


@contextmanager
def _small_disk() -> Iterator[Path | None]:
    with tempfile.TemporaryDirectory(prefix="two-hats-") as name:
        if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", name], check=False).returncode:
            yield None
            return
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)


def _full(disk: Path) -> Callable[[], Callable[[], None]]:
    filling = disk / "filling"

    def befall() -> Callable[[], None]:
        with closing(sqlite3.connect(disk / "soak.db")) as other:  # SQLite writes over its log from the start while it can
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with filling.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        return filling.unlink

    return befall


def _locked(file: Path) -> Callable[[], Callable[[], None]]:
    def befall() -> Callable[[], None]:
        other = sqlite3.connect(file, isolation_level=None, timeout=BUSY_SECONDS)
        other.execute("BEGIN IMMEDIATE")
        return other.close

    return befall


# ---- at start


def _second(folder: Path) -> Line:
    """Another server, and the program on the command line, beside one that serves."""
    url = f"sqlite:///{folder}/soak.db"
    server = serving(url)
    commands = {"app.py": ["app.py"], "purge": ["-m", "sharing", "purge"], "demo": ["-m", "sharing", "demo"]}
    refused = [name for name, command in commands.items() if _refused(url, command)]
    server.kill()
    serving(url).kill()
    found = f"refused in one sentence with code 2: {', '.join(refused)}; started again after kill -9"
    return Line("two programs on one file", ", ".join(commands), found, kept=len(refused) == len(commands))


def _read_only(disk: Path) -> Line:
    """A disk that was taken away from writers, as a kernel does after errors: the program does not begin to serve on it."""
    url = f"sqlite:///{disk}/soak.db"
    _remount(disk, "ro")
    refused = _refused(url, ["app.py"])
    _remount(disk, "rw")
    serving(url).kill()
    return Line(
        "disk read-only", "1 start", f"{'refused in one sentence' if refused else 'NOT refused'}; served once it was mended", kept=refused
    )


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def _damaged(folder: Path) -> Line:
    """Bytes of pages in use are flipped: the program says so instead of serving; with the back-up it serves again."""
    url, file, kept = f"sqlite:///{folder}/soak.db", folder / "soak.db", folder / "copy.db"
    command = [sys.executable, "-m", "sharing", "backup", str(kept)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True, stdout=subprocess.DEVNULL)
    content = bytearray(file.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    file.write_bytes(content)
    refused = _refused(url, ["app.py"])
    file.unlink()
    kept.rename(file)
    began = time.monotonic()
    serving(url).kill()
    found = f"{'refused in one sentence' if refused else 'NOT refused'}; served from its back-up after {time.monotonic() - began:.0f} s"
    return Line("file damaged", "64 bytes of every page", found, kept=refused)


def _refused(url: str, command: list[str]) -> bool:
    environment = {**os.environ, "DATABASE_URL": url, "PORT": str(free_port())}
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    return ended.returncode == 2 and len(ended.stderr.strip().splitlines()) == 1
