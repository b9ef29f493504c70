"""When something fails: a calm page with a reference, the same reference in the log, and nobody's words in either."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from database.errors import StoreError
from front import failure
from front.notices import Notices
from questionnaire.models import LANGUAGES
from tests.front.asked import Answer, ask

PRIVATE = "what somebody wrote"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What our own lines of the log say."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    failure.log.addHandler(handler)
    yield said
    failure.log.removeHandler(handler)


async def fails(_request: Request) -> Response:
    raise ValueError(PRIVATE)


async def fails_on_its_way(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ValueError(PRIVATE)


async def refuses(request: Request) -> Response:
    return PlainTextResponse("no", int(request.path_params["status"]))


async def explains(_request: Request) -> Response:
    return JSONResponse({"ready": False}, 503)


@pytest.fixture
def app(tmp_path: Path) -> Starlette:
    """Every way to fail, and behind them a folder that answers with its page, as Streamlit does."""
    (tmp_path / "index.html").write_text("<p>a page</p>")
    (tmp_path / "style.css").write_text("p {}")
    routes = [
        Route("/fails", fails), Mount("/fails_late", fails_on_its_way), Route("/refuses/{status}", refuses), Route("/explains", explains),
        Mount("/", StaticFiles(directory=tmp_path, html=True)),
    ]  # fmt: skip
    return Starlette(routes=routes, middleware=[Middleware(Notices)])


def is_ours(answer: Answer, spoken: str) -> bool:
    return f'<html lang="{spoken}">' in answer.body and "$" not in answer.body and answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_fault_has_one_reference_for_the_visitor_and_the_log(app: Starlette, log: io.StringIO, spoken: str) -> None:
    answer = ask(app, "/fails", accept_language=spoken)
    reference = log.getvalue().partition("reference ")[2].split()[0]
    assert (answer.status, len(reference)) == (500, 8)
    assert is_ours(answer, spoken)
    assert reference in answer.body
    assert "test_failure.py" in log.getvalue()
    assert PRIVATE not in answer.body + log.getvalue().replace(f'"{PRIVATE}"', "")
    assert "Traceback" not in answer.body


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("status", [400, 404, 405, 413, 429, 503])
def test_a_bare_refusal_becomes_a_page(app: Starlette, spoken: str, status: int) -> None:
    answer = ask(app, f"/refuses/{status}?language={spoken}")
    assert answer.status == status
    assert is_ours(answer, spoken)


def test_the_page_of_another_address_is_no_answer(app: Starlette) -> None:
    assert ask(app, "/index.html").status == 404
    assert ask(app, "/style.css").status == 200


def test_a_method_that_an_address_does_not_know_is_told_calmly(app: Starlette) -> None:
    answer = ask(app, "/explains", "POST", accept_language="fr")
    assert answer.status == 405
    assert is_ours(answer, "fr")


def test_who_answers_programs_is_left_alone(app: Starlette) -> None:
    assert ask(app, "/explains").body == '{"ready":false}'


def test_an_answer_that_has_begun_ends_where_it_is(app: Starlette, log: io.StringIO) -> None:
    assert ask(app, "/fails_late/").body == ""
    assert "reference" in log.getvalue()


def test_the_log_tells_every_cause_and_no_word_that_was_given(log: io.StringIO) -> None:
    def read() -> None:
        try:
            int(PRIVATE)
        except ValueError as error:
            raise StoreError("the disk is full") from error

    try:
        read()
    except StoreError as error:
        failure.noted("a page", error)
    said = log.getvalue()
    assert said.index("builtins.ValueError") < said.index("database.errors.StoreError: the disk is full")
    assert PRIVATE not in said


def test_references_differ_and_can_be_read_aloud(log: io.StringIO) -> None:
    made = [failure.noted("a page", ValueError()) for _ in range(50)]
    assert len(set(made)) == 50
    assert not set("".join(made)) & set("IO01S5")
