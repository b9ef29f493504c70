"""Figures for Prometheus, each copy its own: how much is done, how long it takes, what is refused. No ids, nothing about anybody."""

import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from . import settings

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)  # seconds
_SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second line for each figure, which nobody asks for
registry = CollectorRegistry()
ProcessCollector(registry=registry)
_requests = Counter("two_hats_requests", "Answers to requests, by route and status", ["method", "route", "status"], registry=registry)
_request_seconds = Histogram("two_hats_request_seconds", "From a request to the end of its answer", buckets=_SLOW, registry=registry)
_refusals = Counter(
    "two_hats_refusals", "Visits turned away before they met a page, by route and status", ["route", "status"], registry=registry
)
_sessions = Gauge("two_hats_sessions", "Tabs that are open", registry=registry)
_reruns = Histogram("two_hats_rerun_seconds", "Drawing a page anew", buckets=_SLOW, registry=registry)
_answers = Counter("two_hats_answers", "Answers given, by what became of them", ["outcome"], registry=registry)
_store = Histogram("two_hats_store_seconds", "Transactions of the database", ["act"], buckets=_QUICK, registry=registry)
_reports = Histogram("two_hats_report_seconds", "Files made to be taken away", ["kind"], buckets=_SLOW, registry=registry)
_purged = Counter("two_hats_purged", "Deleted because its time was over", ["what"], registry=registry)
_purged_at = Gauge("two_hats_purged_timestamp_seconds", "When that was last looked for", registry=registry)

HEALTH = {"/healthz", "/readyz"}  # where "not now" is an answer
_REFUSALS = {400, 403, 413, 421, 429, 431, 503}


async def metrics(request: Request) -> Response:
    """The figures, for whoever bears the token. Without one in the settings there is no such address."""
    token = settings.metrics_token()
    if token is None:
        raise HTTPException(404)
    if not hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        return Response(status_code=401, headers={"WWW-Authenticate": "Bearer", "Content-Type": "application/json"})
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


def answered(method: str, route: str, status: int, seconds: float) -> None:
    """A request has its answer, or a tab was not let in; `route` is a pattern."""
    _requests.labels(method, route, str(status)).inc()
    _request_seconds.observe(seconds)
    if status in _REFUSALS and route not in HEALTH:
        _refusals.labels(route, str(status)).inc()


def opened(tabs: int) -> None:
    """So many tabs more, or fewer."""
    _sessions.inc(tabs)


@contextmanager
def rerun() -> Iterator[None]:
    """A page is drawn meanwhile."""
    with _reruns.time():
        yield


def made(kind: str, seconds: float) -> None:
    """A file was made to be taken away: how long whoever asked for it waited."""
    _reports.labels(kind).observe(seconds)


def answer(outcome: str) -> None:
    """An answer was "saved", "failed" to be, or is kept "in_this_tab" alone."""
    _answers.labels(outcome).inc()


def transacted(act: str, seconds: float) -> None:
    """The database has done a "read" or a "write", or failed to."""
    _store.labels(act).observe(seconds)


def purged(**counts: int) -> None:
    """So many of each kind are gone."""
    for what, count in counts.items():
        _purged.labels(what).inc(count)
    _purged_at.set(time.time())
