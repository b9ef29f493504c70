"""Which other sites may show ours in a frame, and the script they do it with. None may, unless EMBED_ALLOWED names them."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from questionnaire.models import LANGUAGES
from questionnaire.words import voice

SETTING = "EMBED_ALLOWED"
EVERY_SITE = "*"
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE)
_SCRIPT = Path(__file__).parent / "embed.js"
_AN_HOUR = "public, max-age=3600"
_FRAMES = {"iframe", "frame"}


class NoOrigin(Exception):
    """The setting names what is no origin. One sentence: what, and how to mend it."""


@cache
def allowed() -> tuple[str, ...]:
    """The sites that may embed ours, as the environment names them; read once. Raises NoOrigin."""
    return origins(os.environ)


def origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The sites that the setting names: origins, or one star for every site; empty if there is none. Raises NoOrigin."""
    named = tuple(environment.get(SETTING, "").split())
    wrong = [one for one in named if not _ORIGIN.fullmatch(one)]
    if named in {(), (EVERY_SITE,)} or not wrong:
        return named
    raise NoOrigin(f"{SETTING} names {wrong[0]}, which is no origin. Write https://blog.example, several with spaces between, or * alone.")


def framed(request: Request) -> bool:
    """Whether the page is asked for by a frame that may show it. Browsers say so, but only where they take secure cookies."""
    return bool(allowed()) and request.headers.get("sec-fetch-dest") in _FRAMES


async def script(_request: Request) -> Response:
    """What an embedding page includes."""
    if not allowed():
        raise HTTPException(404)
    return Response(_script(), media_type="text/javascript; charset=utf-8", headers={"Cache-Control": _AN_HOUR})


@cache
def _script() -> str:
    """With the title of the frame in each language."""
    titles = json.dumps({code: voice(code)("document_title") for code in LANGUAGES}, ensure_ascii=False)
    return _SCRIPT.read_text("utf-8").replace("{/* titles */}", titles)
