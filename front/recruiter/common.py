"""What several pages of the workspace draw: the way back, what went wrong, what is asked twice, one page of a list."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TypeVar

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.models import day_of

from .opening import View, go

T = TypeVar("T")
A_PAGE = 25  # entries of a list drawn at once


def way_back(label: str, brief: str | None = None, view: View | None = None) -> None:
    press(label, "way_back", partial(go, brief, view), kind="tertiary", icon=":material/arrow_back:")


def trouble(say: Voice) -> None:
    """What could not be done, on the page that follows; and what was done, where nothing else shows it."""
    wrong = st.session_state.get("office_trouble")
    if wrong:
        with st.container(border=True, key="box_care_office", width=PROSE):
            st.markdown(f":material/priority_high: {say(f'office_{wrong}')}")
    elif done := st.session_state.pop("office_done", None):
        with st.container(border=True, key="box_done", width=PROSE):
            st.markdown(f":material/check: {say(done)}")


def heading(words: str, *, card: bool = False) -> None:
    """A heading in the words of a user, as they stand: of the page, or of a card on it."""
    st.html(f"<h2 class='own'>{escape(words)}</h2>" if card else f"<h1 class='own'>{escape(words)}</h1>")


def quiet(words: str) -> None:
    st.markdown(f":small[:gray[{words}]]")


def twice(key: str, labels: tuple[str, str, str], act: Callable[[], None]) -> None:
    """A deed that cannot be undone: asked for, then confirmed or left. `labels`: the deed, the confirmation, the way out."""
    ask, sure, keep = labels
    if st.session_state.get("office_sure") == key:
        press(sure, f"{key}_sure", act, icon=":material/delete_forever:")
        press(keep, f"{key}_keep", _unsure, kind="tertiary")
    else:
        press(ask, key, partial(st.session_state.__setitem__, "office_sure", key), kind="tertiary", icon=":material/delete:")


def _unsure() -> None:
    st.session_state.pop("office_sure", None)


def paged(entries: Sequence[T], key: str, each: int = A_PAGE) -> Sequence[T]:
    """The entries of the page that was chosen; the choice is drawn if there is one."""
    pages = -(-len(entries) // each)
    if pages < 2:  # noqa: PLR2004
        return entries
    at = min(st.pagination(pages, key=key), pages)
    return entries[(at - 1) * each : at * each]


def day(moment: float, say: Voice) -> str:
    """The calendar day, in words."""
    return say.date(day_of(moment))


def today() -> datetime:
    return datetime.now(UTC)
