"""What a stranger meets at the real server: headers, names, sizes, buckets, seats. Each refusal is calm, and costs nobody else."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import Server
from tests.protocol import tab

MEGABYTE = 2**20
ADDRESSES = [
    "/", "/page.js", "/look.css", "/method", "/method?language=fr", "/healthz", "/readyz", "/embed.js", "/nowhere", "/media/x.pdf",
    "/_stcore/health",
    "/_stcore/host-config", "/_stcore/metrics", "/s/damaged", "/report/aaaaaaaaaaaa.pdf", "/shared/aaaaaaaaaaaa.pdf",
    "/held/aaaaaaaaaaaa.json",
    "/brief/aaaaaaaaaaaa/bbbbbbbbbbbb/candidates.csv", "/example/founder.html", "/static/nothing.js", "//x", "/?" + "x" * 5000,
]  # fmt: skip


@dataclass(frozen=True)
class Said:
    status: int
    headers: Mapping[str, str]
    body: bytes


def knock(server: Server, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str) -> Said:
    """Ask as it stands, whatever a well-behaved library would mend."""
    wire = HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    wire.request(method, path, body, {name.replace("_", "-"): said for name, said in headers.items()})
    answer = wire.getresponse()
    said = Said(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    wire.close()
    return said


def is_calm(said: Said, language: str = "en") -> bool:
    return f'<html lang="{language}">'.encode() in said.body and said.headers["cache-control"] == "no-store"


# ---- headers


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_keeps_its_page_to_itself(server: Server, path: str) -> None:
    headers = knock(server, path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/", "/nowhere", "/healthz"])
def test_only_who_came_by_https_is_told_to_come_so_again(server: Server, path: str) -> None:
    assert "strict-transport-security" in knock(server, path, X_Forwarded_Proto="https").headers
    assert "strict-transport-security" not in knock(server, path).headers


def test_nothing_personal_is_kept_by_anybody_on_the_way(server: Server) -> None:
    for path in ("/report/aaaaaaaaaaaa.pdf", "/s/damaged", "/brief/aaaaaaaaaaaa/bbbbbbbbbbbb/brief.json"):
        assert knock(server, path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/media/x.pdf", "/component/x/y.js"])
def test_there_is_nothing_behind_addresses_that_nobody_needs(server: Server, path: str) -> None:
    said = knock(server, path)
    assert said.status == 404
    assert is_calm(said)


# ---- names


@pytest.mark.parametrize(("host", "status"), [("hats.example", 200), ("www.hats.example:443", 200), ("evil.example", 400), ("", 400)])
def test_visitors_come_by_the_names_that_are_allowed(server: Server, host: str, status: int) -> None:
    said = knock(server, Host=host, Accept_Language="fr")
    assert said.status == status
    assert status == 200 or is_calm(said, "fr")


def test_a_watchman_need_not_know_the_name(server: Server) -> None:
    assert knock(server, "/healthz", Host="10.0.0.7").status == 200


@contextmanager
def stream(server: Server, host: str = "", who: str = "") -> Iterator[ClientConnection]:
    """A websocket, without a word said on it; by another name, or as a trusted proxy brings somebody."""
    place = urlsplit(server.address)
    name, seen = host or place.netloc, {"X-Forwarded-For": who} if who else {}
    with (
        socket.create_connection((place.hostname, place.port)) as wire,
        connect(
            f"ws://{name}/_stcore/stream", sock=wire, subprotocols=["streamlit"], origin=f"http://{name}", additional_headers=seen,
            compression=None,
        ) as spoken,
    ):  # fmt: skip
        yield spoken


def test_a_websocket_comes_by_them_too(server: Server) -> None:
    with stream(server, "hats.example"):
        pass
    with pytest.raises(InvalidStatus), stream(server, "evil.example"):
        pass


# ---- sizes


def shout(wire: ClientConnection, size: int) -> None:
    wire.send(b"\0" * size)
    wire.recv(timeout=60)


def test_a_frame_that_is_too_large_ends_its_connection_and_leaves_no_memory_behind(server: Server) -> None:
    assert server._process  # noqa: SLF001
    process = psutil.Process(server._process.pid)  # noqa: SLF001
    before = process.memory_info().rss
    for size in (1.1, 24, 24, 24, 24):
        with stream(server) as wire, pytest.raises(ConnectionClosed) as closed:
            shout(wire, int(size * MEGABYTE))
        assert closed.value.rcvd is None or closed.value.rcvd.code == 1009, "too big, if it could still be said"
    assert process.memory_info().rss - before < 64 * MEGABYTE


@pytest.mark.parametrize(
    ("path", "method", "size", "status"),
    [
        ("/?" + "&".join(f"a{n}=1" for n in range(1000)), "GET", 0, 414),
        ("/?x=" + "x" * 60_000, "GET", 0, 414),
        ("/" + "x" * 5000, "GET", 0, 414),
        ("/", "POST", 80_000, 413),
        ("/_stcore/upload_file/nobody/1", "PUT", 22 * MEGABYTE, 413),
    ],
)
def test_what_is_too_large_is_refused_before_anybody_reads_it(server: Server, path: str, method: str, size: int, status: int) -> None:
    said = knock(server, path, method, Content_Length=str(size), Accept_Language="fr")
    assert said.status == status
    assert is_calm(said, "fr")


# ---- how often


def test_who_asks_too_often_waits_and_nobody_else_does(server: Server) -> None:
    put = ("/_stcore/upload_file/nobody/1", "PUT", b"x")
    said = [knock(server, *put, X_Forwarded_For="203.0.113.7", Accept_Language="fr")]
    while said[-1].status == 403 and len(said) < 100:
        said.append(knock(server, *put, X_Forwarded_For="203.0.113.7", Accept_Language="fr"))
    assert said[-1].status == 429
    assert len(said) > 10
    assert is_calm(said[-1], "fr")
    assert int(said[-1].headers["retry-after"]) > 0
    assert knock(server, *put, X_Forwarded_For="203.0.113.8").status == 403, "as for everybody without a token"


# ---- how many


def test_newcomers_wait_before_anybody_inside_does_and_nobody_takes_all_seats(server: Server) -> None:
    with ExitStack() as inside:
        seated = [inside.enter_context(stream(server, who="203.0.113.20")) for _ in range(5)]
        with pytest.raises(InvalidStatus) as refused:
            inside.enter_context(stream(server, who="203.0.113.20"))
        assert refused.value.response.status_code == 503
        for neighbour in range(4):
            inside.enter_context(stream(server, who=f"203.0.113.3{neighbour}"))
        waiting = knock(server, X_Forwarded_For="203.0.113.40", Accept_Language="fr")
        assert (waiting.status, is_calm(waiting, "fr"), "retry-after" in waiting.headers) == (503, True, True)
        seated.pop().close()
        assert knock(server, "/healthz").status == 200
        inside.enter_context(stream(server, who="203.0.113.20"))
    with tab(server.address) as calm:
        assert calm.elements


# ---- somebody else's session


def session_of(server: Server, offered: str = "", cookie: str = "") -> str:
    """The session that a browser with this cookie is given when it names one."""
    protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([offered] if offered else [])]
    message = BackMsg()
    message.rerun_script.query_string = ""
    where = server.address.replace("http", "ws") + "/_stcore/stream"
    with connect(where, subprotocols=protocols, origin=server.address, additional_headers={"Cookie": cookie}, compression=None) as wire:
        wire.send(message.SerializeToString())
        while True:
            said = ForwardMsg.FromString(bytes(wire.recv(timeout=60)))
            if said.WhichOneof("type") == "new_session":
                return str(said.new_session.initialize.session_id)


def test_a_session_goes_on_for_the_browser_that_began_it_and_for_nobody_who_only_knows_its_id(server: Server) -> None:
    mine = "two_hats_browser=" + "a" * 43
    begun = session_of(server, cookie=mine)
    assert session_of(server, begun, "two_hats_browser=" + "b" * 43) != begun
    assert session_of(server, begun) != begun
    assert session_of(server, begun, mine) == begun
