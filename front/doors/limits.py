"""How much at once: addresses, bodies and uploads no larger than anything of ours needs. The rest is in .streamlit/config.toml."""

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from .refusal import busy, refuse

LONGEST_ADDRESS = 4_096  # bytes, with its query; a ZIP about fifty people names them all in 700
MOST_FIELDS = 64
_LARGEST_BODY = 64 * 1024  # bytes; nothing of ours takes a body, but a file that is put back
_UPLOAD = "/_stcore/upload_file/"
_ONE_UPLOAD, _ALL_UPLOADS = 21 * 2**20, 210 * 2**20  # bytes: a file with what is around it, and ten of them in memory
_TOO_LARGE, _TOO_LONG = 413, 414


class Limits:
    """Refuses what is too large before anybody reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif status := _too_much(scope):
            await refuse(PlainTextResponse(status_code=status), scope, receive, send)
        elif scope["path"].startswith(_UPLOAD) and scope.get("method") == "PUT":
            await self._taken_in(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _taken_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file that is put back, if there is room for one more in memory."""
        if _held() + (self.coming + 1) * _ONE_UPLOAD > _ALL_UPLOADS:
            await refuse(busy(HTTPConnection(scope)), scope, receive, send)
            return
        self.coming += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming -= 1


def _too_much(scope: Scope) -> int:
    """The status that says so; 0 if it is not."""
    query = scope["query_string"]
    if len(scope["path"]) + len(query) > LONGEST_ADDRESS or query.count(b"&") >= MOST_FIELDS:
        return _TOO_LONG
    said = Headers(scope=scope).get("content-length", "0")
    largest = _ONE_UPLOAD if scope["path"].startswith(_UPLOAD) else _LARGEST_BODY
    return _TOO_LARGE if not said.isdigit() or int(said) > largest else 0


def _held() -> int:
    """The bytes of the files that pages hold until they are put back, or the tab is gone."""
    files = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return sum(len(file.data) for of_one in list(files.values()) for file in list(of_one.values()))
