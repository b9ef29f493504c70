"""What a part of the soak says: one line of its table for each promise that it tried."""

from typing import NamedTuple


class Line(NamedTuple):
    """What was done and how often, what came of it, and whether the promise held."""

    what: str
    done: str
    found: str
    kept: bool
