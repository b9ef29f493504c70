"""Where a websocket may come from: a page of the host it asks for."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send


class SameOrigin:
    """Refuses a websocket from a page of another host at once; Streamlit would first ask an outside server who it is, and block."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "websocket" else {}
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != headers.get("host"):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)
