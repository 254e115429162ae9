"""What all charts share: one accent, one family, one width, axes in both languages.

A spec is a plain Vega-Lite dict whose leaves may be `Text`: one definition, drawn in either language. The family is
the page's own, so that labels are measured with the letters they are printed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from unicodedata import east_asian_width

from diagnostic.core.report.numbers import currency_words, major
from diagnostic.text import LANGS, Text

FONT = "Noto Sans CJK SC"
INK, GREY, LINE, ACCENT, PALE, SHORT = "#1a2730", "#5b6870", "#c9d0d4", "#0f5c6e", "#a9c6cc", "#b0561f"
WIDTH = 645  # px at 96 dpi: the measure of an A4 page with our margins
ROW = 23  # px: room for a label of two lines
ROOMY = 10  # up to so many rows
Spec = dict[str, object]


def row_height(rows: int, room: int = 560) -> int:
    """Height of a chart with a row per thing: comfortable while it fits, tight when there are many."""
    tallest = ROW if rows <= ROOMY else 17
    return max(rows, 1) * max(13, min(tallest, room // max(rows, 1))) + 10


def spec(layers: Sequence[Mapping[str, object]], height: int, **more: object) -> Spec:
    """A layered chart of the page's width; `height` is that of the plot without its axes."""
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


_CONFIG: Spec = {
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


def rows_axis(labels: Mapping[str, Text], order: Sequence[str]) -> Spec:
    """The y channel of a chart with one row per id, labels in the reader's language.

    Long labels stand on two lines while rows are few, and are cut at the end of one where they are many.
    """
    return {
        "field": "row",
        "type": "nominal",
        "sort": list(order),
        "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
        "axis": {
            "title": None,
            "ticks": False,
            "domain": False,
            "labelPadding": 6,
            "labelExpr": lookup(labels, order),
            "labelLimit": 0,
        },
    }


def lookup(labels: Mapping[str, Text], order: Sequence[str]) -> Text:
    """A Vega expression that turns an id into its label, an array of lines."""
    measure, lines = (36, 2) if len(order) <= ROOMY else (44, 1)
    tables = []
    for lang in LANGS:
        # Ids are written in ASCII, so that nothing done to the words of a language can touch them.
        rows = [
            f"{dumps(key)}: {dumps(wrap(labels[key][lang], measure, lines), ensure_ascii=False)}"
            for key in order
        ]
        tables.append(f"({{{', '.join(rows)}}})[datum.value]")
    return Text(*tables)


def wrap(words: str, measure: int = 36, lines: int = 2) -> list[str]:
    """At most `lines` lines of `measure` half-widths; what does not fit is cut from the middle of the last.

    The middle, because names of units often begin alike and differ at the end.

    >>> wrap("华东大区重点行业客户第一销售服务团队", measure=20)
    ['华东大区重点行业客户', '第一销售服务团队']
    """
    found: list[str] = []
    for piece in _pieces(words):
        if found and _width(found[-1]) + _width(piece) <= measure:
            found[-1] += piece
        else:
            found.append(piece if len(found) >= lines else piece.lstrip())
    if len(found) > lines:
        found = [*found[: lines - 1], _squeeze("".join(found[lines - 1 :]), measure)]
    return [line.rstrip() for line in found]


def _pieces(words: str) -> list[str]:
    """Where a line may break: before a space, and between Chinese characters."""
    pieces: list[str] = []
    for sign in words:
        if sign == " " or _wide(sign) or not pieces or _wide(pieces[-1][-1]):
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return pieces


def _squeeze(words: str, measure: int) -> str:
    """Head and tail of the words with an ellipsis between them."""
    head, tail = words[: len(words) // 2], words[len(words) // 2 :]
    while head and tail and _width(head) + _width(tail) + 1 > measure:
        head, tail = (head[:-1], tail) if _width(head) > _width(tail) else (head, tail[1:])
    return f"{head.rstrip()}…{tail.lstrip()}"


def _wide(sign: str) -> bool:
    return east_asian_width(sign) in "WF"


def _width(words: str) -> int:
    return sum(2 if _wide(sign) else 1 for sign in words)


def percent_axis(title: Text | None = None, values: Sequence[float] | None = None) -> Spec:
    axis: Spec = {"title": title, "format": "%", "tickCount": 6}
    return axis | ({"values": list(values)} if values is not None else {})


def money_axis(largest_minor: float, currency: str | None) -> Spec:
    """Ticks in 亿 or 万 for one reader and in millions or thousands for the other; data are in units of money."""
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
