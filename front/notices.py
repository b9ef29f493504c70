"""What is answered where there is no page to draw: a small one of our own, in the reader's language, without script.

Every refusal and every fault of an address becomes one, wherever it comes from: ours, Streamlit's or the web server's.
"""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from questionnaire.models import Language
from questionnaire.words import voice
from reports.brand import brand

from . import failure, language as languages
from .document import fonts, icon
from .links import PRIVATE

_HERE = Path(__file__).parent
_LEAST_REFUSAL, _NOT_FOUND, _TOO_LARGE, _FAULT = 400, 404, 413, 500


def notice(title: str, text: str, status: int, language: Language, reference: str = "") -> Response:
    """The small page. `title` and `text` are keys of words; `reference` is that of a fault."""
    say = voice(language)
    told = [say(text), *([say("failure_reference", reference=reference)] if reference else [])]
    paragraphs = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in told)
    if reference and (ours := brand()) and ours.contact:
        paragraphs += f'\n<p class="contact">{escape(ours.contact)}</p>'
    words = {"language": language, "title": say(title), "product": say("product_name"), "home": say("start_again")}
    page = _page().substitute({key: escape(said) for key, said in words.items()}, paragraphs=paragraphs, icon=icon(), mark=_mark())
    return HTMLResponse(page, status, {**PRIVATE, "Vary": "Accept-Language"})


def refused(language: Language) -> Response:
    """For a file that there is not, or that this browser may not have: the same for both."""
    return notice("download_refused_title", "download_refused_text", _NOT_FOUND, language)


def spoken(request: HTTPConnection) -> Language:
    """The language of whoever asks."""
    return languages.wanted(request.query_params.get("language"), request.headers.get("accept-language"))


class Notices:
    """Puts a small page in the place of every bare refusal, and of what was going to be a fault."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        try:
            await self.app(scope, receive, answer.pass_on)
        except Exception as error:  # noqa: BLE001 (whatever it is, the visitor reads the same)
            reference = failure.noted("an address", error)
            await answer.instead(notice("broken_address_title", "broken_address_text", _FAULT, spoken(Request(scope)), reference))


class _Answer:
    """One answer on its way out: passed on, or replaced before its first byte has left."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.begun = False

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start" and (words := _bare(self.scope, message)):
            status = message["status"] if message["status"] >= _LEAST_REFUSAL else _NOT_FOUND
            await self.instead(notice(f"{words}_title", f"{words}_text", status, spoken(Request(self.scope))))
            self.send = _dropped
        self.begun = True
        await self.send(message)

    async def instead(self, page: Response) -> None:
        """An answer that has begun cannot be taken back: it ends where it is."""
        if not self.begun:
            await page(self.scope, self.receive, self.send)


async def _dropped(_message: Message) -> None:
    pass


def _bare(scope: Scope, start: Message) -> str:
    """The words for an answer that has none of its own; "" for one that has.

    For an address that nobody serves Streamlit sends its page, and 200: the page is ours, and `/` its only address.
    """
    status, kind = start["status"], Headers(raw=start["headers"]).get("content-type", "text/plain")
    if status < _LEAST_REFUSAL:
        return "nowhere" if kind.startswith("text/html") and isinstance(scope.get("endpoint"), StaticFiles) else ""
    if not kind.startswith("text/plain"):
        return ""
    return _WORDS.get(status, "not_done") if status < _FAULT else "unreachable"


_WORDS: Mapping[int, str] = {_NOT_FOUND: "nowhere", _TOO_LARGE: "too_large"}


@cache
def _page() -> Template:
    """With the fonts that Streamlit serves for the pages, so that they are there already."""
    faces = (
        f'@font-face {{ font-family: "{name}"; font-weight: 200 900; font-display: swap; src: url("{address}"); }}'
        for name, address in fonts().items()
    )
    return Template(Template((_HERE / "notice.html").read_text("utf-8")).safe_substitute(faces="\n".join(faces)))


@cache
def _mark() -> str:
    """The sign beside the name; the name says what it is."""
    drawn = (_HERE / "mark.svg").read_text("utf-8")
    return drawn.replace(' role="img" aria-label="Two Hats"', ' aria-hidden="true"').replace(' fill="#1F4272"', "")
