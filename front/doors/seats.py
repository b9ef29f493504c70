"""How many at once: so many tabs in all, half of them from one address. Newcomers are asked to wait before anybody inside is.

A page that is not loaded any more leaves room for those who are here and lost their connection: these may come back.
"""

import os
import resource
import sys
from collections import Counter
from functools import cache

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from .address import counted
from .refusal import busy, refuse

SETTING = "MOST_VISITORS"
_USUAL = 1_000  # open tabs in one copy; 100 KiB each
_KEPT_FOR_THOSE_INSIDE = 0.1
_A_TAB = 4  # open files: its connection, and three of the event loop that Streamlit makes for each session
_OTHERS = 500  # open files: 128 sessions of tabs that are gone, the database, whoever is on the way to a seat
_FILES = 10_240  # what we ask for at least, if we may: who comes and says nothing takes some, too


class NoNumber(Exception):
    """The setting is no number of visitors. One sentence: what, and how to mend it."""


class NoRoom(Exception):
    """The system lets this process open too few files for its visitors. One sentence: what, and how to mend it."""


@cache
def most() -> int:
    """How many tabs may be open at once; from the environment, read once, else the usual number if there is room. Raises NoNumber."""
    said = os.environ.get(SETTING)
    if not said:
        return min(_USUAL, _room())
    if not said.isascii() or not said.isdigit() or not int(said):
        raise NoNumber(f"{SETTING} is {said}, which is no number of visitors. Write how many pages may be open at once, such as {_USUAL}.")
    return int(said)


def make_room() -> None:
    """Ask the system for enough open files: a service is given 1,024 unless it asks, which a quarter as many tabs use up. Raises NoRoom."""
    needed = most() * _A_TAB + _OTHERS
    if most() > _room():
        raise NoRoom(
            f"{SETTING} is {most()}, but the system lets this process open too few files for more than {_room()} pages at once. "
            f"Let it open {needed} (LimitNOFILE, ulimit -n), or write {_room()} or less."
        )
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(_limit(hard), max(needed, _FILES))
    if _limit(soft) < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _room() -> int:
    """How many tabs there are open files for, if we ask for all that the system allows."""
    return max(1, (_limit(resource.getrlimit(resource.RLIMIT_NOFILE)[1]) - _OTHERS) // _A_TAB)


def _limit(number: int) -> int:
    return sys.maxsize if number == resource.RLIM_INFINITY else number


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
