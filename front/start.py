"""Before anybody comes: the database and the settings, or the end."""

import logging
import os
import sys
from typing import Any, NoReturn

from database.engine import NewerSchema, StoreError, database
from reports.brand import BrandError, brand

from . import account, embedding

log = logging.getLogger("two_hats")


def open_database() -> None:
    """Migrate before anybody comes. A file that cannot be used ends the program; a server may answer later, at the first use."""
    try:
        kept = database()
    except StoreError as error:
        _refuse(error)
    try:
        kept.prepare()
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


def _refuse(error: Exception) -> NoReturn:
    """One sentence and code 2; at once, as an exception here would be told by the web server, with a traceback and a code of its own."""
    sys.stderr.write(f"{error}\n")
    sys.stderr.flush()
    os._exit(2)
