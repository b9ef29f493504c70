"""The result page: the verdict at a glance, then its layers: why, what follows, how sure it is, how it was judged."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from questionnaire.ui import PROSE
from questionnaire.words import Voice

from ..blocks import Chapter, Reasons, Report, Row, Section
from ..document import VERDICT
from ..scope import Scope, scoped
from .around import Act, Around, Beside, now
from .drawn import draw, listed, quiet, reason, rows, total
from .figures import draw_fits, draw_map
from .glance import GLANCED, buttons, glance, let_it_be_seen, said_next
from .sections import blocks_of, draw_blocks, draw_named, draw_sections, draw_titled, fold, folded

_AT_ONCE = "decision"  # the chapter whose sections stand at the head of what follows
_PLACED = {
    "cautions", "weighs_most", "counter", "for", "against", "conditions", "said", "reasons_in_full", "fits", "map", "person", "steps",
    "find_out", "change", "solid", "schools", "cases", "facts", "answers", "method", "sources", "certificate",
}  # fmt: skip
"""Sections with places of their own on the page, or that others there say in full; all others stand under the names of their chapters."""
_AFTER = ("person", "steps")
_DOUBTS = ("change", "find_out", "solid", "schools")
_RECORD = (("cases",), ("facts",), ("method", "certificate"), ("sources",))


def result_screen(made: Report, links: Mapping[str, str], say: Voice, around: Around | None = None, *, scope: Scope = "everything") -> None:
    """What is read in five seconds, with the report to take away; then, layer by layer, what it rests on. Only as far as `scope`.

    `links` are the forms of the report by name, the usual one first, with their addresses; without any there is nothing to take away.
    """
    shown, more = scoped(made, scope), around or Around()
    with st.container(width=PROSE, key="glance", gap="small"):
        glance(shown, say)
        let_it_be_seen(shown.verdict)
        buttons(links, say, more)
        now(more.below)
        if more.beside:
            more.beside(VERDICT)
        said_next(shown.verdict)
    with st.container(width=PROSE, key="care", gap="small"):
        draw_named(shown, "cautions")
    if scope != "verdict":
        _why(shown, say, more.beside)
    if scope == "everything":
        _follows(shown, say, more.offer)
    if scope != "verdict":
        _how_sure(shown, say)
    if scope == "everything":
        _doubts(shown, more)
        _record(shown, say)


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
            draw_titled(made, "conditions")
            draw_titled(made, "said")
        fold(say("result_grounds"), "more_grounds", partial(_grounds, made))


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
        for number, block in enumerate(blocks_of(made, name)):
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
                    fold(chapter.title, f"chapter_{chapter.id}", partial(_chapter, chapter))
            folded(made, _AFTER)
        now(offer)


def _at_once(made: Report) -> None:
    """What to call the role, for how long, and what to do first."""
    there = [section.id for chapter in made.chapters if chapter.id == _AT_ONCE for section in _unplaced(chapter)]
    if there:
        with st.grid(len(there), min_column_width=260, border=False, gap="large", key="at_once"):
            for name in there:
                with st.container(key=f"at_once_{name}"):
                    draw_titled(made, name)


def _chapter(chapter: Chapter) -> None:
    for section in _unplaced(chapter):
        if section.title != chapter.title:
            st.subheader(section.title, anchor=False)
        draw_blocks(section)


# ---- how sure it is


def _how_sure(made: Report, say: Voice) -> None:
    st.space("small")
    with st.container(key="sure"):
        st.header(say("result_sure"), anchor=False)
        if told := made.verdict.sentences[GLANCED:]:
            st.markdown(listed(told))


def _doubts(made: Report, more: Around) -> None:
    """Where it stands among its neighbours, what would turn it, what could still be known."""
    with st.container(key="doubts"):
        if any(section.id == "fits" for section in made.sections):
            left, right = st.columns(2, gap="large")
            with left:
                draw_map(made, "map")
            with right:
                draw_fits(made, "fits")
        else:
            with st.container(width=PROSE):
                draw_map(made, "map")
        with st.container(key="folds_doubts", gap=None):
            folded(made, _DOUBTS)
            now(more.what_if)
        now(more.surer)


# ---- how it was judged


def _record(made: Report, say: Voice) -> None:
    st.space("small")
    with st.container(key="details"):
        st.header(say("result_record"), anchor=False)
        with st.container(key="folds_record", gap=None):
            for names in _RECORD:
                if not (sections := [section for section in made.sections if section.id in names]):
                    continue
                fold(sections[0].title, f"more_{names[0]}", partial(draw_sections, sections))


def _unplaced(chapter: Chapter) -> list[Section]:
    return [section for section in chapter.sections if section.id not in _PLACED]
