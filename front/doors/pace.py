"""How often: a bucket for each address and for each link, so that a few cannot take the program from the many.

Generous enough for a school class or an office behind one address. An answer is never refused: what comes too fast through
a page that is open waits its turn.
"""

import secrets
from collections.abc import Iterator

import anyio
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from throttled import MemoryStore, Throttled, per_min

from .. import links
from .address import counted
from .refusal import refuse, too_often

_MOST_BUCKETS = 50_000  # about half a kB each; the one that nobody touched for longest is forgotten
_STORE = MemoryStore(options={"MAX_SIZE": _MOST_BUCKETS})
_LETTERS_OF_AN_ID = 12


class Bucket:
    """Holds so many drops, and as many run in within a minute as are said."""

    def __init__(self, name: str, most: int, a_minute: int) -> None:
        self.name, self.most = name, most
        self._of = Throttled(using="gcra", quota=per_min(a_minute, burst=most), store=_STORE)

    def wait(self, who: str) -> float:
        """Takes a drop out of somebody's bucket and gives 0; if there is none, the seconds until there will be."""
        state = self._of.limit(f"{self.name} {who}")
        return state.state.retry_after if state.limited else 0


VISITS = Bucket("visit", 1_000, 600)
"""Pages loaded and tabs connected; a tab needs two, and each lost connection another."""
LINKS = Bucket("link", 600, 300)
"""Secret links opened. Five hundred people may hold the same invitation."""
FILES = Bucket("file", 120, 60)
"""Files made to be taken away: reports, tables, everything about somebody."""
UPLOADS = Bucket("upload", 10, 10)
"""Files that are put back."""
BEGUN = Bucket("begun", 600, 120)
"""Sittings begun and workspaces opened."""
MESSAGES = Bucket("message", 200, 1_200)
"""What one open page says; the only one that makes wait instead of refusing."""

_BY_KIND = {
    "": VISITS, "_stcore/stream": VISITS, "auth": VISITS, "oauth2callback": VISITS, "_stcore/upload_file": UPLOADS,
    **dict.fromkeys(links.LETTERS, LINKS), **dict.fromkeys(("report", "shared", "brief", "held", "example"), FILES),
}  # fmt: skip


class Pace:
    """Refuses who comes too often, and slows down who speaks too fast."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = counted(scope) if scope["type"] in {"http", "websocket"} else None
        if who is None:
            await self.app(scope, receive, send)
        elif wait := max((bucket.wait(whose) for bucket, whose in buckets(scope["path"], who)), default=0):
            await refuse(too_often(HTTPConnection(scope), wait), scope, receive, send)
        else:
            await self.app(scope, unhurried(receive) if scope["type"] == "websocket" else receive, send)


def buckets(path: str, who: str) -> Iterator[tuple[Bucket, str]]:
    """The buckets that a visit to this address takes from, each with whose it is; none for what costs next to nothing."""
    kind, _, rest = path.lstrip("/").partition("/")
    if kind == "_stcore":
        second, _, rest = rest.partition("/")
        kind = f"{kind}/{second}"
    if bucket := _BY_KIND.get(kind):
        yield bucket, who
        if rest and bucket in {LINKS, FILES}:
            yield bucket, f"{kind} {rest[:_LETTERS_OF_AN_ID]}"


def unhurried(receive: Receive) -> Receive:
    """The same messages, none lost, at no more than a page's pace."""
    page = secrets.token_hex(8)

    async def in_turn() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and (wait := MESSAGES.wait(page)):
            await anyio.sleep(wait)
            MESSAGES.wait(page)
        return message

    return in_turn
