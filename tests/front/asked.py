"""An address asked without a server around it."""

from dataclasses import dataclass

from anyio import sleep_forever
from anyio.from_thread import start_blocking_portal
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: str


def ask(app: ASGIApp, address: str, method: str = "GET", **headers: str) -> Answer:
    """`ask(app, "/x?language=fr", accept_language="en")`."""
    path, _, query = address.partition("?")
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": raw}
    said: list[Message] = []

    async def receive() -> Message:
        """Nobody goes away before the answer is there."""
        return await sleep_forever()  # type: ignore[func-returns-value]

    async def send(message: Message) -> None:
        said.append(message)

    async def run() -> None:
        await app(scope | {"scheme": "http", "server": ("localhost", 80)}, receive, send)

    with start_blocking_portal() as elsewhere:  # a browser of another test may hold this thread's loop
        elsewhere.call(run)
    start, *rest = said
    return Answer(start["status"], Headers(raw=start["headers"]), b"".join(part.get("body", b"") for part in rest).decode())


def knock(app: ASGIApp, address: str) -> list[Message]:
    """All that a tab hears that opens its websocket, says nothing, and goes."""
    heard: list[Message] = []
    sent: list[Message] = [{"type": "websocket.disconnect", "code": 1001}, {"type": "websocket.connect"}]
    scope = {"type": "websocket", "path": address, "raw_path": address.encode(), "query_string": b"", "headers": [], "subprotocols": []}

    async def receive() -> Message:
        return sent.pop()

    async def send(message: Message) -> None:
        heard.append(message)

    async def run() -> None:
        await app(scope | {"scheme": "ws", "server": ("localhost", 80)}, receive, send)

    with start_blocking_portal() as elsewhere:
        elsewhere.call(run)
    return heard
