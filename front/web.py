"""What is served beside the pages: the method, health, and the headers and cookies of every answer. A GET changes nothing."""

import base64
import hashlib
import re
from functools import cache
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers as RequestHeaders, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from database.engine import StoreError
from questionnaire import keys
from questionnaire.languages import OTHERWISE, Language
from questionnaire.store import store
from reports.method import method as method_told, method_voice
from scoring.proof import certificate

from . import document, embedding, language
from .cookies import BROWSER, hand_over

_HTML = "text/html; charset=utf-8"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


# ---- addresses


async def method(request: Request) -> Response:
    """How a verdict comes about, the same for everybody; `?language=fr`, else as the browser prefers."""
    wanted = language.wanted(request.query_params.get("language"), request.headers.get("accept-language"))
    page, tag = await anyio.to_thread.run_sync(method_page, wanted)
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Language"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(page, media_type=_HTML, headers=headers)


@cache
def method_page(language: Language) -> tuple[bytes, str]:
    """The page of the method and its fingerprint; made once, as it changes only with the program."""
    from reports.html import method_html

    page = method_html(method_told(language, certificate()), method_voice(language)).encode()
    return page, f'W/"{hashlib.sha256(page).hexdigest()[:16]}"'


async def alive(_request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"alive": True})


async def ready(_request: Request) -> Response:
    """The database answers too: 200, else 503."""
    try:
        await anyio.to_thread.run_sync(lambda: store().answers())
    except StoreError:
        return JSONResponse({"ready": False}, status_code=503)
    return JSONResponse({"ready": True})


# ---- headers and cookies of every answer


class Headers:
    """Adds the headers that keep a page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers().items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class SameOrigin:
    """Refuses a websocket from a page of another host at once; Streamlit would first ask an outside server who it is, and block."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = RequestHeaders(scope=scope) if scope["type"] == "websocket" else {}
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != headers.get("host"):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


class BrowserCookie:
    """Gives each browser that loads the page a random secret of its own, from which the secrets of its sittings derive."""

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


@cache
def _headers() -> dict[str, str]:
    """The small inline scripts of the page are allowed by their digests, which change with Streamlit's version."""
    embedders = embedding.allowed()
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE_SCRIPT.findall(document.served(OTHERWISE)[0]))
    policy = {
        "default-src": "'self'", "script-src": f"'self' {scripts}".strip(), "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:", "font-src": "'self' data:", "connect-src": "'self'", "object-src": "'none'",
        "frame-ancestors": " ".join(embedders) or "'none'", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        **({} if embedders else {"X-Frame-Options": "DENY"}),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def _digest(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()
