"""What is planted in the simulated company 汀澜流体控制 / Tinglan Flow Control: its build and design.

The generator reads these constants, the product never does. Money is in CNY 10,000 (万), attainment a share
of the yearly target. What the diagnosis must find stands apart, in `tests/data/demo_answer_key.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# The first seed from 0 on where null N2 shows (S02's MO-TEA about -0.9 SD, by chance), every plant can be
# seen, new managers rate their coaching above their colleagues', and each team has five respondents or more.
PUBLISHED_SEED = 1016

YEAR = 2025
AS_OF = date(2026, 1, 15)
COMPANY = "汀澜流体控制"
REGIONS = ("华东", "华南", "华北")
REGION_LETTER = "ESN"
REGION_TEAMS = (16, 12, 12)
FIELD, KEY_ACCOUNT, CHANNEL = "field", "key_account", "channel"

KEY_ACCOUNT_TEAMS = ("E13", "E14", "E15", "E16", "S12", "N12")
CHANNEL_TEAMS = ("S09", "S10", "S11", "N11")
NEW_MANAGER_TEAMS = ("E06", "S03", "S05", "S07", "N04")  # P2
TERRITORY_TRAP, INHERITED_TRAP, NEWCOMER_TRAP = "E09", "E03", "N06"  # T1, T2, T3
TEN_REPS = (*CHANNEL_TEAMS, *NEW_MANAGER_TEAMS, TERRITORY_TRAP, INHERITED_TRAP, NEWCOMER_TRAP, "N12")
NEW_REPS = 72
NEWCOMERS_IN_TRAP = 6

TARGET = 300.0
RAISED_TARGET = 342.0  # P1: North except N12, +14 % from July on
RAMP_TARGET = 180.0  # what a new rep is expected to sell in the first year
BOARD_TARGET = 122_000.0
REGION_TARGETS = (48_000.0, 36_000.0, 38_000.0)

REGION_ATTAINMENT = (0.941, 0.861, 0.791)
KEY_ACCOUNT_ATTAINMENT, CHANNEL_ATTAINMENT = 1.08, 0.83
NEW_MANAGER_SALES = 234.4  # 76 % of the five teams' pooled target, one of which was raised
TRAP_ATTAINMENT = {TERRITORY_TRAP: 0.58, INHERITED_TRAP: 1.31, NEWCOMER_TRAP: 0.70}
NULL_ATTAINMENT = 1.0

CLOSED_DEALS, WIN_RATE, NEW_MANAGER_WIN_RATE, WIN_RATE_SD = 28.0, 0.30, 0.255, 0.02
POTENTIAL = 0.62  # of E09; its deals per rep are as few
NEW_REP_DEALS, EXPERIENCED_DEALS = 0.80, 1.05  # on average 28 closed deals
NEW_REP_SIZE = 0.92

RESPONSE, NEW_MANAGER_RESPONSE = 0.80, 0.65
SCALE_SD = 0.70  # points, of scale scores within teams
TEAM_SD, METHOD_LOADING, ACQUIESCENCE_SD, CARELESS = 0.20, 0.25, 0.20, 0.03


@dataclass(frozen=True, slots=True)
class Structure:
    """Who sits where. Arrays over teams (40) and reps (400); teams are in the order of the regions."""

    team: tuple[str, ...]
    region: Ints  # of each team, place in REGIONS
    kind: tuple[str, ...]
    size: Ints
    team_of: Ints  # of each rep
    new: Flags
    role: npt.NDArray[np.str_]
    plants: bool

    def in_teams(self, codes: tuple[str, ...]) -> Flags:
        """Reps of the named teams; none where nothing is planted."""
        return self.teams_named(codes)[self.team_of]

    def teams_named(self, codes: tuple[str, ...]) -> Flags:
        return np.array([self.plants and team in codes for team in self.team])

    @property
    def region_of(self) -> Ints:
        return self.region[self.team_of]

    @property
    def target(self) -> Floats:
        """Yearly target of each rep's seat."""
        raised = self.region == 2
        raised &= ~self.teams_named(("N12",))
        return np.where(raised & self.plants, RAISED_TARGET, TARGET)[self.team_of]


def draw_structure(rng: np.random.Generator, plants: bool) -> Structure:
    """Forty teams of 8 to 12, in regions of 160, 120 and 120 reps; 72 of them are new, all in field teams."""
    team = tuple(
        f"{letter}{number:02d}"
        for letter, count in zip(REGION_LETTER, REGION_TEAMS, strict=True)
        for number in range(1, count + 1)
    )
    region = np.repeat(np.arange(3), REGION_TEAMS)
    kind = tuple(
        KEY_ACCOUNT if code in KEY_ACCOUNT_TEAMS else CHANNEL if code in CHANNEL_TEAMS else FIELD
        for code in team
    )
    size = _draw_sizes(rng, team, region)
    team_of = np.repeat(np.arange(len(team)), size)
    new = _draw_new(rng, team, kind, size)
    role = np.array([{FIELD: "R", KEY_ACCOUNT: "K", CHANNEL: "C"}[kind[place]] for place in team_of])
    role[new] = "N"
    return Structure(team, region, kind, size, team_of, new, role, plants)


def _draw_sizes(rng: np.random.Generator, team: tuple[str, ...], region: Ints) -> Ints:
    """Ten each, then pairs of teams of a region swap up to two seats: the region's total stays."""
    size = np.full(len(team), 10)
    free = np.array([code not in TEN_REPS for code in team])
    for place in range(3):
        pairs = rng.permutation(np.flatnonzero(free & (region == place)))
        half = len(pairs) // 2
        swap = rng.integers(0, 3, half)
        size[pairs[:half]] += swap
        size[pairs[half : 2 * half]] -= swap
    return size


def _draw_new(rng: np.random.Generator, team: tuple[str, ...], kind: tuple[str, ...], size: Ints) -> Flags:
    """Six of ten in N06, one to three in every other field team, so that only N06 is mostly new."""
    count = np.zeros(len(team), dtype=np.int64)
    trap = team.index(NEWCOMER_TRAP)
    others = np.array([place for place, each in enumerate(kind) if each == FIELD and place != trap])
    left = NEW_REPS - NEWCOMERS_IN_TRAP - 2 * len(others)
    ones = 5
    count[rng.permutation(others)] = np.repeat([1, 2, 3], [ones, len(others) - 2 * ones - left, ones + left])
    count[trap] = NEWCOMERS_IN_TRAP
    seat = np.concatenate([rng.permutation(each) for each in size])
    return seat < np.repeat(count, size)
