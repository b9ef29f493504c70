"""The first page of a workspace: its briefs, its keys, what was done in it, and its end."""

from functools import partial

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.models import STATES, Brief, Counts, Held
from sharing.store.office import LastKey, Office

from .. import browser
from ..page import titled
from .common import day, heading, paged, quiet, trouble, twice
from .exports import import_section
from .once import held, hold, link_box
from .opening import at_office, go


def briefs_page(office: Office, say: Voice) -> None:
    """Draws the list of briefs."""
    titled(say("office_title"), say)
    with st.container(width=PROSE):
        st.title(say("office_title"), anchor=False)
        trouble(say)
        if shown := held("workspace"):
            link_box(shown, say("office_link"), say)
    found = office.briefs()
    if not found:
        with st.container(width=PROSE):
            st.markdown(say("office_empty"))
    press(say("brief_new"), "new_brief", partial(go, None, "form"), kind="primary", icon=":material/add:")
    with st.grid(2, min_column_width=300, gap="medium", key="briefs"):
        for brief, counts in paged(found, "briefs_page"):
            _card(brief, counts, say)
    st.space("small")
    with st.container(width=PROSE):
        _keys(office, say)
        import_section(say)
        press(say("audit_open"), "audit", partial(go, None, "audit"), kind="tertiary", icon=":material/history:")
        twice("erase_office", (say("office_erase"), say("office_erase_sure"), say("office_erase_keep")), _erase)


def _card(brief: Brief, counts: Counts, say: Voice) -> None:
    with st.container(border=True, key=f"box_brief_{brief.id}", gap="xsmall"):
        heading(brief.draft.title, card=True)
        if brief.draft.client:
            st.text(brief.draft.client)
        st.markdown(states(counts, say))
        quiet(say("brief_ends", day=day(brief.ends_at - 1, say)))
        press(say("brief_open"), f"open.{brief.id}", partial(go, brief.id))


def states(counts: Counts, say: Voice) -> str:
    """How many invitations are in each state, in words."""
    some = [say(f"invited_{state}_count", count=counts.by_state[state]) for state in STATES if counts.by_state.get(state)]
    return " · ".join(some) or say("invited_nobody")


def _keys(office: Office, say: Voice) -> None:
    with st.expander(say("keys_title"), type="compact", key="keys", on_change="rerun") as drawer:
        if not drawer.open:
            return
        st.markdown(say("keys_account") if office.workspace.owner else say("keys_text"))
        for key in office.held():
            _key(key, say)
        press(say("keys_add"), "add_key", _add_key, icon=":material/add:")


def _key(key: Held, say: Voice) -> None:
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"box_key_{key.id}"
    ):
        st.markdown(say(f"keys_{key.label}", day=day(key.created_at, say)))
        name = f"remove.{key.id}"
        twice(name, (say("keys_remove"), say("keys_remove_sure"), say("keys_remove_keep")), partial(_remove_key, key.id))


def _add_key() -> None:
    at_office("keys", lambda office: hold("workspace", office.workspace.id, office.add_key(), browser.language()))


def _remove_key(key: str) -> None:
    def act(office: Office) -> None:
        try:
            office.remove_key(key)
        except LastKey:
            st.session_state["office_trouble"] = "last_key"

    at_office("keys", act)
    st.session_state.pop("office_sure", None)


def _erase() -> None:
    if at_office("erase", Office.erase):
        go()
        browser.go_to()
        st.session_state["notice"] = "office_erased"
