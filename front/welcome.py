"""The first page: one question, the doors, what becomes of the answers, what one gets, and the five verdicts with their signs."""

from functools import partial

import streamlit as st

from questionnaire.models import Audience
from questionnaire.ui import Kind, press
from questionnaire.words import Voice

from .beginning import begin, pace, pace_in_full, promise
from .recruiter.door import office_door
from .sample import five_verdicts, sample, way_in
from .sitting import desk

DOORS: tuple[Audience, ...] = ("founder", "candidate")
_PROSE = 640


def welcome(say: Voice) -> None:
    """Draws the first page."""
    with st.container(width=_PROSE):
        st.title(say("the_question"), anchor=False)
        st.markdown(say("introduction"))
        _notice(say)
    with st.grid(len(DOORS) + 1, min_column_width=260, border=False, key="doors", gap="medium"):
        for audience in DOORS:
            _door(audience, say)
        office_door(say)
    with st.container(width=_PROSE):
        promise(say)
    sample(say)
    five_verdicts(say)
    st.markdown(f"[{say('method_link')}](/method?language={say.language})")


def _door(audience: Audience, say: Voice) -> None:
    with st.container(border=True, key=f"box_door_{audience}", gap="small"):
        st.header(say(f"{audience}_title"), anchor=False)
        st.markdown(f"{say(f'{audience}_text')}\n\n:small[:gray[{pace(audience, say)}]]")
        kind: Kind = "primary" if audience == DOORS[0] else "secondary"
        press(say(f"{audience}_begin"), f"begin.{audience}.short", partial(begin, audience, "short"), kind=kind, wide=True)
        press(pace_in_full(audience, say), f"begin.{audience}.full", partial(begin, audience, "full"), kind="tertiary")
        way_in(audience, say(f"{audience}_example"), say.language)


def _notice(say: Voice) -> None:
    """What just happened (erased, could not begin), once; and the way back to a sitting that was left."""
    if notice := st.session_state.pop("notice", None):
        with st.container(border=True, key="box_notice"):
            st.markdown(say(notice))
    if resume := st.session_state.get("resume"):
        press(say("go_on"), "resume_here", partial(desk.enter, resume), icon=":material/arrow_forward:")
