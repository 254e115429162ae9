"""What every team shows over what its people would show at everybody's rates: the values that are compared by teams.

Indirect standardisation: a team's expected count is its people's denominators times the rates of their roles over
both sides. Weighing every role alike instead, as single teams are compared, gives the few people of a rare role more
say than they know about (docs/adr/0031).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.results import Mask, MetricSpec, compared, shared_roles
from diagnostic.core.diagnosis.figures.units import UnitSums

TeamCodes = NDArray[np.int_]
CountedTeam = tuple[int, int, int, str, int]  # code, how many, out of how many, type, side


@dataclass(frozen=True)
class TeamRatios:
    """Of the J teams that have the metric: `shown` (J,) observed over expected with its sampling variance `error`,
    `expected`, and `side` (1 in the group, 0 in the rest). `level` is what everybody's rates make of the group's own
    mix, in the unit of the metric. (Not slotted: properties are few.)"""

    teams: TeamCodes
    shown: Floats
    error: Floats
    expected: Floats
    side: Floats
    level: float

    @property
    def sizes(self) -> tuple[int, int]:
        """Teams in the group and in the rest."""
        inside = int(self.side.sum())
        return inside, len(self.side) - inside

    @property
    def of_the_rest(self) -> float:
        """What the rest shows over what is expected of it."""
        rest = self.side == 0
        return float((self.shown * self.expected)[rest].sum() / self.expected[rest].sum())

    @property
    def fewest_expected(self) -> float:
        """What is expected of the smaller side."""
        return float(min(self.expected[self.side == half].sum() for half in (0, 1)))


def team_codes(people: RepArrays, group: FigureGroup) -> TeamCodes:
    """(n,) the team of each rep: people of one smallest unit, on one side of the group.

    A team with people on both sides counts on both; what its halves share makes the difference look less exact, never
    more.
    """
    _, codes = np.unique([person.unit for person in people.persons], return_inverse=True)
    return np.asarray(2 * codes + group.members)


def team_ratios(
    spec: MetricSpec, group: FigureGroup, roles: Sequence[str | None], teams: TeamCodes
) -> TeamRatios | None:
    """None where the sides share no role; of the reps whose role they share.

    The sampling variance of a team's ratio is phi / expected: phi is the mean square of what its people are off the
    team's own ratio, for each one expected, pooled over all teams, less a degree of freedom for each.
    """
    has, codes = compared(spec), np.array([f"{role}" for role in roles])
    sides = [group.members & has, group.rest & has]
    shared = shared_roles(spec, sides, codes)
    if not shared:
        return None
    kept = (sides[0] | sides[1]) & np.isin(codes, shared)
    top, bottom, own, inside = spec.top[kept], spec.bottom[kept], teams[kept], group.members[kept]
    expected = bottom * _rates(top, bottom, codes[kept])
    if not expected.sum() > 0:
        return None
    return _of_teams(top, expected, own, inside, float(expected[inside].sum() / bottom[inside].sum()))


def _rates(top: Floats, bottom: Floats, roles: NDArray[np.str_]) -> Floats:
    """(n,) the rate of each rep's role over both sides."""
    rates = np.zeros(len(top))
    for role in np.unique(roles):
        own = roles == role
        rates[own] = top[own].sum() / bottom[own].sum()
    return rates


def _of_teams(top: Floats, expected: Floats, own: TeamCodes, inside: Mask, level: float) -> TeamRatios:
    teams, place = np.unique(own, return_inverse=True)
    sums = np.asarray(np.bincount(place, expected), float)
    known = sums > 0
    shown = np.bincount(place, top) / np.where(known, sums, 1.0)
    off = (top - shown[place] * expected)[known[place]]
    free = len(off) - int(known.sum())
    phi = float(off @ off) / sums.sum() * len(off) / free if free > 0 else 0.0
    side = np.zeros(len(teams))
    side[place[inside]] = 1.0
    return TeamRatios(teams[known], shown[known], phi / sums[known], sums[known], side[known], level)


def team_shares(counted: Sequence[CountedTeam]) -> TeamRatios | None:
    """The same of a share that units count, within types of teams that both sides have; the sampling variance of a
    share p is (1 - p) / expected. None where no type is shared, or nobody counted any."""
    types = {half: {kind for *_, kind, side in counted if side == half} for half in (0, 1)}
    rows = [row for row in counted if row[3] in types[0] & types[1]]
    if not rows:
        return None
    codes, tops, bottoms, kinds, sides = zip(*rows, strict=True)
    top, bottom, side = np.array(tops, float), np.array(bottoms, float), np.array(sides, float)
    rates = _rates(top, bottom, np.array(kinds))
    expected = bottom * rates
    known = expected > 0
    if {*side[known].tolist()} != {0.0, 1.0}:
        return None
    inside = known & (side == 1)
    return TeamRatios(
        np.array(codes)[known],
        top[known] / expected[known],
        (1 - rates[known]) / expected[known],
        expected[known],
        side[known],
        float(expected[inside].sum() / bottom[inside].sum()),
    )


def counted_teams(
    measure: str, group: FigureGroup, people: RepArrays, units: UnitSums, teams: TeamCodes
) -> list[CountedTeam]:
    """Every team that is on one side as a whole and was counted by itself."""
    found: list[CountedTeam] = []
    for unit in dict.fromkeys(person.unit for person in people.persons):
        reps = np.flatnonzero([person.unit == unit for person in people.persons])
        here = {int(code) for code in teams[reps]}
        counted = units.of_unit(measure, unit, reps)
        if counted is not None and len(here) == 1:
            kind, side = str(units.types[reps[0]]), int(group.members[reps[0]])
            found.append((here.pop(), *counted, kind, side))
    return found
