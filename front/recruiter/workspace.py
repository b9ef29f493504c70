"""The pages of a workspace, by what the address asks for."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.store.folder import Folder
from sharing.store.office import Office

from .. import browser
from ..page import Closed, Page, titled
from ..sitting.desk import log
from .audit import audit_page
from .brief import brief_page
from .briefs import briefs_page
from .candidate import candidate_page
from .change import change_page, new_page
from .compare import compare_page
from .opening import View, open_office, view
from .people import people_page

OF_OFFICE: Mapping[View, Callable[[Office, Voice], None]] = {"brief": briefs_page, "form": new_page, "audit": audit_page}
OF_FOLDER: Mapping[View, Callable[[Folder, Voice], None]] = {
    "brief": brief_page, "form": change_page, "people": people_page, "compare": compare_page, "candidate": candidate_page,
}  # fmt: skip


def workspace_page() -> Page:
    """The page of the workspace in the address. Raises Unreachable."""
    try:
        return Page(browser.language(), partial(_draw, open_office()))
    except Closed:
        return Page(browser.language(), _closed)


def _draw(office: Office, say: Voice) -> None:
    try:
        _page(office, say)
    except StoreError:
        log.exception("could not read")
        with st.container(width=PROSE):
            st.markdown(say("office_unreachable"))


def _page(office: Office, say: Voice) -> None:
    brief = st.query_params.get("brief")
    if brief is None:
        OF_OFFICE.get(view(), briefs_page)(office, say)
    elif folder := office.folder(brief):
        OF_FOLDER.get(view(), brief_page)(folder, say)
    else:
        _closed(say)


def _closed(say: Voice) -> None:
    titled("", say)
    with st.container(width=PROSE):
        st.title(say("office_closed_title"), anchor=False)
        st.markdown(say("office_closed_text"))
        press(say("start_again"), "start_again", browser.go_to, kind="primary")
