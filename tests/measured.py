"""What `make bench` measures with: a clock, and a table that is printed and kept."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

TABLE = Path(__file__).parents[1] / "bench.md"


def in_turn(what: str, both: list[Callable[[], float]], runs: int) -> None:
    """Ours and the peer's in turn, so that a slow moment of the machine hits both; the first of each is not counted."""
    pairs = [tuple(one() for one in both) for _ in range(runs + 1)][1:]
    mine, peer = (statistics.median(column) * 1e3 for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    row(f"{what} (median of {runs})", f"{mine:.0f} ms", f"{peer:.0f} ms", f"{ratio:.2f}")


def row(*cells: str) -> None:
    """One row of the table, on the terminal and in bench.md."""
    line = f"| {' | '.join((*cells, '', '', '')[:4])} |"
    print(line, flush=True)
    with TABLE.open("w" if cells[0] == "measured" else "a", encoding="utf-8") as table:
        table.write(line + "\n")


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median(act: Callable[[], object], runs: int) -> float:
    return statistics.median(timed(act) for _ in range(runs))
