"""Up to six candidates of a brief side by side, for the same company."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from reports.ui.comparison import comparison_screen
from sharing.models import COMPARED
from sharing.store.folder import Folder

from ..page import titled
from .common import quiet, trouble, way_back
from .documents import compared, lettered
from .exports import address
from .lineup import Lined, asked_for, chosen, note_once
from .opening import go


def compare_page(folder: Folder, say: Voice) -> None:
    """Draws the comparison of the people in the address. Raises StoreError."""
    titled(say("compare_title"), say)
    ids = set(asked_for())
    people = chosen(folder, ids)
    with st.container(width=PROSE, gap="small"):
        way_back(say("cand_to_people"), folder.brief.id, "people")
        trouble(say)
        if gone := len(ids) - len(people):
            st.markdown(say("compare_gone", count=gone))
        if not 1 <= len(people) <= COMPARED:
            st.markdown(say("compare_none", limit=COMPARED))
    if 1 <= len(people) <= COMPARED:
        note_once(folder, "compared", *(one.id for one in people))
        _compared(folder, people, say)


def _compared(folder: Folder, people: Sequence[Lined], say: Voice) -> None:
    letters = lettered(people)
    _take_away(folder, people, say)
    if folder.brief.hides_names:
        _other_letters(people, letters, say)
    at = {letters[one.id]: one for one in people}

    def way_in(letter: str) -> None:
        one = at[letter]
        press(
            say("compare_open"),
            f"open.{one.id}",
            partial(go, folder.brief.id, "candidate", people=[one.id]),
            kind="tertiary",
            icon=":material/arrow_forward:",
        )

    comparison_screen(compared(folder, people, say.language)(), beside=way_in)


def _take_away(folder: Folder, people: Sequence[Lined], say: Voice) -> None:
    pdf, html = (address(folder, "comparison", kind, say.language, [one.id for one in people]) for kind in ("pdf", "html"))
    with st.container(horizontal=True, key="compare_away", vertical_alignment="center"):
        st.link_button(say("compare_pdf"), pdf, icon=":material/download:", key="compare_pdf")
        st.link_button(say("compare_html"), html, key="compare_html")


def _other_letters(people: Sequence[Lined], letters: Mapping[str, str], say: Voice) -> None:
    """With more than 26 candidates a letter may be two: here each has one."""
    other = [say("compare_letter", here=letters[one.id], letter=one.letter) for one in people if letters[one.id] != one.letter]
    if other:
        quiet(say("compare_letters", letters=say.items(other)))
