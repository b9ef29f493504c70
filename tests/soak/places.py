"""Where the parts of the soak keep what they make: a database of either kind, and servers of the program on it."""

import atexit
import os
import shlex
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

from sqlalchemy import select

from database.engine import Database, metadata
from tests import postgres
from tests.browser.conftest import ROOT, Server

KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def a_database(kind: str) -> Iterator[str]:
    """The address of an empty database: a file on the disk of the project, as /tmp may be in memory, or a server of its own."""
    if kind == "PostgreSQL":
        with postgres.server() as address:
            yield address
    else:
        with tempfile.TemporaryDirectory(dir=ROOT, prefix=".soak-") as folder:
            yield f"sqlite:///{folder}/soak.db"


@contextmanager
def opened(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


def serving(url: str, port: int | None = None) -> Server:
    """The program on a free port, started; whoever asks stops it. None outlives us, whatever happens."""
    made = Server(url, port=port)
    atexit.register(made.kill)
    made.start()
    return made


def ready(server: Server) -> None:
    """Wait until it has proved its rules, too, which keeps a processor busy."""
    while True:
        with suppress(HTTPError), urllib.request.urlopen(f"{server.address}/readyz", timeout=60):
            return
        time.sleep(0.2)


def unsound(url: str) -> list[str]:
    """What SQLite finds wrong with its file; of PostgreSQL, what is read anew from all its pages must be readable."""
    with opened(url) as database:
        if database.dialect == "postgresql":
            database.read(lambda at: [at.execute(select(table)).all() for table in metadata.sorted_tables])
            return []
        said = database.read(lambda at: [*at.exec_driver_sql("PRAGMA integrity_check"), *at.exec_driver_sql("PRAGMA foreign_key_check")])
        return [str(line[0]) for line in said if line[0] != "ok"]


def restarter(url: str) -> Callable[[], None]:
    """What stops a PostgreSQL server at once, as if its machine had died, and starts it again."""
    data = Path(_told(url, "show data_directory"))
    program = Path(f"/proc/{(data / 'postmaster.pid').read_text().split()[0]}/exe").resolve().with_name("pg_ctl")
    command = [str(program), "-D", str(data), "-m", "immediate", "-w", "-s", "-l", str(data / "soak.log"), "restart"]
    if os.getuid() == 0:
        command = ["su", data.owner(), "-s", "/bin/sh", "-c", shlex.join(command)]
    return lambda: subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL) and None


def dumped(url: str) -> bytes:
    """All that pg_dump finds; the one of the server itself, as an older one refuses."""
    data = Path(_told(url, "show data_directory"))
    here = Path(f"/proc/{(data / 'postmaster.pid').read_text().split()[0]}/exe").resolve().with_name("pg_dump")
    program = str(here) if here.exists() else shutil.which("pg_dump") or "pg_dump"
    return subprocess.run([program, url], check=True, stdout=subprocess.PIPE).stdout


def _told(url: str, question: str) -> str:
    import psycopg  # noqa: PLC0415 (only where there is a server)

    with psycopg.connect(url, autocommit=True) as server:
        row = server.execute(question.encode()).fetchone()
        assert row
        return str(row[0])
