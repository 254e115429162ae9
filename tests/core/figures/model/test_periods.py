"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.figures.model.periods import (
    Period,
    calendar_year,
    month_at,
    month_number,
    month_of,
    quarter_of,
    spanning,
    year_of,
)

DAYS = st.dates(date(1960, 1, 1), date(2099, 12, 31))


def test_labels() -> None:
    assert calendar_year(2025).label == "2025"
    assert year_of(date(2019, 5, 9), 7).label == "2018-07/2019-06"
    assert quarter_of(date(2025, 5, 9)).label == "2025-Q2"
    assert month_of(date(2024, 2, 9)) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert Period(date(2025, 1, 2), date(2025, 2, 3)).label == "2025-01-02/2025-02-03"


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2025, 1, 2), date(2025, 1, 1))


@settings(deadline=None, max_examples=60)
@given(DAYS, st.integers(1, 12))
def test_every_day_lies_in_its_month_quarter_and_year(day: date, starts: int) -> None:
    one = Period(day, day)
    for period in (month_of(day), quarter_of(day), year_of(day, starts)):
        assert period.covers(one)
        assert period.whole_months
        assert spanning(period.months) == period
    assert len(year_of(day, starts).months) == 12
    assert month_at(month_number(day)) == month_of(day)


def test_the_share_of_a_period_somebody_was_there() -> None:
    april = month_of(date(2025, 4, 1))
    assert april.overlap(None, None) == 1
    assert april.overlap(date(2025, 4, 16), None) == 0.5
    assert april.overlap(None, date(2025, 4, 3)) == 0.1
    assert april.overlap(date(2025, 5, 1), None) == 0
