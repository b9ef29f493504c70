"""How answering begins: how long it takes, what becomes of the answers, and the way to the first question."""

import streamlit as st

from database.engine import StoreError
from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Length
from questionnaire.pace import minutes
from questionnaire.sitting import first_questions
from questionnaire.store import KEPT_SECONDS
from questionnaire.words import Voice

from .doors.begun import may_begin
from .sitting import desk, unstored

WISH = "unstored_wish"


def begin(audience: Audience, length: Length) -> None:
    """To the first question, from wherever this is pressed; where that is not possible, to the first page, which says so."""
    language, stored = st.session_state["language"], not st.session_state.get(WISH)
    st.query_params.pop("example", None)
    if not may_begin():
        st.session_state["notice"] = "too_often_begun"
        return
    try:
        desk.begin(audience, language, length, stored=stored)
    except StoreError:
        desk.log.exception("could not begin")
        st.session_state["notice"] = "cannot_begin"


def pace(audience: Audience, say: Voice) -> str:
    """9 questions · about 5 minutes."""
    asked = first_questions(questionnaire(), audience, "short")
    return " · ".join((say("questions_short", count=len(asked)), say("about_minutes", count=minutes(asked, say.language))))


def pace_in_full(audience: Audience, say: Voice) -> str:
    """The full version, and how long that one takes."""
    asked = first_questions(questionnaire(), audience, "full")
    return say("begin_in_full", questions=len(asked), count=minutes(asked, say.language))


def promise(say: Voice) -> None:
    """What becomes of the answers, and the choice that nothing of them is stored."""
    with st.container(key="promise", gap="small"):
        said = st.empty()
        unwritten = st.toggle(say("unstored_wish"), key=WISH, value=unstored.here())
        kept = say("unstored_kept") if unwritten else say("kept", days=KEPT_SECONDS // 86400)
        said.markdown(f":material/lock: :gray[{kept}]")
