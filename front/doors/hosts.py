"""By which names visitors may come: those that ALLOWED_HOSTS names, for pages, files and websockets alike; by any, if it names none.

A page of somebody else that has its own name point to this machine comes by another, and is refused.
"""

import re
from collections.abc import Mapping

import streamlit as st
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SETTING = "ALLOWED_HOSTS"
OPTION = "server.allowedHosts"  # Streamlit's own guard of the websocket reads the same
_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]|\*", re.IGNORECASE)
_HERE = ("localhost", "127.0.0.1", "[::1]")
_ASKED_BY_ADDRESS = {"/healthz", "/readyz", "/metrics"}  # watchmen know machines, not names


class NoHost(Exception):
    """The setting names what is no host. One sentence: what, and how to mend it."""


def named(environment: Mapping[str, str]) -> list[str]:
    """The hosts that the setting names, this machine with them; empty if there is none. Raises NoHost."""
    hosts = environment.get(SETTING, "").split()
    wrong = [host for host in hosts if not _HOST.fullmatch(host)]
    if wrong:
        raise NoHost(f"{SETTING} names {wrong[0]}, which is no host. Write hats.example or *.hats.example, several with spaces between.")
    return [*hosts, *_HERE] if hosts else []


class KnownHosts:
    """Refuses every other name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.guarded = TrustedHostMiddleware(app, st.get_option(OPTION) or ["*"], www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self.app if scope.get("path") in _ASKED_BY_ADDRESS else self.guarded)(scope, receive, send)
