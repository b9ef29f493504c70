"""The result page: the blocks of the report, laid out for a screen. With `comparison.py` beside it the only Streamlit of the reports."""

from collections.abc import Callable, Mapping
from functools import singledispatch

import streamlit as st

from questionnaire.ui import PROSE, press
from questionnaire.words import Voice

from ..blocks import Block, Callout, Figure, Heading, Map, Outcomes, Prose, Reasons, Remark, Report, Row, Section, Steps, Table, Verdict
from ..charts import fits, verdict_map
from ..document import VERDICT
from ..pictures import DARK, LIGHT
from ..scope import Scope, scoped

_SIGNS = {"yes": ":material/check:", "no": ":material/close:", "unknown": ":material/question_mark:", None: ""}


Beside = Callable[[str], None]


def result_screen(
    made: Report, links: Mapping[str, str], say: Voice, on_review: Callable[[], None] | None, what_if: Callable[[], None] | None, *,
    dark: bool, scope: Scope = "everything", beside: Beside | None = None,
) -> None:  # fmt: skip
    """The verdict first, then the report to take away, then why, what to do, how sure and how it was judged; only as far as `scope`.

    Without `links` there is nothing to take away, without `on_review` nothing to review. `beside` draws something after the verdict
    ("verdict") and after the reason for or against that rests on a fact (its id), once for each.
    """
    shown = scoped(made, scope)
    with st.container(width=PROSE):
        draw(shown.verdict, "verdict")
        if beside:
            beside(VERDICT)
        _buttons(links, say, on_review)
        _blocks(shown, "cautions")
    if scope != "verdict":
        _reasons(shown, beside)
    if scope == "everything":
        _all_the_rest(shown, what_if, dark=dark)


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


def _all_the_rest(made: Report, what_if: Callable[[], None] | None, *, dark: bool) -> None:
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
    if what_if:
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


def _buttons(links: Mapping[str, str], say: Voice, on_review: Callable[[], None] | None) -> None:
    if not links and not on_review:
        return
    with st.container(horizontal=True, key="take_away", vertical_alignment="center"):
        if links:
            st.link_button(say("report_pdf"), links["pdf"], type="primary", icon=":material/download:")
            st.link_button(say("report_html"), links["html"])
        if on_review:
            press(say("review_answers"), "review_answers", on_review)


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
            _row(row, f"{key}_{place}")
            if beside and row.fact and row.fact not in told:
                beside(row.fact)
                told.add(row.fact)
        _total(block)


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
    if block.remark:
        draw(block.remark, key)


@draw.register
def _(block: Remark, key: str) -> None:
    """Somebody's own words, as plain text: never read as Markdown or HTML."""
    with st.container(border=True, key=f"box_said_{key}", gap="small"):
        st.markdown(_quiet(block.label))
        st.text(block.text)


@draw.register
def _(block: Callout, key: str) -> None:
    with st.container(border=True, key=f"box_care_{key}", horizontal=True):
        st.markdown(":material/priority_high:", width="content")
        st.markdown(f"**{block.label}** {block.text}  \n{_small(block.sources)}")


@draw.register
def _(block: Reasons, key: str) -> None:
    for number, row in enumerate(block.rows):
        _row(row, f"{key}_{number}")
    _total(block)


def _row(row: Row, key: str) -> None:
    with st.container(key=f"reason_{key}", horizontal=True):
        st.markdown(f"**{row.points}**", width=44)
        more = "  \n".join(_small(text) for text in (row.answers, row.sources) if text)
        st.markdown(f"{row.title}  \n:gray[{row.text}]" + (f"  \n{more}" if more else ""))
    if row.remark:
        draw(row.remark, key)


def _total(block: Reasons) -> None:
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
