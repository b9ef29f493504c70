"""The questions about the company of a brief, asked of its recruiter or its founder: no eraser, no own key, no verdict at the end."""

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.models import Brief

from ..page import titled
from ..recruiter.opening import go
from . import presses
from .desk import Desk


def for_whom(brief: Brief, say: Voice) -> None:
    """On top of every page: the role, in the words of whoever made the brief, so plain text."""
    with st.container(width=PROSE, key="for_whom"):
        st.text(say("company_for", title=brief.draft.title))


def described(desk: Desk, brief: Brief, say: Voice) -> None:
    """All is answered: what becomes of it, and the way on."""
    titled(say("company_described_title"), say)
    recruiter = desk.admitted.role == "recruiter"
    with st.container(width=PROSE, key="company_described"):
        st.title(say("company_described_title"), anchor=False)
        st.markdown(say("company_described_recruiter" if recruiter else "company_described_founder"))
        if recruiter:
            press(say("company_back"), "company_back", lambda: to_brief(brief), kind="primary", icon=":material/arrow_forward:", right=True)
        press(say("company_review"), "review_answers", presses.to_review)


def way_back(desk: Desk, brief: Brief, say: Voice) -> None:
    """Under the questions, instead of the drawer with a key and an eraser: they belong to the brief."""
    if desk.admitted.role == "recruiter":
        with st.container(width=PROSE):
            press(say("company_back"), "company_back", lambda: to_brief(brief), kind="tertiary", icon=":material/arrow_back:")


def to_brief(brief: Brief) -> None:
    """To the brief whose company this is."""
    go(brief.id, workspace=brief.workspace)
