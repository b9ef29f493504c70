"""Messages that no page of ours sends: presses of what belongs to others, sessions that belong to others, links that scanners open."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from database.errors import StoreError
from front import authority, browser
from front.links import LETTERS
from front.page import Unreachable
from front.sitting import desk as desks
from front.wallet import Wallet
from questionnaire.store import store
from tests.access.cells import fetched, links_of, place_of, words_of
from tests.access.conftest import rows
from tests.access.town import TENANTS, Town, Who
from tests.browser.conftest import Server
from tests.protocol import Tab, tab

ONE, OTHER = TENANTS
PRESSES = (
    ("recruiter", "open brief", "erase_brief", "erase_brief_sure"),
    ("recruiter", "open brief", "company", "company"),
    ("recruiter", "workspace", "erase_office", "erase_office_sure"),
    ("open invited, waiting", "open invitation, waiting", "", "guest_begin"),
)
"""Who has which button on what of their own: the one that is pressed first, if the other comes only after it, and the one that acts."""


@pytest.mark.parametrize(("who", "what", "first", "sure"), PRESSES)
def test_a_button_of_ones_own_does_nothing_to_what_is_anothers(
    town: Town, served: Server, folder_of_town: Path, who: str, what: str, first: str, sure: str
) -> None:
    """The server remembers which buttons a session has seen, and takes the address from the message."""
    mine, theirs = town.things[f"{ONE} {what}"], town.things[f"{OTHER} {what}"]
    with tab(served.address, town.people[f"{ONE} {who}"].header, mine.place) as one:
        if first != sure and first:
            one.press(first)
        button = one.widget("button", sure).id
        before = rows(folder_of_town / "town.db")
        one.query = theirs.place
        one.run(button)
        assert not [word for word in theirs.secret if word in words_of(one)]
    with tab(served.address, town.people["stranger"].header, mine.place) as stranger:
        stranger.run(button)
    assert rows(folder_of_town / "town.db") == before


@pytest.mark.parametrize("role", ["founder", "recruiter"])
def test_what_is_said_of_a_company_is_erased_by_nobody_and_grows_by_nobody(town: Town, in_process: None, role: str) -> None:
    """A session that has seen the eraser of its own sitting may press it anywhere."""
    company = town.things[f"{ONE} open company"]
    admitted = authority.sitting(company.id, town.people[f"{ONE} {'open founder' if role == 'founder' else role}"].wallet)
    assert admitted
    assert admitted.role == role
    desk = desks.Desk(admitted.sitting, admitted, Wallet({}, None))
    assert not desk.erase()
    desks.extend(desk, "person", "full")
    assert store().find(company.id)
    assert desk.sitting == admitted.sitting


FORGED = "Forged choice"


def test_a_choice_that_no_page_offers_is_not_kept(town: Town, served: Server, folder_of_town: Path) -> None:
    """A press is heard before the page is drawn that would know the options; the browser sends a choice by its words."""
    office = town.things[f"{ONE} workspace"]
    with tab(served.address, town.people[f"{ONE} recruiter"].header, office.place) as recruiter:
        recruiter.press("new_brief")
        recruiter.values[recruiter.widget("text_input", "brief_title").id] = FORGED
        for name in ("brief_language", "brief_length", "brief_shows"):
            radio = recruiter.widget("radio", name)
            recruiter.values[radio.id] = FORGED
            before = rows(folder_of_town / "town.db")
            recruiter.press("brief_save")
            assert rows(folder_of_town / "town.db") == before
            recruiter.values[radio.id] = radio.options[0]
        recruiter.press("brief_save")
        assert rows(folder_of_town / "town.db") != before


# ---- a session that is taken over


def test_what_a_session_remembers_is_for_its_browser_alone(town: Town, in_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database does not answer, a page is drawn from memory: not for somebody who only knows the id of the session."""
    mine, owner = town.things[f"{ONE} sitting"], town.people[f"{ONE} owner"]
    session: dict[str, Any] = {}
    monkeypatch.setattr(desks.st, "session_state", session)
    monkeypatch.setattr(desks.st, "query_params", {"sitting": mine.id})
    monkeypatch.setattr(desks.account, "of_page", lambda: None)
    monkeypatch.setattr(browser, "wallet", lambda: owner.wallet)
    assert desks.open_desk()

    def silent(*_given: object) -> None:
        raise StoreError("gone")

    monkeypatch.setattr(authority, "sitting", silent)
    assert desks.open_desk()
    monkeypatch.setattr(browser, "wallet", lambda: town.people["stranger"].wallet)
    with pytest.raises(Unreachable):
        desks.open_desk()


class Listener(Tab):
    """A tab that also keeps the id of its session and the parts of its page that are drawn anew by themselves."""

    def __init__(self, wire: ClientConnection) -> None:
        super().__init__(wire)
        self.session, self.parts, self.folds = "", set[str](), set[str]()

    def hears(self, message: bytes) -> bool:
        said = ForwardMsg.FromString(message)
        if said.WhichOneof("type") == "new_session":
            self.session = said.new_session.initialize.session_id
        if said.WhichOneof("type") == "delta":
            self.parts |= {said.delta.fragment_id} - {""}
            self.folds |= {said.delta.add_block.expandable.id} - {""}
        return super().hears(message)

    def ask_for_part(self, part: str, folds: set[str], place: str) -> None:
        """Have one part drawn, with every fold open."""
        message = BackMsg()
        message.rerun_script.query_string = place
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.fragment_id = part
        for fold in folds:
            message.rerun_script.widget_states.widgets.add(id=fold, bool_value=True)
        self.wire.send(message.SerializeToString())
        while not self.hears(bytes(self.wire.recv(timeout=60))):
            pass


@contextmanager
def resumed(address: str, cookie: str, session: str) -> Iterator[Listener]:
    """Somebody who comes back to a session by its id."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=60) as health:
        given = [one.split(";")[0] for one in health.headers.get_all("Set-Cookie")]
    token = next(one.partition("=")[2] for one in given if one.startswith("_streamlit_xsrf="))
    where, headers = f"ws://{urlsplit(address).netloc}/_stcore/stream", {"Cookie": "; ".join([*given, cookie])}
    offered: list[Any] = ["streamlit", token, session]
    with connect(where, subprotocols=offered, additional_headers=headers, origin=address, compression=None) as wire:  # type: ignore[arg-type]
        yield Listener(wire)


def test_who_knows_a_session_but_not_its_cookies_is_told_nothing(town: Town, served: Server) -> None:
    """Not even by a part of the page, which is drawn anew without the page. A browser without our cookie is told from none by the doors."""
    result = town.things[f"{ONE} result for a reader of everything"]
    reader = town.people[f"{ONE} reader of everything"]
    link = "; ".join(f"{name}={secret}" for name, secret in reader.cookies.items() if "share" in name)
    with tab(served.address, link, result.place, Listener) as victim:
        assert len(victim.parts) > 3
        part, folds = min(victim.parts), victim.folds
        victim.ask_for_part(part, folds, result.place)
        assert "-start_again" not in words_of(victim)
        session = victim.session
        with resumed(served.address, link, session) as mine:
            mine.page = victim.page
            mine.ask_for_part(part, folds, result.place)
            assert mine.elements, "whoever holds the link goes on"
            assert "-start_again" not in words_of(mine)
        with resumed(served.address, "", session) as thief:
            thief.page = victim.page
            thief.ask_for_part(part, folds, result.place)
            assert "-start_again" in words_of(thief)
            thief.query = result.place
            thief.run()
            assert "-start_again" in words_of(thief)


# ---- links that somebody else opens first


def test_a_hundred_visits_of_a_mail_scanner_change_nothing_and_learn_nothing(town: Town, served: Server, folder_of_town: Path) -> None:
    """GET and HEAD of each link, one of each kind a hundred times, leave every row as it was; and dead links look like living ones."""
    scanner, before = Who("scanner", {}), rows(folder_of_town / "town.db")
    links = [link for who in town.people.values() if who.name.startswith(ONE) for link in links_of(who)]
    often = {link[1]: link for link in links}
    assert set(often) == set(LETTERS)
    for link in (*links, *list(often.values()) * 100):
        assert {fetched(served.address + link, scanner, method) for method in ("GET", "HEAD")} == {(303, "")}
    for link in links:
        assert fetched(f"{served.address}/?{place_of(link)}", scanner)[0] == 200
    assert rows(folder_of_town / "town.db") == before


def test_unknown_expired_and_revoked_are_answered_alike(town: Town, served: Server) -> None:
    """Status, body and headers, but for the id that was asked for."""
    told = set()
    for name in ("reader of the revoked", "reader of the expired", "reader of verdict"):
        thing = town.things[f"{ONE} result for a {name}"]
        who = town.people["stranger"] if name == "reader of verdict" else town.people[f"{ONE} {name}"]
        told.add(fetched(f"{served.address}/shared/{thing.id}.html", who))
    told.add(fetched(f"{served.address}/shared/{'x' * 12}.html", town.people["stranger"]))
    assert len(told) == 1
    assert next(iter(told))[0] == 404
