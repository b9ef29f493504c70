"""With which settings the program does not serve. Each that is unsafe is one sentence: what it is, what it does, how to mend it.

They may come from a file of whoever runs the program: `.streamlit/config.toml` in its home, in the folder, beside app.py.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

COPIES = "COPIES"
SIGNING = "STREAMLIT_SERVER_COOKIE_SECRET"
LEAST_SECRET = 32  # characters
_LEAST_DIFFERENT = 10


class Needed(NamedTuple):
    """What a setting must be, or may be at most if it is a number; and what it does otherwise."""

    value: Any
    otherwise: str


NEEDED: Mapping[str, Needed] = {
    "runner.postScriptGC": Needed(value=False, otherwise="stops everybody for a moment after each answer"),
    "server.enableXsrfProtection": Needed(value=True, otherwise="lets other sites send files here in a visitor's name"),
    "server.enableCORS": Needed(value=True, otherwise="lets pages of other sites talk to this program"),
    "server.corsAllowedOrigins": Needed(value=[], otherwise="lets pages of other sites talk to this program"),
    "client.allowedOrigins": Needed(value=[], otherwise="lets pages of other sites give orders to this one"),
    "client.showErrorDetails": Needed(value="none", otherwise="shows visitors what somebody else answered, when a page fails"),
    "server.trustedUserHeaders": Needed(value={}, otherwise="believes whoever says that they have signed in"),
    "server.fileWatcherType": Needed(value="none", otherwise="watches files that do not change, and costs threads"),
    "server.enableStaticServing": Needed(value=False, otherwise="gives files to anybody"),
    "server.enableAgentApi": Needed(value=False, otherwise="is a second door into the pages of others"),
    "server.scriptHealthCheckEnabled": Needed(value=False, otherwise="runs the program for anybody who asks"),
    "server.baseUrlPath": Needed(value="", otherwise="leads the links, which begin at /, into nothing"),
    "server.maxUploadSize": Needed(value=20, otherwise="lets anybody fill the memory"),
    "server.maxMessageSize": Needed(value=20, otherwise="lets anybody fill the memory"),
    "server.maxWidgetStateSize": Needed(value=1, otherwise="lets anybody fill the memory"),
    "server.headless": Needed(value=True, otherwise="lets visitors have files written beside the program"),
    "global.developmentMode": Needed(value=False, otherwise="opens doors for those who develop Streamlit itself"),
    "global.e2eTest": Needed(value=False, otherwise="opens doors for those who develop Streamlit itself"),
    "logger.enableRich": Needed(value=False, otherwise="writes into the log what people answered"),
}


def unsafe(option: Callable[[str], Any], environment: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each setting that is not safe. `option` gives one of Streamlit's."""
    for name, needed in NEEDED.items():
        if not _fits(option(name), needed.value):
            yield f"{name} is {_written(option(name))}, which {needed.otherwise}. Set it to {_written(needed.value)}, or leave it out."
    yield from _of_copies(environment)


def weak(secret: str) -> bool:
    """Whether somebody could guess what cookies are signed with."""
    return len(secret) < LEAST_SECRET or len(set(secret)) < _LEAST_DIFFERENT


def _of_copies(environment: Mapping[str, str]) -> Iterator[str]:
    """What several copies need to be one program; one copy alone makes a secret of its own each time it starts."""
    copies, secret = environment.get(COPIES) or "1", environment.get(SIGNING, "")
    if not re.fullmatch(r"[1-9]\d{0,3}", copies):
        yield f"{COPIES} is {copies}, which is no number of copies. Write how many of this program run on one database."
    elif copies != "1" and not _on_a_server(environment.get("DATABASE_URL", "")):
        yield f"{COPIES} is {copies}, but a SQLite file serves one. Name a PostgreSQL server in DATABASE_URL."
    elif copies != "1" and not secret:
        yield f"{SIGNING} is missing, and {COPIES} is {copies}. Give each copy the same {LEAST_SECRET} random characters, or more."
    if secret and weak(secret):
        yield f"{SIGNING} is too easy to guess. Use at least {LEAST_SECRET} random characters."


def _on_a_server(url: str) -> bool:
    return url.startswith(("postgresql:", "postgresql+", "postgres:"))


def _fits(value: Any, needed: Any) -> bool:
    if isinstance(needed, int) and not isinstance(needed, bool):
        return isinstance(value, int | float) and 0 < value <= needed
    return bool(value == needed) if needed else not value


def _written(value: Any) -> str:
    """As it stands in TOML, near enough."""
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')
