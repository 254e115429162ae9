"""What each person was asked and sold over months both sides have: what attainment and bands are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.figures.analysis.deal_amounts import actual_amounts
from diagnostic.core.figures.model.month_table import Flags, Floats, MonthTable, month_table
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Period


@dataclass(frozen=True, slots=True)
class PersonTotals:
    """Targets and actuals of persons over the months compared: arrays of shape (people,)."""

    people: tuple[str, ...]
    target: Floats
    actual: Floats
    beside: Floats
    has_actuals: Flags


def person_totals(
    table: PerformanceTable,
    *,
    metric: str = "sales",
    within: Period | None = None,
) -> PersonTotals:
    """Each person's target, actual and actual beside the target.

    A month counts for a person when he has a target in it and anybody has an actual in it, so that an unfinished year
    is not held against a whole year's target.
    """
    targets = target_months(table, metric, within)
    actuals = month_table(_personal_actuals(table, metric), within=within)
    months = sorted(targets.covered & actuals.covered)
    people = tuple(dict.fromkeys((*targets.owners, *actuals.owners)))
    asked, done = targets.on(people, months), actuals.on(people, months)
    return PersonTotals(
        people,
        asked.values.sum(axis=1),
        np.where(asked.known, done.values, 0.0).sum(axis=1),
        np.where(asked.known, 0.0, done.values).sum(axis=1),
        np.asarray(np.any(done.known, axis=1), dtype=np.bool_),
    )


def attainments(table: PerformanceTable, within: Period) -> dict[str, float]:
    """Person -> actual over target within the period; who lacks one of the two is not in it."""
    totals = person_totals(table, within=within)
    known = (totals.target > 0) & totals.has_actuals
    return {
        person: float(totals.actual[place] / totals.target[place])
        for place, person in enumerate(totals.people)
        if known[place]
    }


def target_months(
    table: PerformanceTable, metric: str, within: Period | None = None, *, pro_rata: bool = True
) -> MonthTable:
    """Persons' targets by month, pro rata of the time each was employed (as written, if not `pro_rata`)."""
    people = table.roster.by_id if pro_rata else None
    return month_table(
        (a for a in table.targets if a.metric == metric and a.owner_type == "person"), people, within
    )


def _personal_actuals(table: PerformanceTable, metric: str) -> list[Amount]:
    return [amount for amount in actual_amounts(table, metric) if amount.owner_type == "person"]
