"""Any metric of any group, added up as the metric demands: sums, ratios of two sums, weighted means.

Figures come from persons and from units. A group's figure uses its persons' where they have any, otherwise that of
the outermost units which lie wholly in it, so that no sale is counted once for the team and again for its region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diagnostic.core.figures.analysis.deal_amounts import COUNTED, actual_amounts, deal_totals
from diagnostic.core.figures.analysis.grouping import Grouping
from diagnostic.core.figures.model.metrics import METRICS, Metric
from diagnostic.core.figures.model.month_table import month_table
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Period
from diagnostic.core.figures.model.periods import MONTHS, month_at, month_number

Sums = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A metric of a group. `numerator` and `denominator` are the two sums of a ratio; money in minor units."""

    group: str
    metric: str
    value: float
    numerator: float | None = None
    denominator: float | None = None


def group_figures(
    table: PerformanceTable, metric: str, grouping: Grouping, within: Period | None = None
) -> tuple[GroupFigure, ...]:
    """The metric of every group that has it, in the order of the grouping.

    within: months that count. A ratio whose two sums are not there is taken as it was handed in for the group.
    Raises KeyError for a metric that is none.
    """
    known = METRICS[metric]
    figures = {"sum": _sums, "ratio": _ratios, "mean": _means}[known.adds_up](table, known, grouping, within)
    return tuple(figures[group] for group in dict.fromkeys(grouping.values()) if group in figures)


def counted_once(amounts: Sequence[Amount]) -> list[Amount]:
    """Persons' amounts where there are any, otherwise those of the outermost units that have one."""
    persons = [amount for amount in amounts if amount.owner_type == "person"]
    return persons or _outermost(amounts)


def year_before(period: Period) -> Period:
    """The same months a year earlier."""
    first = month_at(month_number(period.first) - MONTHS)
    return Period(first.first, month_at(month_number(period.last) - MONTHS).last)


def _outermost(amounts: Sequence[Amount]) -> list[Amount]:
    owners = {amount.owner_id for amount in amounts}
    inner = {owner for owner in owners if any(owner.startswith(f"{outer}/") for outer in owners)}
    return [amount for amount in amounts if amount.owner_id not in inner]


def amounts_by_group(
    table: PerformanceTable, amounts: Sequence[Amount], grouping: Grouping
) -> dict[str, list[Amount]]:
    """The amounts that make up each group, each sale once."""
    group_of = {**_groups_of_units(table, grouping), **{("person", id): g for id, g in grouping.items()}}
    found: dict[str, list[Amount]] = {}
    for amount in amounts:
        group = group_of.get((amount.owner_type, amount.owner_id))
        if group is not None:
            found.setdefault(group, []).append(amount)
    return {group: counted_once(inside) for group, inside in found.items()}


def _groups_of_units(table: PerformanceTable, grouping: Grouping) -> dict[tuple[str, str], str]:
    """Units all of whose people are in one group."""
    groups: dict[str, set[str | None]] = {}
    for person in table.roster.people:
        for unit in person.units:
            groups.setdefault(unit, set()).add(grouping.get(person.id))
    whole = {unit: next(iter(inside)) for unit, inside in groups.items() if len(inside) == 1}
    return {("unit", unit): group for unit, group in whole.items() if group is not None}


def _total(table: PerformanceTable, metric: str, grouping: Grouping, within: Period | None) -> Sums:
    if metric in _COMPARED:
        return _COMPARED[metric](table, grouping, within)
    if within is None and metric in COUNTED and not any(a.metric == metric for a in table.actuals):
        return _of_deals(table, metric, grouping)
    inside = amounts_by_group(table, actual_amounts(table, metric), grouping)
    tables = {group: month_table(amounts, within=within) for group, amounts in inside.items()}
    return {group: float(each.values.sum()) for group, each in tables.items() if each.owners}


def _of_deals(table: PerformanceTable, metric: str, grouping: Grouping) -> Sums:
    sums: dict[str, float] = {}
    for owner, value in deal_totals(table.opportunities, metric).items():
        if owner in grouping:
            sums[grouping[owner]] = sums.get(grouping[owner], 0.0) + value
    return sums


def _sales_before(table: PerformanceTable, grouping: Grouping, within: Period | None) -> Sums:
    now = _comparable(table, within)
    return _total(table, "sales", grouping, year_before(now)) if now else {}


def _sales_change(table: PerformanceTable, grouping: Grouping, within: Period | None) -> Sums:
    """Sales less those of the same months a year before, of groups that have both."""
    now = _comparable(table, within)
    if now is None:
        return {}
    sales, before = _total(table, "sales", grouping, now), _sales_before(table, grouping, now)
    return {group: sales[group] - before[group] for group in sales.keys() & before.keys()}


def _comparable(table: PerformanceTable, within: Period | None) -> Period | None:
    """The months of `within` (all, if None) that are known with their like a year before, from first to last."""
    covered = month_table(counted_once(actual_amounts(table, "sales"))).covered
    both = [month for month in covered if month - MONTHS in covered]
    periods = [month_at(month) for month in both if within is None or within.covers(month_at(month))]
    return Period(_first(periods), max(p.last for p in periods)) if periods else None


def _first(periods: Sequence[Period]) -> date:
    return min(period.first for period in periods)


_COMPARED: Mapping[str, Callable[[PerformanceTable, Grouping, Period | None], Sums]] = {
    "sales_before": _sales_before,
    "sales_change": _sales_change,
}


def _sums(
    table: PerformanceTable, metric: Metric, grouping: Grouping, within: Period | None
) -> dict[str, GroupFigure]:
    total = _total(table, metric.key, grouping, within)
    return {group: GroupFigure(group, metric.key, value) for group, value in total.items()}


def _ratios(
    table: PerformanceTable, metric: Metric, grouping: Grouping, within: Period | None
) -> dict[str, GroupFigure]:
    (above,) = (_total(table, key, grouping, within) for key in metric.numerator)
    parts = [_total(table, key, grouping, within) for key in metric.denominator]
    groups = [group for group in above if any(group in part for part in parts)]
    below = {group: sum(part.get(group, 0.0) for part in parts) for group in groups}
    counted = {
        group: GroupFigure(group, metric.key, above[group] / below[group], above[group], below[group])
        for group in groups
        if below[group] > 0
    }
    given = _means(table, replace(metric, adds_up="sum", numerator=(), denominator=()), grouping, within)
    return {**given, **counted}


def _means(
    table: PerformanceTable, metric: Metric, grouping: Grouping, within: Period | None
) -> dict[str, GroupFigure]:
    """Mean of the figures handed in, each weighed by its owner's sum of the weight metric (all alike without)."""
    amounts = [
        a for a in table.actuals if a.metric == metric.key and (within is None or within.covers(a.period))
    ]
    weights = _weights(table, metric.weight, within)
    found = {}
    for group, inside in amounts_by_group(table, amounts, grouping).items():
        known = [(amount, weights.get((amount.owner_type, amount.owner_id))) for amount in inside]
        weighed = [(amount.value, weight) for amount, weight in known if weight]
        pairs = weighed if len(weighed) == len(known) else [(amount.value, 1.0) for amount in inside]
        value = sum(value * weight for value, weight in pairs) / sum(weight for _, weight in pairs)
        found[group] = GroupFigure(group, metric.key, float(value))
    return found


def _weights(
    table: PerformanceTable, metric: str | None, within: Period | None
) -> dict[tuple[str, str], float]:
    if metric is None:
        return {}
    sums: dict[tuple[str, str], float] = {}
    for amount in actual_amounts(table, metric):
        if within is None or within.covers(amount.period):
            key = (amount.owner_type, amount.owner_id)
            sums[key] = sums.get(key, 0.0) + amount.value
    return sums
