"""Each kind of block on a screen, drawn with as few parts as it takes: a page may hold hundreds of them."""

from collections.abc import Callable, Iterable
from functools import singledispatch
from html import escape

import streamlit as st

from ..blocks import (
    Asked,
    Block,
    Callout,
    Cell,
    Guide,
    Heading,
    Mark,
    Note,
    Notes,
    Outcomes,
    Pairs,
    Points,
    Prose,
    Reasons,
    Remark,
    Row,
    Scorecard,
    Standing,
    Standings,
    Steps,
    Table,
)

_STRONGEST = 4  # reasons that are read at once
_SIGNS = {"yes": ":material/check:", "no": ":material/close:", "unknown": ":material/question_mark:", None: ""}
_PLAIN_SIGNS: dict[Mark | None, str] = {"yes": "✓ ", "no": "✗ ", "unknown": "? ", None: ""}


@singledispatch
def draw(block: Block, key: str) -> None:
    """Draw one block; `key` tells it from its neighbours."""
    raise TypeError(f"{type(block).__name__} {key}")


@draw.register
def _(block: Pairs, key: str) -> None:
    with st.container(key=f"list_{key}", gap="small"):
        st.markdown("\n\n".join(f"{small(pair.name)}  \n{f'{_SIGNS[pair.mark]} {pair.text}'.strip()}" for pair in block.items))


@draw.register
def _(block: Remark, key: str) -> None:
    """Somebody's own words, as plain text: never read as Markdown or HTML."""
    with st.container(border=True, key=f"box_said_{key}", gap="small"):
        st.markdown(quiet(block.label))
        st.text(block.text)


@draw.register
def _(block: Callout, key: str) -> None:
    with st.container(border=True, key=f"box_care_{key}", horizontal=True):
        st.markdown(":material/priority_high:", width="content")
        st.markdown(f"**{block.label}** {block.text}  \n{small(block.sources)}")


@draw.register
def _(block: Reasons, key: str) -> None:
    for number, one in enumerate(block.rows):
        reason(one, f"{key}_{number}")
    total(block)


def reason(row: Row, key: str, *, brief: bool = False) -> None:
    """One reason, with what somebody says to the contrary; a brief one without its answers and sources."""
    with st.container(key=f"reason_{key}", horizontal=True):
        st.markdown(f"**{row.points}**", width=44)
        more = "" if brief else "  \n".join(small(text) for text in (row.answers, row.sources) if text)
        st.markdown(f"{row.title}  \n:gray[{row.text}]" + (f"  \n{more}" if more else ""))
    if row.remark:
        draw(row.remark, key)


def rows(block: Reasons, more: Callable[[int], str] | None = None) -> None:
    """Reasons nobody says anything of, in one piece: plain HTML, every word of it escaped.

    With `more`, which names a fold by how many are in it, the strongest and without answers and sources; else whole.
    """
    told = [_reason(row, whole=more is None) for row in block.rows]
    first = told[:_STRONGEST] if more and len(told) > _STRONGEST + 1 else told
    rest = told[len(first) :]
    fold = f'<details class="rest"><summary>{escape(more(len(rest)))}</summary>{_reasons(rest)}</details>' if more and rest else ""
    st.html(_reasons(first) + fold)


def _reasons(told: Iterable[str]) -> str:
    return f'<ul class="reasons">{"".join(told)}</ul>'


def _reason(row: Row, *, whole: bool) -> str:
    more = "".join(f"<br><small>{escape(text)}</small>" for text in (row.answers, row.sources) if whole and text)
    return f'<li><b>{escape(row.points)}</b> <span>{escape(row.title)}<br><span class="quiet">{escape(row.text)}</span>{more}</span></li>'


def total(block: Reasons) -> None:
    """What the reasons add up to."""
    if block.total:
        st.markdown(f"**{block.total}**")


@draw.register
def _(block: Outcomes, key: str) -> None:
    """In one piece: plain HTML, every word of it escaped."""
    out = "_out" if block.out else ""
    items = (
        f'<li class="st-key-glyph_{item.outcome}{out}"><span>{escape(item.name)}<br><small>{escape(item.text)}</small></span></li>'
        for item in block.items
    )
    st.html(f'<ul class="outcomes">{"".join(items)}</ul>')


@draw.register
def _(block: Steps, key: str) -> None:
    for number, step in enumerate(block.items, start=1):
        with st.container(key=f"reason_{key}_{number}", horizontal=True):
            st.markdown(f"**{number}**", width=28)
            st.markdown(f"**{step.title}**  \n{step.text}  \n{small(step.sources)}")


@draw.register
def _(block: Table, key: str) -> None:
    """As a list: a table does not fit a phone, and a list reads aloud well."""
    with st.container(key=f"list_{key}", gap="small"):
        for row in block.rows:
            first, second, *rest = row
            said = f"{_SIGNS[second.mark]} {second.text}".strip()
            st.markdown("  \n".join([first.text, f"**{said}**", *(small(cell.text) for cell in rest)]))


@draw.register
def _(block: Prose, key: str) -> None:
    st.markdown(quiet(block.text) if block.quiet else block.text)


@draw.register
def _(block: Heading, key: str) -> None:
    st.subheader(block.text, anchor=False)


@draw.register
def _(block: Points, _key: str) -> None:
    st.markdown(listed(block.items))


@draw.register
def _(block: Notes, key: str) -> None:
    with st.container(key=f"notes_{key}", gap="small"):
        for note in block.items:
            st.markdown(_noted(note))


def _noted(note: Note) -> str:
    advice = f"**{note.label}** {note.advice}" if note.label else note.advice
    return "  \n".join(text for text in (f"**{note.title}**", note.text, advice, small(note.sources) if note.sources else "") if text)


@draw.register
def _(block: Standings, key: str) -> None:
    """One below the other: side by side they do not fit a phone."""
    for item in block.items:
        with st.container(key=f"glyph_{item.outcome}_{key}", horizontal=True):
            st.markdown(f"**{item.name}**  \n{small(item.told)}")
        if conditions := _conditions(block, item):
            st.markdown(conditions)


def _conditions(block: Standings, item: Standing) -> str:
    """The conditions of one outcome, each kind under its title."""
    kinds = ((block.head[1], "yes", item.holds), (block.head[2], "no", item.fails), (block.head[3], "unknown", item.unknown))
    return "\n\n".join(f":small[:gray[{_SIGNS[mark]} {title}]]\n\n{listed(texts)}" for title, mark, texts in kinds if texts)


@draw.register
def _(block: Guide, key: str) -> None:
    with st.container(key=f"guide_{key}", gap="small"):
        for number, asked in enumerate(block.items, start=1):
            st.markdown(_to_ask(number, asked))


def _to_ask(number: int, asked: Asked) -> str:
    """The question, what it is after, what answers of each kind sound like."""
    head = f"**{number} · {asked.question}**  \n:gray[{asked.aim}]"
    anchors = listed(f"**{label}**  \n{text}" for label, text in asked.anchors)
    return "\n\n".join(text for text in (head, anchors, small(asked.sources) if asked.sources else "") if text)


@draw.register
def _(block: Scorecard, key: str) -> None:
    """On a screen only what to mark; the boxes are for paper."""
    with st.container(key=f"scorecard_{key}", gap="small"):
        st.markdown(f"**{block.caption}**  \n{small(' · '.join(block.scale))}\n\n{listed(block.rows)}")


def sheet(block: Table, key: str) -> None:
    """A table as a table; on a phone the style sheet sets each cell below its heading. Plain HTML, every word of it escaped."""
    with st.container(key=f"sheet_{key}"):
        st.html(table(block))


def table(block: Table) -> str:
    """The same as markup."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(text)}</th>' for text in block.head)
    rows = "".join(_sheet_row(block.head, row) for row in block.rows)
    return (
        f'<table role="table" aria-label="{escape(block.caption)}"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _sheet_row(head: Iterable[str], row: Iterable[Cell]) -> str:
    """The first cell heads its row; the others know the heading of their column."""
    first, *others = zip(head, row, strict=True)
    cells = "".join(f'<td role="cell" data-head="{escape(title)}">{_sheet_cell(cell)}</td>' for title, cell in others)
    return f'<tr role="row"><th scope="row" role="rowheader">{_sheet_cell(first[1])}</th>{cells}</tr>'


def _sheet_cell(cell: Cell) -> str:
    points = "".join(f"<li>{escape(point)}</li>" for point in cell.points)
    text = f"{_PLAIN_SIGNS[cell.mark]}{escape(cell.text)}"
    return text + (f"<ul>{points}</ul>" if points else "")


def listed(texts: Iterable[str]) -> str:
    """As a list."""
    return "\n".join(f"- {text}" for text in texts)


def quiet(text: str) -> str:
    """Paler."""
    return f":gray[{text}]"


def small(text: str) -> str:
    """Smaller and paler."""
    return f":small[:gray[{text}]]"
