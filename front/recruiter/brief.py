"""One brief: the company, the invitations, the candidates, in three steps."""

from functools import partial

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.store.folder import Folder

from ..page import titled
from .common import day, heading, quiet, trouble, twice, way_back
from .company import company_step
from .inviting import invitations_step
from .opening import at_folder, go


def brief_page(folder: Folder, say: Voice) -> None:
    """Draws the overview of a brief."""
    titled(say("brief_one"), say)
    with st.container(width=PROSE, key="brief_page"):
        _head(folder, say)
        trouble(say)
        described = company_step(folder, say)
        st.space("small")
        invitations_step(folder, say, next_step=described)
        st.space("small")
        _candidates(folder, say)
        st.space("small")
        twice("erase_brief", (say("brief_erase"), say("brief_erase_sure"), say("brief_erase_keep")), _erase)


def _head(folder: Folder, say: Voice) -> None:
    draft = folder.brief.draft
    way_back(say("brief_all"))
    heading(draft.title)
    if draft.client:
        st.text(draft.client)
    told = [
        say(f"brief_asked_{draft.length}"),
        say(f"brief_result_{draft.shows}"),
        *([say("brief_is_blind")] if folder.brief.hides_names else []),
    ]
    if draft.closes_on:
        told.append(say("brief_closes", day=say.date(draft.closes_on)))
    quiet(" · ".join([*told, say("brief_ends", day=day(folder.brief.ends_at - 1, say))]))
    press(say("brief_change"), "change_brief", partial(go, folder.brief.id, "form"), kind="tertiary", icon=":material/edit:")


def _candidates(folder: Folder, say: Voice) -> None:
    begun, finished = folder.begun()
    st.header(say("brief_step_people"), anchor=False)
    st.markdown(say("people_begun", count=begun, finished=finished) if begun else say("people_nobody"))
    if begun:
        press(say("people_open"), "people", partial(go, folder.brief.id, "people"), icon=":material/arrow_forward:", right=True)


def _erase() -> None:
    if at_folder("erase", Folder.erase):
        go()
        st.session_state["office_done"] = "brief_erased"
