"""A chart of the screen drawn by itself, beside which the tests lay what the documents draw."""

import vl_convert

from reports.charts import Filled, prepare, specified


def svg(chart: Filled, width: int) -> str:
    prepare()
    data = chart.data.astype(object)
    rows = data.where(data.notna(), None).to_dict("records")
    drawn: str = vl_convert.vegalite_to_svg(specified(chart.spec | {"data": {"values": rows}}, width))
    return drawn
