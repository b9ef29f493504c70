"""Before anybody comes: the database and the settings, or the end."""

import logging
import os
import sys
from typing import Any, NoReturn

import streamlit as st

from database.engine import NewerSchema, StoreError, database
from reports.brand import BrandError, brand
from sharing.store.backups import put_back_what_waits

from . import account, embedding
from .doors import hosts, seats
from .unsafe import unsafe
from .watch import settings as watch

log = logging.getLogger("two_hats")


def open_database() -> None:
    """Migrate before anybody comes, and finish a restore that was cut short.

    A file that cannot be used, or that another program serves, ends the program; a server may answer later, at the first use.
    """
    try:
        kept = database()
        kept.occupy()
    except StoreError as error:
        _refuse(error)
    try:
        kept.prepare()
        put_back_what_waits(kept)
    except StoreError as error:
        if kept.dialect == "sqlite" or isinstance(error, NewerSchema):
            _refuse(error)
        log.warning("%s", error)


def secrets() -> dict[str, Any]:
    """What Streamlit must know to offer a sign-in. Settings that are incomplete or unsafe end the program."""
    try:
        return account.secrets(os.environ)
    except account.Misconfigured as error:
        _refuse(error)


def trust_own_proxy() -> None:
    """A proxy on this machine is believed when it says that a visitor came by HTTPS, unless the settings name others.

    The last address is how a server sees it that listens on IPv6 and IPv4 at once, as ours does.
    """
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "127.0.0.1,::1,::ffff:127.0.0.1")


def configuration() -> dict[str, Any]:
    """What Streamlit reads from the environment of ours. Settings that cannot be used end the program."""
    port = os.environ.get("PORT") or "8501"
    if not port.isdigit():
        _refuse(ValueError(f"PORT is {port}, which is no port. Write the number that the proxy sends visitors to, such as 8501."))
    try:
        allowed = hosts.named(os.environ)
    except hosts.NoHost as error:
        _refuse(error)
    return {"server.port": int(port), **({hosts.OPTION: allowed} if allowed else {})}


def check_doors() -> None:
    """A setting that leaves a door open, or that cannot be used, ends the program."""
    try:
        seats.make_room()
    except (seats.NoNumber, seats.NoRoom) as error:
        _refuse(error)
    if fault := next(unsafe(st.get_option, os.environ), None):
        _refuse(ValueError(fault))


def check_brand() -> None:
    """Read the brand that the reports will bear. A file that cannot be used ends the program."""
    try:
        brand()
    except BrandError as error:
        _refuse(error)


def check_embedding() -> None:
    """Read which sites may show the pages in a frame. A setting that cannot be used ends the program."""
    try:
        embedding.allowed()
    except embedding.NoOrigin as error:
        _refuse(error)


def check_watch() -> None:
    """Read how the program is watched. A setting that cannot be used ends the program."""
    try:
        watch.check()
    except watch.Unusable as error:
        _refuse(error)


def _refuse(error: Exception) -> NoReturn:
    """One sentence and code 2; at once, as an exception here would be told by the web server, with a traceback and a code of its own."""
    sys.stderr.write(f"{error}\n")
    sys.stderr.flush()
    os._exit(2)
