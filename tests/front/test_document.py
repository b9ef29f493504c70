"""The page that every visit begins with: in the reader's language, with our script and nothing that our policy would refuse."""

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.routing import Route

from front import document, language
from front.doors.headers import Headers
from questionnaire.models import LANGUAGES
from tests.front.asked import ask

APP = Starlette(routes=[Route("/", document.document), *document.routes()])
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@pytest.mark.parametrize(
    ("asked", "preferred", "spoken"),
    [
        (None, "fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        (None, "en-GB,en;q=0.9,fr;q=0.8", "en"),
        (None, "de-CH,en;q=0.5,fr;q=0.8", "fr"),
        (None, "fr;q=0,en;q=0.1", "en"),
        (None, "de, *;q=0.5", "en"),
        (None, "fr;q=much", "en"),
        (None, None, "en"),
        ("fr", "en", "fr"),
        ("xx", "fr", "fr"),
    ],
)
def test_the_address_decides_then_the_browser_then_we_do(asked: str | None, preferred: str | None, spoken: str) -> None:
    assert language.wanted(asked, preferred) == spoken


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_page_is_in_the_language_of_its_reader(spoken: str) -> None:
    page = ask(APP, f"/?language={spoken}", accept_language="de")
    assert f'<html lang="{spoken}">' in page.body
    assert "Accept-Language" in page.headers["vary"]
    assert not any(word in page.body for word in ("<title>Streamlit", "You need to enable JavaScript", "agent"))


def test_without_javascript_everybody_finds_a_language() -> None:
    said = ask(APP, "/").body.partition("<noscript>")[2].partition("</noscript>")[0]
    assert re.findall(r'<p lang="(\w+)">', said) == list(LANGUAGES)


def test_a_browser_that_has_the_page_is_sent_nothing() -> None:
    tag = ask(APP, "/", accept_language="fr").headers["etag"]
    assert ask(APP, "/", accept_language="fr", if_none_match=tag).status == 304
    assert ask(APP, "/", accept_language="en", if_none_match=tag).status == 200


def test_only_what_is_nobodys_may_be_found() -> None:
    assert "x-robots-tag" not in ask(APP, "/?language=fr&embed=true").headers
    assert ask(APP, "/?sitting=x").headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize(("name", "kind"), [("page.js", "text/javascript"), ("look.css", "text/css")])
def test_what_the_page_brings_along_is_kept_for_as_long_as_it_is_the_same(name: str, kind: str) -> None:
    address = re.search(rf'(?:src|href)="(/{re.escape(name)}\?v=(\w+))"', ask(APP, "/").body)
    assert address
    part = ask(APP, address[1])
    assert hashlib.sha256(part.body.encode()).hexdigest().startswith(address[2])
    assert "immutable" in part.headers["cache-control"]
    assert part.headers["content-type"].startswith(kind)


def test_our_style_sheet_has_the_last_word() -> None:
    """Of two rules that are as precise, the later one counts; Streamlit puts its own into the head."""
    page = ask(APP, "/").body
    assert page.rindex('rel="stylesheet"') == page.index('rel="stylesheet" href="/look.css') > page.index("</head>")


def test_the_script_has_the_same_words_in_each_language() -> None:
    given = re.search(r'data-words="([^"]*)"', ask(APP, "/").body)
    assert given
    words = json.loads(unescape(given[1]))
    assert set(words) == set(LANGUAGES)
    assert len({frozenset(said) for said in words.values()}) == 1
    assert all(all(said.values()) for said in words.values())


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_policy_allows_the_inline_scripts_of_the_page_and_no_other(spoken: str) -> None:
    async def policy_alone(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]

    policy = ask(Headers(policy_alone), "/").headers["content-security-policy"]
    page = ask(APP, f"/?language={spoken}").body
    digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in INLINE.findall(page)}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests


def test_streamlit_still_says_what_the_script_replaces() -> None:
    """A lost connection: the script knows its dialog by these words alone."""
    replaced = re.search(r'title\?\.textContent !== "([^"]+)"', (Path(document.__file__).parent / "page.js").read_text("utf-8"))
    assert replaced
    program = [file.read_text("utf-8") for file in (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")]
    assert any(f"`{replaced[1]}`" in text for text in program)
    assert any("slot:`title`" in text for text in program)
