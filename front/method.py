"""The page that tells how a verdict comes about. A GET changes nothing."""

import hashlib
from functools import cache

import anyio
from starlette.requests import Request
from starlette.responses import Response

from questionnaire.languages import Language
from reports.method import method as method_told, method_voice
from scoring.proof import certificate

from . import language

_HTML = "text/html; charset=utf-8"


async def method(request: Request) -> Response:
    """The same for everybody; `?language=fr`, else as the browser prefers."""
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
