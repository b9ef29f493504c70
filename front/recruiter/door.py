"""The third door of the first page: a new workspace, or those of the account that signed in."""

from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire.ui import press
from questionnaire.words import Voice
from sharing.models import Workspace
from sharing.store.office import open_workspace, workspaces_of

from .. import account, browser
from ..doors.begun import may_begin
from ..sample import way_in
from ..sitting.desk import log
from .common import day
from .once import hold
from .opening import go

_SHOWN = 5  # workspaces of an account offered on the first page


def office_door(say: Voice) -> None:
    """Draws the door."""
    with st.container(border=True, key="box_door_recruiter", gap="small"):
        st.header(say("recruiter_title"), anchor=False)
        st.markdown(f"{say('recruiter_text')}\n\n:small[:gray[{say('recruiter_quiet')}]]")
        press(say("recruiter_open"), "open_workspace", open_office, wide=True)
        way_in("recruiter", say("door_example_people"), say.language)
        if account.offered():
            _sign_in(say)
        for mine in _of_account():
            press(
                say("recruiter_mine", day=day(mine.created_at, say)),
                f"workspace.{mine.id}",
                partial(go, workspace=mine.id),
                kind="tertiary",
            )


def _sign_in(say: Voice) -> None:
    """For organisations that named who vouches for their people: a workspace opened after it belongs to the account."""
    signed_in = account.of_page() is not None
    word, act = ("recruiter_sign_out", st.logout) if signed_in else ("recruiter_sign_in", st.login)
    press(say(word), word, act, kind="tertiary", icon=":material/logout:" if signed_in else ":material/login:")


def _of_account() -> list[Workspace]:
    owner = account.of_page()
    try:
        return workspaces_of(owner)[-_SHOWN:] if owner else []
    except StoreError:
        log.exception("could not read")
        return []


def open_office() -> None:
    """A new workspace, and into it."""
    if not may_begin():
        st.session_state["notice"] = "too_often_begun"
        return
    try:
        key = open_workspace(browser.secret(), account.of_page())
    except StoreError:
        log.exception("could not open a workspace")
        st.session_state["notice"] = "recruiter_cannot"
        return
    go(workspace=key.public)
    hold("workspace", key.public, key, browser.language())
