"""The questions that serve only a founder's report: the offer under the result, and their screens. Each may be left out."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from questionnaire import deeper, ui
from questionnaire.catalogue import deepening
from questionnaire.sitting import Screen, Sitting
from questionnaire.words import Voice

from ..page import titled
from . import presses
from .desk import Desk


def offer(sitting: Sitting, say: Voice) -> None:
    """A quiet way to more precise words, chapter by chapter, with how much is answered. Nothing for those who are not asked any."""
    chapters = deeper.standing(sitting)
    if not chapters:
        return
    with st.container(border=True, key="box_deeper"):
        total = sum(of for _, _, of in chapters)
        st.markdown(f"**{deepening().part('deepening').title[say.language]}**  \n{say('deeper_text', count=total)}")
        with st.container(horizontal=True, key="deeper_chapters"):
            for chapter, given, of in chapters:
                label = say("deeper_chapter", chapter=chapter.title[say.language], given=given, total=of)
                ui.press(label, f"deeper.{chapter.id}", partial(presses.deepen, chapter.id), icon=":material/edit_note:")


def screen_of(desk: Desk, screen: Screen, say: Voice) -> None:
    """One of their screens; drawn and saved as any other, but waiting for no answer."""
    titled(screen.chapter.title[say.language], say)
    with st.container(width=ui.PROSE):
        ui.section_screen(deepening(), deeper.whole(desk.sitting), screen, desk.answer, say, presses.answered)
        if desk.trouble:
            with st.container(border=True, key="box_care_unsaved"):
                st.markdown(say("not_saved_why"))
        with st.container(horizontal=True, vertical_alignment="center", key="deeper_foot"):
            st.markdown(f":small[:gray[{say('deeper_reminder')}]]")
            ui.press(say("deeper_done"), "deeper_done", presses.to_result, kind="tertiary")


def ways(screen: Screen, sitting: Sitting, say: Voice) -> tuple[Mapping[str, Callable[[], None]], Mapping[str, str]]:
    """What the bar does on such a screen: one back, one on; the result lies beyond both ends."""
    last = deeper.shown(sitting)[-1].section.id == screen.section.id
    labels = {"back": say("back"), "next": say("deeper_done" if last else "next")}
    return {"back": partial(presses.deepen_by, -1), "next": partial(presses.deepen_by, 1)}, labels
