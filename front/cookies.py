"""The names of the cookies, and how one is handed over. None of them can be read by a script of the page."""

from starlette.requests import Request
from starlette.responses import Response

from questionnaire.keys import Kind
from questionnaire.store import KEPT_SECONDS

from .embedding import framed

OURS = "two_hats_"  # what the names of all our cookies begin with
BROWSER = f"{OURS}browser"


def cookie_of(public: str, kind: Kind = "sitting") -> str:
    """The cookie that a link hands over: each link its own, each kind of link another name."""
    return f"{OURS}{public}" if kind == "sitting" else f"{OURS}{kind}_{public}"


def hand_over(response: Response, request: Request, name: str, secret: str) -> None:
    """Leave a secret with the browser; in a frame only for the frames of that very site."""
    elsewhere = framed(request)
    secure = elsewhere or request.url.scheme == "https"
    response.set_cookie(name, secret, max_age=KEPT_SECONDS, httponly=True, samesite="none" if elsewhere else "lax", secure=secure)
    if elsewhere:
        header, value = response.raw_headers.pop()
        response.raw_headers.append((header, value + b"; Partitioned"))  # set_cookie can say so from Python 3.14 on
