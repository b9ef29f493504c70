"""A link that is shown once: it lives in the session until it is dismissed or the page is left, and nowhere else."""

from dataclasses import dataclass

import streamlit as st

from questionnaire import keys
from questionnaire.languages import Language, opening_in
from questionnaire.ui import press
from questionnaire.words import Voice
from sharing.messages import Message
from sharing.ui.messages import message_tabs

from .. import browser
from ..linked import link_to_take
from ..links import path


@dataclass(frozen=True)
class Shown:
    """A new link; `about` is the id of what it belongs to, `link` opens in the reader's own language."""

    kind: keys.Kind
    about: str
    link: str
    language: Language

    @property
    def address(self) -> str:
        return opening_in(self.language, self.link)


def hold(kind: keys.Kind, about: str, key: keys.Key, language: Language) -> None:
    """Show a new link on the page that follows, for somebody who reads that language."""
    st.session_state["office_link"] = Shown(kind, about, browser.address() + path(kind, key), language)


def held(kind: keys.Kind) -> Shown | None:
    """The link to show now, if it is of this kind."""
    shown = st.session_state.get("office_link")
    return shown if isinstance(shown, Shown) and shown.kind == kind else None


def drop() -> None:
    st.session_state.pop("office_link", None)


def link_box(shown: Shown, words: str, say: Voice, messages: list[Message] | None = None) -> None:
    """The link with what it is, the message to paste, and the button that says it is kept."""
    with st.container(border=True, key="box_new_link"):
        st.markdown(f":material/key: {words}")
        link_to_take(shown.address, say)
        if messages:
            st.markdown(say("msg_ready"))
            message_tabs(messages, f"new.{shown.about}", say)
        press(say("office_link_kept" if shown.kind == "workspace" else "office_link_done"), "link_kept", drop, icon=":material/check:")
