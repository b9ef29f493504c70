"""Saying what a brief is: a new one, and one that is changed."""

from functools import partial

import streamlit as st

from questionnaire.catalogue import questionnaire
from questionnaire.store import Versions
from questionnaire.ui import PROSE
from questionnaire.words import Voice, named
from scoring.rulebase import rule_base
from sharing import consent
from sharing.models import Brief, Draft
from sharing.store.folder import Folder, Stale
from sharing.store.office import Office
from sharing.ui.brief_form import Bounds, brief_fields, fresh, typed
from sharing.ui.fields import submit

from ..page import titled
from .common import today, trouble, way_back
from .opening import at_folder, at_office, go


def new_page(_office: Office, say: Voice) -> None:
    """Draws the empty form."""
    titled(say("brief_new"), say)
    bounds = _bounds(begun=False, revealed=False)
    kept = fresh(say.language, bounds.today)
    with st.container(width=PROSE):
        way_back(say("brief_all"))
        st.title(say("brief_new"), anchor=False)
        trouble(say)
        with st.form("brief_form", border=False):
            brief_fields(kept, bounds, st.session_state.get("office_fault"), say)
            submit(say("brief_make"), "brief_save", partial(_make, say))


def change_page(folder: Folder, say: Voice) -> None:
    """Draws the form with what is kept; after a change in another tab, what is kept now stands above what is typed here."""
    titled(say("brief_change"), say)
    first: Brief = st.session_state.setdefault("office_brief", folder.brief)
    with st.container(width=PROSE):
        way_back(say("brief_one"), folder.brief.id)
        st.title(say("brief_change"), anchor=False)
        trouble(say)
        if st.session_state.get("office_trouble") == "stale":
            _both(folder.brief.draft, say)
        with st.form("brief_form", border=False):
            bounds = _bounds(begun=folder.begun() > (0, 0), revealed=folder.brief.revealed_at is not None)
            brief_fields(first.draft, bounds, st.session_state.get("office_fault"), say)
            submit(say("brief_save"), "brief_save", partial(_save, first, say))


def _both(kept: Draft, say: Voice) -> None:
    """What another tab has kept; saving once more is then a choice."""
    with st.container(border=True, key="box_kept"):
        st.markdown(f"**{say('brief_kept')}**")
        st.text("\n".join(said for said in (kept.title, kept.client, kept.note) if said))
        choices = (say(f"brief_asked_{kept.length}"), say(f"brief_shows_{kept.shows}"), named(kept.language))
        st.markdown(" · ".join((*choices, *([say("brief_is_blind")] if kept.blind else []))))
        if kept.closes_on:
            st.markdown(say("brief_closes", day=say.date(kept.closes_on)))
        if kept.ends_on:
            st.markdown(say("brief_ends", day=say.date(kept.ends_on)))


def _bounds(*, begun: bool, revealed: bool) -> Bounds:
    return Bounds(today().date(), {length: consent.questions(length) for length in ("short", "full")}, begun, revealed)


def _make(say: Voice) -> None:
    def act(office: Office) -> None:
        go(office.new_brief(typed(Draft(""), say), questionnaire(), Versions(questionnaire().version, rule_base().version)).id)

    at_office("add", act)


def _save(first: Brief, say: Voice) -> None:
    """Against the version this form was opened on; after a refusal for staleness against the one that was shown beside it."""

    def act(folder: Folder) -> None:
        try:
            folder.change(typed(first.draft, say), st.session_state.get("office_version", first.version))
        except Stale:
            st.session_state["office_version"] = folder.brief.version
            raise
        go(folder.brief.id)

    at_folder("change", act)
