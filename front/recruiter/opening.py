"""The workspace of the address, opened anew for every page and every press, and the ways between its pages. Nothing here draws."""

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar, get_args

import streamlit as st

from database.engine import StoreError
from sharing.gate import Refused
from sharing.store.folder import Folder, Stale
from sharing.store.office import Office

from .. import account, authority, browser
from ..page import Closed, Unreachable
from ..permissions import Action
from ..sitting.desk import log

View = Literal["brief", "form", "people", "compare", "candidate", "audit"]
VIEWS: tuple[View, ...] = get_args(View)
T = TypeVar("T")


class Shut(Closed):
    """There is no such workspace or brief, this visitor has no key to it, or may not do that with it: nobody is told which."""

    words = "office_closed"


def open_office(action: Action = "see") -> Office:
    """The workspace in the address, to do that with it. Raises Shut or Unreachable."""
    return _opened(lambda: authority.office(_named("workspace"), browser.wallet(), account.of_page(), action))


def open_folder(action: Action = "see") -> Folder:
    """The brief in the address, to do that with it. Raises Shut or Unreachable."""
    return _opened(lambda: authority.folder(_named("workspace"), _named("brief"), browser.wallet(), account.of_page(), action))


def _opened(ask: Callable[[], T | None]) -> T:
    try:
        found = ask()
    except StoreError as error:
        raise Unreachable from error
    if found is None:
        raise Shut
    return found


def _named(name: str) -> str:
    return str(st.query_params.get(name, ""))


def view() -> View:
    """The page of a brief, or of a workspace, that the address asks for; anything else there is ignored."""
    return next((name for name in VIEWS if name == st.query_params.get("view")), "brief")


def at_office(action: Action, act: Callable[[Office], object]) -> bool:
    """Do that with the workspace of the address; False if it may or can not be done, and the page that follows says so."""
    return _kept(lambda: act(open_office(action)))


def at_folder(action: Action, act: Callable[[Folder], object]) -> bool:
    """Do that with the brief of the address; False if it may or can not be done, and the page that follows says so."""
    return _kept(lambda: act(open_folder(action)))


def _kept(act: Callable[[], object]) -> bool:
    for name in ("office_trouble", "office_fault"):
        st.session_state.pop(name, None)
    try:
        act()
    except Closed:
        return False
    except Refused as refused:
        st.session_state["office_fault"] = refused
    except Stale:
        st.session_state["office_trouble"] = "stale"
    except (StoreError, Unreachable):
        log.exception("could not save")
        st.session_state["office_trouble"] = "not_kept"
    return not {"office_trouble", "office_fault"} & {str(name) for name in st.session_state}


def go(brief: str | None = None, view: View | None = None, workspace: str | None = None, people: Iterable[str] = ()) -> None:
    """To a brief, some of its people or the list; whatever the page that is left kept in the session (`office_…`) is gone with it."""
    place = {"workspace": workspace or st.query_params.get("workspace", ""), "brief": brief, "view": view, "people": ",".join(people)}
    for name in [name for name in st.session_state if str(name).startswith("office_")]:
        del st.session_state[name]
    browser.go_to(**{name: said for name, said in place.items() if said})


def visit_sitting(public: str) -> None:
    """To a sitting, such as that of the company."""
    go()
    st.session_state.pop("place", None)
    browser.go_to(sitting=public)
