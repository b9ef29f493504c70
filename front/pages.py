"""Which page a visitor sees, and in which language."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NoReturn

import streamlit as st

from questionnaire import ui
from questionnaire.models import LANGUAGES, Language
from questionnaire.words import Voice
from sharing.words import voice

from . import browser
from .guest.invitation import invitation_page
from .guest.invited import withdrawn_page
from .page import Closed, Page, Unreachable, titled
from .reader.example import example_page
from .reader.shared_result import share_page
from .recruiter.workspace import workspace_page
from .sitting import desk as desks, presses
from .sitting.asking import sitting_page
from .welcome import welcome

PAGES: Mapping[str, Callable[[], Page]] = {
    "sitting": sitting_page, "unstored": sitting_page, "share": share_page, "invitation": invitation_page, "withdrawn": withdrawn_page,
    "workspace": workspace_page, "example": example_page,
}  # fmt: skip
"""What may stand in the address, each with its page: the first that does is shown."""


def visit() -> None:
    """Draw the page for this run."""
    st.session_state[ui.STILL] = partial(_still, _place())
    page = _page()
    with st.container(horizontal_alignment="center", key="page"), st.container(width=1000):
        page.draw(voice(_top(page.language)))


def _place() -> dict[str, str]:
    """Where the address leads, in whatever language."""
    return {name: said for name, said in st.query_params.to_dict().items() if name != "language"}


def _opening() -> Callable[[], Page]:
    return next((PAGES[name] for name in PAGES if name in st.query_params), partial(Page, browser.language(), _first))


def _still(place: Mapping[str, str]) -> bool:
    """Whether the page of that place would be drawn for whoever asks now; they may not be who it was drawn for."""
    try:
        return place == _place() and bool(_opening()())
    except (Closed, Unreachable):
        return False


def _page() -> Page:
    try:
        return _opening()()
    except Closed as closed:
        return Page(browser.language(), partial(_trouble, closed.words))
    except Unreachable:
        return Page(browser.language(), partial(_trouble, "unreachable"))
    except Exception as error:  # noqa: BLE001 (whatever it is, it is told below our name and the languages; see failure.calm)
        return Page(browser.language(), partial(_fail, error))


def _top(default: Language) -> Language:
    """The name and the language; returns the one that is spoken: of the address, which follows every choice, else the one of the page."""
    spoken: Language = browser.asked() or st.session_state.get("language", default)
    if st.session_state.get("language") != spoken:
        st.session_state["language"] = spoken
    with st.container(key="top", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        name = st.container(key="brand", horizontal=True, vertical_alignment="center", width="content")
        st.segmented_control(
            voice(spoken)("language"), LANGUAGES[::-1], required=True, format_func=str.upper,
            key="language", on_change=presses.language_chosen, label_visibility="collapsed",
        )  # fmt: skip
    name.container(key=f"spoken_{spoken}").markdown(f"**{voice(spoken)('product_name')}**")  # page.js makes it the language of the document
    return spoken


def _first(say: Voice) -> None:
    titled("", say)
    welcome(say)


def _fail(error: Exception, say: Voice) -> NoReturn:
    titled("", say)
    raise error


def _trouble(kind: str, say: Voice) -> None:
    titled("", say)
    with st.container(width=ui.PROSE):
        st.title(say(f"{kind}_title"), anchor=False)
        st.markdown(say(f"{kind}_text"))
        if kind != "unreachable":
            ui.press(say("start_again"), "start_again", _start_again, kind="primary")


def _start_again() -> None:
    """To the first page, whatever the address asked for."""
    desks.forget()
    browser.go_to()
