"""A visitor without a browser: one session at Streamlit's own websocket, as a tab of a browser speaks to it (1.67)."""

import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


class Tab:
    """One tab: what its page shows (`elements`), what has been chosen on it (`values`), and its address (`query`)."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire, self.query, self.page = wire, "", ""
        self.elements: dict[tuple[int, ...], Any] = {}
        self.values: dict[str, str | bool] = {}

    def run(self, pressed: str | None = None) -> None:
        """Have the script run, with a button pressed or not, and read until it has finished."""
        self.send(pressed)
        while not self.hears(bytes(self.wire.recv(timeout=60))):
            pass

    def send(self, pressed: str | None = None) -> None:
        """Have the script run, and do not wait."""
        self.wire.send(self.order(pressed))

    def order(self, pressed: str | None = None) -> bytes:
        """What a browser sends to have the script run."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page
        for widget, value in self.values.items():
            state = message.rerun_script.widget_states.widgets.add(id=widget)
            setattr(state, "bool_value" if isinstance(value, bool) else "string_value", value)
        if pressed:
            message.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
        return bytes(message.SerializeToString())

    def hears(self, message: bytes) -> bool:
        """Take in what the server says; whether the run is over."""
        return self._finished(ForwardMsg.FromString(message))

    def press(self, key: str) -> None:
        """Press the button with this key."""
        self.run(self.widget("button", key).id)

    def choose(self, key: str, option: int) -> None:
        """Pick an option of the radio whose key begins so."""
        radio = self.widget("radio", key)
        self.values[radio.id] = radio.options[option]
        self.run()

    def switch(self, key: str) -> None:
        """Turn on the switch with this key."""
        self.values[self.widget("checkbox", key).id] = True
        self.run()

    def widget(self, kind: str, key: str) -> Any:
        """KeyError if the page shows no such widget."""
        return next(self._shown(kind, key), None) or _missing(kind, key)

    def _shown(self, kind: str, key: str) -> Iterator[Any]:
        for element in self.elements.values():
            if element.WhichOneof("type") == kind and f"-{key}" in getattr(element, kind).id:
                yield getattr(element, kind)

    def _finished(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page = message.new_session.page_script_hash
            self.elements.clear()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.elements[tuple(message.metadata.delta_path)] = message.delta.new_element
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@contextmanager
def tab(address: str, cookie: str = "", query: str = "", made: Callable[[ClientConnection], Tab] = Tab) -> Iterator[Any]:
    """A new tab, its first page shown; of a browser that already holds a cookie, at an address with a query. `made` may know more."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10) as health:
        cookies = [cookie.split(";")[0] for cookie in health.headers.get_all("Set-Cookie")]
    token = next(cookie.partition("=")[2] for cookie in cookies if cookie.startswith("_streamlit_xsrf="))
    where = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    headers = {"Cookie": "; ".join([*cookies, *([cookie] if cookie else [])])}
    with connect(where, subprotocols=["streamlit", token], additional_headers=headers, origin=address, compression=None) as wire:
        one = made(wire)
        one.query = query
        one.run()
        yield one


def _missing(kind: str, key: str) -> Any:
    raise KeyError(f"the page shows no {kind} {key}")
