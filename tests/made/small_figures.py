"""Small figures made by hand, for tests that need to see every number."""

from __future__ import annotations

from collections.abc import Iterable

from diagnostic.core.figures.model.performance import Amount, OwnerType, PerformanceTable, Person, Roster
from diagnostic.core.figures.reading.dates import parse_period


def amount(owner: str, period: object, value: float, metric: str = "sales") -> Amount:
    """An amount of a person, or of a unit if the owner is a path or is written "unit:X"."""
    kind: OwnerType = "unit" if owner.startswith("unit:") else "person"
    found = parse_period(str(period))
    assert found is not None
    return Amount(kind, owner.removeprefix("unit:"), metric, found, value)


def person(name: str, path: str = "Co/East/T1", **more: object) -> Person:
    return Person(name, name, tuple(path.split("/")), **more)  # type: ignore[arg-type]


def figures(
    people: Iterable[Person] = (), targets: Iterable[Amount] = (), actuals: Iterable[Amount] = ()
) -> PerformanceTable:
    return PerformanceTable(Roster(tuple(people)), tuple(targets), tuple(actuals))


def months(owner: str, year: int, values: Iterable[float], metric: str = "sales") -> list[Amount]:
    """One amount a month from January on."""
    return [amount(owner, f"{year}-{month:02d}", value, metric) for month, value in enumerate(values, 1)]
