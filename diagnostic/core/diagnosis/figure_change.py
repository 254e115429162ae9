"""Figures against the same period a year earlier: activity, conversion, win rate, partner share.

A year earlier takes out the season; where there is no such period there is no comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from diagnostic.core.diagnosis.figure_groups import FigureGroup
from diagnostic.core.diagnosis.figure_people import Floats, People, by_quarter
from diagnostic.core.diagnosis.figure_units import SHARES, UnitSums, difference_of_shares
from diagnostic.core.diagnosis.result import CannotSay, Result, Unit
from diagnostic.core.figures.performance import PerformanceTable
from diagnostic.core.figures.periods import month_number
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.effect import student
from diagnostic.core.stats.paired import t_test_paired

LEVEL = 0.95
LATEST = 2  # quarters: "over the last two quarters"
YEAR = 12
QUARTERS_A_SIDE = 3


@dataclass(frozen=True)
class Earlier:
    """What the changes of every group need, made once: visits by quarter, and unit metrics of both years."""

    quarters: tuple[int, ...]
    visits: Floats
    now: UnitSums
    before: UnitSums
    partner: tuple[tuple[float, ...], tuple[float, ...]]


def gather_earlier(people: People, table: PerformanceTable, now: UnitSums) -> Earlier:
    index = {person.id: place for place, person in enumerate(people.persons)}
    quarters, visits = by_quarter([a for a in table.actuals if a.metric == "visits"], index, people.n)
    before = UnitSums(table, people, people.before)
    return Earlier(quarters, visits, now, before, _partner_shares(people, table))


def changes(group: FigureGroup, people: People, earlier: Earlier) -> Iterator[Result]:
    """Every change of one group that its inputs allow."""
    yield from _visits(group, people, earlier)
    yield from _win_rate(group, people)
    yield from _shares(group, earlier)
    if group.id in ("company", "team_type:channel"):
        yield from _partner_share(group, earlier)


def _blank(group: str, measure: str, method: str, unit: Unit) -> Result:
    return Result(
        "figure_change", group, measure, method, "figures", unit, cannot_say=CannotSay("too_few"),
        verdict="cannot_tell",
    )  # fmt: skip


def _visits(group: FigureGroup, people: People, earlier: Earlier) -> Iterator[Result]:
    """Visits per rep in the last two quarters of the period against the same two a year earlier, rep by rep."""
    latest = [start for start in earlier.quarters if start in people.months][-LATEST:]
    year_before = [start - YEAR for start in latest]
    if len(latest) < LATEST or not set(year_before) <= set(earlier.quarters):
        return
    own = earlier.visits[group.members]
    now, before = (
        _sum_of(own, [earlier.quarters.index(start) for start in which]) for which in (latest, year_before)
    )
    known = np.isfinite(now) & np.isfinite(before)
    yield _paired(_blank(group.id, "visits", "paired.t", "count"), before[known], now[known])


def _sum_of(values: Floats, columns: list[int]) -> Floats:
    return np.asarray(values[:, columns].sum(axis=1))


def _paired(blank: Result, before: Floats, now: Floats) -> Result:
    try:
        test = t_test_paired(before, now, LEVEL)
    except CannotSayError as error:
        return replace(blank, cannot_say=CannotSay(error.reason, error.n, error.needed))
    return replace(
        blank, estimate=test.diff, low=test.low, high=test.high, level=LEVEL, n=test.n, p=test.p,
        reference=float(before.mean()), cannot_say=None, verdict="described",
    )  # fmt: skip


def _win_rate(group: FigureGroup, people: People) -> Iterator[Result]:
    own = group.members
    now = int(people.won[own].sum()), int((people.won + people.lost)[own].sum())
    before = int(people.won_before[own].sum()), int((people.won_before + people.lost_before)[own].sum())
    if now[1] and before[1]:
        yield difference_of_shares(_blank(group.id, "win_rate", "proportion.newcombe", "share"), now, before)


def _shares(group: FigureGroup, earlier: Earlier) -> Iterator[Result]:
    for measure in SHARES:
        own, before = earlier.now.count(measure, group), earlier.before.count(measure, group)
        if own is not None and before is not None and measure != "duplicate_share":
            yield difference_of_shares(_blank(group.id, measure, "proportion.newcombe", "share"), own, before)


def _partner_shares(people: People, table: PerformanceTable) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Partner sales as a share of all sales by quarter: this period's quarters, and those of the year before."""
    partner: dict[int, float] = {}
    sales: dict[int, float] = {}
    for amount in table.actuals:
        start = month_number(amount.period.first)
        start -= start % 3
        if amount.metric == "channel_sales" and amount.owner_type == "unit":
            partner[start] = partner.get(start, 0.0) + float(amount.value)
        elif amount.metric == "sales" and amount.owner_type == "person":
            sales[start] = sales.get(start, 0.0) + float(amount.value)
    shares = {start: partner[start] / sales[start] for start in partner if sales.get(start)}
    now = tuple(share for start, share in shares.items() if start in people.months)
    return now, tuple(share for start, share in shares.items() if start in people.before)


def _partner_share(group: FigureGroup, earlier: Earlier) -> Iterator[Result]:
    now, before = earlier.partner
    if min(len(now), len(before)) < QUARTERS_A_SIDE:
        return
    blank = _blank(group.id, "channel_share", "two_group.student", "share")
    try:
        test = student(now, before, LEVEL)
    except CannotSayError as error:
        yield replace(blank, cannot_say=CannotSay(error.reason, error.n, error.needed))
        return
    yield replace(
        blank, estimate=test.diff, low=test.low, high=test.high, level=LEVEL, p=test.p,
        n=len(now) + len(before), reference=test.mean2, cannot_say=None, verdict="described",
    )  # fmt: skip
