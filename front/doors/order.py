"""Which door stands before which. A file of its own, so that what a door knows can be asked for without all of them."""

from starlette.middleware import Middleware

from ..notices import Notices
from ..parts import Parts
from .cookie import BrowserCookie
from .headers import Headers
from .hosts import KnownHosts
from .last_word import LastWord
from .limits import Limits
from .origin import SameOrigin
from .own_session import OwnSession
from .pace import Pace
from .seats import Seats
from .shut import Shut


def standing() -> list[Middleware]:
    """The doors, the outermost first: what costs least refuses first, and within the notices, whose calm pages it then gets."""
    doors = (SameOrigin, Headers, Notices, KnownHosts, Parts, Limits, Shut, Pace, Seats, OwnSession, BrowserCookie, LastWord)
    return [Middleware(door) for door in doors]
