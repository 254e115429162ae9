"""Numbers, days and periods as people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.figures.reading.dates import parse_day, parse_period
from diagnostic.core.figures.reading.numbers import parse_number, to_minor_units
from diagnostic.core.table import Cell, DateOrder, PeriodKind


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("$500,000", 500_000),
        ("￥12,000.00", 12_000),
        ("RMB 3,000", 3_000),
        ("１２３４５", 12_345),
        ("1 234 567", 1_234_567),
        ("1'234.5", 1234.5),
        ("(1,200)", -1_200),
        ("-$1,200", -1_200),
        ("$-1,200", -1_200),
        ("1.2万", 12_000),
        ("9千万", 90_000_000),
        ("12.5万元", 125_000),
        ("2.95亿", 295_000_000),
        ("3k", 3_000),
        ("85 %", 0.85),
        ("１２０％", 1.2),
        (".5", 0.5),
        (1054, 1054),
        (57.68, 57.68),
    ],
)
def test_numbers(cell: Cell, value: float) -> None:
    assert parse_number(cell) == Decimal(str(value))


@pytest.mark.parametrize("cell", [None, "", "—", "-", "无", "N/A", "待定"])
def test_no_number(cell: Cell) -> None:
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["1,2,3", "1.2.3", "12,34", "万", "%", "NaN", "inf", "=1+1", "five", "1e308", True, date(2025, 1, 1)],
)
def test_what_is_not_surely_a_number_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"number|figure"):
        parse_number(cell)


def test_the_decimal_comma() -> None:
    assert parse_number("98.500,50 €", ",") == Decimal("98500.50")
    with pytest.raises(ValueError, match="number"):
        parse_number("98,500.50", ",")


@settings(deadline=None, max_examples=80)
@given(st.integers(-(10**13), 10**13))
def test_what_a_spreadsheet_prints_comes_back(cents: int) -> None:
    value = Decimal(cents).scaleb(-2)
    assert parse_number(f"{value:,.2f}") == value
    assert parse_number(f"{value:,.2f}".translate(str.maketrans(",.", ".,")), ",") == value
    assert to_minor_units(value, "CNY") == cents


def test_minor_units_of_currencies() -> None:
    assert to_minor_units(Decimal("57.685"), "USD") == 5768
    assert to_minor_units(Decimal(100), "JPY") == 100


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("2024-03-05", "ymd"),
        ("2024/3/5", "ymd"),
        ("2024年3月5日", "mdy"),
        ("05-03-2024", "dmy"),
        ("3/5/2024", "mdy"),
        ("5 Mar 2024", "ymd"),
        ("20240305", "ymd"),
        ("45356", "ymd"),
        (45356, "ymd"),
        ("2024-03-05T16:00:00+08:00", "ymd"),
        ("2024-03-05 10:30", "ymd"),
        (datetime(2024, 3, 5, 18), "ymd"),
    ],
)
def test_days(cell: Cell, order: DateOrder) -> None:
    assert parse_day(cell, order) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "cell",
    ["05/03/2024", "3/5/24", "2024-02-30", "2024-13-01", "0000-00-00", "2024Q1", 60, -1, 2958466, True],
)
def test_impossible_and_ambiguous_days_are_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_day(cell)


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        (2025, "2025"),
        ("2025年", "2025"),
        ("2025-Q1", "2025-Q1"),
        ("Q1 2025", "2025-Q1"),
        ("2025年一季度", "2025-Q1"),
        ("2025年第1季度", "2025-Q1"),
        ("2018_Q1", "2018-Q1"),
        ("2025-03", "2025-03"),
        ("2025/3", "2025-03"),
        ("2025年3月", "2025-03"),
        (202503, "2025-03"),
        ("2018_M1", "2018-01"),
        ("Mar 2025", "2025-03"),
        ("2025-03-17", "2025-03"),
        (45733, "2025-03"),
        ("45733", "2025-03"),
    ],
)
def test_periods(cell: Cell, label: str) -> None:
    period = parse_period(cell)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize(
    ("kind", "label"), [("day", "2017-12-01"), ("month", "2017-12"), ("quarter", "2017-Q4"), ("year", "2017")]
)
def test_a_day_stands_for_the_period_the_map_says(kind: PeriodKind, label: str) -> None:
    period = parse_period("01-12-2017", "dmy", kind)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize("cell", ["2025-13", "202513", "FY25", "2025-Q5", "soon", "4"])
def test_what_is_no_period_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(cell)
