"""What is served around the pages, by one server: our pages in a frame of another site, and what a visitor sees when something fails."""

import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import Devices, Server, free_port
from tests.browser.gallery import FAILING

pytestmark = pytest.mark.browser
FITS = """() => {
  const page = document.querySelector("[data-testid=stMain]");
  return page?.querySelector("h1") && page.scrollHeight <= page.clientHeight;
}"""
HEIGHT = "() => document.querySelector('iframe').offsetHeight"


class Blog:
    """A site of somebody else that embeds us: another host name than ours, so another site."""

    def __init__(self, port: int, ours: str) -> None:
        page = f'<!DOCTYPE html><html lang="fr"><title>A blog</title><body><script src="{ours}/embed.js"></script></body></html>'.encode()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_said: Any) -> None:
                pass

        self.address = f"http://127.0.0.1:{port}/"
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def blogs() -> Iterator[list[int]]:
    """The ports of two blogs; the first is the one that may embed us."""
    return [free_port(), free_port()]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, blogs: list[int], log: Path) -> Iterator[Server]:
    """The program with a page that always fails, which one blog may embed."""
    url = f"sqlite:///{tmp_path_factory.mktemp('served') / 'answers.db'}"
    server = Server(url, {"PYTHONPATH": ".", "EMBED_ALLOWED": f"http://127.0.0.1:{blogs[0]}"}, program=FAILING)
    with log.open("wb") as said:
        server.start(said)
        yield server
        server.kill()


@pytest.fixture(params=[0, 1], ids=["named", "not named"])
def blog(request: pytest.FixtureRequest, blogs: list[int], served: Server) -> Iterator[Blog]:
    open_blog = Blog(blogs[request.param], served.address)
    yield open_blog
    open_blog.close()


# ---- in a frame of another site


def frame_in(blog: Blog, served: Server, device: Devices) -> Frame:
    """Our page, as the blog shows it on a phone."""
    page = device.new(served, width=400).page
    page.goto(blog.address)
    handle = page.locator("iframe").element_handle()
    frame = handle.content_frame()
    assert frame
    return frame


@pytest.mark.parametrize("blog", [0], indirect=True)
def test_a_question_is_answered_in_a_frame_as_high_as_what_stands_in_it(blog: Blog, served: Server, device: Devices) -> None:
    frame = frame_in(blog, served, device)
    frame.wait_for_function(FITS)
    assert frame.evaluate("document.documentElement.lang") == "fr"  # as the page around it, whatever the browser prefers
    frame.locator(".st-key-begin-founder-short button").click()
    expect(frame.locator(".st-key-next")).to_be_visible()
    frame.wait_for_function(FITS)
    closed = frame.page.evaluate(HEIGHT)
    frame.locator(".st-key-ask summary").first.click()
    frame.page.wait_for_function(f"closed => ({HEIGHT})() > closed", arg=closed)
    unfolded = frame.page.evaluate(HEIGHT)
    frame.locator(".st-key-ask summary").first.click()
    frame.page.wait_for_function(f"unfolded => ({HEIGHT})() < unfolded", arg=unfolded)
    first = frame.locator(".st-key-ask label[data-testid=stRadioOption]").first
    first.click()
    expect(frame.locator(".st-key-saved")).to_be_visible()
    frame.goto(frame.url)  # the frame has a key of its own to what was begun in it
    expect(first).to_have_attribute("data-selected", "true")


@pytest.mark.parametrize("blog", [1], indirect=True)
def test_a_site_that_is_not_named_shows_nothing_of_ours(blog: Blog, served: Server, device: Devices) -> None:
    frame = frame_in(blog, served, device)
    frame.wait_for_url("chrome-error://**")
    assert not frame.locator(".st-key-page").count()


# ---- when something fails


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_that_fails_says_so_calmly_and_can_be_found_in_the_log(served: Server, device: Devices, log: Path, language: str) -> None:
    visitor = device.new(served, language)
    heard: list[bytes] = []
    visitor.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda part: heard.append(part if isinstance(part, bytes) else part.encode())),
    )
    visitor.open("/?broken=1")
    told = visitor.page.get_by_role("alert")
    expect(told).to_be_visible()
    expect(visitor.at("brand")).to_be_visible()
    reference = re.search(r"\b[A-Z2-9]{8}\b", told.inner_text())
    assert reference
    assert reference[0] in log.read_text("utf-8")
    assert heard
    assert not [part for part in heard if b"broken on purpose" in part or b"Traceback" in part or b"RuntimeError" in part]
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/report/nobodys.pdf", 404),
        ("GET", "/brief/a/b/candidates.csv", 404),
        ("POST", "/", 405),
        ("GET", "//x", 400),
    ],
)
def test_what_cannot_be_had_is_said_in_the_readers_language(served: Server, language: str, method: str, path: str, status: int) -> None:
    asked = urllib.request.Request(served.address + path, method=method, headers={"Accept-Language": language})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    with refused.value as answer:
        assert answer.code == status
        assert f'<html lang="{language}">' in answer.read().decode()
