"""Messages, requests, addresses and files that were once right, with something wrong: the same each time for the same seed."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

HUGE = 2**63 - 1
ODD_TEXTS = (
    "", "\0", "\ufffe", "\u202e", "'", "' or 1=1 --", "{{7*7}}", "../../etc/passwd", "dont_know", "x" * 5000, "9999-99-99", "NaN", "null",
    "question.stage", "<script>1</script>", "a" * 12, "💥" * 50, "%00", "1e999", "-1",
)  # fmt: skip
NAMES = ("sitting", "unstored", "share", "invitation", "withdrawn", "workspace", "brief", "view", "people", "example", "language", "x")
ODD_HEADERS = ("Accept-Language: ,;q=x,fr;q=nan", "Cookie: two_hats_browser=\x80;;=", "Range: bytes=9-1,-0", "Host: :", "X: y")
ODD_NUMBERS = (0, -1, 1, HUGE, -HUGE, 2**31, 99_999_999)
ODD_FRACTIONS = (float("nan"), float("inf"), float("-inf"), -0.0, 1e308, 2_958_465.5)


class Mutant:
    """Makes them, one chance after the other."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (the same each time)

    # ---- bytes

    def bytes_of(self, right: bytes) -> bytes:
        """Bytes turned, dropped, doubled, cut off or put in."""
        wrong = bytearray(right)
        for _ in range(self.chance.randint(1, 8)):
            at = self.chance.randrange(len(wrong) + 1)
            match self.chance.randrange(5):
                case 0 if at < len(wrong):
                    wrong[at] ^= 1 << self.chance.randrange(8)
                case 1:
                    del wrong[at : at + self.chance.randint(1, 20)]
                case 2:
                    wrong[at:at] = wrong[at : at + self.chance.randint(1, 40)]
                case 3:
                    wrong[at:at] = self.chance.randbytes(self.chance.randint(1, 20))
                case _:
                    del wrong[max(at, 1) :]
        return bytes(wrong)

    # ---- messages of a page

    def message(self, right: Sequence[bytes]) -> bytes:
        """One of the messages with something wrong: in its bytes, its widgets, its address; or another kind of message altogether."""
        start = self.chance.choice(right)
        if self.chance.random() < 0.1:
            return self.bytes_of(start)
        wrong = BackMsg.FromString(start)
        for change in self.chance.choices((self._value, self._widget, self._many, self._address, self._swap, self._command), k=2):
            change(wrong)
        return bytes(wrong.SerializeToString())

    def _value(self, wrong: BackMsg) -> None:
        """A widget says something else, of another type perhaps."""
        if widgets := wrong.rerun_script.widget_states.widgets:
            self._say(self.chance.choice(widgets))

    def _say(self, widget: WidgetState) -> None:
        kind = self.chance.choice([field.name for field in WidgetState.DESCRIPTOR.fields if field.name != "id"])
        match kind:
            case "trigger_value" | "bool_value":
                setattr(widget, kind, self.chance.random() < 0.5)
            case "double_value":
                widget.double_value = self.chance.choice(ODD_FRACTIONS)
            case "int_value":
                widget.int_value = self.chance.choice(ODD_NUMBERS)
            case "string_value" | "json_value" | "json_trigger_value":
                setattr(widget, kind, self.chance.choice(ODD_TEXTS))
            case "bytes_value":
                widget.bytes_value = self.chance.randbytes(30)
            case "double_array_value":
                widget.double_array_value.data.extend(ODD_FRACTIONS)
            case "int_array_value":
                widget.int_array_value.data.extend(ODD_NUMBERS)
            case "string_array_value":
                widget.string_array_value.data.extend(ODD_TEXTS)
            case _:
                getattr(widget, kind).SetInParent()

    def _widget(self, wrong: BackMsg) -> None:
        """A widget that the page does not have, or not now."""
        name = self.chance.choice(("question.stage", "finish", "erase", "decide_do", "language", "workspace.aaaaaaaaaaaa", *ODD_TEXTS))
        self._say(wrong.rerun_script.widget_states.widgets.add(id=f"$$ID-{self.chance.randbytes(16).hex()}-{name}"))

    def _many(self, wrong: BackMsg) -> None:
        """Now and then, ten thousand of them."""
        if self.chance.random() < 0.01:
            for number in range(10_000):
                wrong.rerun_script.widget_states.widgets.add(id=f"w{number}", string_value="x")

    def _swap(self, wrong: BackMsg) -> None:
        """Two widgets change their ids."""
        widgets = wrong.rerun_script.widget_states.widgets
        if len(widgets) > 1:
            one, other = self.chance.sample(range(len(widgets)), 2)
            widgets[one].id, widgets[other].id = widgets[other].id, widgets[one].id

    def _address(self, wrong: BackMsg) -> None:
        client = wrong.rerun_script
        match self.chance.randrange(4):
            case 0:
                client.query_string = self.query(client.query_string)
            case 1:
                client.page_script_hash = self.chance.choice(ODD_TEXTS)
            case 2:
                client.fragment_id = self.chance.choice(ODD_TEXTS)
            case _:
                client.context_info.timezone = client.context_info.locale = client.context_info.url = self.chance.choice(ODD_TEXTS)

    def _command(self, wrong: BackMsg) -> None:
        """One of the messages that no page of ours sends."""
        if self.chance.random() < 0.3:
            kind = self.chance.choice([field for field in BackMsg.DESCRIPTOR.fields if field.name != "rerun_script"])
            if kind.message_type:
                getattr(wrong, kind.name).SetInParent()
            else:
                setattr(wrong, kind.name, True)

    # ---- addresses

    def query(self, right: str) -> str:
        """A query with other names and values, repeated, cut, or far too many."""
        parts = right.split("&") if right else []
        for _ in range(self.chance.choice((1, 1, 2, 3, 70))):
            parts.append(f"{self.chance.choice(NAMES)}={self.chance.choice(ODD_TEXTS)}")
        self.chance.shuffle(parts)
        return "&".join(parts)

    def request(self, right: Sequence[str]) -> bytes:
        """A request as it goes over the wire."""
        path, method = self.chance.choice(right), self.chance.choice(("GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"))
        asked = f"{path}?{self.query('')}" if self.chance.random() < 0.5 else path
        plain = "".join(letter for letter in asked if letter > " " and letter != "#").encode()
        odd = self.chance.choice(ODD_HEADERS).encode("latin-1")
        whole = b"\r\n".join((method.encode() + b" " + plain + b" HTTP/1.1", b"Host: localhost", odd, b"Connection: close", b"", b""))
        return self.bytes_of(whole) if self.chance.random() < 0.3 else whole

    # ---- files

    def file(self, right: bytes) -> bytes:
        """A JSON file with another value, key or shape somewhere; or other bytes."""
        if self.chance.random() < 0.3:
            return self.bytes_of(right)
        whole = json.loads(right)
        for _ in range(self.chance.randint(1, 3)):
            holder, key = self.chance.choice([*_places(whole)])
            holder[key] = self._other(holder[key])
        return json.dumps(whole, ensure_ascii=self.chance.random() < 0.5).encode("utf-8", "surrogatepass")

    def _other(self, value: Any) -> Any:
        one = self.chance.choice
        odd = (one(ODD_TEXTS), one(ODD_NUMBERS), one(ODD_FRACTIONS), None, [value] * 3, {"x": value}, [], {}, True, "\ud800")
        return one(odd)


def _places(whole: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a document, as what holds it and where."""
    pairs = whole.items() if isinstance(whole, dict) else enumerate(whole) if isinstance(whole, list) else ()
    for key, value in list(pairs):
        yield whole, key
        yield from _places(value)


def readable(message: bytes) -> bool:
    """Whether it is a message at all; the server hangs up on what is none."""
    try:
        BackMsg.FromString(message)
    except DecodeError:
        return False
    return True
