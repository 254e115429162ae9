"""Fair comparison: attainment against the target as it is, and beside it against the target as it would be fair.

Before anything is said about people, what they do not answer for is taken out: a territory that holds less, the
ramp of a new rep, accounts that were handed over, the season. Adjusted figures never replace the plain ones; they
stand beside them, and the consultant reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from diagnostic.core.figures.analysis.grouping import Grouping
from diagnostic.core.figures.analysis.person_totals import PersonTotals, person_totals, target_months
from diagnostic.core.figures.model.month_table import Floats
from diagnostic.core.figures.model.performance import PerformanceTable, Period, Person
from diagnostic.core.figures.model.periods import month_at, month_number

Places = npt.NDArray[np.int64]
Adjustment = Literal["potential", "ramp", "inherited"]
RAMP_MONTHS = 12
RAMP_START = 0.2  # a new rep's first month; with a straight line to 1 the first year is 60 % of a full one


@dataclass(frozen=True, slots=True)
class FairAttainment:
    """One group. Each adjusted figure is None where the roster lacks what it takes for everybody in the group.

    `potential`: target times territory potential. `ramp`: months of the first year at the ramp's share. `both`:
    the two together. `own`: sales without inherited accounts, against the plain target. `adjusted_for` names the
    adjustments that move the figure by more than a point. `new_reps`: share of people in their first year.
    """

    group: str
    people: int
    target: float
    actual: float
    plain: float | None
    potential: float | None
    ramp: float | None
    both: float | None
    own: float | None
    potential_index: float | None
    inherited_share: float | None
    new_reps: float
    adjusted_for: tuple[Adjustment, ...]


def fair_attainment(
    table: PerformanceTable,
    grouping: Grouping,
    *,
    metric: str = "sales",
    within: Period | None = None,
    ramp: Mapping[int, float] | None = None,
) -> tuple[FairAttainment, ...]:
    """Plain and adjusted attainment of each group.

    ramp: share of a full target by month since the start (0 is the first); default a straight line from 0.2 to 1
    over twelve months. Where targets of the metric `ramp_sales` are handed in, they take the ramp's place for
    their owners.
    """
    totals = person_totals(table, metric=metric, within=within)
    shares = _Shares(table, totals, metric, within, ramp or straight_ramp())
    groups = np.array([grouping.get(person, "\0") for person in totals.people], dtype=object)
    return tuple(
        _fair(group, totals, shares, np.flatnonzero((groups == group) & (totals.target > 0)))
        for group in dict.fromkeys(grouping.values())
    )


def straight_ramp(months: int = RAMP_MONTHS, start: float = RAMP_START) -> dict[int, float]:
    """Share of a full target by month since the start.

    >>> round(sum(straight_ramp().values()) / 12, 6)
    0.6
    """
    return {month: start + (1 - start) * month / (months - 1) for month in range(months)}


class _Shares:
    """Per person: potential index, ramp share of the target, inherited share; NaN where the roster does not say."""

    def __init__(
        self,
        table: PerformanceTable,
        totals: PersonTotals,
        metric: str,
        within: Period | None,
        ramp: Mapping[int, float],
    ) -> None:
        people = [table.roster.by_id.get(person) for person in totals.people]
        self.potential = _column(people, "territory_potential")
        self.inherited = _column(people, "inherited_share")
        self.new = np.array([_is_new(person, totals.months, len(ramp)) for person in people])
        self.ramp = _ramp_shares(table, totals, people, metric, within, ramp)


def _fair(group: str, totals: PersonTotals, shares: _Shares, members: Places) -> FairAttainment:
    target, actual = totals.target[members], totals.actual[members]
    potential, ramp = shares.potential[members], shares.ramp[members]
    inherited = shares.inherited[members]
    plain = _over(actual, target)
    found: dict[Adjustment, float | None] = {
        "potential": _over(actual, target * potential),
        "ramp": _over(actual, target * ramp),
        "inherited": _over(actual * (1 - inherited), target),
    }
    return FairAttainment(
        group,
        len(members),
        float(target.sum()),
        float(actual.sum()),
        plain,
        found["potential"],
        found["ramp"],
        _over(actual, target * potential * ramp),
        found["inherited"],
        _over(target * potential, target),
        _over(actual * inherited, actual),
        float(shares.new[members].mean()) if len(members) else 0.0,
        tuple(name for name, value in found.items() if _differs(plain, value)),
    )


def _over(above: Floats, below: Floats) -> float | None:
    """Ratio of sums, None where a part of it is not known."""
    divisor = float(below.sum())
    ratio = float(above.sum()) / divisor if divisor > 0 else np.nan
    return ratio if np.isfinite(ratio) else None


def _differs(plain: float | None, adjusted: float | None) -> bool:
    return plain is not None and adjusted is not None and abs(adjusted - plain) > 0.01


def _column(people: list[Person | None], name: str) -> Floats:
    values = [getattr(person, name) if person else None for person in people]
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _is_new(person: Person | None, months: tuple[int, ...], ramp: int) -> bool:
    if person is None or person.start is None or not months:
        return False
    return months[-1] - month_number(person.start) < ramp


def _ramp_shares(
    table: PerformanceTable,
    totals: PersonTotals,
    people: list[Person | None],
    metric: str,
    within: Period | None,
    ramp: Mapping[int, float],
) -> Floats:
    """Ramped over plain target of each person, NaN for those of whom no start is known."""
    targets = target_months(table, metric, within).on(totals.people, totals.months)
    starts = [month_number(p.start) if p and p.start else None for p in people]
    share = np.array([_curve(start, totals.months, ramp) for start in starts]).reshape(targets.values.shape)
    plain = np.where(totals.target > 0, totals.target, np.nan)
    shares = (targets.values * share).sum(axis=1) / plain
    for place, written in _written_ramps(table, totals).items():
        shares[place] = written / plain[place]
    return np.asarray(shares, dtype=np.float64)


def _curve(start: int | None, months: tuple[int, ...], ramp: Mapping[int, float]) -> list[float]:
    if start is None:
        return [np.nan] * len(months)
    return [ramp.get(month - start, 1.0) for month in months]


def _written_ramps(table: PerformanceTable, totals: PersonTotals) -> dict[int, float]:
    """Ramp targets that were handed in, for the part of their period that is compared."""
    place = {person: number for number, person in enumerate(totals.people)}
    months = [month_at(month) for month in totals.months]
    sums: dict[int, float] = {}
    for amount in table.targets:
        if amount.metric == "ramp_sales" and amount.owner_id in place:
            part = sum(amount.period.covers(month) for month in months) / len(amount.period.months)
            sums[place[amount.owner_id]] = sums.get(place[amount.owner_id], 0.0) + amount.value * part
    return {number: value for number, value in sums.items() if value > 0}
