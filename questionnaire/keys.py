"""The secrets that open sittings, workspaces, invitations and shared results. Pure functions; knows no cookie jar and no store.

A link carries `<public id>-<secret>`. The public id may stand in an address; the secret never does, except in the link itself.
The browser that began a sitting needs no link: its own cookie and the public id give the secret back. A secret is of one kind,
and its lock too: none opens another's door.
"""

import base64
import hashlib
import hmac
import re
import secrets
from typing import Literal, NamedTuple

Kind = Literal["sitting", "workspace", "invitation", "share"]

PUBLIC_BYTES, SECRET_BYTES = 9, 32
_LINK = re.compile(r"([A-Za-z0-9_]{12})-([A-Za-z0-9_]{43})")
_PUBLIC = re.compile(r"[A-Za-z0-9_]{12}")


class Key(NamedTuple):
    """The two halves of a link."""

    public: str
    secret: str

    def __str__(self) -> str:
        return f"{self.public}-{self.secret}"


def new_browser_secret() -> str:
    """256 random bits, kept in an HttpOnly cookie of one browser."""
    return _text(secrets.token_bytes(SECRET_BYTES))


def new_public_id() -> str:
    return _text(secrets.token_bytes(PUBLIC_BYTES))


def new_key() -> Key:
    """A key that no browser can derive: whoever loses its link has lost it."""
    return Key(new_public_id(), _text(secrets.token_bytes(SECRET_BYTES)))


def derived(browser_secret: str, public: str, kind: Kind = "sitting") -> Key:
    """The key of a sitting or a workspace begun in this browser."""
    return Key(public, _text(hmac.digest(browser_secret.encode(), _of(kind, public).encode(), "sha256")))


def parsed(link: str) -> Key | None:
    """The key in a link's last part; None if it is damaged."""
    match = _LINK.fullmatch(link)
    return Key(*match.groups()) if match else None


def is_public_id(text: str) -> bool:
    return bool(_PUBLIC.fullmatch(text))


def lock(secret: str, kind: Kind = "sitting") -> str:
    """What the store keeps instead of the secret."""
    return hashlib.sha256(_of(kind, secret).encode()).hexdigest()


def opens(secret: str, locked: str, kind: Kind = "sitting") -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(lock(secret, kind), locked)


def _of(kind: Kind, text: str) -> str:
    """Sittings came first and are written without their kind."""
    return text if kind == "sitting" else f"{kind}:{text}"


def _text(data: bytes) -> str:
    """Base64 for addresses, without the dash that separates the halves of a link."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=").replace("-", "_")
