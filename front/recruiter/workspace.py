"""The pages of a workspace, by what the address asks for."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire.ui import PROSE
from questionnaire.words import Voice
from sharing.store.folder import Folder
from sharing.store.office import Office

from .. import browser
from ..page import Page
from ..permissions import Action
from ..sitting.desk import log
from .audit import audit_page
from .brief import brief_page
from .briefs import briefs_page
from .candidate import candidate_page
from .change import change_page, new_page
from .compare import compare_page
from .opening import View, open_folder, open_office, view
from .people import people_page

OF_OFFICE: Mapping[View, tuple[Action, Callable[[Office, Voice], None]]] = {
    "brief": ("see", briefs_page), "form": ("add", new_page), "audit": ("audit", audit_page),
}  # fmt: skip
OF_FOLDER: Mapping[View, tuple[Action, Callable[[Folder, Voice], None]]] = {
    "brief": ("see", brief_page), "form": ("change", change_page), "people": ("candidates", people_page),
    "compare": ("candidates", compare_page), "candidate": ("candidates", candidate_page),
}  # fmt: skip


def workspace_page() -> Page:
    """The page of the workspace in the address, or of a brief in it. Raises Shut or Unreachable."""
    if "brief" in st.query_params:
        action, in_folder = OF_FOLDER.get(view(), OF_FOLDER["brief"])
        return Page(browser.language(), partial(_draw, partial(in_folder, open_folder(action))))
    action, in_office = OF_OFFICE.get(view(), OF_OFFICE["brief"])
    return Page(browser.language(), partial(_draw, partial(in_office, open_office(action))))


def _draw(page: Callable[[Voice], None], say: Voice) -> None:
    try:
        page(say)
    except StoreError:
        log.exception("could not read")
        with st.container(width=PROSE):
            st.markdown(say("office_unreachable"))
