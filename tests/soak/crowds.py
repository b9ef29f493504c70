"""Many people for a long time: what each of them costs in memory, what stays behind, and whether anybody sees what is another's."""

import asyncio
from collections.abc import Iterator, Sequence

import psutil

from tests.bench_load import by_number, process_at, settled
from tests.load import Founder, all_come

from .line import Line
from .places import a_database, serving

IDLE_KIB = 100
GROWTH = 0.05
TOGETHER = 20
_SETTLED = 0.2  # of the journeys, after which memory is measured first: until then caches fill that are no growth


def run(full: bool) -> Iterator[Line]:
    """On SQLite, by one process."""
    with a_database("SQLite") as url:
        server = serving(url)
        try:
            address = by_number(server.address)
            process = process_at(address)
            settled(process)
            yield asyncio.run(_idle(address, process, 200 if full else 50))
            yield asyncio.run(_journeys(address, process, 2_000 if full else 100))
            yield asyncio.run(_strangers(address, 100_000 if full else 2_000))
        finally:
            server.kill()


async def _idle(address: str, process: psutil.Process, count: int) -> Line:
    """Each sits at the first question of a sitting of their own; those who came before them have filled the caches."""
    await _gone(await _seated(address, TOGETHER))
    before = _kib(process)
    people = await _seated(address, count)
    each = (_kib(process) - before) / count
    await _gone(people)
    return Line("memory of one idle person", f"{count} at the first question", f"{each:.0f} KiB", kept=each <= IDLE_KIB)


async def _journeys(address: str, process: psutil.Process, count: int) -> Line:
    walkers = [Founder(address, number) for number in range(TOGETHER)]
    await _walk(walkers, int(count * _SETTLED))
    before = _kib(process)
    await _walk(walkers, count - int(count * _SETTLED))
    after = _kib(process)
    grown = after / before - 1
    found = f"{before / 1024:.0f} MiB after the first {_SETTLED:.0%}, {after / 1024:.0f} at the end: {grown:+.1%}"
    return Line("memory after finished journeys", f"{count} to the verdict, {TOGETHER} at once", found, kept=grown <= GROWTH)


async def _strangers(address: str, reruns: int) -> Line:
    people = await _seated(address, TOGETHER)
    while sum(one.reruns for one in people) < reruns:
        await asyncio.gather(*(one.turn() for one in people))
    await _gone(people)
    foreign, told = sum(one.foreign for one in people), sum(one.reruns for one in people)
    return Line("pages that showed what is another's", f"{told:,} reruns of {TOGETHER} people", str(foreign), kept=not foreign)


async def _walk(walkers: Sequence[Founder], journeys: int) -> None:
    left = iter(range(journeys))

    async def walk(one: Founder) -> None:
        for _ in left:
            await one.journey()

    await asyncio.gather(*map(walk, walkers))


async def _seated(address: str, count: int) -> list[Founder]:
    people = [Founder(address, number) for number in range(count)]
    await all_come(people)
    return people


async def _gone(people: Sequence[Founder]) -> None:
    await asyncio.gather(*(one.leave() for one in people))


def _kib(process: psutil.Process) -> float:
    """What only this process holds."""
    return float(process.memory_full_info().uss) / 1024
