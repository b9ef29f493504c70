"""What is said to whoever has to wait: one calm page, and when to try again. What was saved is not touched by it."""

import math

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..notices import notice, spoken

_TOO_MANY_REQUESTS, _UNAVAILABLE = 429, 503
_TRY_AGAIN_LATER = 1013
_SOON = 30  # seconds


def too_often(asked: HTTPConnection, seconds: float) -> Response:
    """For who came so often that others would have to wait."""
    return _later("too_often", _TOO_MANY_REQUESTS, asked, math.ceil(seconds))


def busy(asked: HTTPConnection) -> Response:
    """For who comes while so many are here that those who are answering would have to wait."""
    return _later("busy", _UNAVAILABLE, asked, _SOON)


def _later(words: str, status: int, asked: HTTPConnection, seconds: int) -> Response:
    page = notice(f"{words}_title", f"{words}_text", status, spoken(asked))
    page.headers["Retry-After"] = str(seconds)
    return page


async def refuse(page: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the page; a websocket too, before it is open, if the server can do that."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
    else:
        await page(scope, receive, send)
