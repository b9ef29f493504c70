"""A chart of the screen drawn by itself, beside which the tests lay what the documents draw."""

import altair as alt
import vl_convert

from reports.charts import prepare, specified


def svg(chart: alt.LayerChart, width: int) -> str:
    prepare()
    drawn: str = vl_convert.vegalite_to_svg(specified(chart, width))
    return drawn
