"""Small figures made by hand: reps, months, deals and units in which every number can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.people import RepArrays, gather_people
from diagnostic.core.diagnosis.model.result import Group, GroupKind
from diagnostic.core.figures.analysis.period_figures import PeriodFigures, figures_of
from diagnostic.core.figures.model.performance import (
    Amount,
    DealStage,
    Opportunity,
    OwnerType,
    PerformanceTable,
    Person,
    Roster,
)
from diagnostic.core.figures.model.periods import Period, calendar_year, month_at, month_number, quarter_of
from diagnostic.text import same

AS_OF = date(2026, 1, 15)


def rep(id: str, path: str = "Co/N/N1", **more: object) -> Person:
    return Person(id, id, tuple(path.split("/")), **more)  # type: ignore[arg-type]


def amount(
    owner: str, period: Period, value: float, metric: str = "sales", kind: OwnerType = "person"
) -> Amount:
    return Amount(kind, owner, metric, period, value)


def of_unit(unit: str, metric: str, value: float, year: int = 2025) -> Amount:
    return amount(unit, calendar_year(year), value, metric, "unit")


def monthly(owner: str, year: int, values: Iterable[float], metric: str = "sales") -> list[Amount]:
    start = month_number(date(year, 1, 1))
    return [amount(owner, month_at(start + place), value, metric) for place, value in enumerate(values)]


def quarterly(
    owner: str, year: int, values: Iterable[float], metric: str, kind: OwnerType = "person"
) -> list[Amount]:
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)]
    return [
        amount(owner, quarter_of(day), value, metric, kind)
        for day, value in zip(starts, values, strict=False)
    ]


def deals(
    owner: str, won: int, lost: int, year: int = 2025, size: int = 100, **more: object
) -> list[Opportunity]:
    stages: list[DealStage] = [*["won"] * won, *["lost"] * lost]  # type: ignore[list-item]
    return [
        Opportunity(
            f"{owner}-{year}-{place}",
            owner,
            stage,
            date(year, 5, 1),
            date(year, 6, 10),
            size,
            **more,  # type: ignore[arg-type]
        )
        for place, stage in enumerate(stages)
    ]


def table(
    people: Sequence[Person],
    targets: Iterable[Amount] = (),
    actuals: Iterable[Amount] = (),
    opportunities: Iterable[Opportunity] = (),
) -> PerformanceTable:
    return PerformanceTable(
        Roster(tuple(people)), tuple(targets), tuple(actuals), tuple(opportunities), "CNY"
    )


def people_of(given: PerformanceTable) -> RepArrays:
    cut = figures_of(given, None, AS_OF)
    return gather_people(
        cut or PeriodFigures(calendar_year(AS_OF.year), True, given, PerformanceTable()), AS_OF
    )


def group(
    id: str, inside: Sequence[bool], kind: GroupKind = "region", others: tuple[str, ...] = ()
) -> FigureGroup:
    members = np.array(inside, dtype=bool)
    return FigureGroup(Group(id, kind, same(id), "figures", int(members.sum())), members, others)


def years(sales: Mapping[str, tuple[float, float]]) -> list[Amount]:
    """Yearly sales of each rep, 2024 and 2025."""
    return [
        amount(owner, calendar_year(year), value)
        for owner, values in sales.items()
        for year, value in zip((2024, 2025), values, strict=True)
    ]
