"""The workspace of the address, opened anew for every page and every press, and the ways between its pages. Nothing here draws."""

from collections.abc import Callable, Iterable
from typing import Literal, get_args

import streamlit as st

from database.engine import StoreError
from sharing.gate import Refused
from sharing.store.folder import Folder, Stale
from sharing.store.office import Office

from .. import account, authority, browser
from ..page import Closed, Unreachable
from ..sitting.desk import log

View = Literal["brief", "form", "people", "compare", "candidate", "audit"]
VIEWS: tuple[View, ...] = get_args(View)


def open_office() -> Office:
    """The workspace in the address. Raises Closed or Unreachable."""
    try:
        office = authority.office(st.query_params.get("workspace", ""), browser.wallet(), account.of_page())
    except StoreError as error:
        raise Unreachable from error
    if office is None:
        raise Closed
    return office


def open_folder() -> Folder:
    """The brief in the address. Raises Closed or Unreachable."""
    office = open_office()
    try:
        folder = office.folder(st.query_params.get("brief", ""))
    except StoreError as error:
        raise Unreachable from error
    if folder is None:
        raise Closed
    return folder


def view() -> View:
    """The page of a brief, or of a workspace, that the address asks for; anything else there is ignored."""
    return next((name for name in VIEWS if name == st.query_params.get("view")), "brief")


def at_office(act: Callable[[Office], object]) -> bool:
    """Act on the workspace of the address; False if that was not possible, and the page that follows says so."""
    return _kept(lambda: act(open_office()))


def at_folder(act: Callable[[Folder], object]) -> bool:
    """Act on the brief of the address; False if that was not possible, and the page that follows says so."""
    return _kept(lambda: act(open_folder()))


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
