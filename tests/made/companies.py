"""A small sales company for tests of planning: regions, teams, managers, targets and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Period, Person, Roster
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
REGIONS = ("东区", "西区")


def people(reps: int = 48, teams: int = 4, managers: int = 6) -> Iterator[Person]:
    """Managers M0, M1 ... one a team while there are teams, then reps R000, R001 ... of two roles."""
    for at in range(managers):
        yield Person(f"M{at}", f"主管{at}", path(at % teams), role="M", manager_since=date(2020, 1, 1))
    for at in range(reps):
        team = at % teams
        yield Person(
            f"R{at:03}",
            f"代表{at}",
            path(team),
            role="K" if team == 0 else "R",
            start=date(2020, 1, 1),
            manager_id=f"M{team}" if team < managers else None,
            team_type="key_account" if team == 0 else "field",
        )


def path(team: int) -> tuple[str, ...]:
    return ("公司", REGIONS[team % len(REGIONS)], f"{team + 1}部")


def company(**more: Any) -> PerformanceTable:
    """Everybody with a target of 100, and more sales the later they stand in the roster."""
    roster = Roster(tuple(people(**more)))
    reps = [person.id for person in roster.people if person.role != "M"]
    targets = tuple(Amount("person", id, "sales", YEAR, 10_000, "CNY") for id in reps)
    actuals = tuple(
        Amount("person", id, "sales", YEAR, 5_000 + 100 * at, "CNY") for at, id in enumerate(reps)
    )
    return PerformanceTable(roster, targets, actuals, currency="CNY")


def settle(installation: Installation, client_id: str, **more: Any) -> PerformanceTable:
    """The company as the client's data."""
    table = company(**more)
    with installation.store.writing() as session:
        save_figures(session, client_id, table)
    return table
