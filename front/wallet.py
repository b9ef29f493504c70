"""The secrets that one browser holds, whichever way it asks: on a page or for a download."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire.keys import Key, Kind, derived

from .cookies import BROWSER, OURS, cookie_of


@dataclass(frozen=True)
class Wallet:
    """The cookies of a connection. `browser` is the secret of the browser, from the cookie or from the session that replaces it."""

    cookies: Mapping[str, str]
    browser: str | None

    @classmethod
    def of(cls, cookies: Mapping[str, str], instead: str | None = None) -> "Wallet":
        ours = {name: cookie for name, cookie in cookies.items() if name.startswith(OURS)}
        return cls(ours, ours.get(BROWSER) or instead)

    def keys(self, public: str, kind: Kind = "sitting") -> list[Key]:
        """The keys it could hold: derived from the browser that began it, or handed over by a link."""
        handed = self.cookies.get(cookie_of(public, kind))
        mine = [derived(self.browser, public, kind)] if self.browser else []
        return [*mine, *([Key(public, handed)] if handed else [])]

    def secrets(self, public: str, kind: Kind) -> list[str]:
        return [key.secret for key in self.keys(public, kind)]
