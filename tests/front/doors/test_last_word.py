"""The end of a tab reaches its session only after its last message had a moment, and nothing that is sent meanwhile raises."""

from typing import Any

import anyio
import anyio.lowlevel
import pytest
from starlette.types import Message, Receive, Scope, Send

from front.doors import last_word
from front.doors.last_word import LastWord


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happened, in its order, around a tab that answers and is gone at once."""
    monkeypatch.setattr(last_word, "_MOMENT", 0.2)
    happened: list[str] = []
    coming = [{"type": "websocket.receive", "bytes": b"an answer"}, {"type": "websocket.disconnect"}]

    async def receive() -> Message:
        return coming.pop(0)

    async def send(_message: Message) -> None:
        raise OSError("nobody is there")

    async def app(_scope: Scope, listen: Receive, speak: Send) -> None:
        async def save() -> None:
            await anyio.lowlevel.checkpoint()
            await speak({"type": "websocket.send", "bytes": b"saved"})
            happened.append("saved")

        async with anyio.create_task_group() as tasks:
            while (message := await listen())["type"] != "websocket.disconnect":
                tasks.start_soon(save)
            happened.append("gone")
            assert message

    scope: dict[str, Any] = {"type": "websocket"}
    anyio.run(LastWord(app), scope, receive, send)
    return happened


def test_an_answer_is_saved_before_its_session_learns_that_the_tab_is_gone(told: list[str]) -> None:
    assert told == ["saved", "gone"]
