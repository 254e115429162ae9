"""What every rep and unit did in the same months a year before: what the teams of new managers are allowed for.

Only where all of it lies before their managers: then it says how the team was without them. A region that is always
low would be allowed for what is asked, so regions are not (docs/adr/0031).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from diagnostic.core.diagnosis.figures.change import Earlier
from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.people import RepArrays, in_post, quarter_months
from diagnostic.core.diagnosis.figures.results import MetricSpec
from diagnostic.core.diagnosis.figures.units import UnitSums
from diagnostic.core.figures.model.periods import month_number


@dataclass(frozen=True)
class YearBefore:
    """Metrics of reps by measure, and what units counted (not slotted: it is large)."""

    specs: Mapping[str, MetricSpec]
    units: UnitSums


def year_before(people: RepArrays, earlier: Earlier) -> YearBefore | None:
    """None where the figures do not reach back a year."""
    if not people.before:
        return None
    closed, there = people.won_before + people.lost_before, in_post(people.persons, people.before)
    found = [
        MetricSpec("win_rate", "share", "share", people.won_before, closed, censored=True),
        MetricSpec("opportunities", "count", "rate", closed, there.sum(axis=1)),
    ]
    columns = [at for at, start in enumerate(earlier.quarters) if start in people.before]
    if columns:
        visits = earlier.visits[:, columns]
        months = quarter_months(there, people.before, [earlier.quarters[at] for at in columns])
        given = np.isfinite(visits)
        counts = np.where(given.any(axis=1), np.nansum(visits, axis=1), np.nan)
        found.append(MetricSpec("visits", "count", "rate", counts, (given * months).sum(axis=1)))
    return YearBefore({spec.measure: spec for spec in found if spec.bottom.sum() > 0}, earlier.before)


def came_after(people: RepArrays, group: FigureGroup) -> bool:
    """Whether every manager of the group's people began after the last month of the year before."""
    began = [
        person.manager_since for person, inside in zip(people.persons, group.members, strict=True) if inside
    ]
    return all(day is not None and month_number(day) > people.before[-1] for day in began)
