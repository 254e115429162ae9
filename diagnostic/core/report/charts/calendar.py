"""The plan on a time line of 90 days: first step, start and leading measure of every action."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.plan.improvement_plan import ImprovementPlan, PlanLine
from diagnostic.core.report.charts.rows import row_height, rows_axis
from diagnostic.core.report.charts.style import (
    ACCENT,
    GREY,
    INK,
    PALE,
    SHORT,
    ChartSpec,
    spec,
)
from diagnostic.core.report.prose.words import plus
from diagnostic.text import Text, same

FIRST = Text("第一步完成", "first step done")
BEGINS = Text("全面开始", "action begins")
LEADING = Text("先行指标可见变化", "leading measure can have moved")
_DAYS = 90
_AXIS = Text("自方案开始的天数", "Days since the plan began")


def calendar_chart(plan: ImprovementPlan) -> ChartSpec:
    """A row per line of the plan; days after the 90th are not drawn, they are in the table only."""
    labels = {str(line.key): plus(same(f"{line.priority}  "), line.name) for line in plan.lines}
    dots = [dot for line in plan.lines for dot in _dots(plan, line) if int(str(dot["day"])) <= _DAYS]
    bars = [
        {"row": str(line.key), "from": (line.begins - plan.start).days, "to": _DAYS}
        for line in plan.lines
        if (line.begins - plan.start).days < _DAYS
    ]
    domain = [FIRST, BEGINS, LEADING]
    order = [str(line.key) for line in plan.lines]
    y = rows_axis(labels, order)
    x: ChartSpec = {
        "field": "day",
        "type": "quantitative",
        "axis": {"title": _AXIS, "values": [0, 30, 60, 90]},
        "scale": {"domain": [0, _DAYS], "nice": False},
    }
    legend: ChartSpec = {"title": None}
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "bar", "color": PALE, "height": 5},
            "data": {"values": bars},
            "encoding": {"y": y, "x": x | {"field": "from"}, "x2": {"field": "to"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "data": {"values": dots},
            "encoding": {
                "y": y,
                "x": x,
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "scale": {"domain": domain, "range": [SHORT, ACCENT, INK]},
                    "legend": legend,
                },
                "shape": {
                    "field": "what",
                    "type": "nominal",
                    "scale": {"domain": domain, "range": ["diamond", "circle", "triangle-up"]},
                    "legend": legend,
                },
            },
        },
        {
            "mark": {"type": "rule", "color": GREY, "strokeDash": [2, 3]},
            "data": {"values": [{"day": 30}, {"day": 60}]},
            "encoding": {"x": x},
        },
    ]
    return spec(layers, row_height(labels, order))


def _dots(plan: ImprovementPlan, line: PlanLine) -> Sequence[ChartSpec]:
    dates = ((FIRST, line.first_step_by), (BEGINS, line.begins), (LEADING, line.leading_by))
    return [{"row": str(line.key), "day": (day - plan.start).days, "what": what} for what, day in dates]
