"""The figures of a result: the chart of fits, and the map."""

import streamlit as st

from ..blocks import Figure, Report
from .charted import chart
from .glance import strength
from .sections import draw_blocks


def draw_figures(made: Report, key: str) -> None:
    """The verdict in short and the chart of fits."""
    with st.container(key=f"glyph_{made.verdict.outcome}_{key}_large", horizontal=True, vertical_alignment="center"):
        st.subheader(made.verdict.name, anchor=False)
    strength(made.verdict, key)
    draw_fits(made, f"{key}_fits")


def draw_map(made: Report, key: str) -> None:
    """The map with its message before it, and all of it as a table behind a fold."""
    section = made.section("map")
    st.subheader(section.title, anchor=False)
    draw_blocks(section, on=f"{key}_")


def draw_fits(made: Report, key: str) -> None:
    """The chart of fits, wherever the documents have it."""
    for section in made.sections:
        for figure in (block for block in section.blocks if isinstance(block, Figure)):
            st.subheader(section.title, anchor=False)
            chart(figure, key)
