"""Unnamed reps: closed deals against win rate, with the limits inside which chance alone would put them."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import PersonFigure
from diagnostic.core.report.charts.style import ACCENT, GREY, INK, SHORT, ChartSpec, percent_axis, spec
from diagnostic.text import Text

DIFFERS = Text("校正后仍与整体不同", "differs from the pool after correction")
ALIKE = Text("与整体的差别不超出偶然", "within what chance allows")
_CLOSED = Text("已结商机数", "Closed deals")
_RATE = Text("胜率", "Win rate")
_LIMITS = 25  # points a limit curve is drawn with


def funnel_chart(persons: Sequence[PersonFigure]) -> ChartSpec:
    """A dot per rep (open circle; filled triangle where he differs) and the pool's 95 % limits by number of deals."""
    closed, won = sum(person.closed for person in persons), sum(person.won for person in persons)
    pool = won / closed if closed else 0.0
    dots = [
        {
            "closed": person.closed,
            "rate": person.won / person.closed,
            "what": DIFFERS if person.differs else ALIKE,
        }
        for person in persons
        if person.closed
    ]
    sort, legend = [ALIKE, DIFFERS], {"title": None}
    limits = _limits(pool, [person.closed for person in persons if person.closed])
    x: ChartSpec = {"field": "closed", "type": "quantitative", "axis": {"title": _CLOSED, "tickCount": 8}}
    y: ChartSpec = {"field": "rate", "type": "quantitative", "axis": percent_axis(_RATE)}
    line: ChartSpec = {"type": "line", "color": GREY, "strokeDash": [4, 3], "strokeWidth": 1, "clip": True}
    layers: list[ChartSpec] = [
        {"mark": line, "data": {"values": limits}, "encoding": {"x": x, "y": y | {"field": "low"}}},
        {"mark": line, "data": {"values": limits}, "encoding": {"x": x, "y": y | {"field": "high"}}},
        {
            "mark": {"type": "rule", "color": INK},
            "data": {"values": [{}]},
            "encoding": {"y": {"datum": pool}},
        },
        {
            "mark": {"type": "point", "size": 26, "strokeWidth": 1.2, "opacity": 0.85},
            "data": {"values": dots},
            "encoding": {
                "x": x,
                "y": y,
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "sort": sort,
                    "scale": {"domain": sort, "range": [ACCENT, SHORT]},
                    "legend": legend,
                },
                "shape": {
                    "field": "what",
                    "type": "nominal",
                    "sort": sort,
                    "scale": {"domain": sort, "range": ["circle", "triangle"]},
                    "legend": legend,
                },
            },
        },
    ]
    return spec(layers, 210)


def _limits(pool: float, closed: Sequence[int]) -> list[ChartSpec]:
    """The 95 % limits of the pooled rate, p ± 1.96 sqrt(p (1 - p) / n) (Spiegelhalter 2005, doi:10.1002/sim.1970)."""
    if not closed:
        return []
    first, last = min(closed), max(closed)
    counts = [first + (last - first) * step / _LIMITS for step in range(_LIMITS + 1)]
    half = [1.96 * (pool * (1 - pool) / count) ** 0.5 for count in counts]
    return [
        {"closed": round(count, 2), "low": max(0.0, pool - h), "high": min(1.0, pool + h)}
        for count, h in zip(counts, half, strict=True)
    ]
