"""Regions, teams, their kinds, sizes and managers: drawn apart, so that none of them goes with another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from ordinary.parameters import KINDS, Parameters

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

COMPANY = "示例公司"
REGIONS = (("东区", "East"), ("南区", "South"), ("西区", "West"), ("北区", "North"))
FIRST = date(2024, 1, 1)  # day 0
YEAR_START, LAST = 366, 730  # 1 January and 31 December 2025
NEW_MANAGER_DAYS = (
    2.5 * 30.5,
    8.5 * 30.5,
)  # in post at the end of the year; from nine months on nobody is new


def day(number: int) -> date:
    return FIRST + timedelta(days=int(number))


def day_number(when: date) -> int:
    return (when - FIRST).days


@dataclass(frozen=True, slots=True)
class Structure:
    """Arrays over teams (t) and seats (s); days are numbers from 1 January 2024."""

    regions: tuple[str, ...]
    team: tuple[str, ...]  # (t,) names: the region and a number in it
    region: Ints  # (t,) place in `regions`
    kind: Ints  # (t,) place in KINDS
    manager_since: Ints  # (t,)
    new_manager: Flags  # (t,)
    team_of: Ints  # (s,)

    @property
    def teams(self) -> int:
        return len(self.region)

    @property
    def kind_of(self) -> Ints:
        """(s,)"""
        return self.kind[self.team_of]

    def path(self, team: int) -> str:
        return f"{COMPANY}/{self.regions[self.region[team]]}/{self.team[team]}"


def draw_structure(rng: np.random.Generator, p: Parameters) -> Structure:
    teams = round(p.reps / p.team_size)
    sizes = _draw_regions(rng, p, teams)
    region = np.repeat(np.arange(len(sizes)), sizes)
    kind = np.zeros(teams, dtype=np.int64)
    few, many = (round(share * teams) for share in p.special_teams)
    counts = rng.integers(few, many + 1, len(KINDS) - 1)
    kind[rng.permutation(teams)[: counts.sum()]] = np.repeat([1, 2], counts)
    new = np.zeros(teams, dtype=np.bool_)
    new[rng.permutation(teams)[: round(p.new_managers * teams)]] = True
    lately = LAST - rng.uniform(*NEW_MANAGER_DAYS, teams)
    long_ago = rng.uniform(day_number(date(2016, 1, 1)), day_number(date(2025, 2, 15)), teams)
    since = np.rint(np.where(new, lately, long_ago)).astype(np.int64)
    seats = round(p.reps / (1 - p.vacant))
    spare = rng.multinomial(seats - p.smallest_team * teams, np.full(teams, 1 / teams))
    team_of = np.repeat(np.arange(teams), p.smallest_team + spare)
    names = tuple(zh for zh, _ in REGIONS[: len(sizes)])
    team = tuple(f"{names[at][0]}{nth + 1:02d}" for at, size in enumerate(sizes) for nth in range(size))
    return Structure(names, team, region, kind, since, new, team_of)


def _draw_regions(rng: np.random.Generator, p: Parameters, teams: int) -> Ints:
    """Teams of each of three or four regions of unequal size, one of them of a middle size."""
    shares = np.array(p.region_shares[rng.integers(len(p.region_shares))])
    while True:
        sizes = np.rint(teams * rng.dirichlet(p.region_sharpness * shares)).astype(np.int64)
        fits = sizes.sum() == teams and sizes.min() >= teams // 8 and len(set(sizes.tolist())) > 1
        if fits and middle_sized(sizes, teams).any():
            return rng.permutation(sizes)


def middle_sized(sizes: Ints, teams: int) -> Flags:
    """About a third of the teams, 7 to 10 of 24: large enough to be seen, and not the company."""
    return (sizes >= 0.29 * teams) & (sizes <= 0.42 * teams)
