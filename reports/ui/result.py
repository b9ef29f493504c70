"""The result page: the verdict at a glance, then its layers: why, what follows, how sure it is, how it was judged."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice

from ..blocks import Block, Chapter, Dots, Figure, Map, Reasons, Report, Row, Section, Table, Verdict
from ..document import VERDICT
from ..scope import Scope, scoped
from .charted import chart
from .drawn import draw, listed, quiet, reason, rows, sheet, small, total

Beside = Callable[[str], None]
Act = Callable[[], None]
_AT_ONCE = "decision"  # the chapter whose sections stand at the head of what follows
_PLACED = {
    "cautions", "weighs_most", "counter", "for", "against", "conditions", "said", "reasons_in_full", "fits", "map", "person", "steps",
    "find_out", "change", "solid", "schools", "cases", "facts", "answers", "method", "sources", "certificate",
}  # fmt: skip
"""Sections with places of their own on the page, or that others there say in full; all others stand under the names of their chapters."""
_AFTER = ("person", "steps")
_DOUBTS = ("change", "find_out", "solid", "schools")
_RECORD = (("cases",), ("facts",), ("method", "certificate"), ("sources",))
_GLANCE = 0.2  # seconds in which a browser has drawn so much
_GLANCED = 2  # sentences of the verdict that are read at a glance


@dataclass(frozen=True)
class Around:
    """What a page adds to a result, each None for nothing.

    In the row of buttons a way to share it and one to the answers, and below that row what came of sharing; an offer below what
    follows; where it is said how sure it is, a play with the facts and what would make it surer.

    `beside` draws something after the verdict ("verdict") and after the reason for or against that rests on a fact (its id), once
    for each.
    """

    share: Act | None = None
    review: Act | None = None
    below: Act | None = None
    offer: Act | None = None
    what_if: Act | None = None
    surer: Act | None = None
    beside: Beside | None = None


def result_screen(made: Report, links: Mapping[str, str], say: Voice, around: Around | None = None, *, scope: Scope = "everything") -> None:
    """What is read in five seconds, with the report to take away; then, layer by layer, what it rests on. Only as far as `scope`.

    `links` are the forms of the report by name, the usual one first, with their addresses; without any there is nothing to take away.
    """
    shown, more = scoped(made, scope), around or Around()
    with st.container(width=PROSE, key="glance", gap="small"):
        _glance(shown, say)
        _buttons(links, say, more)
        _now(more.below)
        if more.beside:
            more.beside(VERDICT)
        _said_next(shown.verdict)
    with st.container(width=PROSE, key="care", gap="small"):
        _drawn(shown, "cautions")
    _let_it_be_seen(shown.verdict)
    if scope != "verdict":
        _why(shown, say, more.beside)
    if scope == "everything":
        _follows(shown, say, more.offer)
    if scope != "verdict":
        _how_sure(shown, say)
    if scope == "everything":
        _doubts(shown, more)
        _record(shown, say)


def draw_figures(made: Report, key: str) -> None:
    """The verdict in short and the chart of fits."""
    with st.container(key=f"glyph_{made.verdict.outcome}_{key}_large", horizontal=True, vertical_alignment="center"):
        st.subheader(made.verdict.name, anchor=False)
    _strength(made.verdict, key)
    _fits(made, f"{key}_fits")


def draw_map(made: Report, key: str) -> None:
    """The map with its message before it, and all of it as a table behind a fold."""
    section = made.section("map")
    st.subheader(section.title, anchor=False)
    _blocks(section, on=f"{key}_")


# ---- at a glance


def _let_it_be_seen(verdict: Verdict) -> None:
    """A browser that has the rest at once draws all of it before it shows anything: the verdict would be seen twice as late."""
    seen = hash(verdict)  # a number: nothing of a result may stay behind when its answers are erased
    if st.session_state.get("seen_verdict") != seen:
        st.session_state["seen_verdict"] = seen
        time.sleep(_GLANCE)


def _glance(made: Report, say: Voice) -> None:
    """The side, the case with its sign, how firm it is, and the one thing that weighs most."""
    verdict = made.verdict
    st.markdown(quiet(verdict.about))
    st.title(verdict.title, anchor=False)
    with st.container(key=f"glyph_{verdict.outcome}_verdict_large", horizontal=True, vertical_alignment="center"):
        st.header(verdict.name, anchor=False)
    _strength(verdict, "verdict")
    first = f"**{verdict.headline[0]}**" if verdict.headline else verdict.sentences[0]
    st.markdown("\n\n".join([first, *_weighs_most(made, say)]))


def _strength(verdict: Verdict, key: str) -> None:
    """Bars, the word for them, and how far it is ahead."""
    with st.container(key=f"strength_{verdict.strength}_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join([f"**{verdict.strength_name}**", *map(small, verdict.sentences[1:_GLANCED])]))


def _weighs_most(made: Report, say: Voice) -> list[str]:
    """The first reason for it; nothing where no reason may be shown, or none is known."""
    strongest = next((row for block in _blocks_of(made, "for") if isinstance(block, Reasons) for row in block.rows if row.fact), None)
    return [f"{small(say('result_reason'))}  \n**{strongest.title}**  \n{quiet(strongest.text)}"] if strongest else []


def _buttons(links: Mapping[str, str], say: Voice, more: Around) -> None:
    """The usual form as a button, the others behind one."""
    if not links and not more.share and not more.review:
        return
    with st.container(horizontal=True, key="take_away", vertical_alignment="center", gap="small"):
        usual, others = list(links)[:1], list(links)[1:]
        for form in usual:
            st.link_button(say(f"report_{form}"), links[form], type="primary", icon=":material/download:")
        _now(more.share)
        if others:
            with st.popover(say("report_others"), key="other_forms", type="tertiary"):
                for form in others:
                    st.link_button(say(f"report_{form}"), links[form], type="tertiary", icon=":material/download:", key=f"report_{form}")
                st.html(f'<span data-press="print" data-label="{escape(say("print_page"))}"></span>')
        if more.review:
            press(say("review_answers"), "review_answers", more.review, kind="tertiary")


def _said_next(verdict: Verdict) -> None:
    """What the case means, if the first sentence was another; whom it would take to change it; what somebody says to the contrary."""
    if verdict.headline:
        st.markdown("\n\n".join([verdict.sentences[0], listed(verdict.headline[1:])]))
    if verdict.remark:
        draw(verdict.remark, "verdict")


# ---- why


def _why(made: Report, say: Voice, beside: Beside | None) -> None:
    st.space("small")
    with st.container(key="why"):
        st.header(say("result_why"), anchor=False)
        st.markdown(quiet(say("result_points")))
        left, right = st.columns(2, gap="large")
        told: set[str] = set()
        with left:
            _argued(made, "for", say, beside, told)
        with right:
            _argued(made, "against", say, beside, told)
            _section(made, "conditions")
            _section(made, "said")
        _fold(say("result_grounds"), "more_grounds", partial(_grounds, made))


def _argued(made: Report, name: str, say: Voice, beside: Beside | None, told: set[str]) -> None:
    """Reasons for or against, each followed by what goes beside it; not again for facts in `told`, which grows."""
    section = made.section(name)
    st.subheader(section.title, anchor=False)
    for number, block in enumerate(section.blocks):
        key = f"{name}_{number}"
        if not isinstance(block, Reasons):
            draw(block, key)
            continue
        if beside or any(row.remark for row in block.rows):
            for place, row in enumerate(block.rows):
                reason(row, f"{key}_{place}", brief=True)
                _once(row, beside, told)
        else:
            rows(block, lambda count: say("result_more_reasons", count=count))
        total(block)


def _once(row: Row, beside: Beside | None, told: set[str]) -> None:
    if beside and row.fact and row.fact not in told:
        beside(row.fact)
        told.add(row.fact)


def _grounds(made: Report) -> None:
    """The reasons again, with the answers they were read from and with their sources."""
    for name in ("for", "against"):
        st.subheader(made.section(name).title, anchor=False)
        for number, block in enumerate(_blocks_of(made, name)):
            if isinstance(block, Reasons):
                rows(block)
            else:
                draw(block, f"grounds_{name}_{number}")


# ---- what follows


def _follows(made: Report, say: Voice, offer: Act | None) -> None:
    """What to do first, then every chapter without a place of its own behind a fold, under its name."""
    st.space("small")
    with st.container(key="follows"):
        st.header(say("follows_title"), anchor=False)
        _at_once(made)
        with st.container(key="folds_after", gap=None):
            for chapter in made.chapters:
                if chapter.id != _AT_ONCE and _unplaced(chapter):
                    _fold(chapter.title, f"chapter_{chapter.id}", partial(_chapter, chapter))
            _folded(made, _AFTER)
        _now(offer)


def _at_once(made: Report) -> None:
    """What to call the role, for how long, and what to do first."""
    there = [section.id for chapter in made.chapters if chapter.id == _AT_ONCE for section in _unplaced(chapter)]
    if there:
        with st.grid(len(there), min_column_width=260, border=False, gap="large", key="at_once"):
            for name in there:
                with st.container(key=f"at_once_{name}"):
                    _section(made, name)


def _chapter(chapter: Chapter) -> None:
    for section in _unplaced(chapter):
        if section.title != chapter.title:
            st.subheader(section.title, anchor=False)
        _blocks(section)


# ---- how sure it is


def _how_sure(made: Report, say: Voice) -> None:
    st.space("small")
    with st.container(key="sure"):
        st.header(say("result_sure"), anchor=False)
        if told := made.verdict.sentences[_GLANCED:]:
            st.markdown(listed(told))


def _doubts(made: Report, more: Around) -> None:
    """Where it stands among its neighbours, what would turn it, what could still be known."""
    with st.container(key="doubts"):
        if any(section.id == "fits" for section in made.sections):
            left, right = st.columns(2, gap="large")
            with left:
                draw_map(made, "map")
            with right:
                _fits(made, "fits")
        else:
            with st.container(width=PROSE):
                draw_map(made, "map")
        with st.container(key="folds_doubts", gap=None):
            _folded(made, _DOUBTS)
            _now(more.what_if)
        _now(more.surer)


def _fits(made: Report, key: str) -> None:
    """The chart of fits, wherever the documents have it."""
    for section in made.sections:
        for figure in (block for block in section.blocks if isinstance(block, Figure)):
            st.subheader(section.title, anchor=False)
            chart(figure, key)


# ---- how it was judged


def _record(made: Report, say: Voice) -> None:
    st.space("small")
    with st.container(key="details"):
        st.header(say("result_record"), anchor=False)
        with st.container(key="folds_record", gap=None):
            for names in _RECORD:
                if not (sections := [section for section in made.sections if section.id in names]):
                    continue
                _fold(sections[0].title, f"more_{names[0]}", partial(_sections, sections))


# ---- parts


@st.fragment
def _fold(title: str, key: str, inside: Act) -> None:
    """Sent only once it is opened, and then alone."""
    with st.expander(title, key=key, on_change="rerun") as fold:
        if fold.open:
            inside()


def _folded(made: Report, names: Sequence[str]) -> None:
    """Sections, each behind a fold of its own."""
    for name in names:
        if section := _find(made, name):
            _fold(section.title, f"more_{name}", partial(_blocks, section))


def _sections(sections: Sequence[Section]) -> None:
    """Several behind one fold, whose name is the title of the first."""
    for place, section in enumerate(sections):
        if place:
            st.subheader(section.title, anchor=False)
        _blocks(section)


def _now(act: Act | None) -> None:
    if act:
        act()


def _unplaced(chapter: Chapter) -> list[Section]:
    return [section for section in chapter.sections if section.id not in _PLACED]


def _find(made: Report, name: str) -> Section | None:
    return next((section for section in made.sections if section.id == name), None)


def _blocks_of(made: Report, name: str) -> Sequence[Block]:
    section = _find(made, name)
    return section.blocks if section else ()


def _section(made: Report, name: str) -> None:
    if section := _find(made, name):
        st.subheader(section.title, anchor=False)
        _drawn(made, name)


def _drawn(made: Report, name: str) -> None:
    section = _find(made, name)
    for number, block in enumerate(section.blocks if section else ()):
        draw(block, f"{name}_{number}")


def _blocks(section: Section, *, on: str = "") -> None:
    """Whatever a section may hold, tables as tables; `on` tells it from the same section elsewhere on the page."""
    for number, block in enumerate(section.blocks):
        key = f"{on}{section.id}_{number}"
        match block:
            case Table():
                sheet(block, key)
            case Dots() | Map():
                chart(block, key)
            case Figure():
                pass  # drawn once, beside the map
            case _:
                draw(block, key)
