"""The whole matrix: everybody of both tenants before everything of both, every action by every path; and how long a refusal takes."""

import os
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from database.engine import Database, database
from questionnaire import keys
from tests.access.cells import Cell, asked_by_address, asked_by_screen, asked_within, fetched, wrong
from tests.access.town import TENANTS, Object, Town, Who
from tests.browser.conftest import Server
from tests.soak.line import Line

_ALIKE = 0.05  # of the median of all classes


def run(full: bool) -> Iterator[Line]:
    """Each path a line; without `full` the files in their cheap forms, and the screens of what is one's own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'town.db'}"
        db = Database(url)
        town = Town(db)
        db.close()
        os.environ["DATABASE_URL"] = url
        database.cache_clear()
        yield _told("who decides", asked_within(town, whole=True))
        database().close()
        server = Server(url)
        server.start()
        try:
            yield _told("files", asked_by_address(town, server.address, whole=full))
            yield _told("pages", asked_by_screen(town, server.address, lambda who, what: full or _near(who, what)))
            yield _timed(town, server.address, 400 if full else 100)
        finally:
            server.kill()


def _near(who: Who, what: Object) -> bool:
    return who.name == "stranger" or who.name in what.holders


def _told(path: str, asked: Iterator[tuple[Cell, bool]]) -> Line:
    count, allowed, denied = wrong(asked)
    found = f"{len(allowed)} wrongly allowed, {len(denied)} wrongly denied"
    return Line(f"access matrix by {path}", f"{count} cells", "; ".join([found, *allowed[:3], *denied[:3]]), not (allowed or denied))


def _timed(town: Town, address: str, times: int) -> Line:
    """Refusals of five classes take the same time: nobody learns from it which of them it was."""
    tenant, stranger = TENANTS[0], town.people["stranger"]
    result = {name: town.things[f"{tenant} result for a reader of {name}"].id for name in ("verdict", "the revoked", "the expired")}
    classes: Mapping[str, tuple[str, Who]] = {
        "unknown": (keys.new_public_id(), stranger),
        "without its link": (result["verdict"], stranger),
        "another's link": (result["verdict"], town.people[f"{tenant} reader of reasons"]),
        "expired": (result["the expired"], town.people[f"{tenant} reader of the expired"]),
        "revoked": (result["the revoked"], town.people[f"{tenant} reader of the revoked"]),
    }
    taken: dict[str, list[float]] = {name: [] for name in classes}
    for _ in range(times):
        for name, (public, who) in classes.items():
            began = time.perf_counter()
            fetched(f"{address}/shared/{public}.html", who)
            taken[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(seconds) * 1000 for name, seconds in taken.items()}
    apart = (max(medians.values()) - min(medians.values())) / statistics.median(medians.values())
    told = ", ".join(f"{name} {median:.2f} ms" for name, median in medians.items())
    return Line("refusals of five classes, medians", f"{times} of each", f"{told}; {apart:.0%} apart", apart <= _ALIKE)
