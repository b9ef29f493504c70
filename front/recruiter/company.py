"""The first step of a brief: the company, described by the recruiter or by the founder who is sent a link."""

import time
from dataclasses import replace
from functools import partial

import streamlit as st

from questionnaire.catalogue import questionnaire
from questionnaire.sitting import REVIEW, Sitting, asked_at_most, finished
from questionnaire.store import store
from questionnaire.ui import press
from questionnaire.words import Voice
from sharing.messages import invitation as message, waits_until
from sharing.models import ANSWER_DAYS, DAY, Brief, Invitation
from sharing.store.folder import Folder

from .common import day, quiet
from .once import held, hold, link_box
from .opening import at_folder, visit_sitting


def company_step(folder: Folder, say: Voice) -> bool:
    """Draws what is known of the company, and who may describe it; whether all is known."""
    sitting, founder = _sitting(folder.brief), folder.company_invitation()
    st.header(say("brief_step_company"), anchor=False)
    done = finished(questionnaire(), sitting)
    st.markdown(f":material/check: {say('company_done')}" if done else _progress(sitting, say))
    shown = held("invitation")
    if shown and founder and shown.about == founder.id:
        until = min(founder.created_at + ANSWER_DAYS * DAY, folder.brief.ends_at)
        count = asked_at_most(questionnaire(), "recruiter", "full")
        link_box(shown, say("company_link"), say, message(folder.brief, "company", shown.link, count, until))
    with st.container(horizontal=True, key="company_ways"):
        words = "company_review" if done else "company_go_on" if sitting.answers else "company_answer"
        press(say(words), "company", _look, kind="secondary" if done else "primary")
        if not done:
            press(say("company_send_again" if founder else "company_send"), "company_send", _send)
    if founder:
        _founder(folder, founder, say)
    return done


def _sitting(brief: Brief) -> Sitting:
    stored = store().find(brief.company)
    assert stored, "a brief and its company are erased together"  # noqa: S101
    return stored.sitting


def _progress(sitting: Sitting, say: Voice) -> str:
    total = asked_at_most(questionnaire(), "recruiter", "full")
    count = len(questionnaire().relevant("recruiter", sitting.answers))
    return say("company_some", count=count, total=total) if count else say("company_none", count=total)


def _founder(folder: Folder, founder: Invitation, say: Voice) -> None:
    state = founder.state(time.time())
    quiet(say(f"founder_{state}", day=day(waits_until(folder.brief, founder) - 1, say)))
    if state not in {"expired", "withdrawn"}:
        press(say("company_revoke"), "company_revoke", partial(_revoke, founder.id), kind="tertiary", icon=":material/link_off:")


def _look() -> None:
    """To the questions where they were left; to the answers once all are given."""

    def act(folder: Folder) -> None:
        sitting = _sitting(folder.brief)
        folder.note("company_opened", sitting.id)
        if finished(questionnaire(), sitting):
            store().save_moves(replace(sitting, place=REVIEW))
        visit_sitting(sitting.id)

    at_folder("describe", act)


def _send() -> None:
    def act(folder: Folder) -> None:
        language = folder.brief.draft.language
        hold("invitation", *folder.invite("company", "", language), language)

    at_folder("invite", act)


def _revoke(invitation: str) -> None:
    at_folder("invite", lambda folder: folder.revoke(invitation))
