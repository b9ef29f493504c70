"""The names of the cookies, and how one is handed over. None of them can be read by a script of the page."""

from starlette.requests import Request
from starlette.responses import Response

from questionnaire.keys import Kind
from questionnaire.store import KEPT_SECONDS

BROWSER = "two_hats_browser"


def cookie_of(public: str, kind: Kind = "sitting") -> str:
    """The cookie that a link hands over: each link its own, each kind of link another name."""
    return f"two_hats_{public}" if kind == "sitting" else f"two_hats_{kind}_{public}"


def hand_over(response: Response, request: Request, name: str, secret: str) -> None:
    """Leave a secret with the browser."""
    response.set_cookie(name, secret, max_age=KEPT_SECONDS, httponly=True, samesite="lax", secure=request.url.scheme == "https")
