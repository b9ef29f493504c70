"""The page behind an invitation: a candidate reads what is asked, why and who sees it, and agrees; a founder goes on to the company."""

import time
from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire import keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.store import Versions
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from scoring.rulebase import rule_base
from sharing import consent
from sharing.gate import Refused
from sharing.store import guest as guests
from sharing.store.guest import Door, Taken
from sharing.ui.consent import AGREES, NAME, consent_screen, who_asks

from .. import authority, browser
from ..page import Page, Unreachable, titled
from ..sitting import desk as desks

_FAULTS = ("guest_fault", "guest_unticked", "guest_not_begun")


def invitation_page() -> Page:
    """The page of the invitation in the address. Unknown, used, expired and revoked ones look alike. Raises Unreachable."""
    public, wallet = st.query_params["invitation"], browser.wallet()
    if not keys.is_public_id(public):
        return Page(browser.language(), _closed)
    try:
        begun = authority.begun_through(public, wallet)
        door = None if begun else authority.door(public, wallet)
    except StoreError as error:
        raise Unreachable from error
    if begun:
        return Page(browser.language(), partial(_begun, begun))
    if door is None:
        return Page(browser.language(), _closed)
    return Page(door.invitation.language, partial(_company if door.invitation.kind == "company" else _invited, door))


# ---- the pages


def _invited(door: Door, say: Voice) -> None:
    _look_at(door)
    titled(say("invitation_title"), say)
    with st.container(width=PROSE, key="invitation"):
        st.title(say("invitation_title"), anchor=False)
        who_asks(door.brief, say)
        fault, unticked, not_begun = (st.session_state.pop(name, None) for name in _FAULTS)
        consent_screen(door.brief, door.invitation.name, say, _begin, fault=fault, unticked=bool(unticked))
        if not_begun:
            st.markdown(f":red[:material/priority_high: {say('invitation_not_begun')}]")


def _company(door: Door, say: Voice) -> None:
    """Nothing is asked about a person here, so there is nothing to agree to."""
    _look_at(door)
    titled(say("invitation_company_title"), say)
    shown = door.brief.draft.shows
    with st.container(width=PROSE, key="invitation"):
        st.title(say("invitation_company_title"), anchor=False)
        who_asks(door.brief, say)
        st.markdown(say("invitation_company_text", count=moves.asked_at_most(questionnaire(), "recruiter", "full")))
        st.markdown(say("invitation_company_what_for"))
        st.markdown(say(f"invitation_company_seen_{shown}"))
        st.markdown(say("invitation_company_kept", date=say.date(consent.last_day(door.brief))))
        press(say("invitation_company_begin"), "describe_company", partial(_enter, door.brief.company), kind="primary")


def _begun(sitting: str, say: Voice) -> None:
    titled(say("invitation_begun_title"), say)
    with st.container(width=PROSE, key="invitation_begun"):
        st.title(say("invitation_begun_title"), anchor=False)
        st.markdown(say("invitation_begun_text"))
        press(say("invitation_go_on"), "invitation_go_on", partial(_enter, sitting), kind="primary", icon=":material/arrow_forward:")


def _closed(say: Voice) -> None:
    titled(say("invitation_closed_title"), say)
    with st.container(width=PROSE, key="invitation_closed"):
        st.title(say("invitation_closed_title"), anchor=False)
        st.markdown(say("invitation_closed_text"))


def _look_at(door: Door) -> None:
    """A page that was really drawn for somebody, and not the visit of a mail scanner. Not worth a broken page if it cannot be kept."""
    try:
        guests.opened(door)
    except StoreError:
        desks.log.exception("could not note an opening")


# ---- what the buttons do


def _begin() -> None:
    """Take the seat with a sitting that this browser can open again; nothing is kept before both the name and the tick are there."""
    for name in _FAULTS:
        st.session_state.pop(name, None)
    public, wallet = st.query_params.get("invitation", ""), browser.wallet()
    if not st.session_state.get(AGREES):
        st.session_state["guest_unticked"] = True
        return
    try:
        begun = authority.begun_through(public, wallet)
        door = None if begun else authority.door(public, wallet, "begin")
        if found := begun or (_started(door) if door else None):
            _enter(found)
    except Refused as fault:
        st.session_state["guest_fault"] = fault
    except Taken:
        pass  # the page that follows says that the invitation opens nothing any more
    except StoreError:
        desks.log.exception("could not begin")
        st.session_state["guest_not_begun"] = True


def _started(door: Door) -> str:
    """The public id of the new sitting. Raises Refused, Taken and StoreError."""
    language = st.session_state["language"]
    key = keys.derived(browser.secret(), keys.new_public_id())
    sitting = moves.begin_for_brief(questionnaire(), key.public, language, door.brief.draft.length)
    versions = Versions(questionnaire().version, rule_base().version)
    agreed = consent.consented(language, time.time())
    guests.start(door, sitting, keys.lock(key.secret), versions, st.session_state.get(NAME, ""), agreed)
    return key.public


def _enter(sitting: str) -> None:
    st.query_params.pop("invitation", None)
    desks.enter(sitting)
