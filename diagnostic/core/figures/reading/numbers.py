"""Parses numbers as people write them in sales sheets: "$1,234.50", "￥12,000", "1.2万", "(300)", "85 %".

Strict on purpose: a broken group such as "1,2,3" is a fault of the row, never a guess, because a target ten times
too large makes a team look as if it failed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from math import isfinite

from diagnostic.core.table import Cell

NOT_THERE = frozenset(
    {"", "-", "--", "—", "–", "/", "无", "待定", "未定", "n/a", "na", "null", "none", "#n/a"}
)
MARKS = re.compile(r"^(?:rmb|cny|usd|eur|hk\$|us\$|人民币|[¥$€£])\s*|\s*(?:rmb|cny|usd|eur|[¥$€£元])$")
SCALES = {
    "万亿": Decimal(10) ** 12,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "bn": Decimal(10) ** 9,
    "m": Decimal(10) ** 6,
    "w": Decimal(10) ** 4,
    "k": Decimal(10) ** 3,
    "%": Decimal(10) ** -2,
    "‰": Decimal(10) ** -3,
}
PLAIN = {
    ".": re.compile(r"(?:\d+|\d{1,3}(?:[,' ]\d{3})+)?(?:\.\d+)?(?:e[+-]?\d{1,3})?"),
    ",": re.compile(r"(?:\d+|\d{1,3}(?:[.' ]\d{3})+)?(?:,\d+)?(?:e[+-]?\d{1,3})?"),
}
WITHOUT_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})
LARGEST = Decimal(10) ** 15


def parse_number(cell: Cell, decimal: str = ".") -> Decimal | None:
    """The number in a cell, None if there is none. Raises ValueError if it is not clearly a number, or above 10^15.

    decimal: "." or ",", the decimal mark of the file. Percent is divided by 100.

    >>> [parse_number(x) for x in ("$500,000", "１２", "1.2万", "(300)", "—")]
    [Decimal('500000'), Decimal('12'), Decimal('12000.0'), Decimal('-300'), None]
    >>> parse_number("98.500,50", ",")
    Decimal('98500.50')
    """
    if isinstance(cell, str):
        return _parse_text(cell, decimal)
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isfinite(cell):
        raise ValueError("not a number")
    return _within(Decimal(repr(cell)))


def to_minor_units(value: Decimal, currency: str | None) -> int:
    """Money as whole minor units: 57.68 USD is 5768, 100 JPY is 100; halves are rounded to even."""
    digits = 0 if currency in WITHOUT_MINOR_UNIT else 2
    return int(value.scaleb(digits).quantize(Decimal(1), ROUND_HALF_EVEN))


def minor_units(currency: str | None) -> int:
    """Number of minor units in one unit of a currency: 100, or 1 if it has none."""
    return 1 if currency in WITHOUT_MINOR_UNIT else 100


@lru_cache(maxsize=8192)
def _parse_text(cell: str, decimal: str) -> Decimal | None:
    text = unicodedata.normalize("NFKC", cell).strip().lower()
    if text in NOT_THERE:
        return None
    text, sign = _sign(text)
    text = MARKS.sub("", text).strip()
    text, scale = _scale(text)
    digits = MARKS.sub("", text).strip()
    if not re.match(r"[\d.,]", digits) or not PLAIN[decimal].fullmatch(digits):
        raise ValueError("not a number")
    digits = re.sub(r"[,' ]" if decimal == "." else r"[.' ]", "", digits).replace(",", ".")
    return _within(sign * Decimal(digits) * scale)


def _sign(text: str) -> tuple[str, int]:
    """The text without its sign, and 1 or -1: for a sign before or after the currency mark, or accounting brackets."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), -1
    found = re.fullmatch(r"([^\d+\-−.,(]*)([+\-−])\s*(.*)", text)
    if not found:
        return text, 1
    return found[1] + found[3], 1 if found[2] == "+" else -1


def _scale(text: str) -> tuple[str, Decimal]:
    for mark, scale in SCALES.items():
        if text.endswith(mark):
            return text[: -len(mark)].strip(), scale
    return text, Decimal(1)


def _within(value: Decimal) -> Decimal:
    if abs(value) > LARGEST:
        raise ValueError("too large to be a figure")
    return value
