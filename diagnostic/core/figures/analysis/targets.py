"""Audits targets before anyone is measured by them: do they add up, and are any missing?

Yearly and monthly targets are compared only after they are put on the same months. Remaining differences are
returned as findings with numbers, for the consultant to discuss with the client.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

import numpy as np

from diagnostic.core.figures.analysis.attainment import AttainmentGrid, attainment_grid, target_months
from diagnostic.core.figures.analysis.attainment_tree import WrittenTargets, written_targets
from diagnostic.core.figures.model.month_table import MonthTable
from diagnostic.core.figures.model.performance import Amount, OwnerType, PerformanceTable, Period
from diagnostic.core.figures.model.periods import month_at

TargetFindingCode = Literal[
    "children_differ",  # the targets below a unit do not add up to its own target
    "mixed_periods",  # targets of one metric cover periods of different lengths
    "part_of_period",  # a person joined or left in the period, and their targets are cut to the time in between
    "months_missing",  # a person lacks targets in months between the first and the last
    "target_twice",  # more than one target for the same owner, metric and period
    "no_actuals",  # a person with a target and no result
    "no_target",  # a person with results and no target
    "zero_target",  # an owner with targets of 0
    "outlier_cell",  # a target several times its neighbours: perhaps an extra digit
    "team_sized_target",  # a manager's own target is at least half of the sum of their people's
    "wide_spread",  # people's attainment ranges from very low to very high
]

TOLERANCE = 0.01  # children may differ from the parent by this share, for rounding
TINY = 1e-9  # rounding of twelfths
OUTLIER_FACTOR = 4.0  # a target this many times the median of its neighbours
NEIGHBOURS = 2  # targets on each side
SPREAD_LOW, SPREAD_HIGH = 0.5, 1.5  # attainment outside these limits is hardly due to the person alone


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """One finding about the targets. `details` holds numbers and labels for its sentence; money in minor units."""

    code: TargetFindingCode
    owner_type: OwnerType | None = None
    owner: str | None = None
    details: Mapping[str, float | int | str] = field(default_factory=dict)


def audit_targets(
    table: PerformanceTable,
    *,
    metric: str = "sales",
    within: Period | None = None,
    grid: AttainmentGrid | None = None,
) -> tuple[TargetFinding, ...]:
    """All findings about the targets of a metric, in the order of the codes above; empty without targets.

    `no_actuals` and `no_target` come together, in the order of the grid. Pass `grid` to use one already made.
    """
    targets = [amount for amount in table.targets if amount.metric == metric]
    if not targets:
        return ()
    months, cells = target_months(table, metric, within), grid or attainment_grid(table, within, metric)
    return (
        *_children_differ(table, metric, within),
        *_mixed_periods(targets),
        *_part_of_period(months, target_months(table, metric, within, pro_rata=False)),
        *_months_missing(months),
        *_targets_twice(targets),
        *_one_side_only(cells),
        *_zero_targets(targets),
        *_outlier_cells(targets),
        *_team_sized(table, months),
        *_wide_spread(cells),
    )


def _children_differ(table: PerformanceTable, metric: str, within: Period | None) -> list[TargetFinding]:
    return [
        _differing(unit)
        for unit in written_targets(table, metric, within)
        if unit.own and unit.below and abs(unit.below / unit.own - 1) > TOLERANCE
    ]


def _differing(unit: WrittenTargets) -> TargetFinding:
    own = unit.own or 0.0
    details = {"own": own, "below": unit.below, "ratio": unit.below / own, "difference": unit.below - own}
    return TargetFinding("children_differ", "unit", unit.unit, details)


def _mixed_periods(targets: Sequence[Amount]) -> list[TargetFinding]:
    lengths = Counter((amount.owner_type, len(amount.period.months)) for amount in targets)
    if len({months for _, months in lengths}) < 2:
        return []
    words = ", ".join(f"{kind}: {months}" for kind, months in sorted(lengths))
    return [TargetFinding("mixed_periods", details={"months": words})]


def _part_of_period(counted: MonthTable, written: MonthTable) -> list[TargetFinding]:
    """People whose targets count in part, since they joined or left: the file holds more than the report's sums."""
    whole = written.values.sum(axis=1)
    part = counted.on(written.owners, written.months).values.sum(axis=1)
    return [
        TargetFinding("part_of_period", "person", owner, {"written": float(all_), "counted": float(own)})
        for owner, all_, own in zip(written.owners, whole, part, strict=True)
        if own < all_ * (1 - TINY)
    ]


def _months_missing(months: MonthTable) -> list[TargetFinding]:
    """Gaps between a person's first and last month with a target; joining late or leaving early is not a gap."""
    findings = []
    for owner, known in zip(months.owners, months.known, strict=True):
        places = np.flatnonzero(known)
        gaps = sorted(set(range(places[0], places[-1] + 1)) - set(places.tolist())) if places.size else []
        if gaps:
            labels = ", ".join(month_at(months.months[gap]).label for gap in gaps)
            findings.append(
                TargetFinding("months_missing", "person", owner, {"months": len(gaps), "labels": labels})
            )
    return findings


def _targets_twice(targets: Sequence[Amount]) -> list[TargetFinding]:
    times = Counter((amount.owner_type, amount.owner_id, amount.period) for amount in targets)
    return [
        TargetFinding("target_twice", kind, owner, {"period": period.label, "times": count})
        for (kind, owner, period), count in times.items()
        if count > 1
    ]


def _one_side_only(grid: AttainmentGrid) -> list[TargetFinding]:
    asked = (grid.target + grid.no_result).sum(axis=1)
    unasked, has_result = grid.no_target.sum(axis=1), np.asarray(np.any(grid.known, axis=1), dtype=np.bool_)
    findings = []
    for place, person in enumerate(grid.owners[: grid.persons]):
        if asked[place] > 0 and not has_result[place] and has_result.any():
            findings.append(TargetFinding("no_actuals", "person", person, {"target": float(asked[place])}))
        if asked[place] == 0 and unasked[place] > 0:
            findings.append(TargetFinding("no_target", "person", person, {"actual": float(unasked[place])}))
    return findings


def _zero_targets(targets: Sequence[Amount]) -> list[TargetFinding]:
    zero = Counter((amount.owner_type, amount.owner_id) for amount in targets if amount.value == 0)
    return [
        TargetFinding("zero_target", kind, owner, {"periods": count}) for (kind, owner), count in zero.items()
    ]


def _outlier_cells(targets: Sequence[Amount]) -> list[TargetFinding]:
    """Amounts at least OUTLIER_FACTOR times the median of the owner's neighbouring amounts of equal length."""
    series: dict[tuple[OwnerType, str, int], list[Amount]] = {}
    for amount in sorted(targets, key=lambda amount: amount.period.first):
        key = (amount.owner_type, amount.owner_id, len(amount.period.months))
        series.setdefault(key, []).append(amount)
    return [
        TargetFinding(
            "outlier_cell",
            amount.owner_type,
            amount.owner_id,
            {
                "period": amount.period.label,
                "value": amount.value,
                "usual": usual,
                "factor": amount.value / usual,
            },
        )
        for amounts in series.values()
        for amount, usual in _unusual(amounts)
    ]


def _unusual(amounts: Sequence[Amount]) -> list[tuple[Amount, float]]:
    """The outliers of a series in order of time, each with the median of up to two neighbours on each side."""
    values = [float(amount.value) for amount in amounts]
    found = []
    for place, value in enumerate(values):
        around = values[max(place - NEIGHBOURS, 0) : place] + values[place + 1 : place + NEIGHBOURS + 1]
        usual = median(around) if len(around) > 1 else 0.0
        if usual > 0 and value >= OUTLIER_FACTOR * usual:
            found.append((amounts[place], usual))
    return found


def _team_sized(table: PerformanceTable, months: MonthTable) -> list[TargetFinding]:
    """Managers whose target is at least half of the sum of all non-managers' in their unit, and would count twice."""
    managers = table.roster.managers
    total = dict(zip(months.owners, months.values.sum(axis=1).tolist(), strict=True))
    findings = []
    for person in table.roster.people:
        if person.id in managers and total.get(person.id, 0.0) > 0:
            others = sum(
                total.get(other.id, 0.0)
                for other in table.roster.people
                if other.id not in managers and other.path[: len(person.path)] == person.path
            )
            if others > 0 and total[person.id] >= others / 2:
                details = {"own": total[person.id], "people": others, "ratio": total[person.id] / others}
                findings.append(TargetFinding("team_sized_target", "person", person.id, details))
    return findings


def _wide_spread(grid: AttainmentGrid) -> list[TargetFinding]:
    target, actual = (side[: grid.persons].sum(axis=1) for side in (grid.target, grid.actual))
    counts = target > 0
    if counts.sum() < 3:
        return []
    reached = actual[counts] / target[counts]
    low, high = (float(value) for value in np.quantile(reached, (0.1, 0.9)))
    if low >= SPREAD_LOW and high <= SPREAD_HIGH:
        return []
    details = {
        "people": int(counts.sum()),
        "lowest": float(reached.min()),
        "low": low,
        "high": high,
        "highest": float(reached.max()),
    }
    return [TargetFinding("wide_spread", details=details)]
