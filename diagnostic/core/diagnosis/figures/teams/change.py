"""Companies, regions, types and roles against their own year before, teams the n.

Years of teams differ for reasons of their own: with people for the n, visits of a role were claimed to have changed in
14 % of years without any change (docs/adr/0031). How far teams' years differ is read off all teams, within their
regions, types or sides of a role. Teams of new managers have no change of their own: their contrast allows for the
year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.change import Earlier, both_years, changes
from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.results import LEVEL, Mask
from diagnostic.core.diagnosis.figures.teams.observed import TeamCodes
from diagnostic.core.diagnosis.figures.units import SHARES
from diagnostic.core.diagnosis.model.result import GroupKind, Result
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.team_effects import TEAMS_A_SIDE, TeamEffect, mean_change

OF_TEAMS: tuple[GroupKind, ...] = ("company", "region", "team_type", "role")
METHOD = "ratio.teams_paired"


@dataclass(frozen=True)
class TeamChanges:
    """Of J teams (or a role's part of them): `change`, its sampling variance, whether the group's own, and the block
    within which they are like each other. `before` is the group's level. (Not slotted: made for each comparison.)"""

    change: Floats
    error: Floats
    own: Floats
    block: NDArray[np.str_]
    before: float
    log: bool = False


def group_changes(
    group: FigureGroup, groups: Sequence[FigureGroup], people: RepArrays, earlier: Earlier
) -> Iterator[Result]:
    """Every change of one group that its inputs allow: by teams where four have both years, else as of people."""
    if group.group.kind == "manager_tenure":
        return
    blocks = _blocks(group, groups, people)
    for result in changes(group, people, earlier):
        made = (
            _teams_of(result.measure, group, people, earlier, blocks)
            if group.group.kind in OF_TEAMS
            else None
        )
        yield result if made is None else _by_teams(result, made)


def _blocks(group: FigureGroup, groups: Sequence[FigureGroup], people: RepArrays) -> NDArray[np.str_]:
    """(n,) the type of each rep's team for a type, in the role or not for a role, else their region."""
    if group.group.kind == "team_type":
        return np.array([person.team_type or "" for person in people.persons])
    if group.group.kind == "role":
        return np.array([f"{inside}" for inside in group.members])
    found = np.full(people.n, "", dtype=object)
    for region in groups:
        if region.group.kind == "region":
            found[region.members] = region.id
    return found.astype(str)


def _teams_of(
    measure: str, group: FigureGroup, people: RepArrays, earlier: Earlier, blocks: NDArray[np.str_]
) -> TeamChanges | None:
    if measure == "visits":
        visits = both_years(people, earlier)
        return None if visits is None else _of_visits(*visits, group, people, blocks)
    if measure == "win_rate":
        return _of_win_rates(group, people, blocks)
    return _of_shares(measure, group, people, earlier, blocks) if measure in SHARES else None


def _parts(people: RepArrays, group: FigureGroup, known: Mask, blocks: NDArray[np.str_]) -> TeamCodes:
    """(k,) the team of each rep who has both years, and in a role's comparison which side of it."""
    named = [
        (person.unit, block if group.group.kind == "role" else "")
        for person, block in zip(people.persons, blocks.tolist(), strict=True)
    ]
    order = {name: place for place, name in enumerate(sorted(set(named)))}
    return np.array([order[name] for name in named])[known]


def _of_visits(
    before: Floats, now: Floats, group: FigureGroup, people: RepArrays, blocks: NDArray[np.str_]
) -> TeamChanges | None:
    """Logs of the ratio of both years, of teams that made visits in both."""
    known = np.isfinite(before)
    _, place = np.unique(_parts(people, group, known, blocks), return_inverse=True)
    first, last = before[known], now[known]
    sums = [np.asarray(np.bincount(place, year), float) for year in (first, last)]
    enough = (sums[0] > 0) & (sums[1] > 0)
    if not enough.all():
        kept = np.flatnonzero(known)[enough[place]]
        limited = np.full(people.n, np.nan)
        limited[kept] = before[kept]
        return _of_visits(limited, now, group, people, blocks) if kept.size else None
    off = last / sums[1][place] - first / sums[0][place]
    error = _error(off, 1 / sums[0] + 1 / sums[1])
    inside = group.members[known]
    if error is None or not inside.any():
        return None
    return TeamChanges(
        np.log(sums[1] / sums[0]),
        error,
        *_sides(place, inside, blocks[known]),
        float(first[inside].mean()),
        log=True,
    )


def _of_win_rates(group: FigureGroup, people: RepArrays, blocks: NDArray[np.str_]) -> TeamChanges | None:
    """Of reps who closed deals in both years."""
    closed, closed_before = people.won + people.lost, people.won_before + people.lost_before
    known = (closed > 0) & (closed_before > 0)
    inside = group.members[known]
    if not inside.any():
        return None
    _, place = np.unique(_parts(people, group, known, blocks), return_inverse=True)
    rates, offs, weights = [], [], []
    for won, out_of in ((people.won, closed), (people.won_before, closed_before)):
        top, bottom = won[known], out_of[known]
        sums = np.bincount(place, bottom)
        rates.append(np.bincount(place, top) / sums)
        offs.append((top - rates[-1][place] * bottom) / sums[place])
        weights.append(1 / sums)
    error = _error(offs[0] - offs[1], weights[0] + weights[1])
    if error is None:
        return None
    level = float(people.won_before[known][inside].sum() / closed_before[known][inside].sum())
    return TeamChanges(rates[0] - rates[1], error, *_sides(place, inside, blocks[known]), level)


def _error(off: Floats, per_count: Floats) -> Floats | None:
    """(J,) the sampling variance of each team's change: what its people are off it, pooled over all teams for each
    count, less a degree of freedom for each team; None where nobody is off."""
    free = len(off) - len(per_count)
    if free <= 0 or not off.any():
        return None
    return np.asarray(per_count * float(off @ off) / per_count.sum() * len(off) / free)


def _sides(place: TeamCodes, inside: Mask, blocks: NDArray[np.str_]) -> tuple[Floats, NDArray[np.str_]]:
    """Whether each team is the group's as a whole, and its block: that of the first of its people."""
    shares = np.bincount(place, inside) / np.bincount(place)
    first = np.array([np.flatnonzero(place == team)[0] for team in range(len(shares))])
    return (shares == 1).astype(float), blocks[first]


def _of_shares(
    measure: str, group: FigureGroup, people: RepArrays, earlier: Earlier, blocks: NDArray[np.str_]
) -> TeamChanges | None:
    """Of teams that were counted by themselves in both years; p (1 - p) of everybody's share in each year."""
    rows, own, block = [], [], []
    for unit in dict.fromkeys(person.unit for person in people.persons):
        reps = np.flatnonzero([person.unit == unit for person in people.persons])
        counted = [sums.of_unit(measure, unit, reps) for sums in (earlier.now, earlier.before)]
        if counted[0] is not None and counted[1] is not None:
            rows.append((*counted[0], *counted[1]))
            own.append(float(group.members[reps].all()))
            block.append("" if group.group.kind == "role" else blocks[reps[0]])
    if sum(own) < TEAMS_A_SIDE:
        return None
    k1, n1, k0, n0 = np.array(rows, float).T
    p1, p0, inside = k1.sum() / n1.sum(), k0.sum() / n0.sum(), np.array(own) == 1
    error = p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0
    if not (error > 0).all():
        return None
    before = float(k0[inside].sum() / n0[inside].sum())
    return TeamChanges(k1 / n1 - k0 / n0, error, np.array(own), np.array(block), before)


def _by_teams(result: Result, teams: TeamChanges) -> Result:
    """The result of people, where fewer than four own teams have both years."""
    try:
        effect = mean_change(teams.change, teams.error, teams.own, teams.block, LEVEL)
    except CannotSayError:
        return result
    blank = replace(result, method=METHOD, clusters="teams", basis="comparable", cannot_say=None)
    return _in_unit(blank, effect, teams)


def _in_unit(blank: Result, effect: TeamEffect, teams: TeamChanges) -> Result:
    """Logs become changes of the level before; `n` are the group's own teams."""

    def unit(value: float) -> float:
        return float(teams.before * np.expm1(value)) if teams.log else value

    return replace(
        blank,
        estimate=unit(effect.estimate),
        low=unit(effect.low),
        high=unit(effect.high),
        level=LEVEL,
        low90=unit(effect.low90),
        high90=unit(effect.high90),
        p=effect.p,
        n=effect.teams[0],
        reference=teams.before,
        verdict="described",
    )
