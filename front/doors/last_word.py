"""Who closes a tab right after an answer has given it all the same: the session learns a moment later that nobody is there.

Streamlit stops what runs for a tab as soon as it is gone, and an answer that had just come in would be dropped unsaved.
"""

import time
from contextlib import suppress

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOMENT = 2.0  # seconds from the last message of a tab in which its run may still save


class LastWord:
    """Holds back the end of a websocket for a moment; what is sent into the void meanwhile does no harm."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        heard = 0.0

        async def listen() -> Message:
            nonlocal heard
            message = await receive()
            if message["type"] == "websocket.receive":
                heard = time.monotonic()
            elif message["type"] == "websocket.disconnect":
                await anyio.sleep(max(0.0, heard + _MOMENT - time.monotonic()))
            return message

        async def speak(message: Message) -> None:
            with suppress(OSError):  # nobody is there any more
                await send(message)

        await self.app(scope, listen, speak)
