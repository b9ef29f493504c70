"""The result page: the blocks of the report, laid out for a screen. The files beside it are the only other Streamlit of the reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice

from ..blocks import Chapter, Dots, Figure, Map, Reasons, Report, Section, Table
from ..document import VERDICT
from ..pictures import DARK, LIGHT
from ..scope import Scope, scoped
from .charted import chart
from .drawn import draw, quiet, reason, sheet, total

__all__ = ["Around", "Beside", "draw", "draw_figures", "draw_map", "result_screen"]

Beside = Callable[[str], None]
_AT_ONCE = "decision"  # the chapter whose sections stand with the verdict
_PLACED = {
    "cautions", "weighs_most", "counter", "for", "against", "conditions", "said", "reasons_in_full", "fits", "map", "map_words", "person",
    "steps", "find_out", "change", "solid", "schools", "cases", "facts", "answers", "method", "sources", "certificate",
}  # fmt: skip
"""Sections with places of their own on the page, or that others there say in full; all others stand under the names of their chapters."""
_RECORD = ("cases", "facts", "method", "sources")


@dataclass(frozen=True)
class Around:
    """What a page adds to a result, each None for nothing: a way to the answers, a play with the facts, an offer below what follows.

    `beside` draws something after the verdict ("verdict") and after the reason for or against that rests on a fact (its id), once
    for each.
    """

    review: Callable[[], None] | None = None
    what_if: Callable[[], None] | None = None
    offer: Callable[[], None] | None = None
    beside: Beside | None = None


def result_screen(
    made: Report, links: Mapping[str, str], say: Voice, around: Around | None = None, *, dark: bool, scope: Scope = "everything"
) -> None:
    """The verdict first, then the report to take away, then why, what follows, how sure and how it was judged; only as far as `scope`.

    `links` are the forms of the report by name, the usual one first, with their addresses; without any there is nothing to take away.
    """
    shown, more = scoped(made, scope), around or Around()
    with st.container(width=PROSE):
        draw(shown.verdict, "verdict")
        if more.beside:
            more.beside(VERDICT)
        _buttons(links, say, more.review)
        _drawn(shown, "cautions")
    if scope == "everything":
        _at_once(shown)
    if scope != "verdict":
        _reasons(shown, more.beside)
    if scope == "everything":
        _follows(shown, say, dark=dark)
        if more.offer:
            more.offer()
        _all_the_rest(shown, more.what_if, dark=dark)


def _at_once(made: Report) -> None:
    """What to call the role, for how long, and what to do first."""
    there = [section.id for chapter in made.chapters if chapter.id == _AT_ONCE for section in _unplaced(chapter)]
    if there:
        st.space("small")
        with st.grid(len(there), min_column_width=260, border=False, gap="large", key="at_once"):
            for name in there:
                with st.container(key=f"at_once_{name}"):
                    _section(made, name)


def _reasons(made: Report, beside: Beside | None) -> None:
    st.space("small")
    left, right = st.columns(2, gap="large")
    told: set[str] = set()
    with left:
        _argued(made, "for", beside, told)
    with right:
        _argued(made, "against", beside, told)
        _section(made, "conditions")
        _section(made, "said")


def _follows(made: Report, say: Voice, *, dark: bool) -> None:
    """Every chapter without a place of its own, behind a fold: what follows from the verdict, under its name."""
    chapters = [chapter for chapter in made.chapters if chapter.id != _AT_ONCE and _unplaced(chapter)]
    if not chapters:
        return
    st.space("small")
    with st.container(key="follows"):
        st.header(say("follows_title"), anchor=False)
        for chapter in chapters:
            _fold(chapter, dark=dark)


@st.fragment
def _fold(chapter: Chapter, *, dark: bool) -> None:
    """Sent only once it is opened, and then alone."""
    with st.expander(chapter.title, key=f"chapter_{chapter.id}", on_change="rerun") as fold:
        if fold.open:
            for section in _unplaced(chapter):
                if section.title != chapter.title:
                    st.subheader(section.title, anchor=False)
                _blocks(section, dark=dark)


def _all_the_rest(made: Report, what_if: Callable[[], None] | None, *, dark: bool) -> None:
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        draw_map(made, "map", dark=dark)
    with right:
        _chart(made, "fits", dark=dark)
        _section(made, "person")
        _section(made, "steps")
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        _section(made, "change")
    with right:
        _section(made, "find_out")
        _section(made, "solid")
        _folded(made, "schools")
    if what_if:
        what_if()
    st.space("small")
    with st.container(width=PROSE, key="details"):
        for name in _RECORD:
            if section := _find(made, name):
                with st.expander(section.title, key=f"more_{name}"):
                    _blocks(section, dark=dark)
        _section(made, "certificate")


def draw_figures(made: Report, key: str, *, dark: bool) -> None:
    """The verdict in short and the chart of fits."""
    with st.container(key=f"glyph_{made.verdict.outcome}_{key}_large", horizontal=True, vertical_alignment="center"):
        st.subheader(made.verdict.name, anchor=False)
    with st.container(key=f"strength_{made.verdict.strength}_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{made.verdict.strength_name}**")
    _chart(made, f"{key}_fits", dark=dark)


def _buttons(links: Mapping[str, str], say: Voice, review: Callable[[], None] | None) -> None:
    """The usual form as a button, the others behind one."""
    if not links and not review:
        return
    with st.container(horizontal=True, key="take_away", vertical_alignment="center"):
        usual, others = list(links)[:1], list(links)[1:]
        for form in usual:
            st.link_button(say(f"report_{form}"), links[form], type="primary", icon=":material/download:")
        if others:
            with st.popover(say("report_others"), key="other_forms"):
                for form in others:
                    st.link_button(say(f"report_{form}"), links[form], type="tertiary", icon=":material/download:", key=f"report_{form}")
        if review:
            press(say("review_answers"), "review_answers", review)


def _argued(made: Report, name: str, beside: Beside | None, told: set[str]) -> None:
    """Reasons for or against, each followed by what goes beside it; not again for facts in `told`, which grows."""
    section = made.section(name)
    st.header(section.title, anchor=False)
    for number, block in enumerate(section.blocks):
        key = f"{name}_{number}"
        if not isinstance(block, Reasons):
            draw(block, key)
            continue
        for place, row in enumerate(block.rows):
            reason(row, f"{key}_{place}")
            if beside and row.fact and row.fact not in told:
                beside(row.fact)
                told.add(row.fact)
        total(block)


def _unplaced(chapter: Chapter) -> list[Section]:
    return [section for section in chapter.sections if section.id not in _PLACED]


def _find(made: Report, name: str) -> Section | None:
    return next((section for section in made.sections if section.id == name), None)


def _section(made: Report, name: str) -> None:
    if section := _find(made, name):
        st.header(section.title, anchor=False)
        _drawn(made, name)


def _drawn(made: Report, name: str) -> None:
    section = _find(made, name)
    for number, block in enumerate(section.blocks if section else ()):
        draw(block, f"{name}_{number}")


def _blocks(section: Section, *, dark: bool, on: str = "") -> None:
    """Whatever a section may hold, tables as tables; `on` tells it from the same section elsewhere on the page."""
    for number, block in enumerate(section.blocks):
        key = f"{on}{section.id}_{number}"
        match block:
            case Table():
                sheet(block, key)
            case Dots():
                chart(block, key, DARK if dark else LIGHT)
                st.markdown(quiet(block.caption))
            case Figure():
                pass  # drawn once, beside the map
            case Map():
                chart(block, key, DARK if dark else LIGHT)
                st.markdown(quiet(block.caption))
            case _:
                draw(block, key)


def _chart(made: Report, key: str, *, dark: bool) -> None:
    """The chart of fits, wherever the documents have it."""
    for section in made.sections:
        for figure in (block for block in section.blocks if isinstance(block, Figure)):
            st.header(section.title, anchor=False)
            chart(figure, key, DARK if dark else LIGHT)
            st.markdown(quiet(figure.caption))


def draw_map(made: Report, key: str, *, dark: bool) -> None:
    """The map with its message before it, and all of it in words behind a fold."""
    _folded(made, "map", key, dark=dark)
    words = made.section("map_words")
    with st.expander(words.title, key=f"more_{key}"):
        _blocks(words, dark=dark, on=key)


def _folded(made: Report, name: str, key: str = "", *, dark: bool = False) -> None:
    """A section whose table stays behind a fold."""
    section = made.section(name)
    st.header(section.title, anchor=False)
    for number, block in enumerate(section.blocks):
        match block:
            case Map():
                chart(block, key, DARK if dark else LIGHT)
                st.markdown(quiet(block.caption))
            case Table():
                with st.expander(block.caption, key=f"more_{key or name}"):
                    draw(block, key or name)
            case _:
                draw(block, f"{key or name}_{number}")
