"""Who may show our pages in a frame: nobody, unless the setting names them; and what a browser keeps there."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from front import embedding
from front.cookies import hand_over
from front.doors.headers import Headers, of_every_answer
from tests.front.asked import Answer, ask

ROOT = Path(__file__).parents[2]
BLOG = "https://blog.example"


@pytest.fixture
def allow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets who may."""

    def forget() -> None:
        embedding.allowed.cache_clear()
        of_every_answer.cache_clear()

    def named(sites: str) -> None:
        monkeypatch.setenv(embedding.SETTING, sites)
        forget()

    named("")
    yield named
    forget()


def headers() -> Answer:
    async def nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    return ask(Headers(nothing), "/")


def cookie(dest: str) -> str:
    request = Request(
        {"type": "http", "headers": [(b"sec-fetch-dest", dest.encode())], "scheme": "http", "server": ("localhost", 80), "path": "/"}
    )
    response = Response()
    hand_over(response, request, "name", "secret")
    return response.headers["set-cookie"]


def test_nobody_may_frame_us_unless_named(allow: Callable[[str], None]) -> None:
    sent = headers().headers
    assert "frame-ancestors 'none'" in sent["content-security-policy"]
    assert sent["x-frame-options"] == "DENY"


@pytest.mark.parametrize("sites", [BLOG, f"{BLOG} https://*.example:8443", "*"])
def test_those_who_are_named_may(allow: Callable[[str], None], sites: str) -> None:
    allow(sites)
    sent = headers().headers
    assert f"frame-ancestors {sites};" in sent["content-security-policy"]
    assert "x-frame-options" not in sent


@pytest.mark.parametrize("sites", ["blog.example", f"{BLOG}/page", f"* {BLOG}", "https://x;script-src", "'self'", "ftp://x"])
def test_what_is_no_origin_is_refused(sites: str) -> None:
    with pytest.raises(embedding.NoOrigin):
        embedding.origins({embedding.SETTING: sites})


def test_nonsense_ends_the_program_with_one_sentence() -> None:
    check = "from front.start import check_embedding; check_embedding()"
    environment = {**os.environ, embedding.SETTING: "nonsense"}
    ended = subprocess.run([sys.executable, "-c", check], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1), ended.stderr


def test_in_a_frame_a_cookie_is_for_that_site_alone(allow: Callable[[str], None]) -> None:
    allow(BLOG)
    kept = cookie("iframe").lower()
    assert all(word in kept for word in ("httponly", "samesite=none", "secure", "partitioned"))


@pytest.mark.parametrize(("sites", "dest"), [("", "iframe"), (BLOG, "document"), (BLOG, "")])
def test_elsewhere_no_other_site_can_send_a_cookie(allow: Callable[[str], None], sites: str, dest: str) -> None:
    allow(sites)
    kept = cookie(dest).lower()
    assert "samesite=lax" in kept
    assert "partitioned" not in kept


def test_the_script_for_others_is_there_only_for_those_who_are_named(allow: Callable[[str], None]) -> None:
    app = Starlette(routes=[Route("/embed.js", embedding.script)])
    assert ask(app, "/embed.js").status == 404
    allow(BLOG)
    assert "/* titles */" not in ask(app, "/embed.js").body
