"""Where files are made: in processes of their own, below the rank of the server, each with a limit of time and memory.

So nobody who answers waits for somebody else's report, and no file, whatever stands in it, takes the server down.
"""

import atexit
import ctypes
import gc
import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from functools import cache
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from queue import LifoQueue
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

MAKERS = 2  # files at once
SECONDS = 20  # of a processor, for one file: the worst that can be asked for takes two
PATIENCE = 180  # seconds by the clock, on a machine that has much else to do
GROWN = 430 * 2**20  # bytes: a maker that holds more is replaced by a fresh one when its file is made
_MOST = 2 * 2**30  # bytes it may ask the system for: half of it is room that the drawing of charts sets aside and never fills
_RANK = 10  # below the server's
_START = "from front import forms, workshop; workshop.work({}, forms.prepare)"


class TooMuch(Exception):
    """A file took more time or more memory than any file may; nothing was made."""


class Failed(Exception):
    """A file could not be made. Tells where and the kind of the fault, never its message: that may quote what somebody wrote."""


def made(make: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    """What `make` gives, a function at the top of a module; all that goes to it and comes back can be pickled.

    Waits for a free maker. Raises TooMuch and Failed.
    """
    maker = _free().get()
    try:
        return cast("R", maker.make(make, given, named))
    finally:
        _free().put(maker)


class Maker:
    """One such process; begun with its first file, or before."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: Connection | None = None

    def started(self) -> "Maker":
        if self._process is None or self._process.poll() is not None:
            self.end()
            ours, theirs = socket.socketpair()
            with theirs:
                number = theirs.fileno()
                # What a library says when it breaks may quote what it was given, and the log holds nobody's words.
                self._process = subprocess.Popen(  # noqa: S603 (ourselves)
                    [sys.executable, "-c", _START.format(number)], pass_fds=[number], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )  # fmt: skip
            self._wire = Connection(ours.detach())
        return self

    def make(self, make: Callable[..., object], given: tuple[object, ...], named: dict[str, object]) -> object:
        wire = cast("Connection", self.started()._wire)  # noqa: SLF001 (our own)
        try:
            wire.send_bytes(pickle.dumps((make, given, named)))
            answer = wire.recv_bytes() if wire.poll(PATIENCE) else b""
        except (EOFError, OSError):  # it was ended by one of its limits
            answer = b""
        if not answer:
            self.end()
            raise TooMuch
        fault, content, grown = pickle.loads(answer)  # noqa: S301 (of our own process)
        if grown:
            self.end()
            self.started()
        if fault:
            raise Failed(fault)
        return content

    def end(self) -> None:
        if self._wire:
            self._wire.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = self._wire = None


@cache
def _free() -> LifoQueue[Maker]:
    """The last one used comes first: what it knows is still in memory, and the others need not even start."""
    makers: LifoQueue[Maker] = LifoQueue()
    for _ in range(MAKERS):
        maker = Maker()
        atexit.register(maker.end)
        makers.put(maker)
    return makers


# ---- inside a maker


def work(number: int, prepare: Callable[[], object]) -> None:
    """Prepares, then makes what is asked for on this socket, one after the other, until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the server
    os.nice(_RANK)
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST, _MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a picture of its memory would hold people's words
    prepare()
    gc.collect()
    gc.freeze()
    wire = Connection(number)
    while True:
        try:
            make, given, named = pickle.loads(wire.recv_bytes())  # noqa: S301 (of our own server)
            resource.setrlimit(resource.RLIMIT_CPU, (ceil(time.process_time()) + SECONDS, resource.RLIM_INFINITY))
            wire.send_bytes(_answer(make, given, named))
        except (EOFError, OSError):
            return


def _answer(make: Callable[..., object], given: tuple[object, ...], named: dict[str, object]) -> bytes:
    """What is wrong or nothing, what was made, and whether this process has grown too large to go on."""
    try:
        told: tuple[str, object] = "", make(*given, **named)
    except MemoryError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 (whatever it is, the server tells it)
        told = _where(error), None
    _give_back()
    if _held() > GROWN:
        from reports.pdf import forget

        forget()
        _give_back()
    return pickle.dumps((*told, _held() > GROWN))


def _where(error: Exception) -> str:
    """The lines of code it went through and the kind of the fault."""
    steps = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(error.__traceback__)]
    return f"{type(error).__name__} at {' > '.join(steps)}"


def _give_back() -> None:
    """Have the C library return what is free to the system: Typst and V8 leave holes that it would keep."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def _held() -> int:
    """Bytes in memory now; where the system does not say, at the most so far."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
