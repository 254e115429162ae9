"""What is stored as a key or in minor units, as the reader writes it: periods, ways to units, roles, amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate

from babel.dates import format_date
from flask import Flask
from markupsafe import Markup

from diagnostic.core.figures.model.periods import MONTHS, Period
from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.text import Text
from diagnostic.web.languages import LOCALE
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.page import _, client_text, day, language, money

QUARTER = 3
EXACT = 1000  # below it cents are worth saying


def period_text(period: Period) -> Markup:
    """A year, a quarter or a month by its name; anything else from its first to its last month or day."""
    first, count = period.first, len(period.months)
    if not period.whole_months:
        return Markup.escape(day(first)) if period.days == 1 else _between(day(first), day(period.last))
    if (count, first.month) == (MONTHS, 1):
        return _("{year}", year=first.year)
    if count == QUARTER and first.month % QUARTER == 1:
        return _("Q{n} {year}", year=first.year, n=first.month // QUARTER + 1)
    return Markup.escape(_month(first)) if count == 1 else _between(_month(first), _month(period.last))


def _between(first: str, last: str) -> Markup:
    return _("{first} to {last}", first=first, last=last)


def _month(day: date) -> str:
    pattern = "y年M月" if language() == "zh" else "MMM y"
    return format_date(day, format=pattern, locale=LOCALE[language()])


def minor_text(minor: float, currency: str | None) -> str:
    """Whole units as the reader counts them: 18.75万元, 18.75万 USD; in English the code goes before, CNY 187,500."""
    value = minor / minor_units(currency)
    amount = money(round(value) if abs(value) >= EXACT else round(value, 2))
    if language() == "en":
        return f"{currency or ''} {amount}".strip()
    return f"{amount}元" if currency == "CNY" else f"{amount} {currency or ''}".strip()


def unit_way(path: str | Sequence[str], names: Mapping[str, Text]) -> Markup:
    """The units from the outermost inwards, each by its name where it has one."""
    parts = path.split("/") if isinstance(path, str) else path
    paths = accumulate(parts, lambda above, part: f"{above}/{part}")
    called = [client_text(names[at]) if at in names else part for at, part in zip(paths, parts, strict=True)]
    return Markup(" / ").join(called)


def role_name(role: str | None) -> str:
    """Our own letters for roles by their names; what the client calls a role stays."""
    return _(labels.ROLE_LETTERS[role]) if role and role in labels.ROLE_LETTERS else role or ""


def add_localized(app: Flask) -> None:
    app.jinja_env.filters.update(period=period_text, way=unit_way, role=role_name)
