"""People who answer at Streamlit's own protocol, each in a tab of a browser, and remember what their page called saved."""

import random
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from questionnaire.store import Store
from tests import protocol
from tests.protocol import tab

T = TypeVar("T")
GONE = (OSError, EOFError, WebSocketException)
"""What a tab meets when its server is gone."""


class Tab(protocol.Tab):
    """A tab that also knows by their keys which boxes its page shows: `saved`, `not_saved`, `nothing_yet`, `finish` and the like."""

    def __init__(self, wire: ClientConnection, marked: Mapping[str, str | bool]) -> None:
        """`marked` is what the browser has on its page before the server has said anything."""
        super().__init__(wire)
        self.boxes: set[str] = set()
        self.values.update(marked)

    def shows(self, key: str) -> bool:
        return key in self.boxes

    def has(self, kind: str, key: str) -> bool:
        return next(self._shown(kind, key), None) is not None

    def question(self) -> str | None:
        """The question that stands on the page."""
        asked = next(self._shown("radio", "question."), None)
        return str(asked.id).partition("-question.")[2] if asked else None

    def put(self, question: str, option: str) -> None:
        """Mark an option, without telling the server yet."""
        radio = self.widget("radio", f"question.{question}")
        self.values[radio.id] = radio.options[[*questionnaire().questions[question].option_ids, DONT_KNOW].index(option)]

    def _finished(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "new_session":
            self.boxes.clear()
        elif message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "add_block":
            self.boxes.add(message.delta.add_block.id.split("-", 2)[-1])
        return super()._finished(message)


class Person:
    """Somebody with a browser of their own, a seed of their own, and one sitting."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (answers by chance, the same each time)
        self.cookie, self.query = "", ""
        self.tab: Tab | None = None
        self.done = False
        self.told: dict[str, str] = {}
        """The answers that the page called saved."""
        self.tried: dict[str, str] = {}
        """The last answer that was sent for each question."""
        self._open = ExitStack()

    @property
    def public(self) -> str:
        """The id of the sitting."""
        return self.query.partition("sitting=")[2].partition("&")[0]

    def begin(self, address: str) -> None:
        """Come to the first page, and begin a sitting as a founder."""
        self.query = ""
        with urllib.request.urlopen(address, timeout=60) as page:
            given = page.headers.get_all("Set-Cookie") or []
        self.cookie = next(cookie.partition(";")[0] for cookie in given if cookie.startswith("two_hats_browser="))
        self.come(address)
        assert self.tab
        self.tab.press("begin.founder.short")
        self.query = self.tab.query
        assert self.public, "no sitting was begun"

    def come(self, address: str, marked: Mapping[str, str | bool] = MappingProxyType({})) -> None:
        """Open a tab at the sitting, or at the first page; as a browser that was cut off does, with what was marked in it."""
        self.leave()
        self.tab = self._open.enter_context(tab(address, self.cookie, self.query, partial(Tab, marked=marked)))

    def leave(self) -> None:
        """Close the tab, whatever state it is in."""
        self.tab = None
        with suppress(*GONE):
            self._open.close()

    def answer(self) -> bool:
        """Answer the question on the page by chance, and go on; False once there is none left. Raises what is in GONE."""
        assert self.tab
        question = self.tab.question()
        if question is None:
            self.done = self.tab.has("button", "finish")
            return False
        self.mark(question)
        self.tab.run()
        self.note(question)
        self.tab.press("next")
        return True

    def mark(self, question: str) -> None:
        """Choose an option without telling the server yet; another one than the page shows."""
        assert self.tab
        options = [*questionnaire().questions[question].option_ids, DONT_KNOW]
        self.tried[question] = self.chance.choice([one for one in options if one != self.told.get(question)])
        self.tab.put(question, self.tried[question])

    def run(self) -> None:
        """Send what is marked, and wait for the page."""
        assert self.tab
        self.tab.run()

    def tell(self) -> None:
        """Send what is marked, and do not wait for the page."""
        assert self.tab
        self.tab.send()

    def press(self, key: str) -> None:
        assert self.tab
        self.tab.press(key)

    def has_question(self) -> bool:
        return bool(self.tab and self.tab.question())

    def asked(self) -> str:
        """The question on the page."""
        question = self.tab.question() if self.tab else None
        assert question, "the page asks nothing"
        return question

    def note(self, question: str) -> bool:
        """Remember the answer if the page says that it is saved."""
        saved = bool(self.tab and self.tab.shows("saved"))
        if saved:
            self.told[question] = self.tried[question]
        return saved


def lost(people: Iterable[Person], store: Store) -> list[str]:
    """The answers that a page called saved and that are no longer there, nor the one that was sent after them."""
    found = []
    for person in people:
        stored = store.find(person.public) if person.public else None
        kept = stored.sitting.answers if stored else {}
        found += [q for q, option in person.told.items() if kept.get(q) not in {option, person.tried[q]}]
    return found


def at_once(act: Callable[[Person], T], people: Sequence[Person]) -> list[T]:
    """What all of them do at the same time."""
    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(act, people))
