"""What can be taken away as a file: made anew from the stored answers, for whoever may open them, and kept by nobody on the way."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from database.engine import StoreError
from questionnaire.models import Language
from questionnaire.words import voice
from reports.paper import Paper
from reports.scope import Scope

from . import account, authority, forms, workshop
from .basis import Basis
from .links import PRIVATE
from .notices import notice, refused, spoken
from .reader import shared
from .sitting import results
from .wallet import Wallet
from .watch import metrics

TYPES = {
    **forms.TYPES, "json": "application/json", "zip": "application/zip", "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What somebody asked for: the parts of the address, the wallet of their browser, their account; in which language, on which paper."""

    place: Mapping[str, str]
    wallet: Wallet
    account: str | None
    language: Language
    paper: Paper = "a4"

    @property
    def kind(self) -> str:
        return self.place["kind"]


@dataclass(frozen=True)
class File:
    """A file to take away; `name` is without its ending."""

    content: bytes
    name: str


Make = Callable[[Asked], File | None]


def routes() -> list[BaseRoute]:
    """Every address a file is served from. Whoever adds one says who may have it in `authority`."""
    return [Route("/report/{public}.{kind}", served(report_file)), Route("/shared/{public}.{kind}", served(shared_file))]


def served(make: Make) -> Callable[[Request], object]:
    """An endpoint that gives the file, or says the same to everybody who may not have it."""

    async def serve(request: Request) -> Response:
        asked, began = _asked(request), time.perf_counter()
        try:
            made = await anyio.to_thread.run_sync(make, asked, limiter=_presses()) if asked.kind in TYPES else None
        except StoreError:
            return notice("unreachable_title", "unreachable_text", 503, asked.language)
        except workshop.TooMuch:
            return notice("too_much_title", "too_much_text", 503, asked.language)
        if made is None:
            return refused(asked.language)
        metrics.made(asked.kind, time.perf_counter() - began)
        attachment = f'attachment; filename="{made.name}.{asked.kind}"'
        return Response(made.content, media_type=TYPES[asked.kind], headers={**PRIVATE, "Content-Disposition": attachment})

    return serve


def report_file(asked: Asked) -> File | None:
    """The report of a sitting in any of its forms, for whoever may take it away."""
    admitted = authority.sitting(asked.place["public"], asked.wallet, asked.account)
    if admitted is None or not admitted.may("download"):
        return None
    return _report(results.basis(admitted), admitted.scope, asked)


def shared_file(asked: Asked) -> File | None:
    """A shared result as far as its link shows it, for whoever holds the link."""
    opened = shared.opened(asked.place["public"], asked.wallet)
    return _report(opened.basis(), opened.behind.scope, asked) if opened and opened.ready else None


def _report(basis: Basis, scope: Scope, asked: Asked) -> File | None:
    content = forms.written(partial(basis.report, asked.language, scope), asked.kind, asked.paper)
    return File(content, voice(asked.language)("report_file")) if content else None


def _asked(request: Request) -> Asked:
    paper = forms.LETTER if request.query_params.get("paper") == forms.LETTER else "a4"
    return Asked(request.path_params, Wallet.of(request.cookies), account.of_request(request), spoken(request), paper)


@cache
def _presses() -> anyio.CapacityLimiter:
    """Two files at once: a report must not slow down those who answer."""
    return anyio.CapacityLimiter(2)
