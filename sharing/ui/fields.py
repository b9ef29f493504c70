"""Fields that people type into, with what the gate says of them, and the button of a form."""

from collections.abc import Callable

import streamlit as st

from questionnaire.words import Voice

from ..gate import LONGEST, Field, Refused


def line(label: str, key: str, field: Field, value: str = "", quiet: str = "") -> str:
    """One line of text, no longer than the gate lets through."""
    _emptied(key)
    typed = st.text_input(label, value, max_chars=LONGEST[field], key=key, autocomplete="off")
    _quiet(quiet)
    return typed or ""


def lines(label: str, key: str, field: Field, value: str = "", quiet: str = "") -> str:
    """Several lines of text."""
    _emptied(key)
    typed = st.text_area(label, value, max_chars=LONGEST[field], key=key, height=120)
    _quiet(quiet)
    return typed or ""


def empty(key: str) -> None:
    """Have a field drawn empty next time: what was typed in it is kept now."""
    st.session_state[f"empty.{key}"] = True


def submit(label: str, key: str, act: Callable[[], None], kind: str = "primary") -> None:
    """The button of a form; like `press` it acts before anything is drawn, or at once if its callback could not fire."""
    fired = st.session_state.pop(f"fired.{key}", False)
    pressed = st.form_submit_button(label, key=key, on_click=_fire, args=(key, act), type=kind)  # type: ignore[arg-type]
    if pressed and not fired:
        act()
        st.rerun()


def refused(fault: Refused | None, say: Voice, *fields: str) -> None:
    """One sentence beside the field that was refused."""
    if fault and fault.field in fields:
        st.markdown(f":red[:material/priority_high: {fault_words(fault, say)}]")


def fault_words(fault: Refused, say: Voice) -> str:
    """What is wrong with what was typed, and what would be right."""
    key = f"fault_{fault.field}_{fault.fault}" if fault.fault == "empty" else f"fault_{fault.fault}"
    return say(key, limit=fault.limit)


def _quiet(words: str) -> None:
    if words:
        st.markdown(f":small[:gray[{words}]]")


def _emptied(key: str) -> None:
    if st.session_state.pop(f"empty.{key}", False):
        st.session_state[key] = ""


def _fire(key: str, act: Callable[[], None]) -> None:
    st.session_state[f"fired.{key}"] = True
    act()
