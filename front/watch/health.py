"""What a watchman asks: whether the process answers, and whether visitors should be sent to it."""

import threading

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from database.engine import StoreError, database

from .leaving import leaving

proved = threading.Event()
"""The rules were looked at in every state, and all that must hold does."""


async def alive(_request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"alive": True})


async def ready(_request: Request) -> Response:
    """200 if the database answers with the schema of this program, the rules are proved and nobody has told us to leave; else 503."""
    found = {"store": await anyio.to_thread.run_sync(_store), "rules": proved.is_set(), "leaving": leaving.is_set()}
    fine = found["store"] and found["rules"] and not found["leaving"]
    return JSONResponse({"ready": fine, **found}, status_code=200 if fine else 503, headers={"Cache-Control": "no-store"})


def _store() -> bool:
    try:
        return database().current()
    except StoreError:
        return False
