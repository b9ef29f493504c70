"""The headers that keep a page to itself, on every answer."""

import base64
import hashlib
import re
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from questionnaire.languages import OTHERWISE

from .. import document, embedding

_FOR_A_YEAR = "max-age=31536000"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class Headers:
    """Adds them to whatever is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in of_every_answer().items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":  # so says the server's own TLS, or a proxy that it trusts
                    headers.setdefault("Strict-Transport-Security", _FOR_A_YEAR)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


@cache
def of_every_answer() -> dict[str, str]:
    """The small inline scripts of the page are allowed by their digests, which change with Streamlit's version."""
    embedders = embedding.allowed()
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE_SCRIPT.findall(document.served(OTHERWISE)[0]))
    policy = {
        "default-src": "'self'", "script-src": f"'self' {scripts}".strip(), "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:", "font-src": "'self' data:", "connect-src": "'self'", "object-src": "'none'",
        "frame-ancestors": " ".join(embedders) or "'none'", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        **({} if embedders else {"X-Frame-Options": "DENY"}),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def _digest(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()
