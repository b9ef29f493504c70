"""A process with nothing but the product's store and its writer, born and killed again and again; `kills` runs it as a program.

It prints four numbers: saves that were acknowledged, lost, doubled, and how often SQLite found its file unsound.
"""

import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from sqlalchemy import text

from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import begin
from questionnaire.store import Store, Versions

from .kills import DOUBLED, PEOPLE
from .places import opened, unsound

_LINE = 32  # letters: shorter than what a pipe takes at once, so that no two lines mix


def main(url: str, blows: int) -> tuple[int, int, int, int]:
    """Each life saves answers of twenty people in a sitting of its own, until it is killed at some moment of it."""
    chance = random.Random(11)  # noqa: S311 (the same blows each time)
    told = lost = doubled = faults = 0
    for blow in range(blows):
        public = _new_sitting(url)
        acknowledged = _one_life(url, public, chance.uniform(0, 0.2))
        with opened(url) as database:
            stored = Store(database).find(public)
            assert stored
            kept = {question: int(option) for question, option in stored.sitting.answers.items()}
            doubled += len(database.read(lambda at: at.execute(text(DOUBLED)).all()))
        told += sum(acknowledged.values()) + len(acknowledged)
        lost += sum(kept.get(question, -1) < number for question, number in acknowledged.items())
        faults += bool(blow % 10 == 0 and unsound(url))
    return told, lost, doubled, faults


def _new_sitting(url: str) -> str:
    sitting = begin(questionnaire(), keys.new_public_id(), "founder", "en", "short")
    with opened(url) as database:
        Store(database).create(sitting, keys.lock("secret"), Versions("questions", "rules"))
    return sitting.id


def _one_life(url: str, public: str, seconds: float) -> dict[str, int]:
    """The last number that was acknowledged for each question; killed so long after the first one."""
    told, telling = os.pipe()
    if not (life := os.fork()):
        os.close(told)
        _save(url, public, telling)
    os.close(telling)
    lines = _lines(told)
    said = [next(lines)]
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([told], [], [], left)[0]:
            said.append(next(lines))
    os.kill(life, signal.SIGKILL)
    os.waitpid(life, 0)
    said += lines
    os.close(told)
    return {question: max(int(number) for q, number in said if q == question) for question, _ in said}


def _save(url: str, public: str, telling: int) -> None:
    """Twenty people change one answer each, as fast as they can, and tell what the store has acknowledged. Never returns."""
    with opened(url) as database:
        store = Store(database)

        def change(person: int) -> None:
            for number in count():
                if store.save_answer(public, f"question_{person}", str(number)):
                    os.write(telling, f"question_{person} {number}".ljust(_LINE - 1).encode() + b"\n")

        with ThreadPoolExecutor(PEOPLE) as people:
            list(people.map(change, range(PEOPLE)))


def _lines(pipe: int) -> Iterator[list[str]]:
    while line := os.read(pipe, _LINE):
        yield line.decode().split()


if __name__ == "__main__":
    sys.stdout.write("{} {} {} {}\n".format(*main(sys.argv[1], int(sys.argv[2]))))
