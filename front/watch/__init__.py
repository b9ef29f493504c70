"""What whoever runs the program sees of it: health, figures, and a log that quotes nobody. `standing` comes before every door."""

from starlette.middleware import Middleware

from .leaving import Elsewhere
from .passage import Passage


def standing() -> list[Middleware]:
    """What every visit passes first, the outermost first."""
    return [Middleware(Passage), Middleware(Elsewhere)]
