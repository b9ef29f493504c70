"""What the buttons do. Each opens the desk anew, so that only who may still open it can act; nothing here draws."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from questionnaire import deeper, sitting as moves, ui
from questionnaire.catalogue import questionnaire
from questionnaire.contradictions import open_doubts, settle as settled
from questionnaire.models import Length, PartId
from questionnaire.sitting import RESULT, REVIEW, Screen, Sitting
from questionnaire.store import ChangedElsewhere

from ..page import Closed, Unreachable
from ..recruiter.opening import go
from . import desk as desks
from .ahead import enough, settles_most
from .desk import Desk

CHANGE = "change"  # in the address: the section whose answers are to be changed


def _at_desk(act: Callable[[Desk], object]) -> None:
    """Act on the sitting of the address. If it has just been closed, the page that follows says so."""
    try:
        desk = desks.open_desk()
    except (Closed, Unreachable):
        return
    if desk:
        for told in ("missed", "elsewhere"):
            st.session_state.pop(told, None)
        act(desk)


def answered(question: str) -> None:
    given = st.session_state.get(f"question.{question}")
    if given is not None:
        _at_desk(partial(_answer, question, given))


def _answer(question: str, given: str, desk: Desk) -> None:
    """Unless another tab has answered meanwhile: then its answer is shown, to be chosen anew."""
    chosen, seen = f"question.{question}", f"seen.{question}"
    try:
        desk.answer(question, given, st.session_state.get(seen, ...))
    except ChangedElsewhere:
        st.session_state[chosen] = st.session_state[seen] = desk.sitting.answers.get(question)
        st.session_state["elsewhere"] = question


def _answer_late(screen: Screen | None, desk: Desk) -> None:
    """A quick hand: the press came before the answer's own turn."""
    for question in ui.missing(screen, desk.sitting) if screen else ():
        if given := st.session_state.get(f"question.{question}"):
            _answer(question, given, desk)


def way_on(desk: Desk) -> Sitting:
    """Where "next" leads."""
    prefer = None if desk.admitted.guest else partial(settles_most, desk.sitting)  # every candidate of a brief is asked in the same order
    return moves.forward(questionnaire(), desk.sitting, prefer)


def onward() -> None:
    """The next screen, unless something on this one has no answer yet."""

    def forward(desk: Desk) -> None:
        screen = moves.current(questionnaire(), desk.sitting)
        _answer_late(screen, desk)
        missed = ui.missing(screen, desk.sitting) if screen else []
        if missed:
            st.session_state["missed"] = missed
        else:
            desk.move(way_on(desk))

    _at_desk(forward)


def back() -> None:
    def backward(desk: Desk) -> None:
        before = moves.backward(questionnaire(), desk.sitting)
        if before:
            desk.move(before)
        elif desk.admitted.brief and desk.admitted.role == "recruiter":
            go(desk.admitted.brief.id, workspace=desk.admitted.brief.workspace)
        else:
            desks.leave()

    _at_desk(backward)


def finish() -> None:
    def act(desk: Desk) -> None:
        guest = desk.admitted.guest
        if enough(desk.sitting, whole=desk.invited):
            if guest and not desk.finish(guest):
                return
            desk.move(replace(desk.sitting, place=RESULT))
        else:
            st.session_state["missed"] = ["review"]

    _at_desk(act)


def change() -> None:
    """A link of the review was followed: to the section in the address, which then leaves it."""
    section = st.query_params.pop(CHANGE, None)
    if section is not None:
        _at_desk(lambda desk: desk.show(moves.go(questionnaire(), desk.sitting, section)))


def settle(contradiction: str) -> None:
    """Answers that seem to contradict each other are all true, says who gave them."""

    def act(desk: Desk) -> None:
        for doubt in open_doubts(questionnaire(), desk.sitting):
            if doubt.about.id == contradiction:
                desk.move(settled(desk.sitting, doubt))

    _at_desk(act)


def to_review() -> None:
    _at_desk(lambda desk: desk.move(moves.go(questionnaire(), desk.sitting, REVIEW)))


def extend(part: PartId, length: Length) -> None:
    _at_desk(lambda desk: desks.extend(desk, part, length))


def deepen(chapter: str) -> None:
    """To the questions of a chapter that serve only the report."""
    _at_desk(lambda desk: desk.move(deeper.enter(desk.sitting, chapter)))


def deepen_by(screens: int) -> None:
    """So many of their screens on, or back; none of them waits for an answer."""
    _deepened(lambda sitting: deeper.step(sitting, screens))


def to_result() -> None:
    """From one of their screens to the result."""
    _deepened(lambda sitting: replace(sitting, place=RESULT))


def _deepened(there: Callable[[Sitting], Sitting]) -> None:
    def go_on(desk: Desk) -> None:
        _answer_late(deeper.current(desk.sitting), desk)
        desk.move(there(desk.sitting))

    _at_desk(go_on)


def language_chosen() -> None:
    """The address says it too, so that whoever gets it reads the same; a sitting remembers it."""
    st.query_params["language"] = st.session_state["language"]
    _at_desk(lambda desk: desk.move(replace(desk.sitting, language=st.session_state["language"])))


def ask_to_erase() -> None:
    st.session_state["erasing"] = True


def keep() -> None:
    st.session_state.pop("erasing", None)


def erase() -> None:
    def act(desk: Desk) -> None:
        if not desk.erase():
            st.session_state["not_erased"] = True
            return
        keep()
        desks.forget()
        st.session_state.pop("resume", None)
        if desk.admitted.guest:
            st.query_params["withdrawn"] = "done"
        else:
            st.session_state["notice"] = "unstored_gone" if desk.unstored else "erased"

    _at_desk(act)


def write_down() -> None:
    """Store after all what was not stored so far; from then on it is a sitting like any other."""

    def act(desk: Desk) -> None:
        if desk.keep():
            desks.enter(desk.sitting.id)
        else:
            st.session_state["not_written"] = True

    _at_desk(act)
