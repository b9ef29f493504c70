"""The page of a comparison: cards, the map with everyone on it, what to ask. Names, titles and remarks are drawn as plain text."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import streamlit as st

from questionnaire.ui import PROSE

from ..blocks import Dots, Guide, Heading, Table
from ..comparison_blocks import Card, Cards, Comparison, Named, Part, People, Shown
from .charted import chart
from .drawn import draw, sheet


def comparison_screen(made: Comparison, *, beside: Callable[[str], None] | None = None) -> None:
    """The whole comparison. `beside` draws something at the foot of the card with a letter, such as a button that opens the person."""
    with st.container(width=PROSE, gap="small"):
        st.markdown(_quiet(made.brief_label))
        st.text(made.brief)
        st.title(made.title, anchor=False)
        st.markdown(f"{_quiet(made.order)}\n\n**{made.advises}**")
    with st.grid(3, min_column_width=260, border=True, key="box_people"):
        for card in made.cards:
            with st.container(key=f"card_{card.letter}", gap="small"):
                _card(card)
                if beside:
                    beside(card.letter)
    st.space("small")
    _beside(made, ("map",), ("brief", "cautions", "said"))
    st.space("small")
    _in_full(made, "fits")
    _competencies(made.part("competencies"))
    st.space("small")
    _beside(made, ("gaps",), ("guides", "versions"))


def _beside(made: Comparison, left: Sequence[str], right: Sequence[str]) -> None:
    """Parts side by side; one below the other on a phone."""
    for column, names in zip(st.columns(2, gap="large"), (left, right), strict=True):
        with column:
            for part in (part for part in made.parts if part.id in names):
                st.header(part.title, anchor=False)
                if part.id == "guides":
                    _guides(part)
                else:
                    _blocks(part.blocks, part.id)


def _in_full(made: Comparison, name: str) -> None:
    """A part across the page."""
    part = made.part(name)
    st.header(part.title, anchor=False)
    _blocks(part.blocks, part.id)


def _guides(part: Part) -> None:
    """Each person's questions behind a fold; the name, theirs, stands inside, as a label would read it as Markdown."""
    for number, (block, after) in enumerate(zip(part.blocks, (*part.blocks[1:], None), strict=True)):
        if isinstance(block, Named) and after:
            with st.expander(block.title, key=f"guide_of_{number}"):
                if block.name:
                    st.text(block.name)
                _shown(after, f"{part.id}_{number}")
        elif not isinstance(block, Guide):
            _shown(block, f"{part.id}_{number}")


def _competencies(part: Part) -> None:
    """What the signs mean, then the chapters side by side."""
    st.header(part.title, anchor=False)
    starts = [number for number, block in enumerate(part.blocks) if isinstance(block, Heading)]
    _blocks(part.blocks[: starts[0] if starts else None], part.id)
    with st.grid(3, min_column_width=280, border=False, gap="large", key="chapters"):
        for start, end in pairwise([*starts, len(part.blocks)]):
            with st.container(key=f"chapter_{start}"):
                _blocks(part.blocks[start:end], f"{part.id}_{start}")


def _card(card: Card) -> None:
    st.header(card.title, anchor=False)
    if card.name:
        st.text(card.name)
    with st.container(key=f"glyph_{card.outcome}_card_{card.letter}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{card.verdict}**")
    with st.container(key=f"strength_{card.strength}_card_{card.letter}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{card.strength_name}**")
    st.markdown(_small(card.sure))
    signs = {None: "", "unknown": ":material/question_mark: "}
    st.markdown("  \n".join(f"{signs.get(trait.mark, '')}:small[{trait.text}]" for trait in card.traits))
    if card.notes:
        st.markdown("\n".join(f"- :small[{note}]" for note in card.notes))


def _blocks(blocks: Sequence[Shown], key: str) -> None:
    """Where there is a chart, the tables beside it say the same, and stand behind it."""
    charted = any(isinstance(block, People | Dots) for block in blocks)
    tables = [block for block in blocks if charted and isinstance(block, Table)]
    for number, block in enumerate(block for block in blocks if block not in tables):
        if isinstance(block, People | Dots):
            chart(block, f"{key}_{number}", *tables)
        else:
            _shown(block, f"{key}_{number}")


def _shown(block: Shown, key: str) -> None:
    match block:
        case Named():
            st.subheader(block.title, anchor=False)
            if block.name:
                st.text(block.name)
        case Table() if key.startswith(("brief", "fits")):
            sheet(block, key)
        case Cards() | People():
            raise TypeError("cards stand at the head of the page, people on a chart")
        case _:
            draw(block, key)


def _quiet(text: str) -> str:
    return f":gray[{text}]"


def _small(text: str) -> str:
    return f":small[:gray[{text}]]"
