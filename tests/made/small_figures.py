"""Small figures made by hand, for tests that need to see every number; at the end figures that are thin or lopsided,
yet right, as the texts of their files by input."""

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


MONTHS = range(1, 13)
PEOPLE = range(40)
HEAD = "owner_id,metric,period,value,currency\n"
DEALS = "opportunity_id,owner_id,stage,created,closed,amount,currency\n"


def roster(path: str = "公司/{region}/{branch}部/{team}组") -> str:
    units = [path.format(region=("华北", "华东")[i % 2], branch=i % 4, team=i % 8) for i in PEOPLE]
    return "person_id,name,unit_path,role,start\n" + "".join(
        f"p{i},n{i},{units[i]},R,2024-01-05\n" for i in PEOPLE
    )


def amounts(year: int, value: int | None = None) -> str:
    return HEAD + "".join(
        f"p{i},sales,{year}-{month:02d},{70 + (i * 7 + month) % 50 if value is None else value},CNY\n"
        for i in PEOPLE
        for month in MONTHS
    )


def deals(stage: str, closed: str = "2025-03-01") -> str:
    return DEALS + "".join(
        f"o{i},p{i % 40},{stage},2025-01-{1 + i % 28:02d},{closed},100,CNY\n" for i in range(80)
    )


FIGURES: dict[str, dict[str, str]] = {
    "roster only": {"roster": roster()},
    "targets only": {"roster": roster(), "targets": amounts(2025, 100)},
    "no roster": {"targets": amounts(2025, 100), "actuals": amounts(2025)},
    "a deep tree": {"roster": roster(), "targets": amounts(2025, 100), "actuals": amounts(2025)},
    "a single region": {
        "roster": roster("公司/华东/{team}组"),
        "targets": amounts(2025, 100),
        "actuals": amounts(2025),
    },
    "a single team": {"roster": roster("公司"), "targets": amounts(2025, 100), "actuals": amounts(2025)},
    "no units": {"roster": roster(""), "targets": amounts(2025, 100), "actuals": amounts(2025)},
    "one person": {"actuals": HEAD + "p1,sales,2025-01,5,CNY\np1,sales,2025-02,6,CNY\n"},
    "headings only": {"roster": roster(), "actuals": HEAD},
    "no month in common": {"roster": roster(), "targets": amounts(2026, 100), "actuals": amounts(2025)},
    "targets of zero": {"roster": roster(), "targets": amounts(2025, 0), "actuals": amounts(2025)},
    "sales of zero": {"roster": roster(), "targets": amounts(2025, 100), "actuals": amounts(2025, 0)},
    "all alike": {"roster": roster(), "targets": amounts(2025, 100), "actuals": amounts(2025, 90)},
    "open deals only": {"roster": roster(), "opportunities": deals("open", "")},
    "all lost": {"roster": roster(), "opportunities": deals("lost")},
    "all won": {"roster": roster(), "opportunities": deals("won")},
}
