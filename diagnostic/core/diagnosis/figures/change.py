"""Figures against the same period a year earlier: activity, conversion, win rate, partner share.

A year earlier takes out the season; where there is no such period there is no comparison. The reps and units are the
same on both sides, so visits are paired by rep and partner shares by quarter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.people import YEAR, Floats, RepArrays, by_quarter, quarter_start
from diagnostic.core.diagnosis.figures.results import LEVEL, Mask, level_of, refused, tested
from diagnostic.core.diagnosis.figures.units import SHARES, UnitSums, difference_of_shares
from diagnostic.core.diagnosis.model.method_limits import REPS_INTERVAL
from diagnostic.core.diagnosis.model.result import CannotSay, Clusters, Result, Unit
from diagnostic.core.figures.analysis.attainment import outermost
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Person
from diagnostic.core.figures.model.periods import month_at
from diagnostic.core.stats.basis.checks import Numbers
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.paired import t_test_paired
from diagnostic.core.stats.proportions.ratio import change_of_ratios

LATEST = 2  # quarters: "over the last two quarters"
QUARTERS = 3  # pairs of quarters: fewer have no spread to judge a change by


@dataclass(frozen=True)
class Earlier:
    """What the changes of every group need, made once (not slotted: it is large).

    `visits` is (n, q) by quarter, `quarters` their first months; unit metrics of both years; partner share of all
    sales by quarter, before and now, in pairs of the same quarter.
    """

    quarters: tuple[int, ...]
    visits: Floats
    now: UnitSums
    before: UnitSums
    partner: tuple[tuple[float, float], ...]


def gather_earlier(
    people: RepArrays, table: PerformanceTable, now: UnitSums, left_out: Mask | None = None
) -> Earlier:
    """The share of partners is compared only where no sales are in doubt (`left_out`): partners' sales are the units',
    and nobody's own can be taken off both sides."""
    index = {person.id: place for place, person in enumerate(people.persons)}
    quarters, visits = by_quarter([a for a in table.actuals if a.metric == "visits"], index, people.n)
    before = UnitSums(table, people, people.before)
    doubted = left_out is not None and bool(left_out.any())
    partner = () if doubted else _partner_shares(people, table)
    return Earlier(quarters, visits, now, before, partner)


def changes(group: FigureGroup, people: RepArrays, earlier: Earlier) -> Iterator[Result]:
    """Every change of one group that its inputs allow; the partners' share is the company's."""
    yield from _visits(group, people, earlier)
    yield from _win_rate(group, people)
    yield from _shares(group, earlier)
    if group.id == "company" and len(earlier.partner) >= QUARTERS:
        before, now = zip(*earlier.partner, strict=True)
        yield _paired(_blank(group.id, "channel_share", "paired.t", "share"), before, now)


def _blank(group: str, measure: str, method: str, unit: Unit, clusters: Clusters = "") -> Result:
    """Of the same reps, units or quarters in both years, and of no others: no level that is printed elsewhere."""
    return Result(
        "figure_change",
        group,
        measure,
        method,
        "figures",
        unit,
        cannot_say=CannotSay("constant"),
        verdict="cannot_tell",
        basis="comparable",
        clusters=clusters,
    )


def _visits(group: FigureGroup, people: RepArrays, earlier: Earlier) -> Iterator[Result]:
    """Visits a month in the last two quarters of the period against the same two a year earlier, rep by rep: of reps
    who were in post throughout both."""
    found = both_years(people, earlier)
    if found is None:
        return
    before, now = found
    known = group.members & np.isfinite(before)
    yield _paired(_blank(group.id, "visits", "paired.t", "count", "reps"), before[known], now[known])


def both_years(people: RepArrays, earlier: Earlier) -> tuple[Floats, Floats] | None:
    """(n,) visits a month in both years, nan for who was not there throughout; None without two quarters in each."""
    latest = [start for start in earlier.quarters if start in people.months][-LATEST:]
    year_before = [start - YEAR for start in latest]
    if len(latest) < LATEST or not set(year_before) <= set(earlier.quarters):
        return None
    before, now = (_a_month(earlier.visits, earlier.quarters, which) for which in (year_before, latest))
    there = np.array([_throughout(person, year_before[0], latest[-1] + 2) for person in people.persons])
    known = np.isfinite(now) & np.isfinite(before) & there
    return np.where(known, before, np.nan), np.where(known, now, np.nan)


def _throughout(person: Person, first: int, last: int) -> bool:
    """Whether a person was in post from the first day of one month to the last of another, if known."""
    came, left = person.start, person.end
    return not (came and came > month_at(first).first) and not (left and left < month_at(last).last)


def _a_month(values: Floats, quarters: tuple[int, ...], which: list[int]) -> Floats:
    columns = [quarters.index(start) for start in which]
    return np.asarray(values[:, columns].sum(axis=1) / (3 * len(which)))


def _paired(blank: Result, before: Numbers, now: Numbers) -> Result:
    """Now minus before, over the same reps or quarters; t with pairs - 1 degrees of freedom."""
    try:
        test = t_test_paired(before, now, LEVEL)
    except CannotSayError as error:
        return refused(blank, error)
    return tested(blank, test, test.n, float(np.mean(before)))


def _win_rate(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    """Of the reps who closed deals in both years: they are the sample, whatever number of deals each of them has."""
    now, before = people.won + people.lost, people.won_before + people.lost_before
    both = group.members & (now > 0) & (before > 0)
    if not both.any():
        return
    n, blank = int(both.sum()), _blank(group.id, "win_rate", "ratio.paired", "share", "reps")
    if n < REPS_INTERVAL:
        yield replace(blank, cannot_say=CannotSay("too_few", n, REPS_INTERVAL))
        return
    sides = (people.won[both], now[both]), (people.won_before[both], before[both])
    try:
        test = change_of_ratios(*sides, LEVEL)
    except CannotSayError as error:
        yield refused(blank, error)
        return
    yield replace(tested(blank, test, n, test.reference), basis="comparable")


def _shares(group: FigureGroup, earlier: Earlier) -> Iterator[Result]:
    for measure in SHARES:
        now, before = earlier.now.count(measure, group), earlier.before.count(measure, group)
        if now is not None and before is not None:
            yield difference_of_shares(_blank(group.id, measure, "proportion.newcombe", "share"), now, before)


def _partner_shares(people: RepArrays, table: PerformanceTable) -> tuple[tuple[float, float], ...]:
    """(before, now) of partner sales over all sales, for each quarter of the period that has both."""
    partner, sales = _partner_sales(table), _sales(table)
    shares = {start: partner[start] / sales[start] for start in partner if sales.get(start)}
    starts = [start for start in sorted(shares) if start in people.months and start - YEAR in shares]
    return tuple((shares[start - YEAR], shares[start]) for start in starts if start - YEAR in people.before)


def partner_share(people: RepArrays, table: PerformanceTable) -> Iterator[Result]:
    """Partner sales over all sales, in the quarters of the period that report both."""
    partner, sales = _partner_sales(table), _sales(table)
    both = [start for start in partner if start in people.months and sales.get(start)]
    whole = sum(sales[start] for start in both)
    if whole > 0:
        share = sum(partner[start] for start in both) / whole
        yield from level_of("company", "channel_share", "share", share, None)


def _partner_sales(table: PerformanceTable) -> Mapping[int, float]:
    """By quarter, from the outermost units that report them."""
    given = [a for a in table.actuals if a.metric == "channel_sales" and a.owner_type == "unit"]
    whole = set(outermost({amount.owner_id for amount in given}))
    return _quarters(amount for amount in given if amount.owner_id in whole)


def _sales(table: PerformanceTable) -> Mapping[int, float]:
    return _quarters(a for a in table.actuals if a.metric == "sales" and a.owner_type == "person")


def _quarters(amounts: Iterable[Amount]) -> Mapping[int, float]:
    total: dict[int, float] = {}
    for amount in amounts:
        total[quarter_start(amount)] = total.get(quarter_start(amount), 0.0) + float(amount.value)
    return total
