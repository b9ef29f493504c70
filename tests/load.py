"""A crowd at Streamlit's own websocket: people in one process who think, answer and go on, each from an address of their own."""

import asyncio
import http.client
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

import psutil
from websockets.asyncio.client import ClientConnection, connect

from tests.protocol import Tab

PATIENCE = 60.0  # seconds after which a page counts as never shown
_AT_ONCE = 4  # people who come at the same moment


class Person:
    """Somebody at an empty page that has nothing but a button."""

    def __init__(self, address: str, number: int) -> None:
        self.address, self.number = address, number
        self.chance = random.Random(number)  # noqa: S311 (thoughts and answers by chance, the same each time)
        self.page = Tab(cast("Any", None))
        self.wire: ClientConnection | None = None
        self.reruns = 0

    async def come(self) -> None:
        """Open the page, and see it."""
        await self.leave()
        self.page = Tab(cast("Any", None))  # it only reads and writes messages here
        cookies = await asyncio.to_thread(_cookies, self.address, self.home)
        token = next(one.partition("=")[2] for one in cookies if one.startswith("_streamlit_xsrf="))
        where = urlsplit(self.address)
        self.wire = await connect(
            f"ws://{where.netloc}/_stcore/stream", subprotocols=["streamlit", token], additional_headers={"Cookie": "; ".join(cookies)},
            origin=self.address, compression=None, max_size=None, open_timeout=PATIENCE, ping_interval=None, local_addr=(self.home, 0),
        )  # fmt: skip
        await self.run()

    @property
    def home(self) -> str:
        """The address they come from: nobody shares one, as limits count by it."""
        return f"127.1.{self.number // 250}.{self.number % 250 + 1}"

    async def leave(self) -> None:
        """Close the tab."""
        if self.wire:
            await self.wire.close()
        self.wire = None

    async def run(self, pressed: str | None = None) -> None:
        """Have the script run and wait for the end of it. Raises TimeoutError."""
        assert self.wire
        async with asyncio.timeout(PATIENCE):
            await self.wire.send(self.page.order(pressed))
            while not self.page.hears(cast("bytes", await self.wire.recv())):
                pass
        self.reruns += 1

    async def press(self, key: str) -> None:
        await self.run(self.page.widget("button", key).id)

    async def turn(self) -> None:
        """Two presses: as many runs as an answer and the next question take."""
        await self.press("press")
        await self.press("press")


class Founder(Person):
    """Somebody who answers our questions, the short way, and begins again after the last one. Notices what is not their own."""

    def __init__(self, address: str, number: int) -> None:
        super().__init__(address, number)
        self.chosen: dict[str, int] = {}
        self.sitting = ""
        self.foreign = 0
        """How often the page showed another sitting or an answer of somebody else."""

    async def come(self) -> None:
        """To the first question of a new sitting."""
        await super().come()
        self.chosen = {}
        await self.press("begin.founder.short")
        self.sitting = self.page.query

    async def turn(self) -> None:
        """From the answer to the next question; at the end, to a new beginning."""
        if not await self.answer():
            await self.come()

    async def answer(self) -> bool:
        """Answer what is asked, and go on; False if nothing is asked any more."""
        asked = self._asked()
        if asked is None:
            return False
        number = self.chosen[_question(asked)] = self.chance.randrange(len(asked.options))
        self.page.values = {asked.id: asked.options[number]}
        await self.run()
        self._look()
        await self.press("next")
        self._look()
        return True

    async def journey(self) -> None:
        """From the first page to the verdict."""
        await self.come()
        while await self.answer():
            pass
        await self.press("finish")
        self._look()
        await self.leave()

    def _look(self) -> None:
        asked = self._asked()
        mine = self.chosen.get(_question(asked)) if asked else None
        shown = asked.default if asked and asked.HasField("default") else None
        self.foreign += shown != mine or self.page.query != self.sitting

    def _asked(self) -> Any:
        return next((each.radio for each in self.page.elements.values() if each.WhichOneof("type") == "radio"), None)


def _question(asked: Any) -> str:
    return str(asked.id).partition("-question.")[2]


@dataclass
class Waits:
    """What a crowd went through: seconds of each turn, seconds of the processor that the server spent, and of the clock."""

    turns: list[float] = field(default_factory=list)
    failures: int = 0
    cpu: float = 0.0
    uss: float = 0.0

    def percentile(self, part: float) -> float:
        """In seconds; PATIENCE if nobody got anywhere."""
        return sorted(self.turns)[min(int(len(self.turns) * part), len(self.turns) - 1)] if self.turns else PATIENCE


async def crowd(
    kind: Callable[[str, int], Person], address: str, server: psutil.Process, count: int, think: float, lasting: float
) -> Waits:
    """So many people come, a few at a time, and then think and take turns for so many seconds; a turn that has begun is waited for."""
    people = [kind(address, number) for number in range(count)]
    await all_come(people)
    waits, before = Waits(uss=server.memory_full_info().uss), spent_by(server)
    end = time.monotonic() + lasting
    await asyncio.gather(*(_live(one, think, end, waits) for one in people))
    waits.cpu = spent_by(server) - before
    await asyncio.gather(*(one.leave() for one in people))
    return waits


async def all_come(people: Sequence[Person]) -> None:
    """A few at a time."""
    doors = asyncio.Semaphore(_AT_ONCE)

    async def one_comes(one: Person) -> None:
        async with doors:
            await one.come()

    await asyncio.gather(*map(one_comes, people))


async def _live(one: Person, think: float, end: float, waits: Waits) -> None:
    while time.monotonic() + (pause := one.chance.expovariate(1 / think)) < end:
        await asyncio.sleep(pause)
        start = time.perf_counter()
        try:
            await one.turn()
        except TimeoutError:
            waits.failures += 1
            waits.turns.append(PATIENCE)
            return
        waits.turns.append(time.perf_counter() - start)


def spent_by(server: psutil.Process) -> float:
    """Seconds of the processor, its helpers included."""
    return sum(spent.user + spent.system for spent in (one.cpu_times() for one in [server, *server.children(recursive=True)]))


def _cookies(address: str, home: str) -> list[str]:
    """What a browser is given: by the page and by Streamlit's own address for it."""
    found: list[str] = []
    for path in ("/", "/_stcore/health"):
        asked = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE, source_address=(home, 0))
        asked.request("GET", path, headers={"Cookie": "; ".join(found)})
        answer = asked.getresponse()
        answer.read()
        found += [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or []]
        asked.close()
    return found
