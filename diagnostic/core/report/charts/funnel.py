"""Funnel plot: closed deals per rep against win rate, for pools of three or more reps, with the limits of chance."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import RepBin, RepSpread
from diagnostic.core.report.charts.style import ACCENT, GREY, INK, ChartSpec, percent_axis, spec
from diagnostic.text import Text

_CLOSED = Text("人均已结商机数", "Closed deals a rep")
_RATE = Text("赢单率", "Win rate")


def funnel_chart(spread: RepSpread) -> ChartSpec:
    """A circle per pool of reps, a line at the win rate of all reps, and its 95 % limits for the deals of each pool."""
    dots = [{"closed": round(each.closed, 2), "rate": each.rate} for each in spread.bins]
    pool = spread.won / spread.closed if spread.closed else 0.0
    limits = _limits(pool, spread.bins)
    x: ChartSpec = {"field": "closed", "type": "quantitative", "axis": {"title": _CLOSED, "tickCount": 8}}
    y: ChartSpec = {"field": "rate", "type": "quantitative", "axis": percent_axis(_RATE)}
    line: ChartSpec = {"type": "line", "color": GREY, "strokeDash": [4, 3], "strokeWidth": 1, "clip": True}
    point: ChartSpec = {"type": "point", "size": 34, "strokeWidth": 1.2, "opacity": 0.85, "color": ACCENT}
    layers: list[ChartSpec] = [
        {"mark": line, "data": {"values": limits}, "encoding": {"x": x, "y": y | {"field": "low"}}},
        {"mark": line, "data": {"values": limits}, "encoding": {"x": x, "y": y | {"field": "high"}}},
        {
            "mark": {"type": "rule", "color": INK},
            "data": {"values": [{}]},
            "encoding": {"y": {"datum": pool}},
        },
        {"mark": point, "data": {"values": dots}, "encoding": {"x": x, "y": y}},
    ]
    return spec(layers, 210)


def _limits(pool: float, bins: Sequence[RepBin]) -> list[ChartSpec]:
    """Per pool of n deals the 95 % limits of the rate p of all reps: p ± 1.96 sqrt(p (1 - p) / n), cut at 0 and 1.

    Spiegelhalter (2005), doi:10.1002/sim.1970.
    """
    found: list[ChartSpec] = []
    for each in bins:
        half = 1.96 * (pool * (1 - pool) / (each.closed * each.reps)) ** 0.5
        found.append(
            {"closed": round(each.closed, 2), "low": max(0.0, pool - half), "high": min(1.0, pool + half)}
        )
    return found
