"""deploy/ without containers: copies of the program on this machine, nginx with the same configuration, one PostgreSQL. `make cluster`."""

import argparse
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from tests import postgres
from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "deploy/nginx.conf.template"
PATIENCE = 600.0  # seconds for a copy to come up, on a machine that does much else as well
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class NoProxy(Exception):
    """There is no nginx here."""


class Copy:
    """`python app.py` on a port of its own."""

    def __init__(self, port: int, settings: Mapping[str, str], said: IO[bytes]) -> None:
        self.port, self._said = port, said
        self._environment = {**os.environ, **settings, "PORT": str(port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """It serves as soon as it is `ready`."""
        self._process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=self._environment, stdout=self._said, stderr=self._said)

    def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def leave(self) -> None:
        """As for an upgrade: it sends visitors elsewhere, and ends."""
        self._end(signal.SIGTERM)

    def ready(self) -> bool:
        """Whether visitors may be sent to it."""
        return self._says_yes("readyz")

    def alive(self) -> bool:
        """Whether it serves, though it may still have something to prove."""
        return self._says_yes("healthz")

    def _says_yes(self, address: str) -> bool:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=5).close()
            return True
        return False

    def wait(self) -> None:
        """Until it is ready. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE
        while not self.ready():
            if time.monotonic() > until:
                raise TimeoutError(f"the copy at {self.port} is not ready after {PATIENCE:.0f} seconds")
            time.sleep(0.1)

    def _end(self, how: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait()


def server_lines(addresses: Sequence[str]) -> str:
    """The copies as nginx names them: one that does not answer is left alone for two seconds."""
    return " ".join(f"server {address} max_fails=1 fail_timeout=2s;" for address in addresses)


def configuration(values: Mapping[str, str]) -> str:
    """The template with its values, filled in as the image of nginx does. KeyError if one is missing."""
    return re.sub(r"\$\{([A-Z]+)\}", lambda found: values[found[1]], TEMPLATE.read_text("utf-8"))


def loopback(folder: Path, port: int, plain: int, copies: Sequence[int]) -> dict[str, str]:
    """The values on this machine, without TLS; `plain` is the port that would send people to the one with TLS."""
    return {
        "RUN": str(folder), "LOGS": str(folder), "HOSTS": "localhost", "PLAIN": f"127.0.0.1:{plain}",
        "LISTEN": f"listen 127.0.0.1:{port};", "SERVERS": server_lines([f"127.0.0.1:{copy}" for copy in copies]),
    }  # fmt: skip


@contextmanager
def proxy(folder: Path, values: Mapping[str, str]) -> Iterator[None]:
    """Nginx before the copies, as long as this context. Raises NoProxy."""
    if not NGINX:
        raise NoProxy("nginx is missing. Install the package nginx-light, or nginx.")
    written = folder / "nginx.conf"
    written.write_text(configuration(values), "utf-8")
    words = [NGINX, "-e", f"{folder}/error.log", "-c", str(written), "-g", "daemon off;"]
    subprocess.run([*words, "-t", "-q"], check=True)
    running = subprocess.Popen(words)
    until = time.monotonic() + PATIENCE
    while not Path(values["RUN"], "nginx.pid").read_text("ascii"):  # empty until it listens
        if running.poll() is not None or time.monotonic() > until:
            raise NoProxy(f"nginx does not start: {Path(values['LOGS'], 'error.log').read_text('utf-8')}")
        time.sleep(0.01)
    yield
    running.send_signal(signal.SIGQUIT)
    running.wait()


class Cluster:
    """Copies, the address of their proxy, and that of their database."""

    def __init__(self, copies: list[Copy], address: str, database_url: str, folder: Path) -> None:
        self.copies, self.address, self.database_url, self.folder = copies, address, database_url, folder

    def log(self) -> str:
        """What the copies and the proxy have said so far."""
        return "\n".join(file.read_text("utf-8", "replace") for file in self.folder.glob("*.log"))

    def rolled(self) -> None:
        """Every copy leaves and comes back, one after the other."""
        for copy in self.copies:
            copy.leave()
            copy.start()
            copy.wait()


@contextmanager
def cluster(count: int, port: int | None = None, settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """So many copies that are ready, at the ports from the second after the proxy's, or at free ones. Raises NoProxy, NoServer."""
    port, plain, *ports = range(port, port + 2 + count) if port else [free_port() for _ in range(2 + count)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="two-hats-")))
        folder.chmod(0o755)  # nginx started by root works as somebody else
        url = stack.enter_context(postgres.server())
        given = {
            "DATABASE_URL": url, "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(24), "COPIES": str(count), "DRAIN_SECONDS": "1",
            "LOG_FORMAT": "json", **(settings or {}),
        }  # fmt: skip
        copies = [Copy(one, given, stack.enter_context((folder / f"{one}.log").open("wb"))) for one in ports]
        for copy in copies:
            stack.callback(copy.kill)
            copy.start()
        stack.enter_context(proxy(folder, loopback(folder, port, plain, ports)))
        for copy in copies:
            copy.wait()
        yield Cluster(copies, f"http://localhost:{port}", url, folder)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.cluster", description=__doc__)
    arguments.add_argument("--copies", type=int, default=3)
    arguments.add_argument("--port", type=int, default=8500, help="of the proxy; the copies are at those from the second after it")
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # nothing may stay behind
    try:
        with cluster(given.copies, given.port) as running, suppress(KeyboardInterrupt):
            print(
                f"{given.copies} copies at {running.address}; their log and nginx's are in {running.folder}. Ctrl+C ends them.", flush=True
            )
            signal.pause()
    except (NoProxy, postgres.NoServer) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
