"""What Streamlit's page is made of: its scripts, styles and letters, packed once and kept in memory.

Streamlit itself reads each of them from the disk for each visitor, and sends it unpacked: four times as much for a phone to wait for.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from questionnaire.languages import OTHERWISE

from . import document

UNDER = "/static/"
_FOLDER = Path(streamlit.__file__).parent / "static" / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
_PACKED = {".js", ".css", ".svg", ".ttf"}  # the others are packed already
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}  # a changed part has another name
_CHARTS = "VegaLiteChart"


class Parts:
    """Serves them, to whoever asks: nobody learns anything from them. What is none of them is nowhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(UNDER) or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        else:
            await answer(scope["path"].removeprefix(UNDER), Headers(scope=scope))(scope, receive, send)


def answer(name: str, asked: Headers) -> Response:
    """A part by its address in that folder, packed if that saves something and the browser can unpack it; 404 for anything else."""
    if name not in _files():
        return Response(status_code=404)
    kind = Path(name).suffix
    packed = kind in _PACKED and "gzip" in asked.get("accept-encoding", "")
    headers = {**_HEADERS, "Content-Encoding": "gzip"} if packed else _HEADERS
    return Response(_read(name, packed=packed), headers=headers, media_type=_TYPES.get(kind))


def warm() -> None:
    """Pack what the first screens and the charts are drawn with."""
    page = document.served(OTHERWISE)[0].decode()
    first = re.findall(r"\./static/([\w./-]+)", page)
    for name in {*first, *(name for name in _files() if _CHARTS in name)}:
        if Path(name).suffix in _PACKED:
            _read(name, packed=True)


@cache
def _files() -> dict[str, Path]:
    """By their addresses: whatever is not among them is not served."""
    return {file.relative_to(_FOLDER).as_posix(): file for file in _FOLDER.rglob("*") if file.is_file()}


@cache
def _read(name: str, *, packed: bool) -> bytes:
    content = _files()[name].read_bytes()
    return gzip.compress(content, mtime=0) if packed else content
