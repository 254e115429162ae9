"""The figures of one period, and of the same months a year earlier for reference; nothing of any other time.

Figures are read by the month, so a period is widened to the months it touches, and ends with the month of the day of
the analysis: a month that has not begun has no figures. The roster is as it was then, open deals are those open on the
last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diagnostic.core.figures.model.month_table import MonthTable, month_table
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Person, Roster
from diagnostic.core.figures.model.periods import (
    MONTHS,
    Period,
    end_of_month,
    month_at,
    month_number,
    spanning,
)

SPREAD = frozenset(
    {"sales", "ramp_sales"}
)  # what several months may share; a count belongs to its own months


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """`now` holds what belongs to the period, `before` what belongs to the same months a year earlier.

    `derived`: nobody stated the period. `outside`: rows of the client that belong to neither.
    """

    period: Period
    derived: bool
    now: PerformanceTable
    before: PerformanceTable
    outside: int = 0

    @property
    def both(self) -> PerformanceTable:
        """The rows of both years, each once, with the people of this one."""
        earlier = self.before
        return replace(
            self.now,
            targets=_joined(earlier.targets, self.now.targets),
            actuals=_joined(earlier.actuals, self.now.actuals),
            opportunities=(*earlier.opportunities, *self.now.opportunities),
        )


def figures_of(table: PerformanceTable, period: Period | None, as_of: date) -> PeriodFigures | None:
    """The figures of a period, or of the one they are about where none is stated; None where there are none."""
    asked = period or derived_period(table, as_of)
    whole = asked and _begun(asked, as_of)
    if whole is None:
        return None
    now, year_before = _of_period(table, whole), earlier(whole)
    apart = year_before.last < whole.first
    before = _of_year_before(table, year_before) if apart else PerformanceTable(currency=table.currency)
    if not (now.targets or now.actuals or any(_closed_in(deal, whole) for deal in now.opportunities)):
        return None
    spans = (whole, year_before) if apart else (whole,)
    amounts = (*table.targets, *table.actuals)
    elsewhere = sum(not any(_belongs(amount, span) for span in spans) for amount in amounts)
    deals = {deal.id for part in (now, before) for deal in part.opportunities}
    outside = elsewhere + len(table.opportunities) - len(deals)
    return PeriodFigures(whole, period is None, now, before, outside)


def covered(table: PerformanceTable, as_of: date) -> Period | None:
    """The months the client's figures are about, up to the day of the analysis; None without any."""
    periods = [amount.period for amount in (*table.targets, *table.actuals)]
    days = [deal.closed for deal in table.opportunities if deal.closed and deal.closed <= as_of]
    found = [*periods, *(Period(day, day) for day in days)]
    return _begun(spanning(tuple(found)), as_of) if found else None


def derived_period(table: PerformanceTable, as_of: date) -> Period | None:
    """The months both sides have; without targets the last twelve with actuals, or all in which a deal closed."""
    last = month_number(as_of)
    targets, actuals = (
        _months([amount for amount in side if amount.metric == "sales"])
        for side in (table.targets, table.actuals)
    )
    closed = {
        month_number(deal.closed) for deal in table.opportunities if deal.closed and deal.stage != "open"
    }
    wanted, had, closed = (
        {month for month in found if month <= last} for found in (targets, actuals, closed)
    )
    latest = set(sorted(had)[-MONTHS:])
    others = {month for month in _months((*table.targets, *table.actuals)) if month <= last}
    months = (wanted & (had or closed)) or wanted or latest or closed or others
    return Period(month_at(min(months)).first, month_at(max(months)).last) if months else None


def earlier(period: Period) -> Period:
    """The same months a year earlier.

    >>> earlier(Period(date(2024, 1, 1), date(2024, 2, 29))).label
    '2023-01/2023-02'
    """
    first, last = month_number(period.first) - MONTHS, month_number(period.last) - MONTHS
    return Period(month_at(first).first, month_at(last).last)


def _begun(period: Period, as_of: date) -> Period | None:
    """In whole months, without those that have not begun."""
    last = min(end_of_month(period.last), end_of_month(as_of))
    first = period.first.replace(day=1)
    return Period(first, last) if first <= last else None


def _months(amounts: Sequence[Amount]) -> set[int]:
    """The months of people's amounts, or of units' where people have none."""
    periods = {amount.period for amount in amounts if amount.owner_type == "person"} or {
        amount.period for amount in amounts
    }
    return {month_number(month.first) for period in periods for month in period.months}


def _of_period(table: PerformanceTable, period: Period) -> PerformanceTable:
    actuals = tuple(_inside(table.actuals, period))
    deals = tuple(_as_of(table.opportunities, period))
    had = {amount.owner_id for amount in actuals}
    had |= {deal.owner_id for deal in deals if _closed_in(deal, period)}
    there = tuple(
        _still_there(person, period) for person in table.roster.people if _was_there(person, period, had)
    )
    gone = {person.id for person in table.roster.people} - {person.id for person in there}
    return replace(
        table,
        roster=Roster(there),
        targets=tuple(a for a in _cut_as_below(table, period) if a.owner_id not in gone),
        actuals=actuals,
        opportunities=tuple(deal for deal in deals if deal.owner_id not in gone),
    )


def _of_year_before(table: PerformanceTable, period: Period) -> PerformanceTable:
    """What happened then. Whoever was there stays in the roster, also those who have left since."""
    return replace(
        table,
        targets=tuple(_inside(table.targets, period)),
        actuals=tuple(_inside(table.actuals, period)),
        opportunities=tuple(deal for deal in table.opportunities if _closed_in(deal, period)),
    )


def _inside(amounts: Iterable[Amount], period: Period) -> Iterator[Amount]:
    return (amount for amount in amounts if _belongs(amount, period))


def _belongs(amount: Amount, period: Period) -> bool:
    """Sales and their targets touch the period (the month table cuts them), other figures lie wholly inside it."""
    touches = amount.period.first <= period.last and amount.period.last >= period.first
    return touches and (amount.metric in SPREAD or period.covers(amount.period))


def _cut_as_below(table: PerformanceTable, period: Period) -> Iterator[Amount]:
    """Targets of the period. One written for a unit over more than the period is cut in the proportion of the monthly
    targets of its people over its own months: in equal parts a year that grows would miss its first half.

    Where its people do not have a target in each of those months, it stays whole and is cut evenly later.
    """
    below: dict[str, MonthTable] = {}
    for amount in _inside(table.targets, period):
        if amount.owner_type == "person" or period.covers(amount.period):
            yield amount
            continue
        if amount.metric not in below:
            persons = (a for a in table.targets if a.owner_type == "person" and a.metric == amount.metric)
            below[amount.metric] = month_table(persons)
        yield from _parts_as_below(amount, below[amount.metric], table.roster, period)


def _parts_as_below(amount: Amount, below: MonthTable, roster: Roster, period: Period) -> Iterator[Amount]:
    """The parts of a unit's target in the period, by the month."""
    inside = roster.members.get(amount.owner_id, frozenset())
    months = tuple(month_number(month.first) for month in amount.period.months)
    asked = below.on([owner for owner in below.owners if owner in inside], months).values.sum(axis=0)
    if not (asked > 0).all():
        yield amount
        return
    for month, share in zip(amount.period.months, (asked / asked.sum()).tolist(), strict=True):
        if period.covers(month):
            yield replace(amount, period=month, value=amount.value * share)


def _as_of(deals: Iterable[Opportunity], period: Period) -> Iterator[Opportunity]:
    """Deals closed in the period, and those open on its last day."""
    for deal in deals:
        created = deal.created is None or deal.created <= period.last
        if deal.closed is None or deal.stage == "open":
            if created:
                yield deal
        elif period.first <= deal.closed <= period.last:
            yield deal
        elif deal.closed > period.last and deal.created is not None and created:
            yield replace(deal, stage="open", closed=None)


def _closed_in(deal: Opportunity, period: Period) -> bool:
    return deal.stage != "open" and deal.closed is not None and period.first <= deal.closed <= period.last


def _was_there(person: Person, period: Period, had: set[str]) -> bool:
    """Whether they were employed at some time of the period, or have a result in it all the same."""
    away = (person.start is not None and person.start > period.last) or (
        person.end is not None and person.end < period.first
    )
    return not away or person.id in had


def _still_there(person: Person, period: Period) -> Person:
    """Nobody knew on the last day who would leave later."""
    return replace(person, end=None) if person.end is not None and person.end > period.last else person


def _joined(first: tuple[Amount, ...], second: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Both, a row that reaches over both years once."""
    known = {id(amount) for amount in second}
    return (*(amount for amount in first if id(amount) not in known), *second)
