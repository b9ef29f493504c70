"""Each visit on its way in and out: it gets an id, and is counted and noted by the pattern of its address, never by the address."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import parts
from . import logs, metrics

_SHAPE = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}(\1[0-9a-f]{4}){2}\1[0-9a-f]{12}")  # what proxies make: 32 hexadecimal digits, or a UUID
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_TAB = "/_stcore/stream"  # where a page and the program talk; what stands between may have hidden the pattern
_PARTS = "/static/…"  # what Streamlit serves from its folder, and whatever is nowhere
_QUIET = metrics.HEALTH | {"/metrics", "/_stcore/health", "/_stcore/host-config", _PARTS}  # asked for all the time, or with every page
_REFUSED = 400
_OPENED, _SHUT, _LEFT, _FAILED = 101, 403, 499, 500  # a websocket let in, one that was not, nobody there any more (as nginx says)
log = logging.getLogger("two_hats.visit")


class Passage:
    """The outermost of all, so that it sees what every door says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        visit = _Visit(scope, send)
        with logs.request(visit.id):
            try:
                await self.app(visit.scope, receive, visit.answer)
            except BaseException:
                visit.over(_FAILED)
                raise
            visit.over()


class _Visit:
    """One request, or one tab as long as it is open."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = Headers(scope=scope).get(logs.REQUEST_ID, "")
        self.id = given if _SHAPE.fullmatch(given) else secrets.token_hex(16)
        self.scope = {**scope, "headers": list(scope["headers"])}
        MutableHeaders(scope=self.scope)[logs.REQUEST_ID] = self.id  # a page that is drawn for this tab finds it there
        self._send, self._status, self._began = send, 0, time.perf_counter()

    async def answer(self, message: Message) -> None:
        kind = message["type"]
        if kind in {"http.response.start", "websocket.http.response.start"}:
            self._status = message["status"]
        elif kind == "websocket.accept":
            self._status = _OPENED
            metrics.opened(1)
        elif kind == "websocket.close" and not self._status:
            self._status = _SHUT
        if kind.endswith((".start", ".accept")):
            message.setdefault("headers", [])
            MutableHeaders(scope=message)[logs.REQUEST_ID] = self.id
        await self._send(message)

    def over(self, otherwise: int = _LEFT) -> None:
        """Count it and note it, with a status if it got none; an open tab is noted when it closes."""
        seconds, status = time.perf_counter() - self._began, self._status or otherwise
        method = self.scope.get("method", "WEBSOCKET")
        method = method if method in _METHODS or self.scope["type"] == "websocket" else "OTHER"
        route = _pattern(self.scope)
        if status == _OPENED:
            metrics.opened(-1)
        else:
            metrics.answered(method, route, status, seconds)
        if route not in _QUIET or (route == _PARTS and status >= _REFUSED):
            fields = {"method": method, "route": route, "status": status, "seconds": round(seconds, 3)}
            log.info("visit", extra=fields)


def _pattern(scope: Scope) -> str:
    """The address as the table of contents has it; "other" for whoever was turned away before it was looked up."""
    if scope["path"] == _TAB:
        return _TAB
    if scope["path"].startswith(parts.UNDER):
        return _PARTS
    found = getattr(scope.get("route"), "path", None)
    return "other" if found is None else found or _PARTS
