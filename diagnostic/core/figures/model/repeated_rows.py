"""Rows that stand more than once, as when a file was exported twice and pasted into one: every sum grows by them.

Files of single transactions hold equal rows by chance, and many of them where a price is fixed. So rows count as
repeated only where all rows of somebody's month are there two times or more, and where that is so for three months or
more with three amounts or more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import gcd

from diagnostic.core.figures.model.performance import Amount
from diagnostic.core.figures.model.periods import month_number

FEWEST = 3  # months of an owner, and different amounts


def repeated_rows(amounts: Sequence[Amount], metric: str = "sales") -> tuple[Amount, ...]:
    """The rows that would be left out if each stood once."""
    by_month: dict[tuple[str, str, int], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.metric == metric and amount.value:
            by_month[amount.owner_type, amount.owner_id, month_number(amount.period.first)].append(amount)
    found = [copies for rows in by_month.values() if (copies := tuple(_copies(rows)))]
    copies = tuple(amount for own in found for amount in own)
    many = len(found) >= FEWEST and len({amount.value for amount in copies}) >= FEWEST
    return copies if many else ()


def _copies(rows: Sequence[Amount]) -> Iterator[Amount]:
    times = Counter(rows)
    each = gcd(*times.values())
    if each > 1:
        for amount, count in times.items():
            yield from [amount] * (count - count // each)
