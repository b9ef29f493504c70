"""The result, made while its answers are looked over, so that the press which asks for it waits for nothing. Kept until then, once."""

from dataclasses import replace

import streamlit as st

from questionnaire.models import Language
from questionnaire.sitting import REVIEW, Sitting
from reports.blocks import Report
from scoring.assessment import Explained

from ..authority import Admitted
from . import results

_PREPARED = "prepared"


def prepare(admitted: Admitted, language: Language) -> None:
    """Make the result of the answers as they are. Raises StoreError."""
    rests_on = _rests_on(admitted.sitting, language)
    if st.session_state.get(_PREPARED, (None,))[0] != rests_on:
        st.session_state[_PREPARED] = (rests_on, _made(admitted, language))


def result(admitted: Admitted, language: Language) -> tuple[Explained, Report]:
    """The verdict with every reason and the whole report, as prepared or made now. Raises StoreError."""
    rests_on, made = st.session_state.pop(_PREPARED, (None, None))
    return made if made and rests_on == _rests_on(admitted.sitting, language) else _made(admitted, language)


def forget() -> None:
    """Keep nothing of it."""
    st.session_state.pop(_PREPARED, None)


def _rests_on(sitting: Sitting, language: Language) -> tuple[Sitting, Language]:
    return replace(sitting, place=REVIEW, reviewed=True), language


def _made(admitted: Admitted, language: Language) -> tuple[Explained, Report]:
    basis = results.basis(admitted)
    found = basis.found()
    return found, basis.report(language, found=found)
