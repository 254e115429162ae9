"""Forest plot: gaps with their intervals around zero; the verdict is shown by shape, and by colour as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagnostic.core.diagnosis.model.result import Result, Verdict
from diagnostic.core.report.charts.rows import row_height, rows_axis
from diagnostic.core.report.charts.style import ACCENT, GREY, INK, SHORT, ChartSpec, spec
from diagnostic.core.report.prose.words import VERDICTS
from diagnostic.text import Text

_ORDER: tuple[Verdict, ...] = ("clear", "likely", "cannot_tell", "equivalent", "to_talk_about", "described")
_SHAPES = {
    "clear": "circle",
    "likely": "diamond",
    "cannot_tell": "cross",
    "equivalent": "square",
    "to_talk_about": "triangle-right",
    "described": "circle",
}
_TONES = {
    "clear": SHORT,
    "likely": SHORT,
    "cannot_tell": GREY,
    "equivalent": ACCENT,
    "to_talk_about": GREY,
    "described": GREY,
}


def forest_chart(results: Sequence[Result], named: Callable[[Result], Text], axis: Text) -> ChartSpec:
    """A row per result that has a number, in the order given; negative gaps are left of the line.

    `named` gives the label of a row. The axis is in per cent if all results are shares, else in their unit.
    """
    shown = [result for result in results if result.estimate is not None]
    labels = {result.key: named(result) for result in shown}
    data = [
        {
            "row": result.key,
            "value": result.estimate,
            "low": result.low if result.low is not None else result.estimate,
            "high": result.high if result.high is not None else result.estimate,
            "verdict": VERDICTS[result.verdict],
        }
        for result in shown
    ]
    present = [verdict for verdict in _ORDER if any(result.verdict == verdict for result in shown)]
    words, shapes = [VERDICTS[verdict] for verdict in present], [_SHAPES[verdict] for verdict in present]
    share = bool(shown) and all(result.unit == "share" for result in shown)
    number = "format(datum.value, '+.0%')" if share else "format(datum.value, '+.2~f')"
    order = [result.key for result in shown]
    y = rows_axis(labels, order)
    x: ChartSpec = {
        "field": "value",
        "type": "quantitative",
        "axis": {
            "title": axis,
            "labelExpr": f"datum.value === 0 ? '0' : replace({number}, '-', '−')",
            "tickCount": 7,
        },
    }
    legend: ChartSpec = {"title": None, "columns": 6}
    layers: list[ChartSpec] = [
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 1.2}, "encoding": {"x": {"datum": 0}}},
        {
            "mark": {"type": "rule", "color": GREY, "strokeWidth": 1.4},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {
                "y": y,
                "x": x,
                "color": {
                    "field": "verdict",
                    "type": "nominal",
                    "scale": {"domain": words, "range": [_TONES[v] for v in present]},
                    "legend": legend,
                },
                "shape": {
                    "field": "verdict",
                    "type": "nominal",
                    "scale": {"domain": words, "range": shapes},
                    "legend": legend,
                },
            },
        },
    ]
    return spec(layers, row_height(labels, order, 420), data={"values": data})
