"""Numbers in both languages: the same digits, the right unit, the sign where it is a difference."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.report.prose import numbers
from diagnostic.text import Text


@pytest.mark.parametrize(
    ("minor", "currency", "zh", "en"),
    [
        (108_300_000_000, "CNY", "10.83亿元", "CNY 1,083 million"),
        (26_900_0000, "CNY", "269万元", "CNY 2.69 million"),
        (32_500_000, "CNY", "32.5万元", "CNY 325 thousand"),
        (123_400, "CNY", "1,234元", "CNY 1,234"),
        (0, "CNY", "0元", "CNY 0"),
        (-16_300_000_000, "CNY", "−1.63亿元", "CNY −163 million"),
        (12_200_000_000, "USD", "1.22亿美元", "USD 122 million"),
        (1_000_000_000, "JPY", "10.00亿日元", "JPY 1,000 million"),
        (1_234_567_00, None, "123万", "1.23 million"),
    ],
)
def test_money(minor: int, currency: str | None, zh: str, en: str) -> None:
    assert numbers.money(minor, currency) == Text(zh, en)


def _size(words: str) -> float:
    digits = float(re.sub(r"[^\d.]", "", words))
    factor = {"亿": 1e8, "万": 1e4, "million": 1e6, "thousand": 1e3}
    return digits * next((value for unit, value in factor.items() if unit in words), 1.0)


@given(st.integers(min_value=-(10**14), max_value=10**14))
@settings(deadline=None, max_examples=200)
def test_both_languages_print_the_same_amount(minor: int) -> None:
    text = numbers.money(minor, "CNY")
    assert _size(text.zh) == pytest.approx(_size(text.en), rel=1e-12)
    assert _size(text.zh) == pytest.approx(abs(minor) / 100, rel=0.006, abs=0.51)


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2025", "2025年", "2025"),
        ("2025-Q1", "2025年一季度", "Q1 2025"),
        ("2025-03", "2025年3月", "March 2025"),
        ("2025-03-09", "2025年3月9日", "9 March 2025"),
        ("2025-01..2025-12", "2025年1月至12月", "January to December 2025"),
        ("2025-Q1/2025-Q4", "2025年一季度至2025年四季度", "Q1 2025 to Q4 2025"),
        ("FY25", "FY25", "FY25"),
    ],
)
def test_period(label: str, zh: str, en: str) -> None:
    assert numbers.period(label) == Text(zh, en)


def test_day() -> None:
    assert numbers.day(date(2026, 1, 31)) == Text("2026年1月31日", "31 January 2026")


def test_signs() -> None:
    assert numbers.decimal(-0.6, plus=True).en == "−0.60"
    assert numbers.decimal(0.3, plus=True).en == "+0.30"
    assert numbers.decimal(-0.0001, plus=True).en == "0.00"
    assert numbers.points_of_percent(-0.06).zh == "−6.0个百分点"
    assert numbers.percent(3.0).en == "300%"
    assert numbers.percent(0.285).en == "29%"


def test_p_values_never_read_zero() -> None:
    assert numbers.p_value(0.00004).en == "<0.001"
    assert numbers.p_value(0.03).zh == "0.030"


def _result(**values: object) -> Result:
    return Result("figure", "company", "win_rate", "proportion.wilson", "figures", **values)  # type: ignore[arg-type]


def test_an_interval_says_its_unit_once() -> None:
    share = _result(unit="share", estimate=0.285, low=0.27, high=0.3)
    assert numbers.interval(share) == Text("27.0% 至 30.0%", "27.0% to 30.0%")
    assert numbers.interval(share, plus=True) == Text(
        "+27.0 至 +30.0个百分点", "+27.0 to +30.0 percentage points"
    )
    assert numbers.interval(_result(unit="share", estimate=0.3)) is None


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("points", "3.20"),
        ("ratio", "3.20"),
        ("count", "3.2"),
        ("days", "3.2 days"),
        ("probability", "320%"),
        ("sd", "3.20 SD"),
    ],
)
def test_every_unit_has_its_form(unit: str, words: str) -> None:
    assert numbers.amount(3.2, unit).en == words  # type: ignore[arg-type]
