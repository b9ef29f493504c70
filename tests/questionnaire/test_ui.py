"""A question as Streamlit draws it: what a browser still holds becomes an answer only where it was given as one."""

# ruff: noqa: PLC0415  # a page is run from its text alone
import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.catalogue import questionnaire

FIRST, SECOND, *_ = questionnaire().questions["stage"].option_ids


def page() -> None:
    """The first question of a sitting whose answers lie in `answers`; whatever is saved is noted in `saved`, too."""
    from dataclasses import replace

    import streamlit as st

    from questionnaire import ui
    from questionnaire.catalogue import questionnaire
    from questionnaire.sitting import begin, screens
    from questionnaire.words import voice

    def save(question: str, option: str) -> bool:
        st.session_state.answers = {question: option}
        st.session_state.saved = [*st.session_state.saved, option]
        return True

    q = questionnaire()
    sitting = replace(begin(q, "abcdefghijkl", "founder", "fr", "full"), answers=st.session_state.answers)
    ui.section_screen(q, sitting, screens(q, sitting)[0], save, voice("fr"), lambda _question: None)


@pytest.fixture
def answered() -> AppTest:
    """Somebody has chosen the first answer, and it is saved."""
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state.answers, app.session_state.saved = {}, []
    app.run().radio[0].set_value(FIRST).run()
    assert app.session_state.saved == [FIRST]
    return app


def test_a_choice_is_saved_once(answered: AppTest) -> None:
    assert answered.run().radio[0].value == FIRST
    assert answered.session_state.saved == [FIRST]


def test_a_second_sitting_begins_without_the_choice_of_the_first(answered: AppTest) -> None:
    answered.session_state.answers = {}
    assert answered.run().radio[0].value is None
    assert answered.session_state.saved == [FIRST]


def test_what_another_tab_answered_is_shown_and_stands(answered: AppTest) -> None:
    answered.session_state.answers = {"stage": SECOND}
    assert answered.run().radio[0].value == SECOND
    assert answered.session_state.saved == [FIRST]
