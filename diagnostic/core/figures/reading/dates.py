"""Parses days and periods as people write them: 2025/3/5, 5-3-2025, 2025年3月, 2025-Q1, Excel's day numbers.

An ambiguous date such as 5-3-2025 is read in the date order of the file, and refused if that order is "ymd".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from diagnostic.core.figures.model.periods import Period, calendar_year, month_of, quarter_of, year_of
from diagnostic.core.table import Cell, DateOrder, PeriodKind

EXCEL_BEGIN = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119; smaller numbers are not dates in a sales sheet
YEARS = range(1950, 2101)
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CHINESE_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}

TIME_OF_DAY = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|[+-]\d{2}:?\d{2})?$")
DAY_PARTS = re.compile(r"(\d{1,4})[-/.](\d{1,2}|[a-z]{3,9})[-/.](\d{1,4})")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_ONLY = re.compile(r"(\d{4})年?")
QUARTER = re.compile(
    r"(?P<y1>\d{4})(?:年第?|年?[-_/ ]?q)(?P<q1>[1-4一二三四])(?:季度)?|q(?P<q2>[1-4])[-_/ ](?P<y2>\d{4})"
)
MONTH = re.compile(r"(\d{4})(?:年|[-/._]|[-_]?m)(\d{1,2})月?|(\d{4})(\d{2})")
NAMED_MONTH = re.compile(r"([a-z]{3,9})[-/ .](\d{4})")


def parse_day(cell: Cell, order: DateOrder = "ymd") -> date | None:
    """The day in a cell, None if there is none. Raises ValueError if the cell holds no day or an ambiguous one.

    >>> parse_day("05-03-2025", "dmy"), parse_day("2025年3月5日"), parse_day(45721)
    (datetime.date(2025, 3, 5), datetime.date(2025, 3, 5), datetime.date(2025, 3, 5))
    """
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, str):
        return _day_of_text(_plain(cell), order)
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise ValueError("not a day")
    return _day_of_number(cell)


def parse_period(cell: Cell, order: DateOrder = "ymd", kind: PeriodKind | None = None) -> Period | None:
    """The period in a cell: 2025, 2025-Q1, 2025-03, or the period of type `kind` (default: month) that contains a day.

    None if there is none. Raises ValueError as `parse_day`.

    >>> parse_period("2025-Q1").label, parse_period("01-12-2017", "dmy", "month").label
    ('2025-Q1', '2017-12')
    """
    text = _plain(str(cell)) if isinstance(cell, str | int) and not isinstance(cell, bool) else ""
    written = _written_period(text)
    if written:
        return written
    day = parse_day(cell, order)
    return None if day is None else period_of(day, kind or "month")


def period_of(day: date, kind: PeriodKind) -> Period:
    if kind == "day":
        return Period(day, day)
    return {"month": month_of, "quarter": quarter_of, "year": year_of}[kind](day)


@lru_cache(maxsize=4096)
def _written_period(text: str) -> Period | None:
    if found := YEAR_ONLY.fullmatch(text):
        return calendar_year(_year(found[1]))
    if (found := MONTH.fullmatch(text)) and _is_month(found[2] or found[4]):
        return month_of(date(_year(found[1] or found[3]), int(found[2] or found[4]), 1))
    if found := QUARTER.fullmatch(text):
        quarter = found["q1"] or found["q2"]
        number = CHINESE_QUARTERS.get(quarter) or int(quarter)
        return quarter_of(date(_year(found["y1"] or found["y2"]), number * 3, 1))
    if found := NAMED_MONTH.fullmatch(text):
        return month_of(date(_year(found[2]), _month(found[1]), 1))
    return None


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().lower()


@lru_cache(maxsize=4096)
def _day_of_text(text: str, order: DateOrder) -> date | None:
    if text in ("", "-", "—", "n/a", "无", "待定"):
        return None
    text = (
        TIME_OF_DAY.sub("", text).replace("年", "-").replace("月", "-").removesuffix("日").replace(" ", "-")
    )
    if text.isdecimal() and len(text) == 5:
        return _day_of_number(int(text))
    if found := COMPACT_DAY.fullmatch(text):
        return _plausible(date(int(found[1]), int(found[2]), int(found[3])))
    if not (found := DAY_PARTS.fullmatch(text)):
        raise ValueError("not a day")
    return _plausible(_ordered(found[1], found[2], found[3], order))


def _ordered(first: str, second: str, third: str, order: DateOrder) -> date:
    if len(first) == 4:
        return date(int(first), _month(second), int(third))
    if len(third) != 4:
        raise ValueError("the year needs four digits")
    if not second.isdecimal():
        return date(int(third), _month(second), int(first))
    if order == "ymd":
        raise ValueError("day or month first: the file does not say")
    day, month = (first, second) if order == "dmy" else (second, first)
    return date(int(third), int(month), int(day))


def _day_of_number(number: float) -> date:
    if int(number) in EXCEL_DAYS:
        return EXCEL_BEGIN + timedelta(days=int(number))
    text = str(int(number))
    if len(text) == 8:
        return _plausible(date(int(text[:4]), int(text[4:6]), int(text[6:])))
    raise ValueError("not a day number")


def _plausible(day: date) -> date:
    _year(str(day.year))
    return day


def _year(text: str) -> int:
    if int(text) not in YEARS:
        raise ValueError("no year of a sales sheet")
    return int(text)


def _is_month(text: str) -> bool:
    return 1 <= int(text) <= 12


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text[:3] not in MONTH_NAMES:
        raise ValueError("no month")
    return MONTH_NAMES.index(text[:3]) + 1
