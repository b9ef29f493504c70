"""What stands in deploy/: one configuration for containers and for this machine, and what nginx does with it before stubs of copies."""

import json
import re
import threading
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.conftest import free_port
from tests.cluster import NGINX, ROOT, TEMPLATE, configuration, loopback, proxy, server_lines

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
COPIES = {name: service for name, service in SERVICES.items() if name.startswith("copy")}
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
CANARY = "canary-7f3a"


# ---- in containers


def address_of(service: Mapping[str, Any]) -> str:
    return str(service["networks"]["inside"]["ipv4_address"])


def test_each_value_of_the_template_is_given_in_containers_and_here() -> None:
    asked = set(re.findall(r"\$\{([A-Z]+)\}", TEMPLATE.read_text("utf-8")))
    assert asked == set(loopback(Path("x"), 1, 2, [3]))
    assert asked == set(SERVICES["proxy"]["environment"]) - {"NGINX_ENVSUBST_OUTPUT_DIR"}


def test_the_proxy_knows_each_copy_and_each_copy_trusts_the_proxy_alone() -> None:
    assert len(COPIES) > 1
    assert SERVICES["proxy"]["environment"]["SERVERS"] == server_lines([f"{address_of(copy)}:8501" for copy in COPIES.values()])
    assert {copy["environment"]["FORWARDED_ALLOW_IPS"] for copy in COPIES.values()} == {address_of(SERVICES["proxy"])}
    assert set(SERVICES["proxy"]["depends_on"]) == set(COPIES)


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_copies_share_their_secret_and_have_time_to_leave() -> None:
    for copy in COPIES.values():
        assert float(copy["environment"]["DRAIN_SECONDS"]) + 20 < float(copy["stop_grace_period"].removesuffix("s"))
        assert copy["read_only"]
    assert {copy["environment"]["COPIES"] for copy in COPIES.values()} == {str(len(COPIES))}
    assert len({copy["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"] for copy in COPIES.values()}) == 1


def test_each_variable_that_must_be_filled_in_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+):", (DEPLOY / "compose.yaml").read_text("utf-8")))
    given = {line.partition("=")[0] for line in (DEPLOY / "example.env").read_text("utf-8").splitlines() if "=" in line and line[0] != "#"}
    assert asked == given


def test_the_image_holds_the_program_and_nothing_else() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["root_packages"]
    copied = {line.split()[1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line}
    let_in = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == {".streamlit", "app.py", "deploy/requirements.lock", *packages}
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_nobody_in_particular_and_tells_its_health() -> None:
    words = dict(line.split(maxsplit=1) for line in DOCKERFILE.splitlines() if line and line[0].isupper())
    assert words["USER"] not in {"root", "0"}
    assert {"HEALTHCHECK", "CMD"} <= set(words)


def test_the_image_gets_what_is_tested_without_what_tests() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (folder / "requirements.lock").read_text("utf-8"), re.MULTILINE))
        for folder in (ROOT, DEPLOY)
    ]
    tested, shipped = pins
    assert shipped.items() <= tested.items()
    assert {"streamlit", "psycopg", "prometheus-client"} <= set(shipped)
    assert not {"pytest", "playwright", "hypothesis"} & set(shipped)


# ---- nginx itself


class Stub:
    """Says which copy it is and what it was asked with."""

    def __init__(self, name: str, port: int) -> None:
        self.status = 200
        stub = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps({"copy": name, **{key.lower(): value for key, value in self.headers.items()}}).encode()
                self.send_response(stub.status if self.path == "/" else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Proxied:
    """nginx before two copies."""

    def __init__(self, folder: Path, address: str, copies: list[Stub]) -> None:
        self.folder, self.address, self.copies = folder, address, copies

    def ask(self, path: str, **headers: str) -> dict[str, str]:
        request = urllib.request.Request(self.address + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.load(answer))

    def status(self, path: str) -> int:
        try:
            return int(urllib.request.urlopen(self.address + path, timeout=10).status)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code

    def written(self) -> str:
        return "".join(file.read_text("utf-8") for file in self.folder.glob("*.log"))


@contextmanager
def proxied(folder: Path) -> Iterator[Proxied]:
    folder.parent.parent.chmod(0o755)
    port = free_port()
    with ExitStack() as stack:
        copies = [Stub(name, 0) for name in ("first", "second")]
        for copy in copies:
            stack.callback(copy.close)
        stack.enter_context(proxy(folder, loopback(folder, port, free_port(), [copy.port for copy in copies])))
        yield Proxied(folder, f"http://127.0.0.1:{port}", copies)


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Proxied]:
    if not NGINX:
        pytest.skip("nginx is not installed")
    with proxied(tmp_path) as made:
        yield made


def test_a_browser_stays_with_its_copy_and_others_are_spread(before: Proxied) -> None:
    met = {name: {before.ask("/", Cookie=f"two_hats_browser={name}")["copy"] for _ in range(5)} for name in "abcdefghijkl"}
    assert {len(copies) for copies in met.values()} == {1}
    assert set.union(*met.values()) == {"first", "second"}


def test_who_finds_a_copy_leaving_goes_on_at_the_other(before: Proxied) -> None:
    before.copies[0].status = 503
    assert {before.ask("/", Cookie=f"two_hats_browser={name}")["copy"] for name in "abcdefghijkl"} == {"second"}


def test_who_loses_a_copy_goes_on_at_the_other(before: Proxied) -> None:
    before.copies[1].close()
    assert {before.ask("/method", Cookie=f"two_hats_browser={name}")["copy"] for name in "abcdefghijkl"} == {"first"}


def test_a_copy_hears_who_came_by_which_name_and_an_id_of_the_proxy(before: Proxied) -> None:
    heard = before.ask("/", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="https", X_Request_ID=CANARY)
    assert heard["x-forwarded-for"] == "127.0.0.1"
    assert heard["x-forwarded-proto"] == "http"
    assert f"http://{heard['host']}" == before.address
    assert re.fullmatch("[0-9a-f]{32}", heard["x-request-id"])
    asked = before.ask("/_stcore/stream", Upgrade="websocket", Connection="Upgrade")
    assert (asked["upgrade"], asked["connection"]) == ("websocket", "upgrade")


def test_figures_are_not_for_the_world(before: Proxied) -> None:
    assert [before.status(path) for path in ("/metrics", "/_stcore/metrics", "/healthz")] == [404, 404, 200]


def test_no_link_no_query_and_no_whole_address_is_written_down(before: Proxied) -> None:
    asked = [f"/s/{CANARY}", f"//w/{CANARY}", f"/?sitting={CANARY}", f"/method?{CANARY}"]
    for path in asked:
        before.ask(path, Referer=CANARY, User_Agent=CANARY, Cookie=f"two_hats_browser={CANARY}")
    for copy in before.copies:
        copy.close()
    assert {before.status(path) for path in asked[:3]} <= {502, 504}
    before_the_end = before.written()
    assert '"path":"/s/-"' in before_the_end
    assert '"status":502' in before_the_end
    assert '"from":"127.0.0.0"' in before_the_end
    assert CANARY not in before_the_end
    assert f"127.0.0.1:{before.copies[0].port}" in before_the_end
    assert "client: " not in before_the_end


def test_somebody_who_tries_links_is_slowed_down(before: Proxied) -> None:
    assert 429 in {before.status(f"/i/{number}") for number in range(150)}


def test_the_template_names_what_is_missing() -> None:
    with pytest.raises(KeyError):
        configuration({})
