"""Holds the clean performance figures of a client: people, targets, actuals and deals.

Money is in integer minor units (fen, cents) of one currency; all other values are floats. Owners of targets and
actuals are persons (by id) or units (by their path, outermost first, joined with "/").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from diagnostic.core.figures.model.periods import Period
from diagnostic.faults import Fault

__all__ = [
    "Amount",
    "DealStage",
    "InputRead",
    "Opportunity",
    "OwnerType",
    "PerformanceTable",
    "Period",
    "Person",
    "Roster",
]

OwnerType = Literal["person", "unit"]
DealStage = Literal["open", "won", "lost"]
MANAGER_ROLES = frozenset({"M", "manager", "director"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the roster. `path` names their units, outermost first; they are employed from `start` to `end`.

    `territory_potential` is an index (1 = average), `inherited_share` the share (0 to 1) of sales from accounts that
    they took over. Raises ValueError without an id, or if `end` is before `start`.
    """

    id: str
    name: str = ""
    path: tuple[str, ...] = ()
    role: str | None = None
    level: str | None = None
    manager_id: str | None = None
    start: date | None = None
    end: date | None = None
    team_type: str | None = None
    manager_since: date | None = None
    territory_potential: float | None = None
    inherited_share: float | None = None
    accounts: float | None = None
    admin_hours: float | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a person needs an id")
        if self.start and self.end and self.end < self.start:
            raise ValueError("a person's last day lies before their first")

    @property
    def unit(self) -> str:
        """Path of the innermost unit; "" without one."""
        return "/".join(self.path)

    @property
    def units(self) -> tuple[str, ...]:
        """Paths of all units, outermost first: "公司", "公司/华东", "公司/华东/一部"."""
        return tuple("/".join(self.path[:depth]) for depth in range(1, len(self.path) + 1))


@dataclass(frozen=True)
class Roster:
    """The people of a client; ValueError if an id occurs twice. (Without slots, so that properties can be cached.)"""

    people: tuple[Person, ...] = ()

    def __post_init__(self) -> None:
        if len({person.id for person in self.people}) != len(self.people):
            raise ValueError("a person stands in the roster once")

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Every unit path, parents before children, in the order of the roster."""
        return tuple(dict.fromkeys(unit for person in self.people for unit in person.units))

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """Unit path -> ids of all people in it or below it."""
        found: dict[str, list[str]] = {}
        for person in self.people:
            for unit in person.units:
                found.setdefault(unit, []).append(person.id)
        return {unit: frozenset(ids) for unit, ids in found.items()}

    @cached_property
    def root_depth(self) -> int:
        """Number of outermost levels in which no two paths differ: 1 if all begin with the company.

        The last level of the longest path is never counted.
        """
        longest = max((len(person.path) for person in self.people), default=0)
        for depth in range(longest):
            names = {person.path[depth] for person in self.people if len(person.path) > depth}
            if len(names) > 1 or depth + 1 == longest:
                return depth
        return 0

    @cached_property
    def managers(self) -> frozenset[str]:
        """Ids of people who lead others: by their role, or because others name them as their manager."""
        named = {person.manager_id for person in self.people}
        return frozenset(p.id for p in self.people if p.role in MANAGER_ROLES or p.id in named)


@dataclass(frozen=True, slots=True)
class Amount:
    """One target or actual. `value` is an int in minor units if the metric is money, else a float.

    A sum of several rows of a file says of how many, and `again` are the values of those rows in it that stand once
    more: they are part of `value`.
    """

    owner_type: OwnerType
    owner_id: str
    metric: str
    period: Period
    value: int | float
    currency: str | None = None
    again: tuple[int | float, ...] = ()
    rows: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One deal. `amount` is in minor units; it and the days are None where unknown, `closed` also in open deals.

    Raises ValueError if it was closed before it was created.
    """

    id: str
    owner_id: str
    stage: DealStage
    created: date | None = None
    closed: date | None = None
    amount: int | None = None
    currency: str | None = None
    customer: str | None = None
    product: str | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        if self.created and self.closed and self.closed < self.created:
            raise ValueError("a deal closes after it was created")


@dataclass(frozen=True, slots=True)
class InputRead:
    """How much of one input was read: `rows` = `good` + `no_data` (totals, notes) + rows that could not be read."""

    kind: str
    rows: int
    good: int
    no_data: int = 0
    cells: int = 0
    cells_unread: int = 0
    sheets_unread: int = 0
    accepted_by: str | None = None  # the person, or the option, that accepted so much unread


@dataclass(frozen=True, slots=True)
class PerformanceTable:
    """All figures of a client, the faults of rows that were not used, and how much of each input was read."""

    roster: Roster = field(default_factory=Roster)
    targets: tuple[Amount, ...] = ()
    actuals: tuple[Amount, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    currency: str | None = None
    faults: tuple[Fault, ...] = ()
    reads: tuple[InputRead, ...] = ()

    @property
    def repeated(self) -> tuple[Amount, ...]:
        """The rows of actuals that stand once more; they are in the sums too."""
        return tuple(
            replace(amount, value=value, again=(), rows=1)
            for amount in self.actuals
            for value in amount.again
        )

    @property
    def persons(self) -> tuple[str, ...]:
        """Ids of all persons: those in the roster, then other owners of figures and deals."""
        owners = [
            amount.owner_id for amount in (*self.targets, *self.actuals) if amount.owner_type == "person"
        ]
        deals = [deal.owner_id for deal in self.opportunities]
        return tuple(dict.fromkeys([*(person.id for person in self.roster.people), *owners, *deals]))
