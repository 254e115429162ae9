"""Actual and target over the periods, to see whether the shortfall is of one quarter or of the whole year."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import TrendPoint
from diagnostic.core.report.charts.style import ACCENT, GREY, ChartSpec, money_axis, spec
from diagnostic.core.report.prose.numbers import major, short_period
from diagnostic.text import Text

ACTUAL, TARGET = Text("实际", "Actual"), Text("目标", "Target")


def trend_chart(points: Sequence[TrendPoint], currency: str | None) -> ChartSpec:
    """A solid line for the actual, a dashed one for the target, a dot per point; the axis of money starts at zero."""
    data = [
        {"place": place, "label": short_period(point.label), "value": major(value, currency), "what": what}
        for place, point in enumerate(points)
        for what, value in ((ACTUAL, point.actual), (TARGET, point.target))
        if value is not None
    ]
    largest = max((value for point in points for value in (point.actual, point.target or 0)), default=0)
    ordered = {"field": "place", "op": "min"}
    encoding: ChartSpec = {
        "x": {
            "field": "label",
            "type": "ordinal",
            "sort": ordered,
            "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy"},
        },
        "y": {"field": "value", "type": "quantitative", "axis": money_axis(largest, currency)},
        "color": {
            "field": "what",
            "type": "nominal",
            "sort": [ACTUAL, TARGET],
            "scale": {"range": [ACCENT, GREY]},
            "legend": {"title": None},
        },
        "strokeDash": {
            "field": "what",
            "type": "nominal",
            "sort": [ACTUAL, TARGET],
            "scale": {"range": [[1, 0], [4, 3]]},
            "legend": None,
        },
    }
    layers: list[ChartSpec] = [
        {"mark": {"type": "line", "strokeWidth": 2, "point": {"size": 22}}, "encoding": encoding}
    ]
    return spec(layers, 170, data={"values": data})
