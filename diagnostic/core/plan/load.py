"""How many hours a week the plan can take from one rep at most: for the choice, which keeps it below
the limit.

A rep belongs to one region, one team, one role and so on. Lines for two groups of the same kind never
apply to the same rep, lines for groups of different kinds may, so the worst rep is found by trying every
combination of groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from diagnostic.core.diagnosis.model.cause import ScopeKind


@dataclass(frozen=True, slots=True)
class Demand:
    """Hours a week that one line takes from each rep of `scope`, except in the scopes of `without`."""

    hours: float
    scope: str
    kind: ScopeKind
    without: tuple[str, ...] = ()


def may_meet(scope: str, kind: ScopeKind, other: str, other_kind: ScopeKind) -> bool:
    """Whether somebody can belong to both groups."""
    return scope == other or "company" in (kind, other_kind) or kind != other_kind


def busiest_week(demands: Sequence[Demand]) -> float:
    """The most hours a week that any rep can be asked for.

    >>> busiest_week([Demand(1.0, "all", "company"), Demand(0.5, "N", "region"), Demand(0.25, "S", "region")])
    1.5
    """
    by_kind: dict[ScopeKind, list[str | None]] = {}
    for demand in demands:
        if demand.kind != "company":
            groups = by_kind.setdefault(demand.kind, [None])
            if demand.scope not in groups:
                groups.append(demand.scope)
    return max(_hours(demands, frozenset(groups)) for groups in product(*by_kind.values()))


def _hours(demands: Sequence[Demand], groups: frozenset[str | None]) -> float:
    """What a rep who belongs to exactly these groups is asked for."""
    return sum(
        demand.hours
        for demand in demands
        if (demand.kind == "company" or demand.scope in groups) and not groups & set(demand.without)
    )
