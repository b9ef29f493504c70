"""The settings of the watch, read from the environment: each is a value that can be used, or one sentence."""

import os

_LONGEST = 600  # seconds
_SHORTEST = 16  # characters


class Unusable(Exception):
    """A setting that cannot be used."""


def check() -> None:
    """Raises Unusable."""
    drain_seconds()
    log_as_json()
    metrics_token()


def drain_seconds() -> float:
    """DRAIN_SECONDS: between being told to leave and leaving. Without other copies there is nowhere to go, so it is no time at all."""
    said = os.environ.get("DRAIN_SECONDS") or "0"
    try:
        seconds = float(said)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= _LONGEST:
        raise Unusable(f"DRAIN_SECONDS must be a number of seconds from 0 to {_LONGEST}.")
    return seconds


def log_as_json() -> bool:
    """LOG_FORMAT: whether each line of the log is JSON."""
    said = os.environ.get("LOG_FORMAT") or "text"
    if said not in {"text", "json"}:
        raise Unusable("LOG_FORMAT must be text or json.")
    return said == "json"


def metrics_token() -> str | None:
    """METRICS_TOKEN: what opens /metrics; without it there is no such address."""
    token = os.environ.get("METRICS_TOKEN") or None
    if token and (len(token) < _SHORTEST or not token.isascii()):
        raise Unusable(f"METRICS_TOKEN must have at least {_SHORTEST} plain characters, by chance; leave it out to have no /metrics.")
    return token
