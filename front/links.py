"""The secret links: a sitting, a workspace, an invitation, a shared result. A GET hands a secret over to a cookie and changes nothing."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from questionnaire import keys
from questionnaire.languages import known

from .cookies import cookie_of, hand_over

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
LETTERS: dict[str, keys.Kind] = {"s": "sitting", "w": "workspace", "i": "invitation", "r": "share"}


def routes() -> list[Route]:
    """One address for each kind of link; it may say a language, which the page keeps."""
    return [Route(f"/{letter}/{{link}}", _opener(kind)) for letter, kind in LETTERS.items()]


def path(kind: keys.Kind, key: keys.Key) -> str:
    """The part of a link after the host."""
    letter = next(letter for letter, of in LETTERS.items() if of == kind)
    return f"/{letter}/{key}"


def _opener(kind: keys.Kind) -> Callable[[Request], Awaitable[Response]]:
    async def open_link(request: Request) -> Response:
        """Go on to a clean address. Says the same for links that exist and that don't."""
        key = keys.parsed(request.path_params["link"])
        language = known(request.query_params.get("language"))
        place = {kind: key.public if key else "damaged", **({"language": language} if language else {})}
        answer = RedirectResponse(f"/?{urlencode(place)}", status_code=303, headers=PRIVATE)
        if key:
            hand_over(answer, request, cookie_of(key.public, kind), key.secret)
        return answer

    return open_link
