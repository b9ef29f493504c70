"""What is served beside the pages: links, downloads, health, and the headers and cookies of every answer. A GET changes nothing."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import streamlit
from starlette.datastructures import Headers as RequestHeaders, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES, Language
from questionnaire.sitting import Sitting, counted
from questionnaire.store import KEPT_SECONDS, StoreError, store
from questionnaire.words import voice
from reports.document import report
from reports.html import html, method_html
from reports.method import method as method_told, method_voice
from reports.pdf import pdf
from scoring.proof import certificate
from scoring.verdict import explained, unknown_questions

from .cookies import BROWSER, cookie_of

_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_NAME = re.compile(r"([A-Za-z0-9_]{12})\.(pdf|html)")
_TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


# ---- addresses


async def open_sitting(request: Request) -> Response:
    """Hand the secret of a link over to a cookie and go on to a clean address. Says the same for links that exist and that don't."""
    key = keys.parsed(request.path_params["link"])
    answer = RedirectResponse(f"/?sitting={key.public if key else 'damaged'}", status_code=303, headers=_PRIVATE)
    if key:
        _hand_over(answer, request, cookie_of(key.public), key.secret)
    return answer


async def download(request: Request) -> Response:
    """The report of a sitting as PDF or HTML, made anew from the stored answers, for whoever holds a key to it."""
    name = _NAME.fullmatch(request.path_params["name"])
    wanted = request.query_params.get("language")
    language: Language = next((code for code in LANGUAGES if code == wanted), "en")
    say = voice(language)
    try:
        found = await anyio.to_thread.run_sync(_find, request, name.group(1)) if name else None
        if name is None or found is None:
            return PlainTextResponse(say("download_refused"), status_code=404, headers=_PRIVATE)
        made = await anyio.to_thread.run_sync(_render, found, language, name.group(2), limiter=_presses())
    except StoreError:
        return PlainTextResponse(say("unreachable_text"), status_code=503, headers=_PRIVATE)
    attachment = f'attachment; filename="{say("report_file")}.{name.group(2)}"'
    return Response(made, media_type=_TYPES[name.group(2)], headers={**_PRIVATE, "Content-Disposition": attachment})


async def method(request: Request) -> Response:
    """How a verdict comes about, the same for everybody; `?language=fr|en`, else as the browser prefers."""
    wanted = request.query_params.get("language") or request.headers.get("accept-language", "").lower()[:2]
    page, tag = await anyio.to_thread.run_sync(method_page, "fr" if wanted == "fr" else "en")
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Language"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(page, media_type=_TYPES["html"], headers=headers)


@cache
def method_page(language: Language) -> tuple[bytes, str]:
    """The page of the method and its fingerprint; made once, as it changes only with the program."""
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


@cache
def _presses() -> anyio.CapacityLimiter:
    """Two reports at once: a report must not slow down those who answer."""
    return anyio.CapacityLimiter(2)


def _find(request: Request, public: str) -> Sitting | None:
    stored = store().find(public)
    browser, handed = request.cookies.get(BROWSER), request.cookies.get(cookie_of(public))
    secrets = [s for s in (keys.derived(browser, public).secret if browser else None, handed) if s]
    return stored.sitting if stored and any(keys.opens(s, stored.lock) for s in secrets) else None


def _render(sitting: Sitting, language: Language, kind: str) -> bytes:
    answers = counted(questionnaire(), sitting)
    found = explained(answers, unknown_questions(answers, sitting.audience))
    made = report(found, sitting.audience, language, datetime.now(UTC).date())
    return pdf(made) if kind == "pdf" else html(made).encode()


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
                _hand_over(cookie, request, BROWSER, keys.new_browser_secret())
                MutableHeaders(scope=message).append("Set-Cookie", cookie.headers["set-cookie"])
            await send(message)

        await self.app(scope, receive, with_cookie)


def _hand_over(response: Response, request: Request, name: str, secret: str) -> None:
    response.set_cookie(name, secret, max_age=KEPT_SECONDS, httponly=True, samesite="lax", secure=request.url.scheme == "https")


@cache
def _headers() -> dict[str, str]:
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE_SCRIPT.findall(_page()))
    policy = {
        "default-src": "'self'", "script-src": f"'self' {scripts}".strip(), "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:", "font-src": "'self' data:", "connect-src": "'self'", "object-src": "'none'",
        "frame-ancestors": "'none'", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def _page() -> bytes:
    """The page that Streamlit serves: its small inline scripts are allowed by their digests, which change with its version."""
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()


def _digest(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()
