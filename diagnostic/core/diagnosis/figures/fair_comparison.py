"""Fair comparison: what a group's attainment looks like once territory, ramp-up and inheritance are allowed for.

Levels, not tests: potential, inherited share, newcomers, one dominant client, and attainment against a target allowed
for potential as far as targets ignore it, or set for the ramp-up. They are read before anything is said about people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.groups import FigureGroup, roles_of
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.results import LEVEL, Mask, level_of
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.figures.analysis.fair_targets import (
    TargetSlope,
    fair_targets,
    share_ignored,
    slope_of_targets,
    typical_potential,
)
from diagnostic.core.figures.analysis.tenure import months_in_post
from diagnostic.core.figures.model.performance import PerformanceTable, Person
from diagnostic.core.figures.model.periods import month_at, month_number


@dataclass(frozen=True)
class FairTargets:
    """What the territories of reps can give, (n,): `index`, 1 is usual; `target` allowed for it, None where it isn't
    known whether targets allow for it already; `slope` is how they go with it."""

    index: Floats
    slope: TargetSlope | None
    ignored: float | None
    target: Floats | None

    @property
    def asks(self) -> bool:
        """Whether a person has to state if targets follow potential, because the figures do not show it."""
        return self.ignored is None and len(set(self.index[np.isfinite(self.index)].tolist())) > 1


def gather_fair(people: RepArrays, stated: bool | None, left_out: Mask | None = None) -> FairTargets:
    """`stated`: whether targets follow potential, where that was stated; nothing is estimated then. `left_out` are reps
    whose figures can hardly be right: the slope is that of the others, targets are allowed for all alike."""
    target, post = people.target.sum(axis=1), people.post.sum(axis=1)
    a_month = target / np.where(post > 0, post, np.inf)
    known = people.potential
    if (
        left_out is not None and not left_out.all()
    ):  # all: money on another scale, which is no matter to a slope
        known = np.where(left_out, np.nan, known)
    slope = slope_of_targets(a_month, known, roles_of(people)) if stated is None else None
    ignored = share_ignored(slope, stated)
    fair = None if ignored is None else fair_targets(target, people.potential, ignored)
    return FairTargets(people.potential / typical_potential(target, people.potential), slope, ignored, fair)


def slope_result(fair: FairTargets) -> Iterator[Result]:
    """How the company's targets go with the potential of territories."""
    if fair.slope is not None:
        yield Result(
            "figure",
            "company",
            "target_on_potential",
            "regression.within",
            "figures",
            "ratio",
            estimate=fair.slope.slope,
            low=fair.slope.low,
            high=fair.slope.high,
            level=LEVEL,
            n=fair.slope.n,
        )


def fair_levels(
    group: FigureGroup, people: RepArrays, clients: Clients, fair: FairTargets, left_out: Mask | None = None
) -> Iterator[Result]:
    """Every fair-comparison level of one group that its inputs allow; what a group is compared with is read without
    `left_out`."""
    yield from _of_kind(group, people, left_out)
    yield from _potential(group, people, fair)
    yield from _ramp(group, people)
    yield from _new(group, people)
    yield from _inherited(group, people)
    yield from _admin(group, people)
    yield from _client(group, clients)
    yield from _managers(group, people)
    yield from _raise(group, people)


def _of_kind(group: FigureGroup, people: RepArrays, left_out: Mask | None) -> Iterator[Result]:
    """Attainment of the others of its kind: of the other teams of a team's type, of all outside a region. Nothing for a
    group without an attainment of its own. `left_out` are reps whose values can hardly be right."""
    asked = people.target.sum(axis=1) > 0
    rest = group.rest & asked
    if left_out is not None:
        rest = rest & ~left_out
    if group.tested and rest.any() and (group.members & asked).any():
        value = _ratio(people.actual[rest].sum(axis=1), people.target[rest].sum(axis=1))
        yield from level_of(group.id, "attainment_of_kind", "share", value, int(rest.sum()))


def _potential(group: FigureGroup, people: RepArrays, fair: FairTargets) -> Iterator[Result]:
    """Mean potential index, and attainment against targets allowed for it. The company's own does not move: the sum
    of all targets stays what it is."""
    known = group.members & np.isfinite(fair.index)
    if not known.any():
        return
    n = int(known.sum())
    yield from level_of(group.id, "potential", "ratio", float(fair.index[known].mean()), n)
    if fair.target is not None and group.group.kind != "company":
        value = _ratio(people.actual[known].sum(axis=1), fair.target[known])
        yield from level_of(group.id, "adjusted_attainment", "share", value, n)


def _ramp(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    """Attainment with the ramp-up target of those who have one, the usual target of the others."""
    own = group.members & (people.target.sum(axis=1) > 0)  # the others have no result, or no target
    ramp, target = people.ramp_target[own], people.target[own].sum(axis=1)
    if ramp.any():
        value = _ratio(people.actual[own].sum(axis=1), np.where(ramp > 0, ramp, target))
        yield from level_of(group.id, "ramp_attainment", "share", value, int(own.sum()))


def _new(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    started = group.members & np.array([person.start is not None for person in people.persons], dtype=bool)
    if started.any():
        share = float(people.new[started].mean())
        yield from level_of(group.id, "new_share", "share", share, int(started.sum()))


def _inherited(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    """Share of sales from accounts a predecessor left, weighted by each rep's sales; of reps where it is known."""
    known = group.members & np.isfinite(people.inherited)
    sales = people.actual[known].sum(axis=1)
    value = _ratio(people.inherited[known] * sales, sales)
    yield from level_of(group.id, "inherited_share", "share", value, int(known.sum()))


def _admin(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    """Hours a week, of each rep as long as they were in post."""
    known = group.members & np.isfinite(people.admin_hours)
    there = people.post[known].sum(axis=1)
    hours = _ratio(people.admin_hours[known] * there, there)
    yield from level_of(group.id, "admin_hours", "hours", hours, int(known.sum()))


def _ratio(top: Floats, bottom: Floats) -> float | None:
    return float(top.sum() / bottom.sum()) if bottom.sum() > 0 else None


@dataclass(frozen=True)
class Clients:
    """Won deals of the period with a client: whose, which client (as a number), how much."""

    owner: NDArray[np.int64]
    client: NDArray[np.int64]
    value: Floats


def gather_clients(people: RepArrays, table: PerformanceTable) -> Clients:
    index = {person.id: place for place, person in enumerate(people.persons)}
    months = set(people.months)
    deals = [
        deal
        for deal in table.opportunities
        if deal.stage == "won"
        and deal.customer
        and deal.closed
        and deal.owner_id in index
        and month_number(deal.closed) in months
    ]
    names = {name: place for place, name in enumerate(dict.fromkeys(str(deal.customer) for deal in deals))}
    return Clients(
        np.array([index[deal.owner_id] for deal in deals], dtype=int),
        np.array([names[str(deal.customer)] for deal in deals], dtype=int),
        np.array([deal.amount or 0 for deal in deals], dtype=float),
    )


def _client(group: FigureGroup, clients: Clients) -> Iterator[Result]:
    """The largest client's share of what the group won in the period."""
    own = group.members[clients.owner] if len(clients.owner) else np.zeros(0, dtype=bool)
    value = np.bincount(clients.client[own], clients.value[own]) if own.any() else np.zeros(1)
    if value.sum() > 0:
        share = float(value.max() / value.sum())
        yield from level_of(group.id, "largest_client_share", "share", share, int(own.sum()))


def _managers(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    """Median months in post of the managers of the group's teams, and people per manager who has any, both on the last
    day of the period: somebody who left and their successor never sat there together.

    A role is spread over teams and a team has one manager: neither has a span.
    """
    ended = month_at(people.months[-1]).last if people.months else None
    members = [p for p, member in zip(people.persons, group.members, strict=True) if member and p.path]
    inside = [p for p in members if ended is None or _in_post(p, ended)]
    teams = {p.path: p for p in inside}
    since = [p.manager_since for p in teams.values() if p.manager_since is not None]
    if since and ended is not None:
        months = [months_in_post(day, ended) for day in since]
        yield from level_of(group.id, "manager_months", "months", float(np.median(months)), len(since))
    managers = {p.manager_id or p.path for p in inside}
    if managers and group.group.kind not in ("team", "role"):
        yield from level_of(group.id, "span", "count", len(inside) / len(managers), len(managers))


def _in_post(person: Person, day: date) -> bool:
    return (person.start is None or person.start <= day) and (person.end is None or person.end >= day)


def _raise(group: FigureGroup, people: RepArrays) -> Iterator[Result]:
    """How much more the group's targets grew from the first to the second half than those of others of its kind."""
    half = people.asked.shape[1] // 2
    if half < 3 or not group.rest.any():
        return
    own, rest = people.asked[group.members].sum(axis=0), people.asked[group.rest].sum(axis=0)
    if min(own[:half].sum(), rest[:half].sum()) <= 0:
        return
    growth, usual = own[half:].sum() / own[:half].sum(), rest[half:].sum() / rest[:half].sum()
    if usual > 0:
        yield from level_of(group.id, "target_raise", "share", growth / usual - 1, int(group.members.sum()))
