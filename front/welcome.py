"""The first page: one question, the doors, what is kept, and the five verdicts, so that their signs are learnt before they are needed."""

from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Length
from questionnaire.sitting import asked_at_most
from questionnaire.store import KEPT_SECONDS
from questionnaire.ui import press
from questionnaire.words import Voice
from scoring.rulebase import rule_base

from .recruiter.door import office_door
from .sitting import desk, unstored

DOORS: tuple[Audience, ...] = ("founder", "candidate")
_PROSE = 640


def welcome(say: Voice) -> None:
    """Draws the first page."""
    with st.container(width=_PROSE):
        st.title(say("the_question"), anchor=False)
        st.markdown(say("introduction"))
        _notice(say)
        unwritten = st.toggle(say("unstored_wish"), key="unstored_wish", value=unstored.here())
    with st.grid(len(DOORS) + 1, min_column_width=260, border=False, key="doors", gap="medium"):
        for audience in DOORS:
            _door(audience, say)
        office_door(say)
    with st.container(width=_PROSE):
        kept = say("unstored_kept") if unwritten else say("kept", days=KEPT_SECONDS // 86400)
        st.markdown(f":material/lock: :gray[{kept}]")
    st.space("small")
    _verdicts(say)
    st.markdown(f"[{say('method_link')}](/method?language={say.language})")


def _door(audience: Audience, say: Voice) -> None:
    with st.container(border=True, key=f"box_door_{audience}"):
        st.subheader(say(f"{audience}_title"), anchor=False)
        st.markdown(say(f"{audience}_text"))
        first = audience == DOORS[0]
        press(
            say("begin"), f"begin.{audience}.short", partial(_begin, audience, "short"), kind="primary" if first else "secondary", wide=True
        )
        st.markdown(f":small[:gray[{say('questions_short', count=asked_at_most(questionnaire(), audience, 'short'))}]]")
        full = say("begin_full", count=asked_at_most(questionnaire(), audience, "full"))
        press(full, f"begin.{audience}.full", partial(_begin, audience, "full"), kind="tertiary")


def _begin(audience: Audience, length: Length) -> None:
    try:
        desk.begin(audience, st.session_state["language"], length, stored=not st.session_state.get("unstored_wish"))
    except StoreError:
        desk.log.exception("could not begin")
        st.session_state["notice"] = "cannot_begin"


def _notice(say: Voice) -> None:
    """What just happened (erased, could not begin), once; and the way back to a sitting that was left."""
    if notice := st.session_state.pop("notice", None):
        with st.container(border=True, key="box_notice"):
            st.markdown(say(notice))
    if resume := st.session_state.get("resume"):
        press(say("go_on"), "resume_here", partial(desk.enter, resume), icon=":material/arrow_forward:")


def _verdicts(say: Voice) -> None:
    with st.container(width=_PROSE):
        st.subheader(say("five_verdicts"), anchor=False)
        for outcome in rule_base().outcomes:
            with st.container(key=f"glyph_{outcome.id}_first", horizontal=True):
                st.markdown(f"**{outcome.name[say.language]}**  \n:small[:gray[{outcome.text[say.language]}]]")
