"""Amounts on owners and months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.figures.model.month_table import month_table
from diagnostic.core.figures.model.performance import Amount, Period
from diagnostic.core.figures.model.periods import calendar_year, month_number
from tests.made.small_figures import amount

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@settings(deadline=None, max_examples=60)
@given(DAYS, DAYS, st.floats(-1e9, 1e9))
def test_spreading_loses_nothing(one: date, two: date, value: float) -> None:
    table = month_table([Amount("person", "a", "sales", Period(min(one, two), max(one, two)), value)])
    assert table.values.sum() == pytest.approx(value, abs=1e-6)
    assert table.known.all()


def test_whole_months_get_equal_parts_and_days_get_theirs() -> None:
    year = month_table([amount("a", 2025, 1200)])
    assert year.values.tolist() == [[pytest.approx(100)] * 12]
    odd = month_table([Amount("person", "a", "sales", Period(date(2025, 1, 22), date(2025, 2, 10)), 20)])
    assert odd.values.tolist() == [[pytest.approx(10), pytest.approx(10)]]


def test_another_grid() -> None:
    january = month_number(date(2025, 1, 1))
    table = month_table([amount("a", "2025-01", 5), amount("b", "2025-02", 7)])
    assert table.covered == {january, january + 1}
    other = table.on(["b", "x", "a"], [january, january + 5])
    assert other.values.tolist() == [[0, 0], [0, 0], [5, 0]]
    assert other.known.tolist() == [[False, False], [False, False], [True, False]]


def test_months_outside_are_left_out() -> None:
    table = month_table([amount("a", 2024, 12), amount("a", 2025, 24)], within=calendar_year(2025))
    assert table.values.sum() == pytest.approx(24)


def test_nothing() -> None:
    table = month_table([])
    assert (table.owners, table.months, table.values.shape) == ((), (), (0, 0))
    assert table.on(["a"], [3]).values.tolist() == [[0]]
