"""Streamlit's own addresses that nothing of ours uses: there is nothing behind them here."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SHUT = (
    "/media/",  # files for whoever has the address, without asking who it is
    "/component/",
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
)
_NOT_FOUND = 404


class Shut:
    """Says that there is no such page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        shut = scope["type"] == "http" and scope["path"].startswith(SHUT)
        await (PlainTextResponse(status_code=_NOT_FOUND) if shut else self.app)(scope, receive, send)
