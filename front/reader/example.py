"""A finished result that anybody may read before answering: constructed, marked as such, and nothing of it is stored."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from questionnaire.ui import PROSE, foot
from questionnaire.words import Voice
from reports.examples import Example, examples, judged, told
from reports.ui import Around, result_screen
from reports.ui.comparison import comparison_screen

from .. import browser, forms
from ..beginning import begin, promise
from ..page import Closed, Page, titled
from ..recruiter.door import open_office
from ..sitting.what_if import what_if
from .examples import PEOPLE, address, names, side_by_side, today


class NoExample(Closed):
    """The address names none of them."""

    words = "example_unknown"


def example_page() -> Page:
    """The example in the address. Raises NoExample."""
    name = st.query_params["example"]
    if name not in names():
        raise NoExample
    return Page(browser.language(), _people if name == PEOPLE else partial(_result, examples()[name]))


def _result(one: Example, say: Voice) -> None:
    made = told(one.id, say.language, today())
    titled(say("example_title"), say)
    _header(one.title[say.language], one.story[say.language], say)
    links = forms.links(made, lambda kind: address(one.id, kind, say.language))
    result_screen(made, links, say, Around(what_if=partial(what_if, judged(one.id), one.audience, say), leading=False))
    st.space("small")
    promise(say)
    _ways(say("example_begin"), partial(begin, one.audience, "short"), say)


def _people(say: Voice) -> None:
    """Three candidates beside each other, as a recruiter sees them."""
    titled(say("example_title"), say)
    _header(say("example_people_title"), say("example_people_story"), say)
    with st.container(horizontal=True, key="take_away"):
        for kind, icon in (("pdf", ":material/download:"), ("html", None)):
            st.link_button(say(f"compare_{kind}"), address(PEOPLE, kind, say.language), icon=icon, key=f"compare_{kind}")
    comparison_screen(side_by_side(say.language, today()))
    _ways(say("recruiter_open"), _open_office, say)


def _open_office() -> None:
    browser.go_to()  # where that is not possible, the first page says so
    open_office()


def _header(title: str, story: str, say: Voice) -> None:
    """What this is, before anything of it is read."""
    with st.container(border=True, key="box_example", width=PROSE):
        st.markdown(f":gray[{say('example_title')}]  \n**{title}**\n\n{story}\n\n:small[:gray[{say('example_constructed')}]]")


def _ways(label: str, begin_oneself: Callable[[], None], say: Voice) -> None:
    """The bar under the thumb: back to the first page, or on to one's own answers."""
    foot({"back": browser.go_to, "begin": begin_oneself}, {"back": say("example_home"), "begin": label}, None, say)
