"""Selects the figures of one period, and of the same months a year earlier for reference, and no others.

Figures are read by the month, so a period is widened to the months it touches, and ends with the last month that was
over on the day of the analysis: a month that is running has its whole target and a part of its results. It counts on
neither side, and so do the months of a result that is still running (a quarter's sales up to today). The roster is as
it was then, open deals are those open on the last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

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
)  # amounts that may be split over several months; a count can't be split


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """`now` holds the rows of the period, `before` those of the same months a year earlier.

    `derived`: nobody stated the period. `outside`: rows of the client that belong to neither. `unfinished`: whether
    figures lie in months that were left out because they, or a result that reaches into them, were not over.
    """

    period: Period
    derived: bool
    now: PerformanceTable
    before: PerformanceTable
    outside: int = 0
    unfinished: bool = False

    @property
    def both(self) -> PerformanceTable:
        """The rows of both years, each once, with the roster of the period."""
        earlier = self.before
        return replace(
            self.now,
            targets=_joined(earlier.targets, self.now.targets),
            actuals=_joined(earlier.actuals, self.now.actuals),
            opportunities=(*earlier.opportunities, *self.now.opportunities),
        )


def figures_of(table: PerformanceTable, period: Period | None, as_of: date) -> PeriodFigures | None:
    """The figures of a period (None: of the one derived from them); None if there are none in it.

    as_of: the day of the analysis.
    """
    asked = period or derived_period(table, as_of)
    whole = asked and _ended(table, asked, as_of)
    if whole is None:
        return None
    now, year_before = _of_period(_complete(table, whole, as_of), whole), earlier(whole)
    apart = year_before.last < whole.first
    before = _of_year_before(table, year_before) if apart else PerformanceTable(currency=table.currency)
    if not (now.targets or now.actuals or any(_closed_in(deal, whole) for deal in now.opportunities)):
        return None
    spans = (whole, year_before) if apart else (whole,)
    amounts = (*table.targets, *table.actuals)
    elsewhere = sum(not any(_belongs(amount, span) for span in spans) for amount in amounts)
    deals = {deal.id for part in (now, before) for deal in part.opportunities}
    outside = elsewhere + len(table.opportunities) - len(deals)
    running = _running(table, whole, period, as_of)
    return PeriodFigures(whole, period is None, now, before, outside, running)


def covered(table: PerformanceTable, as_of: date) -> Period | None:
    """The months the client's figures are about that were over on the day of the analysis; None without any."""
    periods = [amount.period for amount in (*table.targets, *table.actuals)]
    days = [deal.closed for deal in table.opportunities if deal.closed and deal.closed <= as_of]
    found = [*periods, *(Period(day, day) for day in days)]
    return _ended(table, spanning(tuple(found)), as_of) if found else None


def derived_period(table: PerformanceTable, as_of: date) -> Period | None:
    """The span of the months over by `as_of` that have both targets and sales; None without any figures.

    Without such months: of those with targets, else of the last twelve with actuals, else of those in which a deal
    closed, else of those with any other figure.
    """
    last = month_number(_last_over(table, as_of))
    targets, actuals = (_months(_sales(side)) for side in (table.targets, table.actuals))
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


def _ended(table: PerformanceTable, period: Period, as_of: date) -> Period | None:
    """In whole months, without those that were not over."""
    last = min(end_of_month(period.last), _last_over(table, as_of))
    first = period.first.replace(day=1)
    return Period(first, last) if first <= last else None


def _last_over(table: PerformanceTable, as_of: date) -> date:
    """The last day of the last month that was over, and into which no result reaches that was still running.

    Of a quarter's sales up to today nobody knows which part belongs to its first month.
    """
    last = as_of if as_of == end_of_month(as_of) else as_of.replace(day=1) - timedelta(days=1)
    running = [
        period.first
        for period in _own_periods(_sales(table.actuals))
        if period.first <= last and period.last > as_of
    ]
    return min(running).replace(day=1) - timedelta(days=1) if running else last


def _complete(table: PerformanceTable, whole: Period, as_of: date) -> PerformanceTable:
    """Without results that were still running: a unit's, where people have results of their own."""
    over = (a for a in table.actuals if not (a.period.first <= whole.last and a.period.last > as_of))
    return replace(table, actuals=tuple(over))


def _running(table: PerformanceTable, whole: Period, stated: Period | None, as_of: date) -> bool:
    """Whether figures lie between the last month that counts and the day of the analysis, or the period's end."""
    until = min(as_of, end_of_month(stated.last)) if stated else as_of
    if until <= whole.last:
        return False
    rows = [amount.period for amount in table.actuals if amount.period.last > whole.last]
    days = [deal.closed for deal in table.opportunities if deal.closed and deal.stage != "open"]
    return any(row.first <= until for row in rows) or any(whole.last < day <= until for day in days)


def _sales(amounts: Sequence[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.metric == "sales"]


def _own_periods(amounts: Sequence[Amount]) -> set[Period]:
    """The periods of people's amounts, or of units' where people have none."""
    return {amount.period for amount in amounts if amount.owner_type == "person"} or {
        amount.period for amount in amounts
    }


def _months(amounts: Sequence[Amount]) -> set[int]:
    """Numbers of the months that people's amounts cover, or units' amounts if people have none."""
    return {month_number(month.first) for period in _own_periods(amounts) for month in period.months}


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
    """The rows of the earlier period. The roster stays complete, including people who have left since."""
    return replace(
        table,
        targets=tuple(_inside(table.targets, period)),
        actuals=tuple(_inside(table.actuals, period)),
        opportunities=tuple(deal for deal in table.opportunities if _closed_in(deal, period)),
    )


def _inside(amounts: Iterable[Amount], period: Period) -> Iterator[Amount]:
    return (amount for amount in amounts if _belongs(amount, period))


def _belongs(amount: Amount, period: Period) -> bool:
    """Whether sales or their target overlap the period (the month table cuts them), or another figure is inside it."""
    touches = amount.period.first <= period.last and amount.period.last >= period.first
    return touches and (amount.metric in SPREAD or period.covers(amount.period))


def _cut_as_below(table: PerformanceTable, period: Period) -> Iterator[Amount]:
    """Targets of the period. A unit's target that extends beyond it is split in proportion to its people's monthly
    targets: with equal parts, the first half of a year with rising targets would get too much.

    If its people lack a target in any of its months, it stays whole and is split evenly later.
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
    """The monthly parts of a unit's target that lie in the period, or the whole target if it can't be split so."""
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
    """Deals closed in the period, those open on its last day (closed later: as open), and those without closing day."""
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
    """Whether the person was employed at any time in the period, or has a result in it (`had`)."""
    away = (person.start is not None and person.start > period.last) or (
        person.end is not None and person.end < period.first
    )
    return not away or person.id in had


def _still_there(person: Person, period: Period) -> Person:
    """The person without an end day after the period, which was not yet known on its last day."""
    return replace(person, end=None) if person.end is not None and person.end > period.last else person


def _joined(first: tuple[Amount, ...], second: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """All amounts of both; one that overlaps both years (the same object) is included once."""
    known = {id(amount) for amount in second}
    return (*(amount for amount in first if id(amount) not in known), *second)
