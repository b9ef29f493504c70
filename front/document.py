"""The page that every visit begins with: Streamlit's own, in the reader's language, under our name, with our script and our style sheet.

Also these two. All change with the program only, so a browser keeps what it has.
"""

import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from questionnaire.models import LANGUAGES, Language
from questionnaire.words import voice
from reports.pictures import DARK, LIGHT

from . import language as languages

_HERE = Path(__file__).parent
_STREAMLIT = Path(streamlit.__file__).parent / "static" / "index.html"
_PARTS = _STREAMLIT.parent / "static" / "js"
_DRAWN_FIRST = ("Html", "ButtonGroup", "Button", "Checkbox", "Progress", "Radio")  # named by Streamlit
_HTML = "text/html; charset=utf-8"
_KINDS = {"page.js": "text/javascript; charset=utf-8", "look.css": "text/css; charset=utf-8"}
_A_YEAR = "public, max-age=31536000, immutable"
_PUBLIC = {"language", "embed", "embed_options", "example"}  # parameters of a page that anybody may find
_SCRIPT_WORDS = ("script_skip", "script_copy", "script_lost_title", "script_lost_text")  # what the script says, in each language
_PAPER, _PAPER_AT_NIGHT = LIGHT["paper"], DARK["paper"]


async def document(request: Request) -> Response:
    """The page, in the language of the address or of the browser."""
    query = request.query_params
    page, tag = served(languages.wanted(query.get("language"), request.headers.get("accept-language")))
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Language"}
    if not query.keys() <= _PUBLIC:
        headers["X-Robots-Tag"] = "noindex"
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(page, media_type=_HTML, headers=headers)


async def part(request: Request) -> Response:
    """The script of the page, or its style sheet: the address changes with what it names."""
    name = request.url.path.removeprefix("/")
    return Response(_file(name), media_type=_KINDS[name], headers={"Cache-Control": _A_YEAR})


def routes() -> list[Route]:
    """Where the browser finds the script and the style sheet."""
    return [Route(f"/{name}", part) for name in _KINDS]


@cache
def served(language: Language) -> tuple[bytes, str]:
    """The page in that language and its fingerprint."""
    page = _STREAMLIT.read_text("utf-8")
    for old, new in _changes(language).items():
        page, found = re.subn(old, new.replace("\\", r"\\"), page, flags=re.DOTALL)
        if found != 1:
            raise RuntimeError(f"Streamlit's page has {found} times {old}. Look at it, and mend front/document.py.")
    return page.encode(), f'W/"{_fingerprint(page.encode())}"'


def _changes(language: Language) -> dict[str, str]:
    """What stands instead of what."""
    return {
        r'<html lang="en">': f'<html lang="{language}">',
        r"<title>Streamlit</title>": _head(language),
        r'(?<=rel="shortcut icon" href=")./favicon.png': icon(),
        r"<!--(?:(?!-->).)*?RFC 8631.*?-->\s*<link rel=\"service-desc\"[^>]*>": "",  # a door for programs that is shut here
        r'<div id="root"></div>': f'<div id="root"></div>\n    <link rel="stylesheet" href="{_kept("look.css")}">',  # after Streamlit's own
        r"<noscript>.*?</noscript>": f"<noscript>{_without_script(language)}</noscript>",
    }


def _head(language: Language) -> str:
    say = voice(language)
    title, description = escape(say("document_title")), escape(say("document_description"))
    words = json.dumps({code: {key: voice(code)(key) for key in _SCRIPT_WORDS} for code in LANGUAGES}, ensure_ascii=False)
    return f"""<title>{title}</title>
    <meta name="description" content="{description}" />
    <meta property="og:title" content="{title}" />
    <meta property="og:description" content="{description}" />
    <meta property="og:type" content="website" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="{_PAPER}" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="{_PAPER_AT_NIGHT}" />
    {_fetched_early()}
    <style>html {{ background: light-dark({_PAPER}, {_PAPER_AT_NIGHT}); color-scheme: light dark; }}</style>
    <script src="{_kept("page.js")}" data-words="{escape(words)}" defer></script>"""


def _fetched_early() -> str:
    """What the first two screens are drawn with, fetched with the page: Streamlit asks for each part only once it has to draw it."""
    found, whole = set[str](), _STREAMLIT.read_text("utf-8")
    ahead = [file.name for part in _DRAWN_FIRST for file in _PARTS.glob(f"{part}.*.js")]
    while ahead:
        name = ahead.pop()
        if name not in found and f"/{name}" not in whole:
            found.add(name)
            ahead += re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', (_PARTS / name).read_text("utf-8"))
    return "\n    ".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in sorted(found))


def _without_script(language: Language) -> str:
    """In the reader's language first, then in the others: who cannot choose one here must find theirs."""
    order = sorted(LANGUAGES, key=lambda code: code != language)
    return "".join(
        f'<p lang="{code}">{escape(voice(code)("document_without_script"))} '
        f'<a href="/method?language={code}">{escape(voice(code)("document_method"))}</a>.</p>'
        for code in order
    )


def _kept(name: str) -> str:
    """An address that a browser may keep for good."""
    return f"/{name}?v={_fingerprint(_file(name))}"


@cache
def _file(name: str) -> bytes:
    return (_HERE / name).read_bytes()


def fonts() -> dict[str, str]:
    """The addresses of the fonts of the pages, whose names change with Streamlit."""
    media = _STREAMLIT.parent / "static" / "media"
    names = {"Source Sans": "SourceSansVF-Upright", "Source Serif": "SourceSerifVariable-Roman"}
    return {family: f"/static/media/{next(media.glob(f'{name}.*.woff2')).name}" for family, name in names.items()}


@cache
def icon() -> str:
    """The sign of the tab, in the address itself: nothing more to ask for."""
    return "data:image/svg+xml," + quote(_file("icon.svg").decode())


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
