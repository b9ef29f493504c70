"""On the screen people's own words go through st.text alone; the hook for comments comes once for each reason; a scope ends the page."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from reports.comparison import comparison
from reports.document import report
from reports.scope import Scope
from scoring.verdict import explained

from .conftest import DAY, PERSONAS
from .test_comparison import COMPANY, SIX
from .test_scope import COMMENTS

WORD = "**Quetzalcoatl** <b>x</b> [y](https://example.org) :red[z]"


def compared(made: object) -> None:
    import streamlit as st  # noqa: PLC0415  # the script of the page

    from reports.ui.comparison import comparison_screen  # noqa: PLC0415

    comparison_screen(made, beside=lambda letter: st.button(letter, key=letter) and None)


def result(made: object, scope: object) -> None:
    import streamlit as st  # noqa: PLC0415  # the script of the page

    from questionnaire.words import voice  # noqa: PLC0415
    from reports.ui import Around, result_screen  # noqa: PLC0415

    around = Around(beside=lambda about: st.button(about, key=about) and None)
    result_screen(made, {}, voice("en"), around, scope=scope)


def page(script: Any, **given: Any) -> AppTest:
    shown = AppTest.from_function(script, default_timeout=60, kwargs=given).run()
    assert not shown.exception
    return shown


def elsewhere(shown: AppTest) -> list[str]:
    """Every word on the page that is not plain text."""
    spoken = (*shown.markdown, *shown.title, *shown.header, *shown.subheader, *shown.button, *shown.expander)
    return [str(getattr(one, "value", None) or one.label) for one in spoken]


def test_names_titles_and_remarks_of_a_comparison_are_plain_text() -> None:
    people = [replace(one, name=WORD, comments={"verdict": WORD}) for one in SIX]
    shown = page(compared, made=comparison(COMPANY, people, WORD, "en", DAY))
    assert not [said for said in elsewhere(shown) if "Quetzalcoatl" in said]
    assert [one.value for one in shown.text].count(WORD) == 1 + 5 * len(SIX), (
        "the brief; a name on the card, the gaps, the questions and the words; the words"
    )
    assert [one.key for one in shown.button] == [one.letter for one in SIX]


@pytest.mark.parametrize("scope", ["verdict", "reasons", "everything"])
def test_a_result_shows_as_much_as_its_scope(scope: Scope) -> None:
    made = report(explained(PERSONAS["proven_in_both"]), "candidate", "en", DAY, comments=dict.fromkeys(COMMENTS, WORD))
    shown = page(result, made=made, scope=scope)
    assert not [said for said in elsewhere(shown) if "Quetzalcoatl" in said]
    assert len([one for one in shown.text if one.value == WORD]) == (0 if scope == "verdict" else len(COMMENTS))
    hooks = [one.key for one in shown.button]
    assert hooks[0] == "verdict"
    assert len(set(hooks)) == len(hooks)
    assert (len(hooks) == 1) == (scope == "verdict")
    assert (made.section("method").title in elsewhere(shown)) == (scope == "everything")
