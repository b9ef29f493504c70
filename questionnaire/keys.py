"""The secrets that open a sitting. Pure functions; knows no cookie jar and no store.

A link carries `<public id>-<secret>`. The public id may stand in an address; the secret never does, except in the link itself.
The browser that began a sitting needs no link: its own cookie and the public id give the secret back.
"""

import base64
import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

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


def derived(browser_secret: str, public: str) -> Key:
    """The key of a sitting begun in this browser."""
    return Key(public, _text(hmac.digest(browser_secret.encode(), public.encode(), "sha256")))


def parsed(link: str) -> Key | None:
    """The key in a link's last part; None if it is damaged."""
    match = _LINK.fullmatch(link)
    return Key(*match.groups()) if match else None


def is_public_id(text: str) -> bool:
    return bool(_PUBLIC.fullmatch(text))


def lock(secret: str) -> str:
    """What the store keeps instead of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(secret: str, locked: str) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(lock(secret), locked)


def _text(data: bytes) -> str:
    """Base64 for addresses, without the dash that separates the halves of a link."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=").replace("-", "_")
