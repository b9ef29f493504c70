"""The one cookie that every browser gets: a random secret of its own, from which the secrets of its sittings derive."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from questionnaire import keys

from ..cookies import BROWSER, hand_over


class BrowserCookie:
    """Gives it to each browser that loads the page and has none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or BROWSER in (request := Request(scope)).cookies:
            await self.app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in {200, 304}:
                cookie = Response()
                hand_over(cookie, request, BROWSER, keys.new_browser_secret())
                MutableHeaders(scope=message).append("Set-Cookie", cookie.headers["set-cookie"])
            await send(message)

        await self.app(scope, receive, with_cookie)
