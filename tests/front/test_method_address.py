"""The address of the method: in the language that is asked for, and sent again only when it has changed."""

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.requests import Request
from starlette.responses import Response

from front import method


def visit(query: str = "", **headers: str) -> Response:
    """What the address answers."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    with start_blocking_portal() as elsewhere:  # a browser of another test may hold this thread's loop
        return elsewhere.call(method.method, Request({"type": "http", "method": "GET", "query_string": query.encode(), "headers": raw}))


def language_of(answer: Response) -> bytes:
    return bytes(answer.body).split(b'<html lang="')[1][:2]


@pytest.mark.parametrize(
    ("query", "preferred", "language"),
    [
        ("", "fr-FR,fr;q=0.9,en;q=0.8", b"fr"),
        ("", "en-GB,en;q=0.9,fr;q=0.8", b"en"),
        ("", "de", b"en"),
        ("", "", b"en"),
        ("language=fr", "en", b"fr"),
        ("language=en", "fr", b"en"),
        ("language=xx", "fr", b"fr"),
    ],
)
def test_the_address_says_the_language_before_the_browser_does(query: str, preferred: str, language: bytes) -> None:
    answer = visit(query, accept_language=preferred)
    assert (answer.status_code, language_of(answer)) == (200, language)
    assert "Accept-Language" in answer.headers["vary"]


def test_a_browser_that_has_the_page_is_sent_nothing() -> None:
    tag = visit("language=fr").headers["etag"]
    again = visit("language=fr", if_none_match=tag)
    assert (again.status_code, again.body) == (304, b"")
    assert visit("language=en", if_none_match=tag).status_code == 200
