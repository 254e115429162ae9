"""How sure the order of needs is: how often each is among the three largest when respondents are redrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.model.verdict import TOP_CLEAR, TOP_LIKELY
from diagnostic.core.report.charts.rows import row_height, rows_axis
from diagnostic.core.report.charts.style import (
    ACCENT,
    GREY,
    PALE,
    ChartSpec,
    percent_axis,
    spec,
)
from diagnostic.text import Text

_AXIS = Text("属于前三大差距的把握", "Chance to be among the three largest needs")


def priority_chart(results: Sequence[Result], labels: Mapping[str, Text]) -> ChartSpec:
    """A bar of P(top 3) per result, in the order given; dashed lines at 60 % (likely) and 90 % (clear)."""
    data = [
        {
            "row": result.measure,
            "p": result.estimate,
            "tone": ACCENT if (result.estimate or 0) >= TOP_LIKELY else PALE,
        }
        for result in results
    ]
    order = [result.measure for result in results]
    y = rows_axis(labels, order)
    x: ChartSpec = {
        "field": "p",
        "type": "quantitative",
        "axis": percent_axis(_AXIS, [0, 0.3, 0.6, 0.9]),
        "scale": {"domain": [0, 1.05], "nice": False},
    }
    lines = [{"at": TOP_LIKELY}, {"at": TOP_CLEAR}]
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "bar"},
            "encoding": {"y": y, "x": x, "color": {"field": "tone", "type": "nominal", "scale": None}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 4},
            "encoding": {"y": y, "x": x, "text": {"field": "p", "type": "quantitative", "format": ".0%"}},
        },
        {
            "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
            "data": {"values": lines},
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        },
    ]
    return spec(layers, row_height(labels, order), data={"values": data})
