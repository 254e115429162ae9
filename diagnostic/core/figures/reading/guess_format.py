"""Guesses how a file writes its days and numbers; a person confirms the guess before the file is read with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagnostic.core.figures.reading.dates import parse_period
from diagnostic.core.figures.reading.numbers import parse_number
from diagnostic.core.table import Cell, DateOrder, DecimalMark

LOOKED_AT = 1000  # cells of a column; the rest nearly always looks like the first thousand
ORDERS: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")
DECIMALS: tuple[DecimalMark, ...] = (".", ",")


def guess_date_order(cells: Sequence[Cell]) -> DateOrder:
    """The date order in which most cells can be read; if several can read equally many, the first of `ORDERS`.

    >>> guess_date_order(["2025-03-05"]), guess_date_order(["5/3/2025", "25/3/2025"]), guess_date_order(["3/25/2025"])
    ('ymd', 'dmy', 'mdy')
    """
    some = cells[:LOOKED_AT]
    return max(ORDERS, key=lambda order: _fitting(some, lambda cell: parse_period(cell, order)))


def guess_decimal(cells: Sequence[Cell]) -> DecimalMark:
    """The decimal mark with which most cells can be read; the point if both can read equally many.

    >>> guess_decimal(["1,200.50"]), guess_decimal(["1.200,50"]), guess_decimal(["1,200"])
    ('.', ',', '.')
    """
    some = cells[:LOOKED_AT]
    return max(DECIMALS, key=lambda mark: _fitting(some, lambda cell: parse_number(cell, mark)))


def _fitting(cells: Sequence[Cell], parse: Callable[[Cell], object]) -> int:
    return sum(_fits(cell, parse) for cell in cells)


def _fits(cell: Cell, parse: Callable[[Cell], object]) -> bool:
    try:
        parse(cell)
    except ValueError:
        return False
    return True
