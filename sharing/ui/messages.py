"""A message in each language: to read, to copy, to mail."""

import streamlit as st

from questionnaire.words import Voice, named

from ..messages import Message


def message_tabs(messages: list[Message], key: str, say: Voice) -> None:
    """One tab for each language; what people wrote stands in plain text only."""
    for tab, message in zip(st.tabs([named(m.language) for m in messages], key=f"message.{key}"), messages, strict=True):
        with tab:
            st.code(message.body, language=None, wrap_lines=True)
            st.link_button(say("msg_mail"), message.mail, icon=":material/mail:", key=f"mail.{message.language}.{key}")
