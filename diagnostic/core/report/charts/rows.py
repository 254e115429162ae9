"""Rows of a chart: their order, their labels in both languages, and their height.

Names of units can be very long. With few rows they take two lines; with many rows they are cut in the middle, because
such names often begin alike and differ at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from unicodedata import east_asian_width

from diagnostic.core.report.charts.style import ChartSpec
from diagnostic.core.report.prose.punctuation import said
from diagnostic.text import LANGS, Text

ONE_LINE, TWO_LINES = 44, 36  # most half-widths of a label on one line, and of each of two lines
FEW, SOME = 10, 24  # most rows at full height; most rows with labels of two lines
ROOMY, SINGLE, DOUBLE, TIGHT = 23, 17, 28, 13  # px a row


def row_height(labels: Mapping[str, Text], order: Sequence[str], room: int = 560) -> int:
    """Height of the plot in px: with labels of two lines DOUBLE a row; else ROOMY up to FEW rows, SINGLE for more.

    Rows get lower, down to TIGHT, where the plot would be taller than `room`.
    """
    count = max(len(order), 1)
    if _lines(labels, order) == 2:
        return count * DOUBLE + 10
    return count * max(TIGHT, min(ROOMY if count <= FEW else SINGLE, room // count)) + 10


def rows_axis(labels: Mapping[str, Text], order: Sequence[str]) -> ChartSpec:
    """The Vega-Lite y channel of a chart with a row per id, in this order, labelled in the language of the report."""
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
            # The baseline is that of the first line: of two lines the first is above the middle, the second below.
            "labelBaseline": {
                "condition": {"test": _two_lines(labels, order), "value": "bottom"},
                "value": "middle",
            },
            "labelExpr": _lookup(labels, order),
            "labelLimit": 0,
        },
    }


def _lines(labels: Mapping[str, Text], order: Sequence[str]) -> int:
    longest = max((half_widths(labels[key][lang]) for key in order for lang in LANGS), default=0)
    return 1 if longest <= ONE_LINE or len(order) > SOME else 2


def _two_lines(labels: Mapping[str, Text], order: Sequence[str]) -> Text:
    """A Vega expression for each language: whether the label of a row takes two lines in it."""
    table = _lookup(labels, order)
    return Text(f"length({table.zh}) > 1", f"length({table.en}) > 1")


def _lookup(labels: Mapping[str, Text], order: Sequence[str]) -> Text:
    """A Vega expression for each language that gives the label of an id, as an array of lines."""
    lines = _lines(labels, order)
    tables = [
        dumps({key: _broken(said(labels[key], lang), lines) for key in order}, ensure_ascii=False)
        for lang in LANGS
    ]
    return Text(*(f"({table})[datum.value]" for table in tables))


def _broken(words: str, lines: int) -> list[str]:
    """The lines of a label: one if it fits on one or `lines` is 1, even if other labels take two."""
    fits = lines == 1 or half_widths(words) <= ONE_LINE
    return wrap(words, ONE_LINE, 1) if fits else wrap(words, TWO_LINES, lines)


def wrap(words: str, measure: int = 36, lines: int = 2) -> list[str]:
    """The words on at most `lines` lines of `measure` half-widths; if they do not fit, the last is cut in its middle.

    In the middle, because names of units often begin alike and differ at the end.

    >>> wrap("华东大区重点行业客户第一销售服务团队", measure=20)
    ['华东大区重点行业客户', '第一销售服务团队']
    """
    found: list[str] = []
    for piece in _pieces(words):
        if found and half_widths(found[-1]) + half_widths(piece) <= measure:
            found[-1] += piece
        else:
            found.append(piece if len(found) >= lines else piece.lstrip())
    if len(found) > lines:
        found = [*found[: lines - 1], _squeeze("".join(found[lines - 1 :]), measure)]
    return [line.rstrip() for line in found]


def _pieces(words: str) -> list[str]:
    """The words in pieces between which a line may break: before a space, before and after a Chinese character."""
    pieces: list[str] = []
    for sign in words:
        if sign == " " or _wide(sign) or not pieces or _wide(pieces[-1][-1]):
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return pieces


def _squeeze(words: str, measure: int) -> str:
    """Beginning and end of the words with an ellipsis between them, at most `measure` half-widths."""
    head, tail = words[: len(words) // 2], words[len(words) // 2 :]
    while head and tail and half_widths(head) + half_widths(tail) + 1 > measure:
        head, tail = (head[:-1], tail) if half_widths(head) > half_widths(tail) else (head, tail[1:])
    return f"{head.rstrip()}…{tail.lstrip()}"


def _wide(sign: str) -> bool:
    return east_asian_width(sign) in "WF"


def half_widths(words: str) -> int:
    return sum(2 if _wide(sign) else 1 for sign in words)
