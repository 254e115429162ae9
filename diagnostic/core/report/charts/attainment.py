"""Charts of attainment: a bar per unit with a line at the target, or a stroke per team where there are many.

They show figures only, so units may be compared; the order is that of the tree, so that the chart is not a ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.diagnosis.model.diagnosis import TreeRow
from diagnostic.core.report.charts.rows import row_height, rows_axis
from diagnostic.core.report.charts.style import (
    ACCENT,
    GREY,
    INK,
    PALE,
    SHORT,
    ChartSpec,
    percent_axis,
    spec,
)
from diagnostic.text import Text

ROWS_ON_A_PAGE = 46
_AXIS = Text("达成率（实际 ÷ 目标）", "Attainment (actual ÷ target)")


def attainment_chart(rows: Sequence[TreeRow], labels: Mapping[str, Text]) -> ChartSpec:
    """A bar per row with its 95 % interval and its value; a dark line at the target, a diamond at the fair comparison.

    `labels` maps the ids of groups to their names; a row without attainment is left out.
    """
    data = [_datum(row) for row in rows if row.attainment is not None]
    order = [str(datum["row"]) for datum in data]
    y = rows_axis(labels, order)
    end = {"field": "end", "type": "quantitative"}
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "bar"},
            "encoding": {
                "y": y,
                "x": {
                    "field": "attainment",
                    "type": "quantitative",
                    "axis": percent_axis(_AXIS),
                    "scale": {"zero": True},
                },
                "color": {"field": "tone", "type": "nominal", "scale": None},
            },
        },
        {
            "mark": {"type": "rule", "color": GREY, "strokeWidth": 1},
            "transform": [{"filter": "datum.low !== null"}],
            "encoding": {"y": y, "x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
        },
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 1.4}, "encoding": {"x": {"datum": 1}}},
        {
            "mark": {
                "type": "point",
                "shape": "diamond",
                "filled": False,
                "color": SHORT,
                "size": 55,
                "opacity": 1,
            },
            "transform": [{"filter": "datum.adjusted !== null"}],
            "encoding": {"y": y, "x": {"field": "adjusted", "type": "quantitative"}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6},
            "encoding": {
                "y": y,
                "x": end,
                "text": {"field": "attainment", "type": "quantitative", "format": ".0%"},
            },
        },
    ]
    return spec(layers, row_height(labels, order), data={"values": data})


def _datum(row: TreeRow) -> ChartSpec:
    ends = [value for value in (row.attainment, row.high, row.adjusted, 1.0) if value is not None]
    return {
        "row": row.group,
        "attainment": row.attainment,
        "low": row.low,
        "high": row.high,
        "adjusted": row.adjusted,
        "end": max(ends),
        "tone": ACCENT if row.depth < 2 else PALE,
    }


def team_spread_chart(
    rows: Sequence[TreeRow], region_of: Mapping[str, str], labels: Mapping[str, Text]
) -> ChartSpec:
    """A stroke per team at its attainment, in the row of its region; a dark line at the target.

    `region_of` maps the id of a team to that of its region; a team without attainment or region is left out.
    """
    data = [
        {"row": region_of[row.group], "attainment": row.attainment}
        for row in rows
        if row.attainment is not None and row.group in region_of
    ]
    order = list(dict.fromkeys(str(datum["row"]) for datum in data))
    x: ChartSpec = {
        "field": "attainment",
        "type": "quantitative",
        "axis": percent_axis(_AXIS),
        "scale": {"zero": False},
    }
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "tick", "color": ACCENT, "thickness": 1.6, "opacity": 0.75},
            "encoding": {"y": rows_axis(labels, order), "x": x},
        },
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 1.4}, "encoding": {"x": {"datum": 1}}},
    ]
    return spec(layers, 38 * len(order), data={"values": data})
