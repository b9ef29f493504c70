"""A block that is a chart, drawn on the screen with its words for those who hear it. What draws is loaded with the first chart."""

import streamlit as st

from ..blocks import Dots, Figure, Map
from ..comparison_blocks import People
from ..pictures import Tone


def chart(block: Dots | Figure | Map | People, key: str, tone: Tone) -> None:
    """The same drawing as in the documents, in the colours of the page."""
    from .. import charts, people_charts

    match block:
        case Figure():
            drawn = charts.fits(block, tone)
        case Map():
            drawn = charts.verdict_map(block, tone)
        case Dots():
            drawn = people_charts.competencies(block, tone)
        case People():
            drawn = people_charts.people_map(block, tone)
    st.altair_chart(drawn, theme=None, alt=block.alt, key=key)
