"""Who is counted as one visitor, what is counted, and that nobody who answers is refused by it."""

import ast
from pathlib import Path

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send
from throttled import MemoryStore

from front import downloads, links
from front.doors import limits, pace
from front.doors.address import counted, counted_as
from front.doors.limits import Limits
from front.doors.pace import BEGUN, FILES, LINKS, UPLOADS, VISITS, Bucket, buckets, unhurried
from front.guest import holdings
from front.reader import examples
from front.recruiter import exports
from tests.front.asked import ask

FRONT = Path(__file__).parents[3] / "front"
THROUGH_MEDIA = {"download_button", "image", "audio", "video", "logo", "pdf", "pyplot", "chat_input", "camera_input", "audio_input"}
"""What Streamlit would serve, or take in, at an address of its own that asks nobody who they are."""


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9%eth0", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", None),
    ],
)
def test_a_household_is_one_visitor_and_this_machine_is_none(address: str, visitor: str | None) -> None:
    assert counted_as(address) == visitor
    assert counted({"type": "http", "client": (address, 1)}) == visitor
    assert counted({"type": "http", "client": None}) is None


def test_every_link_and_every_file_is_counted_by_address_and_by_itself() -> None:
    routes = [*links.routes(), *downloads.routes(), *holdings.routes(), *exports.routes(), *examples.routes()]
    for route in routes:
        assert isinstance(route, Route)
        counts = [*buckets(route.path, "me")]
        assert len(counts) == 2, route.path
        assert {bucket.name for bucket, _ in counts} <= {LINKS.name, FILES.name}
    assert [bucket for bucket, _ in buckets("/_stcore/upload_file/a/b", "me")] == [UPLOADS]
    assert [bucket for path in ("/", "/_stcore/stream") for bucket, _ in buckets(path, "me")] == [VISITS, VISITS]
    assert not [*buckets("/static/js/index.js", "me"), *buckets("/healthz", "me")]


def test_a_class_of_thirty_and_an_office_of_three_hundred_notice_nothing() -> None:
    """All of them at once: the page, the tab, a lost connection; the link they were given; a sitting begun."""
    for bucket, each in ((VISITS, 3), (LINKS, 1), (BEGUN, 1)):
        assert not any(bucket.wait("office") for _ in range(300 * each))


def test_a_bucket_is_of_one_only_and_says_how_long_to_wait() -> None:
    few = Bucket("test", 2, 60)
    assert [few.wait("a") for _ in range(2)] == [0, 0]
    assert 0 < few.wait("a") <= 1
    assert few.wait("b") == 0


def test_there_are_never_more_buckets_than_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore(options={"MAX_SIZE": 100})
    monkeypatch.setattr(pace, "_STORE", store)
    many = Bucket("many", 2, 60)
    for number in range(1_000):
        many.wait(str(number))
    assert len(store._backend.get_client()) == len(store._backend.expire_info) == 100  # noqa: SLF001


def test_what_a_page_says_too_fast_waits_its_turn_and_none_of_it_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [{"type": "websocket.receive", "bytes": str(number).encode()} for number in range(300)]
    left, waited = iter(said), list[float]()

    async def receive() -> Message:
        return next(left)

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def heard() -> list[Message]:
        in_turn = unhurried(receive)
        return [await in_turn() for _ in said]

    monkeypatch.setattr(anyio, "sleep", sleep)
    with start_blocking_portal() as elsewhere:
        assert elsewhere.call(heard) == said
    assert waited


@pytest.mark.parametrize(("held", "status"), [(0, 200), (250 * 2**20, 503)])
def test_files_that_are_put_back_never_fill_the_memory(monkeypatch: pytest.MonkeyPatch, held: int, status: int) -> None:
    async def taken(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("taken")(scope, receive, send)

    monkeypatch.setattr(limits, "_held", lambda: held)
    assert ask(Limits(taken), "/_stcore/upload_file/a/b", "PUT").status == status


def test_nothing_personal_goes_past_our_own_addresses() -> None:
    for file in FRONT.parent.glob("*/**/*.py"):
        if file.relative_to(FRONT.parent).parts[0] not in {"front", "questionnaire", "reports", "sharing"}:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            through = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "st"
            assert not (through and called.attr in THROUGH_MEDIA), f"{file}: {ast.unparse(node)[:80]}"
