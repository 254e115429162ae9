"""How numbers, money, days and periods are written in Chinese and in English.

Chinese counts in 万 and 亿, English in thousands and millions; both print the same digits, so that a figure can be
compared between the two reports. The minus sign is U+2212, a missing number is an en dash.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from diagnostic.core.diagnosis.model.result import Result, Unit
from diagnostic.text import Text, same

MINUS = "\u2212"
DASH = same("–")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUARTERS = "一二三四"
_ZH_CURRENCY = {"CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元"}
_NO_MINOR = frozenset({"JPY", "KRW", "VND"})


def _number(value: float, digits: int, plus: bool = False) -> str:
    """The value with `digits` decimals and with commas between thousands, rounded half away from zero.

    `plus` sets a + before positive values; what rounds to zero has no sign.

    >>> _number(-0.125, 2), _number(0.3, 2, plus=True), _number(-0.001, 2)
    ('−0.13', '+0.30', '0.00')
    """
    size = int(abs(value) * 10**digits + 0.5 + 1e-9)
    whole, rest = divmod(size, 10**digits)
    sign = "" if size == 0 else MINUS if value < 0 else "+" if plus else ""
    return f"{sign}{whole:,}" + (f".{rest:0{digits}d}" if digits else "")


def integer(value: float, plus: bool = False) -> Text:
    """A value rounded to a whole number, with commas between thousands: 8,800 in both languages."""
    return same(_number(value, 0, plus))


def decimal(value: float, digits: int = 2, plus: bool = False) -> Text:
    return same(_number(value, digits, plus))


def percent(value: float, digits: int = 0) -> Text:
    """A share as a percentage: 0.868 -> 87%."""
    return same(f"{_number(value * 100, digits)}%")


def points_of_percent(value: float, digits: int = 1) -> Text:
    """A difference of two shares, always with its sign: -0.06 -> −6.0 percentage points（个百分点）."""
    words = _number(value * 100, digits, plus=True)
    return Text(f"{words}个百分点", f"{words} percentage points")


def major(minor: float, currency: str | None) -> float:
    """Minor units to units of the currency: a hundredth, but the same for those without a minor unit (the yen)."""
    return minor / (1 if currency in _NO_MINOR else 100)


def currency_words(currency: str | None) -> tuple[str, str]:
    """The name written after a Chinese amount, and the code written before an English one; both empty for None.

    A currency without a Chinese name here is written as its code, with a space in front.
    """
    return _ZH_CURRENCY.get(currency or "", f" {currency}" if currency else ""), currency or ""


def money(minor: float, currency: str | None, plus: bool = False) -> Text:
    """An amount in minor units, written in 万 or 亿 and in thousands or millions, with the same digits in both.

    >>> money(108_300_000_000, "CNY").zh, money(108_300_000_000, "CNY").en
    ('10.83亿元', 'CNY 1,083 million')
    """
    value = major(minor, currency)
    zh_unit, en_unit = currency_words(currency)
    prefix = f"{en_unit} " if en_unit else ""
    size = abs(value)
    if size >= 99_995_000:
        zh, en = f"{_number(value / 1e8, 2, plus)}亿", f"{_number(value / 1e6, 0, plus)} million"
    elif size >= 999_500:
        zh, en = f"{_number(value / 1e4, 0, plus)}万", f"{_number(value / 1e6, 2, plus)} million"
    elif size >= 99_950:
        zh, en = f"{_number(value / 1e4, 1, plus)}万", f"{_number(value / 1e3, 0, plus)} thousand"
    else:
        zh = en = _number(value, 0, plus)
    return Text(f"{zh}{zh_unit}", f"{prefix}{en}")


def day(value: date) -> Text:
    return Text(
        f"{value.year}年{value.month}月{value.day}日", f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    )


def short_day(value: date) -> Text:
    """A day without its year, for places where the year is clear: 3月5日，5 Mar."""
    return Text(f"{value.month}月{value.day}日", f"{value.day}\u00a0{_MONTHS[value.month - 1][:3]}")


def period(label: str) -> Text:
    """The label of a period in words: 2025, 2025-Q1, 2025-03, 2025-03-01 or a range of two; any other unchanged.

    Two months of one year name the year once: 2025年1月至6月, January to June 2025.
    """
    ends = re.split(r"\s*(?:\.\.|/|–|—| to )\s*", label.strip())
    if len(ends) == 2 and all(ends):
        first, last = _one_period(ends[0]), _one_period(ends[1])
        if ends[0] == ends[1]:
            return first
        if same_year := re.fullmatch(r"(\d{4})-\d\d/\1-\d\d", "/".join(ends)):
            year = same_year[1]
            return Text(
                f"{first.zh}至{last.zh.removeprefix(f'{year}年')}",
                f"{first.en.removesuffix(f' {year}')} to {last.en}",
            )
        return Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
    return _one_period(label.strip())


def short_period(label: str) -> Text:
    """A period for an axis: a month is shortened (2025-03 -> 25年3月，Mar 25), anything else written as by `period`."""
    if month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", label):
        year, number = month.groups()
        return Text(f"{year[2:]}年{int(number)}月", f"{_MONTHS[int(number) - 1][:3]} {year[2:]}")
    return period(label)


def _one_period(label: str) -> Text:
    if re.fullmatch(r"\d{4}", label):
        return Text(f"{label}年", label)
    if quarter := re.fullmatch(r"(\d{4})-?Q([1-4])", label):
        year, number = quarter.groups()
        return Text(f"{year}年{_QUARTERS[int(number) - 1]}季度", f"Q{number} {year}")
    if month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", label):
        year, number = month.groups()
        return Text(f"{year}年{int(number)}月", f"{_MONTHS[int(number) - 1]} {year}")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", label):
        return day(date.fromisoformat(label))
    return same(label)


def p_value(p: float) -> Text:
    """A p value with three decimals, or "<0.001"."""
    return same("<0.001") if p < 0.001 else decimal(p, 3)


def amount(value: float, unit: Unit, currency: str | None = None, plus: bool = False) -> Text:
    """A value in its unit; with `plus` as a difference, that is with its sign, and shares in percentage points."""
    if unit == "money":
        return money(value, currency, plus)
    if unit == "share":
        return points_of_percent(value) if plus else percent(value, 1)
    return _PLAIN[unit](value, plus)


_PLAIN: dict[Unit, Callable[[float, bool], Text]] = {
    "points": lambda value, plus: decimal(value, 2, plus),
    "ratio": lambda value, plus: decimal(value, 2, plus),
    "probability": lambda value, _: percent(value),
    "count": lambda value, plus: _count(value, plus),
    "days": lambda value, plus: Text(f"{_number(value, 1, plus)}天", f"{_number(value, 1, plus)} days"),
    "hours": lambda value, plus: Text(f"{_number(value, 1, plus)}小时", f"{_number(value, 1, plus)} hours"),
    "months": lambda value, plus: Text(f"{_number(value, 1, plus)}个月", f"{_number(value, 1, plus)} months"),
    "sd": lambda value, plus: Text(f"{_number(value, 2, plus)}个标准差", f"{_number(value, 2, plus)} SD"),
}


def _count(value: float, plus: bool) -> Text:
    """A whole count without decimals; any other (a mean per rep) with one."""
    return decimal(value, 0 if float(value).is_integer() else 1, plus)


def span(low: Text, high: Text) -> Text:
    """A range; a unit or currency that both ends share is written once (CNY 310 to 330 thousand), % at both ends."""
    low_zh, high_zh = _share(low.zh, high.zh)
    low_en, high_en = _share(low.en, high.en)
    return Text(f"{low_zh} 至 {high_zh}", f"{low_en} to {high_en}")


def _share(low: str, high: str) -> tuple[str, str]:
    """(low, high), without the unit of `low` and the currency of `high` where both ends have the same."""
    first, second = (_PARTS.fullmatch(words) for words in (low, high))
    if first is None or second is None:
        return low, high
    low = low if first["unit"] != second["unit"] or first["unit"] == "%" else low.removesuffix(first["unit"])
    return low, high if first["currency"] != second["currency"] else high.removeprefix(second["currency"])


_PARTS = re.compile(r"(?P<currency>(?:[A-Z]{3} )?)[−+]?[\d,.]+(?P<unit>.*)")


def interval(result: Result, currency: str | None = None, plus: bool = False) -> Text | None:
    """The interval of a result in its own unit, None where it has none."""
    if result.low is None or result.high is None:
        return None
    return span(*(amount(end, result.unit, currency, plus) for end in (result.low, result.high)))


def unsigned(text: Text) -> Text:
    """The same amount without a plus sign, for sentences that state the direction in words."""
    return Text(text.zh.lstrip("+"), text.en.lstrip("+"))


def short(text: Text) -> Text:
    """The same amount with the shorter units of tables (pp, SD, k, m); the glossary explains pp and SD."""
    return Text(
        text.zh.replace("个百分点", "pp").replace("个标准差", " SD"),
        text.en.replace(" percentage points", " pp").replace(" thousand", " k").replace(" million", " m"),
    )
