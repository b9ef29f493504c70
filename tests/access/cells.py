"""Who × what × which action × by which path: every cell with what the table says of it, asked of the program itself."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from front import authority
from front.links import LETTERS, path
from front.permissions import Action, table
from front.wallet import Wallet
from questionnaire.keys import Key
from tests.access.town import TENANTS, Object, Town, Who
from tests.protocol import Tab, tab

ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True)
class Cell:
    """One question to the program, and the right answer to it."""

    who: Who
    what: Object
    action: Action
    path: str
    permitted: bool

    def __str__(self) -> str:
        return f"{self.who.name} · {self.what.name} · {self.action} · {self.path} · {'may' if self.permitted else 'may not'}"


def pairs(town: Town, *, whole: bool) -> Iterator[tuple[Who, Object]]:
    """Everybody with everything, of both tenants; or the things of both with the people of one alone, and the stranger."""
    people = [who for who in town.people.values() if whole or not who.name.startswith(TENANTS[-1])]
    return ((who, what) for who in people for what in town.things.values())


# ---- asked of the one place that decides: what every page, press and file asks


def asked_within(town: Town, *, whole: bool = False) -> Iterator[tuple[Cell, bool]]:
    """Each cell, and what the authority says; unless the whole is wanted, two actions stand for all to who holds no key to a thing."""
    for who, what in pairs(town, whole=whole):
        known = list(table().may[what.thing])
        may = _within(what, who.wallet)
        for action in ACTIONS if whole or who.name in what.holders else (known[0], known[-1]):
            yield Cell(who, what, action, "authority", what.permits(who, action)), may(action)


def _within(what: Object, wallet: Wallet) -> Callable[[Action], bool]:
    """What the authority lets that browser do with a thing."""
    match what.thing:
        case "workspace":
            return lambda action: authority.office(what.id, wallet, None, action) is not None
        case "brief":
            return lambda action: authority.folder(what.workspace, what.id, wallet, None, action) is not None
        case "invitation":
            return lambda action: authority.door(what.id, wallet, action) is not None
    admitted = authority.shared(what.id, wallet) if what.thing == "shared" else authority.sitting(what.id, wallet)
    return lambda action: admitted is not None and admitted.may(action)


# ---- asked by address


def files(what: Object, *, all_forms: bool) -> Mapping[str, Action]:
    """The addresses of the files of a thing, each with what it takes to have it; the dear forms only if wanted."""
    dear = ("pdf", "docx") if all_forms else ()
    match what.thing:
        case "sitting" | "candidacy" | "company":
            reports: dict[str, Action] = {f"/report/{what.id}.{kind}": "download" for kind in ("html", *dear)}
            return reports | {f"/held/{what.id}.json": "hold"}
        case "shared":
            return {f"/shared/{what.id}.{kind}": "download" for kind in ("html", *dear)}
        case "brief":
            return dict.fromkeys(_files_of_brief(what, all_forms=all_forms), "download")
    return {}


def _files_of_brief(what: Object, *, all_forms: bool) -> Iterator[str]:
    at = f"/brief/{what.workspace}/{what.id}"
    yield from (f"{at}/candidates.csv", f"{at}/brief.json")
    if what.people:
        yield f"{at}/report/{what.people[0]}.html"
    if all_forms:
        yield from (f"{at}/candidates.xlsx", f"{at}/comparison/{','.join(what.people) or what.id}.html")


def asked_by_address(town: Town, address: str, *, whole: bool = False) -> Iterator[tuple[Cell, bool]]:
    """The files of each thing, asked for by everybody; unless the whole is wanted, one of each by who holds no key to it."""
    for who, what in pairs(town, whole=whole):
        served = list(files(what, all_forms=whole).items())
        for file, action in served if whole or who.name in what.holders else served[:1]:
            yield Cell(who, what, action, file.rpartition(".")[2], what.permits(who, action)), fetched(address + file, who)[0] == 200


def fetched(url: str, who: Who, method: str = "GET") -> tuple[int, str]:
    """The status and the body; nothing is followed."""
    asked = urllib.request.Request(url, method=method, headers={"Cookie": who.header, "Accept-Language": "en"})
    try:
        with urllib.request.build_opener(Stay).open(asked, timeout=180) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode("utf-8", "replace")


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows nowhere."""

    def redirect_request(self, *_given: object) -> None:
        return None


# ---- links


def links_of(who: Who) -> Iterator[str]:
    """The addresses of the links that left these cookies."""
    kinds = {"two_hats_workspace_": "workspace", "two_hats_invitation_": "invitation", "two_hats_share_": "share", "two_hats_": "sitting"}
    for name, secret in who.cookies.items():
        prefix = next(start for start in kinds if name.startswith(start))
        if not name.endswith("_browser"):
            yield path(kinds[prefix], Key(name.removeprefix(prefix), secret))  # type: ignore[arg-type]


def place_of(link: str) -> str:
    kind, _, rest = link.strip("/").partition("/")
    return f"{LETTERS[kind]}={rest.partition('-')[0]}"


# ---- asked by screen


def asked_by_screen(town: Town, address: str, chosen: Callable[[Who, Object], bool]) -> Iterator[tuple[Cell, bool]]:
    """Each thing on the screen of everybody, as far as it is chosen; a page that shows a word of it has let them in."""
    for who in town.people.values():
        if not any(chosen(who, what) for what in town.things.values()):
            continue
        with tab(address, who.header, "language=en") as one:
            for what in town.things.values():
                if chosen(who, what):
                    one.query = f"{what.place}&language=en"
                    one.run()
                    yield Cell(who, what, "see", "screen", what.permits(who, "see")), _let_in(one, what)


def _let_in(one: Tab, what: Object) -> bool:
    shown = words_of(one)
    if what.thing == "invitation":
        return any(key in shown for key in ("guest_begin", "describe_company"))
    return "-start_again" not in shown or any(word in shown for word in what.secret)


def words_of(one: Tab) -> str:
    """All that a page says, the ids of its widgets included."""
    return " ".join(map(str, one.elements.values()))


def wrong(asked: Iterator[tuple[Cell, bool]]) -> tuple[int, list[str], list[str]]:
    """How many cells were asked, which were wrongly allowed, which wrongly denied."""
    cells = list(asked)
    allowed = [str(cell) for cell, got in cells if got and not cell.permitted]
    denied = [str(cell) for cell, got in cells if cell.permitted and not got]
    return len(cells), allowed, denied
