"""Which page a visitor sees, and in which language."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import streamlit as st

from questionnaire import ui
from questionnaire.models import LANGUAGES, Language
from questionnaire.words import Voice
from sharing.words import voice

from . import browser
from .guest.invitation import invitation_page
from .guest.invited import withdrawn_page
from .page import Closed, Page, Unreachable, titled
from .reader.shared_result import share_page
from .recruiter.workspace import workspace_page
from .sitting import desk as desks, presses
from .sitting.asking import sitting_page
from .welcome import welcome

PAGES: Mapping[str, Callable[[], Page]] = {
    "sitting": sitting_page, "unstored": sitting_page, "share": share_page, "invitation": invitation_page, "withdrawn": withdrawn_page,
    "workspace": workspace_page,
}  # fmt: skip
"""What may stand in the address, each with its page: the first that does is shown."""

_LOOK = Path(__file__).parent / "look.css"


def visit() -> None:
    """Draw the page for this run."""
    st.html(_LOOK)
    page = _page()
    with st.container(horizontal_alignment="center", key="page"), st.container(width=1000):
        page.draw(voice(_top(page.language)))


def _page() -> Page:
    opened = next((PAGES[name] for name in PAGES if name in st.query_params), None)
    if opened is None:
        return Page(browser.language(), _first)
    try:
        return opened()
    except Closed as closed:
        return Page(browser.language(), partial(_trouble, closed.words))
    except Unreachable:
        return Page(browser.language(), partial(_trouble, "unreachable"))


def _top(default: Language) -> Language:
    """The name and the language; returns the language chosen."""
    with st.container(key="top", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        name = st.container(key="brand", horizontal=True, vertical_alignment="center", width="content")
        chosen = st.segmented_control(
            voice(default)("language"), LANGUAGES[::-1], default=default, required=True, format_func=str.upper,
            key="language", on_change=presses.language_chosen, label_visibility="collapsed",
        )  # fmt: skip
    name.markdown(f"**{voice(chosen)('product_name')}**")
    return chosen


def _first(say: Voice) -> None:
    titled("", say)
    welcome(say)


def _trouble(kind: str, say: Voice) -> None:
    titled("", say)
    with st.container(width=ui.PROSE):
        st.title(say(f"{kind}_title"), anchor=False)
        st.markdown(say(f"{kind}_text"))
        if kind != "unreachable":
            ui.press(say("start_again"), "start_again", desks.forget, kind="primary")
