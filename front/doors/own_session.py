"""Whose session it is: whoever comes back to one must be the browser that began it.

To Streamlit the id of a session is all it takes to go on with it, and to cut off who is there. Nothing that matters would open
for a stranger, as pages ask the cookies; here a stranger does not even disturb.
"""

import hashlib
from collections import OrderedDict

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ..cookies import BROWSER

_OFFERED = "sec-websocket-protocol"  # "streamlit, a token, the session to go on with": so Streamlit's page says it
_MOST = 20_000  # sessions remembered, the latest


class OwnSession:
    """Has Streamlit begin a new session for whoever names one of another browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.owners = OrderedDict[str, str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        browser = hashlib.sha256(HTTPConnection(scope).cookies.get(BROWSER, "").encode()).hexdigest()
        await self.app(self._only_their_own(scope, browser), receive, self._listening(browser, send))

    def _only_their_own(self, scope: Scope, browser: str) -> Scope:
        scope = {**scope, "headers": list(scope["headers"])}
        headers = MutableHeaders(scope=scope)
        said = [part.strip() for part in headers.get(_OFFERED, "").split(",")]
        if self.owners.get(said[-1], browser) != browser:
            headers[_OFFERED] = ", ".join(said[:-1])
        return scope

    def _listening(self, browser: str, send: Send) -> Send:
        """Streamlit says the id of a session in its first answer."""
        known = False

        async def listened(message: Message) -> None:
            nonlocal known
            if not known and message["type"] == "websocket.send" and (begun := _begun(message.get("bytes") or b"")):
                known = True
                self._remember(begun, browser)
            await send(message)

        return listened

    def _remember(self, session: str, browser: str) -> None:
        self.owners[session] = browser
        self.owners.move_to_end(session)
        if len(self.owners) > _MOST:
            self.owners.popitem(last=False)


def _begun(said: bytes) -> str:
    """The id of the session that a message announces; "" for any other message."""
    return str(ForwardMsg.FromString(said).new_session.initialize.session_id)
