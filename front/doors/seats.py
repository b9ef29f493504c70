"""How many at once: so many tabs in all, half of them from one address. Newcomers are asked to wait before anybody inside is.

A page that is not loaded any more leaves room for those who are here and lost their connection: these may come back.
"""

import os
from collections import Counter
from functools import cache

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from .address import counted
from .refusal import busy, refuse

SETTING = "MOST_VISITORS"
_USUAL = 1_000  # open tabs in one copy; 100 KiB each
_KEPT_FOR_THOSE_INSIDE = 0.1


class NoNumber(Exception):
    """The setting is no number of visitors. One sentence: what, and how to mend it."""


@cache
def most() -> int:
    """How many tabs may be open at once; from the environment, read once. Raises NoNumber."""
    said = os.environ.get(SETTING) or str(_USUAL)
    if not said.isascii() or not said.isdigit() or not int(said):
        raise NoNumber(f"{SETTING} is {said}, which is no number of visitors. Write how many pages may be open at once, such as {_USUAL}.")
    return int(said)


class Seats:
    """Counts the tabs that are open, and turns away who would be one too many."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.taken = Counter[str | None]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._seated(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/" and self._full(counted(scope), 1 - _KEPT_FOR_THOSE_INSIDE):
            await refuse(busy(HTTPConnection(scope)), scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _seated(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = counted(scope)
        if self._full(who, 1):
            await refuse(busy(HTTPConnection(scope)), scope, receive, send)
            return
        self.taken[who] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.taken[who] -= 1
            if not self.taken[who]:
                del self.taken[who]

    def _full(self, who: str | None, share: float) -> bool:
        mine = self.taken[who] * 2 if who else 0
        return max(self.taken.total(), mine) >= max(1, most() * share)
