"""The result page: the blocks of the report, laid out for a screen. The only Streamlit of this package."""

from collections.abc import Callable, Mapping
from functools import singledispatch

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice

from .blocks import Block, Callout, Figure, Heading, Map, Outcomes, Prose, Reasons, Report, Section, Steps, Table, Verdict
from .charts import fits, verdict_map
from .pictures import DARK, LIGHT

_SIGNS = {"yes": ":material/check:", "no": ":material/close:", "unknown": ":material/question_mark:", None: ""}


def result_screen(
    made: Report, links: Mapping[str, str], say: Voice, on_review: Callable[[], None], what_if: Callable[[], None], *, dark: bool
) -> None:
    """The verdict first, then the report to take away, then why, what to do, how sure and how it was judged."""
    with st.container(width=PROSE):
        draw(made.verdict, "verdict")
        _buttons(links, say, on_review)
        _blocks(made, "cautions")
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        _section(made, "for")
    with right:
        _section(made, "against")
        _section(made, "conditions")
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        _chart(made, "fits", dark=dark)
        draw_map(made, "map", dark=dark)
    with right:
        _section(made, "steps")
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        _section(made, "change")
    with right:
        _section(made, "find_out")
        _section(made, "solid")
        _folded(made, "schools")
    what_if()
    st.space("small")
    with st.container(width=PROSE, key="details"):
        for name in ("cases", "facts", "method", "sources"):
            section = made.section(name)
            with st.expander(section.title, key=f"more_{name}"):
                _drawn(section)
        _section(made, "certificate")


def draw_figures(made: Report, key: str, *, dark: bool) -> None:
    """The verdict in short and the chart of fits."""
    with st.container(key=f"glyph_{made.verdict.outcome}_{key}_large", horizontal=True, vertical_alignment="center"):
        st.subheader(made.verdict.name, anchor=False)
    with st.container(key=f"strength_{made.verdict.strength}_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{made.verdict.strength_name}**")
    _chart(made, f"{key}_fits", dark=dark)


def _buttons(links: Mapping[str, str], say: Voice, on_review: Callable[[], None]) -> None:
    with st.container(horizontal=True, key="take_away", vertical_alignment="center"):
        st.link_button(say("report_pdf"), links["pdf"], type="primary", icon=":material/download:")
        st.link_button(say("report_html"), links["html"])
        press(say("review_answers"), "review_answers", on_review)


def _section(made: Report, name: str) -> None:
    section = next((s for s in made.sections if s.id == name), None)
    if section:
        st.header(section.title, anchor=False)
        _drawn(section)


def _blocks(made: Report, name: str) -> None:
    section = next((s for s in made.sections if s.id == name), None)
    if section:
        _drawn(section)


def _drawn(section: Section) -> None:
    for number, block in enumerate(section.blocks):
        draw(block, f"{section.id}_{number}")


def _chart(made: Report, key: str, *, dark: bool) -> None:
    section = made.section("fits")
    st.header(section.title, anchor=False)
    figure = next(b for b in section.blocks if isinstance(b, Figure))
    st.altair_chart(fits(figure, DARK if dark else LIGHT), theme=None, alt=figure.alt, key=key)
    st.markdown(_quiet(figure.caption))


def draw_map(made: Report, key: str, *, dark: bool) -> None:
    """The map with its message before it, and all of it in words behind a fold."""
    _folded(made, "map", key, dark=dark)


def _folded(made: Report, name: str, key: str = "", *, dark: bool = False) -> None:
    """A section whose table stays behind a fold."""
    section = made.section(name)
    st.header(section.title, anchor=False)
    for number, block in enumerate(section.blocks):
        match block:
            case Map():
                st.altair_chart(verdict_map(block, DARK if dark else LIGHT), theme=None, alt=block.alt, key=key)
                st.markdown(_quiet(block.caption))
            case Table():
                with st.expander(block.caption, key=f"more_{key or name}"):
                    draw(block, key or name)
            case _:
                draw(block, f"{key or name}_{number}")


@singledispatch
def draw(block: Block, key: str) -> None:
    """Draw one block; `key` tells it from its neighbours."""
    raise TypeError(f"{type(block).__name__} {key}")


@draw.register
def _(block: Verdict, key: str) -> None:
    st.markdown(_quiet(block.about))
    st.title(block.title, anchor=False)
    with st.container(key=f"glyph_{block.outcome}_{key}_large", horizontal=True, vertical_alignment="center"):
        st.header(block.name, anchor=False)
    with st.container(key=f"strength_{block.strength}_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{block.strength_name}**")
    if block.headline:
        st.markdown(f"**{block.headline[0]}** {' '.join(block.headline[1:])}")
    st.markdown(block.sentences[0])
    st.markdown("\n".join(f"- {sentence}" for sentence in block.sentences[1:]))


@draw.register
def _(block: Callout, key: str) -> None:
    with st.container(border=True, key=f"box_care_{key}", horizontal=True):
        st.markdown(":material/priority_high:", width="content")
        st.markdown(f"**{block.label}** {block.text}  \n{_small(block.sources)}")


@draw.register
def _(block: Reasons, key: str) -> None:
    for number, row in enumerate(block.rows):
        with st.container(key=f"reason_{key}_{number}", horizontal=True):
            st.markdown(f"**{row.points}**", width=44)
            more = "  \n".join(_small(text) for text in (row.answers, row.sources) if text)
            st.markdown(f"{row.title}  \n:gray[{row.text}]" + (f"  \n{more}" if more else ""))
    if block.total:
        st.markdown(f"**{block.total}**")


@draw.register
def _(block: Outcomes, key: str) -> None:
    for item in block.items:
        with st.container(key=f"glyph_{item.outcome}_{key}{'_out' if block.out else ''}", horizontal=True):
            name = f":gray[{item.name}]" if block.out else f"**{item.name}**"
            st.markdown(f"{name}  \n{_small(item.text)}")


@draw.register
def _(block: Steps, key: str) -> None:
    for number, step in enumerate(block.items, start=1):
        with st.container(key=f"reason_{key}_{number}", horizontal=True):
            st.markdown(f"**{number}**", width=28)
            st.markdown(f"**{step.title}**  \n{step.text}  \n{_small(step.sources)}")


@draw.register
def _(block: Table, key: str) -> None:
    """As a list: a table does not fit a phone, and a list reads aloud well."""
    with st.container(key=f"list_{key}", gap="small"):
        for row in block.rows:
            first, second, *rest = row
            said = f"{_SIGNS[second.mark]} {second.text}".strip()
            st.markdown("  \n".join([first.text, f"**{said}**", *(_small(cell.text) for cell in rest)]))


@draw.register
def _(block: Prose, key: str) -> None:
    st.markdown(_quiet(block.text) if block.quiet else block.text)


@draw.register
def _(block: Heading, key: str) -> None:
    st.subheader(block.text, anchor=False)


def _quiet(text: str) -> str:
    return f":gray[{text}]"


def _small(text: str) -> str:
    return f":small[:gray[{text}]]"
