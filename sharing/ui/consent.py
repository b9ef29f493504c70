"""What somebody reads before the first question: who asks and for which role, in their own words; then what they agree to."""

from collections.abc import Callable
from html import escape

import streamlit as st

from questionnaire.words import Voice

from ..consent import topics
from ..gate import Refused
from ..models import Brief
from .fields import line, refused, submit

NAME, AGREES = "guest_name", "guest_agrees"


def who_asks(brief: Brief, say: Voice) -> None:
    """The role, the company and the note of whoever asks: their words, so plain text in a frame of their own."""
    draft = brief.draft
    told = {"invitation_role": draft.title, "invitation_client": draft.client, "invitation_note": draft.note}
    rows = "".join(f'<dt>{escape(say(key))}</dt><dd dir="auto">{escape(text)}</dd>' for key, text in told.items() if text)
    with st.container(border=True, key="box_who_asks"):
        st.html(f'<dl class="told">{rows}</dl>')


def consent_screen(
    brief: Brief, name: str, say: Voice, on_begin: Callable[[], None], *, fault: Refused | None = None, unticked: bool = False
) -> None:
    """Every sentence of the consent, the name, and the one button that begins. `name` is a proposal; nothing is ticked beforehand."""
    for topic in topics(brief, say):
        st.header(topic.title, anchor=False)
        st.markdown("\n\n".join(topic.sentences))
    st.space("small")
    with st.container(border=True, key="box_consent"), st.form("consent", enter_to_submit=False, border=False):
        line(say("invitation_name"), NAME, "name", name, say("invitation_name_text"))
        refused(fault, say, "name")
        st.checkbox(say("consent_agree"), key=AGREES)
        if unticked:
            st.markdown(f":red[:material/priority_high: {say('invitation_agree_missed')}]")
        submit(say("invitation_begin"), "guest_begin", on_begin)
