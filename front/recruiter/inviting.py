"""The second step of a brief: links for people, one each or one for many, and what becomes of them."""

import time
from collections import Counter
from functools import partial

import streamlit as st

from questionnaire.ui import Kind, press
from questionnaire.words import Voice
from sharing import consent
from sharing.messages import invitation as message, reminder, waits_until
from sharing.models import MOST_SEATS, STATES, Brief, Invitation, State
from sharing.store.folder import Folder
from sharing.ui.fields import empty, line, refused, submit
from sharing.ui.messages import message_tabs

from .common import day, paged, quiet
from .once import held, hold, link_box
from .opening import at_folder

_ALL = "all"
_SEATS = 20  # proposed for an open link


def invitations_step(folder: Folder, say: Voice, *, next_step: bool) -> None:
    """Draws the ways to invite and the invitations. `next_step`: whether to invite is what comes next."""
    now, sent = time.time(), folder.invitations()
    st.header(say("brief_step_invite"), anchor=False)
    if not folder.brief.open_to_new(now):
        st.markdown(f":material/priority_high: {say('invite_closed')}")
    _new_link(folder.brief, sent, say)
    _person(say, "primary" if next_step else "secondary")
    if not any(one.kind == "open" and one.lets_in(now) for one in sent):
        _open(say)
    if sent:
        _list(folder.brief, sent, now, say)


def _new_link(brief: Brief, sent: list[Invitation], say: Voice) -> None:
    shown = held("invitation")
    made = next((one for one in sent if shown and one.id == shown.about), None)
    if shown and made:
        count = consent.questions(brief.draft.length)
        if made.name:
            st.text(made.name)
        link_box(shown, say(f"invite_link_{made.kind}"), say, message(brief, made.kind, shown.link, count, waits_until(brief, made)))


def _person(say: Voice, kind: Kind) -> None:
    fault = st.session_state.get("office_fault") if "office_step" not in st.session_state else None
    with st.form("invite", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", key="invite_row"):
            with st.container(width=400):
                line(say("invite_name"), "invite_name", "name")
            submit(say("invite_make"), "invite_make", _invite, kind)
        refused(fault, say, "name")
        quiet(say("invite_quiet"))


def _open(say: Voice) -> None:
    with st.expander(say("invite_open_title"), type="compact", key="invite_open", on_change="rerun") as drawer:
        if not drawer.open:
            return
        st.markdown(say("invite_open_text"))
        with st.form("open", border=False):
            st.number_input(say("invite_open_seats"), 1, MOST_SEATS, _SEATS, key="invite_seats", width=260)
            submit(say("invite_open_make"), "invite_open_make", _invite_many, kind="secondary")


# ---- the list


def _list(brief: Brief, sent: list[Invitation], now: float, say: Voice) -> None:
    """The latest first, of one state or of all, a page at a time."""
    states = [_told(brief, one, now) for one in sent]
    counts = Counter(states)
    some: dict[str, str] = {state: say(f"invited_{state}_count", count=counts[state]) for state in STATES if counts[state]}
    words = {_ALL: say("invited_all", count=len(sent)), **some}
    chosen = st.session_state.get("invited_which")
    st.session_state["invited_which"] = chosen if chosen in words else _ALL  # said again, as a browser keeps the old count for the choice
    wanted = st.selectbox(say("invited_which"), list(words), format_func=words.__getitem__, key="invited_which", width=320)
    with st.container(key="invitations"):
        shown = [one for one, state in zip(sent, states, strict=True) if wanted in {_ALL, state}]
        for one in paged(shown[::-1], "invitations_page"):
            _entry(brief, one, now, say)


def _told(brief: Brief, one: Invitation, now: float) -> State:
    """How far it has come; while names are hidden not who has finished, which would tell whose result is whose."""
    state = one.state(now)
    return "started" if brief.hides_names and one.taken and state in {"finished", "expired"} else state


def _entry(brief: Brief, one: Invitation, now: float, say: Voice) -> None:
    state = _told(brief, one, now)
    with st.container(border=True, key=f"box_invitation_{one.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"row_invitation_{one.id}"):
            with st.container(gap=None):
                st.text(one.name or say("invited_gone" if one.kind == "personal" else "invited_open"))
                quiet(_facts(brief, one, state, say))
            if state != "withdrawn":
                opened = st.session_state.get("office_step") == one.id
                press(say("invite_less" if opened else "invite_more"), f"manage.{one.id}", partial(_step, one.id), kind="tertiary")
        if st.session_state.get("office_step") == one.id and state != "withdrawn":
            _actions(brief, one, state, say)


def _facts(brief: Brief, one: Invitation, state: State, say: Voice) -> str:
    facts = [say(f"invited_{state}")]
    if one.kind == "open":
        facts.append(say("invited_seats", taken=one.taken, count=one.seats))
    if brief.hides_names and one.taken:
        return " · ".join(facts)
    facts.append(say("invited_sign", day=day(one.last_sign_at, say)))
    if state in {"sent", "opened", "started"}:
        facts.append(say("invited_waits", day=day(waits_until(brief, one) - 1, say)))
    return " · ".join(facts)


def _actions(brief: Brief, one: Invitation, state: State, say: Voice) -> None:
    """What can be done with an invitation."""
    with st.container(horizontal=True, key=f"actions_{one.id}"):
        renew = "invite_renew_time" if one.taken else "invite_renew_link"
        press(say(renew), f"renew.{one.id}", partial(_renew, one.id), icon=":material/autorenew:")
        if state != "revoked":
            press(say("invite_revoke"), f"revoke.{one.id}", partial(_revoke, one.id), icon=":material/link_off:")
    quiet(say(f"{renew}_quiet"))
    if one.kind == "personal":
        _name(one, say)
    if state in {"sent", "opened", "started"} and one.kind == "personal":
        st.markdown(say("invite_remind"))
        message_tabs(reminder(brief, one), f"remind.{one.id}", say)


def _name(one: Invitation, say: Voice) -> None:
    key = f"rename.{one.id}"
    with st.form(f"form.{key}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"row.{key}"):
            with st.container(width=400):
                line(say("invite_rename_name"), f"name.{one.id}", "name", one.name)
            submit(say("invite_rename"), key, partial(_rename, one), kind="secondary")
        refused(st.session_state.get("office_fault"), say, "name")


# ---- what the buttons do


def _step(invitation: str) -> None:
    if st.session_state.get("office_step") == invitation:
        del st.session_state["office_step"]
    else:
        st.session_state["office_step"] = invitation
    st.session_state.pop("office_fault", None)


def _invite() -> None:
    st.session_state.pop("office_step", None)

    def act(folder: Folder) -> None:
        language = folder.brief.draft.language
        hold("invitation", *folder.invite("personal", st.session_state["invite_name"], language), language)
        empty("invite_name")

    at_folder("invite", act)


def _invite_many() -> None:
    seats = int(st.session_state["invite_seats"])

    def act(folder: Folder) -> None:
        language = folder.brief.draft.language
        hold("invitation", *folder.invite("open", "", language, seats), language)

    at_folder("invite", act)


def _renew(invitation: str) -> None:
    def act(folder: Folder) -> None:
        key = folder.renew(invitation)
        st.session_state.pop("office_step", None)
        if key:
            hold("invitation", invitation, key, folder.brief.draft.language)
        else:
            st.session_state["office_done"] = "invite_renewed"

    at_folder("invite", act)


def _revoke(invitation: str) -> None:
    def act(folder: Folder) -> None:
        folder.revoke(invitation)
        st.session_state.pop("office_step", None)

    at_folder("invite", act)


def _rename(one: Invitation) -> None:
    def act(folder: Folder) -> None:
        folder.rename(one.id, st.session_state[f"name.{one.id}"], one.version)
        st.session_state.pop("office_step", None)

    at_folder("invite", act)
