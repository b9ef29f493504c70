"""How a copy takes its leave: for a moment it sends whoever comes elsewhere while it still serves its own, then it ends as ever."""

import asyncio
import signal
import threading
import time
from types import FrameType

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from ..doors.refusal import refuse
from ..notices import notice, spoken
from . import settings

leaving = threading.Event()
_RUN = "ScriptRunner.scriptThread"  # what Streamlit calls a thread that draws a page
_PATIENCE = 10.0  # seconds for what is being drawn and saved


def when_told() -> None:
    """Have SIGTERM wait for a moment; a second one does not. Whatever it did before, it does afterwards."""
    seconds = settings.drain_seconds()
    if not seconds or threading.current_thread() is not threading.main_thread():
        return
    loop, end = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)
    if not callable(end):
        return

    def leave(number: int, frame: FrameType | None) -> None:
        if leaving.is_set():
            end(number, frame)
        else:
            leaving.set()
            loop.call_soon_threadsafe(loop.call_later, seconds, end, number, None)

    signal.signal(signal.SIGTERM, leave)


def finished() -> None:
    """Wait until no page is being drawn: what was given meanwhile is committed. The end of the process would not wait for it."""
    until = time.monotonic() + _PATIENCE
    for thread in threading.enumerate():
        if _RUN in thread.name:
            thread.join(max(0, until - time.monotonic()))


class Elsewhere:
    """While a copy leaves, new visitors and tabs get 503, so that a proxy asks the next one. Whoever is here goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not leaving.is_set() or not _new(scope):
            await self.app(scope, receive, send)
        else:
            await refuse(notice("unreachable_title", "unreachable_text", 503, spoken(HTTPConnection(scope))), scope, receive, send)


def _new(scope: Scope) -> bool:
    return bool(scope["type"] == "websocket" or (scope["type"] == "http" and scope["path"] == "/"))
