"""Defines periods (the first and last day of a figure) and calendar arithmetic on them.

Figures are compared only over periods that both sides have, so every period can be split into months; a yearly
target can then be compared with monthly actuals.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = 12
SPAN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day, both included. Raises ValueError if the last day is before the first.

    >>> Period(date(2025, 1, 1), date(2025, 3, 31)).label
    '2025-Q1'
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends after it begins")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def whole_months(self) -> bool:
        return self.first.day == 1 and self.last == end_of_month(self.last)

    @property
    def months(self) -> tuple[Period, ...]:
        """The calendar months this period touches, each whole."""
        count = month_number(self.last) - month_number(self.first) + 1
        return tuple(month_at(month_number(self.first) + place) for place in range(count))

    @property
    def label(self) -> str:
        """ "2025", "2025-Q1", "2025-03" or a single day; other periods as first/last month, or first/last day."""
        if not self.whole_months:
            return self.first.isoformat() if self.days == 1 else f"{self.first}/{self.last}"
        count, start = len(self.months), self.first.month
        if count == 1:
            return f"{self.first:%Y-%m}"
        if count == 3 and start % 3 == 1:
            return f"{self.first.year}-Q{start // 3 + 1}"
        return (
            str(self.first.year) if (count, start) == (MONTHS, 1) else f"{self.first:%Y-%m}/{self.last:%Y-%m}"
        )

    def covers(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlap(self, first: date | None, last: date | None) -> float:
        """The share (0 to 1) of this period's days from `first` to `last`, both included; None means no limit.

        >>> month_of(date(2025, 4, 1)).overlap(date(2025, 4, 16), None)
        0.5
        """
        start, end = max(self.first, first or self.first), min(self.last, last or self.last)
        return max((end - start).days + 1, 0) / self.days


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_number(day: date) -> int:
    """Months since year 0, so that December and the following January have consecutive numbers."""
    return day.year * MONTHS + day.month - 1


@lru_cache(maxsize=4096)
def month_at(number: int) -> Period:
    """The month with this number; the inverse of `month_number`."""
    first = date(number // MONTHS, number % MONTHS + 1, 1)
    return Period(first, end_of_month(first))


def month_of(day: date) -> Period:
    return month_at(month_number(day))


def quarter_of(day: date) -> Period:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, month_at(month_number(first) + 2).last)


def year_of(day: date, starts: int = 1) -> Period:
    """The year that contains a day; `starts` is its first month, so 7 gives the fiscal year from July to June."""
    first = date(day.year if day.month >= starts else day.year - 1, starts, 1)
    return Period(first, month_at(month_number(first) + MONTHS - 1).last)


def calendar_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def read_span(text: str) -> Period | None:
    """The inverse of `Period.label`; None if the text has none of its forms or is not a valid date.

    >>> read_span("2026-01/2026-06").label, read_span("2026-Q2").label, read_span("2026-02-30")
    ('2026-01/2026-06', '2026-Q2', None)
    """
    ends = [_span_of(part.strip()) for part in text.split("/")]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or last.last < first.first:
        return None
    return Period(first.first, last.last)


def _span_of(text: str) -> Period | None:
    """The period of "2026", "2026-Q1", "2026-01" or "2026-01-31"; None for any other text."""
    parts = SPAN.fullmatch(text)
    if parts is None:
        return None
    year, quarter, month, day = parts.groups()
    try:
        if day:
            return Period(date.fromisoformat(text), date.fromisoformat(text))
        if month:
            return month_of(date(int(year), int(month), 1))
        return quarter_of(date(int(year), 3 * int(quarter), 1)) if quarter else calendar_year(int(year))
    except ValueError:
        return None


def spanning(periods: tuple[Period, ...]) -> Period:
    """The shortest period that covers all given ones; ValueError if there are none."""
    return Period(min(period.first for period in periods), max(period.last for period in periods))
