"""What all charts share: colours, font, width, and the axes for percentages and money.

A spec is a Vega-Lite dict whose values may be `Text`: one definition, drawn in either language. The font is that of
the page, so that labels are measured in the font they are printed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.report.prose.numbers import currency_words, major
from diagnostic.text import Text

FONT = "Noto Sans CJK SC"
INK, GREY, LINE, ACCENT, PALE, SHORT = "#1a2730", "#5b6870", "#c9d0d4", "#0f5c6e", "#a9c6cc", "#b0561f"
WIDTH = 645  # px at 96 dpi: an A4 page without its margins
ChartSpec = dict[str, object]


def spec(layers: Sequence[Mapping[str, object]], height: int, **more: object) -> ChartSpec:
    """A layered chart as wide as the page; `height` in px is without axes, `more` are further keys of the spec."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": 2,
        "config": _CONFIG,
        "layer": [dict(layer) for layer in layers],
        **more,
    }


_CONFIG: ChartSpec = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": GREY,
        "labelFontSize": 10,
        "titleFontSize": 10,
        "titleFontWeight": "normal",
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": "#e6eaec",
        "labelLimit": 230,
    },
    "legend": {
        "labelFontSize": 10,
        "titleFontSize": 10,
        "titleFontWeight": "normal",
        "orient": "bottom",
        "labelColor": INK,
        "titleColor": GREY,
        "symbolStrokeWidth": 1.5,
        "labelLimit": 420,
    },
    "text": {"fontSize": 10, "color": INK},
}


def percent_axis(title: Text | None = None, values: Sequence[float] | None = None) -> ChartSpec:
    axis: ChartSpec = {"title": title, "format": "%", "tickCount": 6}
    return axis | ({"values": list(values)} if values is not None else {})


def money_axis(largest_minor: float, currency: str | None) -> ChartSpec:
    """An axis with ticks in 亿 or 万 in Chinese, in millions or thousands in English, by the largest amount.

    `largest_minor` is in minor units; the data of the chart are in units of the currency (`numbers.major`).
    """
    zh_unit, en_unit = currency_words(currency)
    size = abs(major(largest_minor, currency))
    zh_step, zh_word = (1e8, "亿") if size >= 2e8 else (1e4, "万") if size >= 2e4 else (1.0, "")
    en_step, en_word = (1e6, " million") if size >= 1e6 else (1e3, " thousand") if size >= 2e4 else (1.0, "")
    return {
        "title": Text(f"{zh_word}{zh_unit}" or "数额", f"{en_unit}{en_word}".strip() or "amount"),
        "labelExpr": Text(
            *(f"replace(format(datum.value / {step:.0f}, ',~r'), '-', '−')" for step in (zh_step, en_step))
        ),
        "tickCount": 6,
    }
