"""The account of somebody who signed in with their organisation, known by a digest alone; None where nobody did.

Organisations that want it name their OpenID Connect provider in the environment. Streamlit does the dance and keeps its cookie for
thirty days; here a signature counts for half a day.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.requests import Request
from streamlit.web.server.starlette import starlette_websocket as websocket  # its cookie can be read nowhere else
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from .unsafe import LEAST_SECRET, SIGNING, weak

SETTINGS = {
    "OIDC_METADATA_URL": "server_metadata_url",
    "OIDC_CLIENT_ID": "client_id",
    "OIDC_CLIENT_SECRET": "client_secret",
    "OIDC_REDIRECT_URI": "redirect_uri",
}
_SIGNED_IN_SECONDS = 12 * 3600


class Misconfigured(Exception):
    """The settings of the sign-in are incomplete or unsafe. One sentence: what, and how to mend it."""


def secrets(environment: Mapping[str, str]) -> dict[str, Any]:
    """What Streamlit needs to offer a sign-in; empty if no provider is named. Raises Misconfigured."""
    given = {name: environment[name] for name in SETTINGS if environment.get(name)}
    if not given:
        return {}
    missing = [name for name in (*SETTINGS, SIGNING) if not environment.get(name)]
    if missing:
        raise Misconfigured(f"{', '.join(missing)} is missing. Set it, or none of {', '.join(SETTINGS)}.")
    if weak(environment[SIGNING]):
        raise Misconfigured(f"{SIGNING} is too easy to guess. Use at least {LEAST_SECRET} random characters.")
    if not given["OIDC_REDIRECT_URI"].endswith("/oauth2callback"):
        raise Misconfigured("OIDC_REDIRECT_URI does not end in /oauth2callback. Write the address of the program and that path.")
    return {"auth": {"cookie_secret": environment[SIGNING], **{field: given[name] for name, field in SETTINGS.items()}}}


def offered() -> bool:
    """Whether somebody can sign in here."""
    return "is_logged_in" in st.user


def of_page() -> str | None:
    """The account behind a page."""
    return _digest(st.user.to_dict()) if offered() else None


def of_request(request: Request) -> str | None:
    """The account behind a download."""
    signed = websocket._get_signed_cookie_with_chunks(dict(request.cookies), USER_COOKIE_NAME)  # noqa: SLF001
    return _digest(json.loads(signed)) if signed else None


def _digest(claims: Mapping[str, Any]) -> str | None:
    """Of who vouches and for whom: neither name nor mail address is kept. None once the signature is too old."""
    issuer, subject, issued_at = (claims.get(name) for name in ("iss", "sub", "iat"))
    if not (claims.get("is_logged_in") and issuer and subject and isinstance(issued_at, int)):
        return None
    if time.time() - issued_at > _SIGNED_IN_SECONDS:
        return None
    return hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()
