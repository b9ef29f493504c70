"""What whoever runs the program sees: health, figures, and a log in which nobody is quoted."""

import asyncio
import io
import json
import logging
import os
import signal
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from database.engine import StoreError, database as the_database
from front import watch
from front.watch import health, leaving, logs, metrics, settings
from questionnaire.store import Store
from tests.front.asked import ask, knock

CANARY = "canary-7f3a"
TOKEN = "a token of some length"
HEX = "0123456789abcdef0123456789abcdef"


@pytest.fixture(params=["json", "text"])
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What the log says, in either form."""
    said, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logs.formatter(json=request.param == "json"))
    monkeypatch.setattr(logging.getLogger(logs.OURS), "level", logging.INFO)
    root.addHandler(handler)
    yield said.getvalue
    root.removeHandler(handler)


@pytest.fixture
def here() -> Iterator[None]:
    """Nobody has told this copy to leave, and its rules are proved; nor will anybody have."""
    leaving.leaving.clear()
    health.proved.set()
    yield
    leaving.leaving.clear()


async def opened(request: Request) -> Response:
    logging.getLogger("two_hats").warning("something happened", extra={"name_of_somebody": CANARY, "status": 418})
    return PlainTextResponse("")


async def raising(_request: Request) -> Response:
    raise ValueError(CANARY)


async def talking(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(str(metrics.registry.get_sample_value("two_hats_sessions")))
    await socket.close()


async def shut(socket: WebSocket) -> None:
    await socket.close(1008)


@pytest.fixture
def app() -> Starlette:
    """The watch with little behind it."""
    routes = [
        Route("/", opened), Route("/s/{link}", opened), Route("/raising", raising), Route("/metrics", metrics.metrics),
        Route("/readyz", health.ready), WebSocketRoute("/talking", talking), WebSocketRoute("/shut", shut),
    ]  # fmt: skip
    return Starlette(routes=routes, middleware=watch.standing())


def _raised() -> Exception:
    try:
        int(CANARY)
    except ValueError as error:
        return error
    raise AssertionError


def counted(name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0


# ---- the log


def test_no_value_that_is_not_allowed_reaches_the_log(lines: Callable[[], str]) -> None:
    theirs = logging.getLogger("some.library")
    logging.getLogger("two_hats").error("something of ours", extra={"typed": CANARY, "link": CANARY, "reference": "K7QM3XWD"})
    theirs.warning("it disliked %s", CANARY, extra={"typed": CANARY})
    theirs.error(f"never retrieved\nfuture: ValueError({CANARY!r})")
    theirs.error("it failed: %s", CANARY, exc_info=_raised())
    theirs.error(ValueError(CANARY))
    assert CANARY not in lines()
    assert "K7QM3XWD" in lines()
    assert "it disliked %s" in lines()
    assert lines().count("builtins.ValueError") == 1
    assert "test_watch.py" in lines()


@pytest.mark.parametrize("lines", ["json"], indirect=True)
def test_each_line_is_json_with_allowed_fields_alone(app: Starlette, lines: Callable[[], str]) -> None:
    ask(app, f"/s/{CANARY}?language={CANARY}", referer=CANARY, user_agent=CANARY, cookie=f"x={CANARY}")
    told = [json.loads(line) for line in lines().splitlines()]
    happened, visit = [line for line in told if line["logger"].startswith("two_hats")]
    assert all(set(line) <= set(logs.ALLOWED) for line in told)
    assert happened["status"] == 418
    assert visit["route"] == "/s/{link}"
    assert (visit["method"], visit["status"], visit["request"]) == ("GET", 200, happened["request"])
    assert CANARY not in lines()


@pytest.mark.parametrize("given", [HEX, "01234567-89ab-cdef-0123-456789abcdef"])
def test_the_id_of_a_proxy_is_taken_over(app: Starlette, lines: Callable[[], str], given: str) -> None:
    assert ask(app, "/", x_request_id=given).headers[logs.REQUEST_ID] == given
    assert given in lines()


@pytest.mark.parametrize("given", ["", CANARY, HEX[1:], HEX.upper(), f"{HEX}\t{HEX}", "0123456789abcdef-0123456789abcdef"])
def test_no_other_id_is(app: Starlette, lines: Callable[[], str], given: str) -> None:
    made = [ask(app, "/", x_request_id=given).headers[logs.REQUEST_ID] for _ in range(2)]
    assert made[0] != made[1]
    assert given not in made
    assert not given or given not in lines()


def test_a_visit_that_fails_is_counted_and_its_error_not_quoted(app: Starlette, lines: Callable[[], str]) -> None:
    before = counted("two_hats_requests_total", method="GET", route="/raising", status="500")
    with pytest.raises(ValueError, match=CANARY):
        ask(app, "/raising")
    assert counted("two_hats_requests_total", method="GET", route="/raising", status="500") == before + 1
    assert CANARY not in lines()


# ---- figures


def test_without_a_token_in_the_settings_there_are_no_figures(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("METRICS_TOKEN", raising=False)
    assert ask(app, "/metrics", authorization="Bearer ").status == 404


@pytest.mark.parametrize("said", ["", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer é"])
def test_only_who_bears_the_token_reads_them(app: Starlette, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    assert ask(app, "/metrics", authorization=said).status == 401
    assert ask(app, "/metrics", authorization=f"Bearer {TOKEN}").status == 200


def test_figures_tell_what_was_done_and_nothing_of_anybody(app: Starlette, monkeypatch: pytest.MonkeyPatch, database: Store) -> None:
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    before = counted("two_hats_requests_total", method="GET", route="/s/{link}", status="200")
    for link in (CANARY, "another"):
        ask(app, f"/s/{link}")
    ask(app, "/", CANARY.upper())
    ask(app, f"/{CANARY}")
    metrics.answer("saved")
    metrics.made("pdf", 0.5)
    metrics.purged(sittings=3)
    monkeypatch.setattr("database.engine.watchers", [metrics.transacted])
    database.answers_of([])
    told = ask(app, "/metrics", authorization=f"Bearer {TOKEN}").body
    assert CANARY not in told.lower()
    assert counted("two_hats_requests_total", method="GET", route="/s/{link}", status="200") == before + 2
    assert 'two_hats_answers_total{outcome="saved"}' in told
    assert counted("two_hats_report_seconds_count", kind="pdf") >= 1
    assert counted("two_hats_purged_total", what="sittings") >= 3
    assert counted("two_hats_store_seconds_count", act="read") >= 1
    assert "process_resident_memory_bytes" in told


def test_tabs_are_counted_while_they_are_open(app: Starlette) -> None:
    _accepted, said, _closed = knock(app, "/talking")
    assert float(said["text"]) == 1
    assert counted("two_hats_sessions") == 0


def test_a_tab_that_is_not_let_in_is_a_refusal(app: Starlette) -> None:
    before = counted("two_hats_refusals_total", route="/shut", status="403")
    knock(app, "/shut")
    assert counted("two_hats_refusals_total", route="/shut", status="403") == before + 1


# ---- health, and leaving


def test_visitors_are_sent_here_only_if_all_is_well(app: Starlette, here: None, database: Store) -> None:
    health.proved.clear()
    assert json.loads(ask(app, "/readyz").body) == {"ready": False, "store": True, "rules": False, "leaving": False}
    health.proved.set()
    assert ask(app, "/readyz").status == 200
    the_database().write(lambda db: db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'").rowcount)
    assert (newer := ask(app, "/readyz")).status == 503
    assert json.loads(newer.body)["store"] is False


def test_nobody_is_sent_to_a_database_that_does_not_answer(app: Starlette, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoreError("the database does not answer")

    monkeypatch.setattr(health, "database", fail)
    assert ask(app, "/readyz").status == 503


def test_who_leaves_takes_nobody_more_but_serves_who_is_here(app: Starlette, here: None, database: Store) -> None:
    leaving.leaving.set()
    assert [ask(app, address).status for address in ("/readyz", "/", "/s/x")] == [503, 503, 200]
    assert knock(app, "/talking")[0]["type"] == "websocket.close"


@pytest.mark.parametrize(("seconds", "told", "waits"), [("0", 1, False), ("60", 1, True), ("60", 2, False), ("0.01", 1, False)])
def test_the_end_comes_after_a_moment_or_at_the_second_word(
    here: None, monkeypatch: pytest.MonkeyPatch, seconds: str, told: int, *, waits: bool
) -> None:
    ended: list[int] = []
    monkeypatch.setenv("DRAIN_SECONDS", seconds)
    before = signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))

    async def live() -> None:
        leaving.when_told()
        for _ in range(told):
            os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(100):
            if ended:
                break
            await asyncio.sleep(0.001 if waits else 0.05)

    try:
        asyncio.run(live())
    finally:
        signal.signal(signal.SIGTERM, before)
    assert bool(ended) is not waits
    assert leaving.leaving.is_set() is (seconds != "0")


@pytest.mark.parametrize(
    ("name", "said"),
    [("DRAIN_SECONDS", "soon"), ("DRAIN_SECONDS", "-1"), ("DRAIN_SECONDS", "nan"), ("LOG_FORMAT", "xml"), ("METRICS_TOKEN", "short")],
)
def test_a_setting_that_cannot_be_used_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.setenv(name, said)
    with pytest.raises(settings.Unusable, match=name):
        settings.check()
