"""Skills compared with the level the role requires: a dot with its interval, and a stroke at the required level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.report.charts.rows import row_height, rows_axis
from diagnostic.core.report.charts.style import ACCENT, GREY, SHORT, ChartSpec, spec
from diagnostic.text import Text

_AXIS = Text("分值（{low}-{high}，越高越好）", "Score ({low}-{high}, higher is better)")
NOW, REQUIRED = Text("现状（95% 区间）", "now (95% interval)"), Text("要求水平", "required level")


def required_chart(
    results: Sequence[Result], labels: Mapping[str, Text], ends: tuple[float, float]
) -> ChartSpec:
    """A row per result, in the order given; the results are of the kind required_current, with number and reference.

    `labels` maps their keys to words; `ends` are the ends of the axis.
    """
    data = [
        {
            "row": result.key,
            "now": (result.reference or 0.0) + (result.estimate or 0.0),
            "low": (result.reference or 0.0)
            + (result.low if result.low is not None else result.estimate or 0.0),
            "high": (result.reference or 0.0)
            + (result.high if result.high is not None else result.estimate or 0.0),
            "required": result.reference,
            "now_is": NOW,
            "required_is": REQUIRED,
        }
        for result in results
    ]
    order = [result.key for result in results]
    y = rows_axis(labels, order)
    x: ChartSpec = {
        "type": "quantitative",
        "axis": {"title": _AXIS.format(low=f"{ends[0]:g}", high=f"{ends[1]:g}"), "tickCount": 5},
        "scale": {"domain": list(ends), "nice": False},
    }
    kind: ChartSpec = {
        "type": "nominal",
        "scale": {"domain": [NOW, REQUIRED], "range": [ACCENT, SHORT]},
        "legend": {"title": None},
    }
    shape: ChartSpec = {
        "type": "nominal",
        "scale": {"domain": [NOW, REQUIRED], "range": ["circle", "stroke"]},
        "legend": {"title": None},
    }
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "rule", "color": GREY, "strokeWidth": 1.4},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1},
            "encoding": {
                "y": y,
                "x": x | {"field": "now"},
                "color": kind | {"field": "now_is"},
                "shape": shape | {"field": "now_is"},
            },
        },
        {
            "mark": {"type": "point", "size": 130, "angle": 90, "strokeWidth": 2.4, "opacity": 1},
            "encoding": {
                "y": y,
                "x": x | {"field": "required"},
                "color": kind | {"field": "required_is"},
                "shape": shape | {"field": "required_is"},
            },
        },
    ]
    return spec(layers, row_height(labels, order), data={"values": data})
