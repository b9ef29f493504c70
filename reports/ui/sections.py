"""Sections of a report on a screen: found by their names, drawn block by block, some behind a fold."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from questionnaire.ui import alone

from ..blocks import Block, Dots, Figure, Map, Report, Section, Table
from .around import Act
from .charted import chart
from .drawn import draw, sheet


@alone
def fold(title: str, key: str, inside: Act) -> None:
    """Sent only once it is opened, and then alone."""
    with st.expander(title, key=key, on_change="rerun") as opened:
        if opened.open:
            inside()


def folded(made: Report, names: Sequence[str]) -> None:
    """Sections, each behind a fold of its own."""
    for name in names:
        if section := find(made, name):
            fold(section.title, f"more_{name}", partial(draw_blocks, section))


def draw_sections(sections: Sequence[Section]) -> None:
    """Several behind one fold, whose name is the title of the first."""
    for place, section in enumerate(sections):
        if place:
            st.subheader(section.title, anchor=False)
        draw_blocks(section)


def find(made: Report, name: str) -> Section | None:
    return next((section for section in made.sections if section.id == name), None)


def blocks_of(made: Report, name: str) -> Sequence[Block]:
    section = find(made, name)
    return section.blocks if section else ()


def draw_titled(made: Report, name: str) -> None:
    """A section under its title; nothing if the report has none of that name."""
    if section := find(made, name):
        st.subheader(section.title, anchor=False)
        draw_named(made, name)


def draw_named(made: Report, name: str) -> None:
    """The same without its title."""
    section = find(made, name)
    for number, block in enumerate(section.blocks if section else ()):
        draw(block, f"{name}_{number}")


def draw_blocks(section: Section, *, on: str = "") -> None:
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
