"""A block that is a chart, drawn on the screen with its words for those who hear it, and the same as a table behind a fold.

What draws is loaded with the first chart.
"""

from html import escape

import streamlit as st

from ..blocks import Dots, Figure, Map, Table
from ..comparison_blocks import People
from ..pictures import SCREEN
from .drawn import table


def chart(block: Dots | Figure | Map | People, key: str, *more: Table) -> None:
    """The same drawing as in the documents, in the colours of the page; `more` tables say what stands beside it in a document."""
    from .. import charts, people_charts

    match block:
        case Figure():
            drawn = charts.fits(block, SCREEN)
        case Map():
            drawn = charts.verdict_map(block, SCREEN)
        case Dots():
            drawn = people_charts.competencies(block, SCREEN)
        case People():
            drawn = people_charts.people_map(block, SCREEN)
    st.vega_lite_chart(drawn.data, drawn.spec, theme=None, alt=block.alt, key=key)
    below = [f'<p class="caption">{escape(block.caption)}</p>'] if block.caption else []
    tables = [one for one in (block.table, *more) if one]
    if tables:
        below.append(f"<details><summary>{escape(tables[0].caption)}</summary>{''.join(map(table, tables))}</details>")
    if below:
        with st.container(key=f"sheet_{key}"):
            st.html("".join(below))  # the browser opens it by itself: one part to draw, and nothing to ask for
