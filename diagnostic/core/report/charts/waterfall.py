"""From target to actual: the parts of a gap as steps that add up exactly."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import GapPart
from diagnostic.core.report.charts.rows import row_height, rows_axis
from diagnostic.core.report.charts.style import (
    ACCENT,
    GREY,
    INK,
    SHORT,
    ChartSpec,
    money_axis,
    spec,
)
from diagnostic.core.report.prose.numbers import major, money
from diagnostic.text import Text


def waterfall_chart(
    start: tuple[Text, float], parts: Sequence[GapPart], end: tuple[Text, float], currency: str | None
) -> ChartSpec:
    """Steps from `start` to `end`, both (label, amount); amounts in minor units, a part that lowers the level negative.

    The axis begins near the smallest level and not at zero, because the steps are to be seen, not the totals.
    """
    data, labels, level = [], {"start": start[0], "end": end[0]}, start[1]
    levels = [start[1], end[1]]
    for place, part in enumerate(parts):
        key = f"part{place}"
        labels[key] = part.label
        words = money(part.value, currency, plus=True)
        data.append(
            _step(key, level, level + part.value, SHORT if part.value < 0 else ACCENT, words, currency)
        )
        level += part.value
        levels.append(level)
    low, high = min(levels), max(levels)
    base = max(0.0, low - 0.35 * (high - low)) if high > low else 0.0
    first = _step("start", base, start[1], GREY, money(start[1], currency), currency)
    last = _step("end", base, end[1], INK, money(end[1], currency), currency)
    order = ["start", *(str(datum["row"]) for datum in data), "end"]
    y = rows_axis(labels, order)
    domain = [major(base, currency), major(high + 0.28 * (high - base), currency)]
    x = {
        "field": "from",
        "type": "quantitative",
        "axis": money_axis(high, currency),
        "scale": {"domain": domain, "nice": False},
    }
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "bar"},
            "encoding": {
                "y": y,
                "x": x,
                "x2": {"field": "to"},
                "color": {"field": "tone", "type": "nominal", "scale": None},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {
                "y": y,
                "x": {"field": "right", "type": "quantitative"},
                "text": {"field": "words", "type": "nominal"},
            },
        },
    ]
    return spec(layers, row_height(labels, order), data={"values": [first, *data, last]})


def _step(key: str, begin: float, end: float, tone: str, words: Text, currency: str | None) -> ChartSpec:
    begin, end = major(begin, currency), major(end, currency)
    return {"row": key, "from": begin, "to": end, "right": max(begin, end), "tone": tone, "words": words}
