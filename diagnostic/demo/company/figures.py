"""Each simulated rep's year: closed deals, wins and sales, so that the designed attainments come out.

A rep's sales are their wins times their mean deal size. Wins are binomial, as in reality; what luck does to whole
teams is damped and the designed groups are then scaled to their attainment, so that the table of the
design holds in every seed while the reps of a team still differ by about 30 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.demo.company.plan import (
    CHANNEL,
    CHANNEL_ATTAINMENT,
    CLOSED_DEALS,
    EXPERIENCED_DEALS,
    KEY_ACCOUNT,
    KEY_ACCOUNT_ATTAINMENT,
    NEW_MANAGER_SALES,
    NEW_MANAGER_TEAMS,
    NEW_MANAGER_WIN_RATE,
    NEW_REP_DEALS,
    NEW_REP_SIZE,
    NULL_ATTAINMENT,
    POTENTIAL,
    REGION_ATTAINMENT,
    TERRITORY_TRAP,
    TRAP_ATTAINMENT,
    WIN_RATE,
    WIN_RATE_SD,
    Floats,
    Ints,
    Structure,
)

DEAL_SIZE_SD = 0.05  # of the log of a rep's mean deal size
TEAM_LUCK = 0.4  # share of a team's luck that is left


@dataclass(frozen=True, slots=True)
class SimulatedFigures:
    """Per rep: closed and won deals, sales and target of 2025 (万), lasting win rate, band of attainment."""

    closed: Ints
    won: Ints
    sales: Floats
    target: Floats
    chance: Floats
    band: Ints  # 0 bottom, 1 middle, 2 top third of attainment within role, company-wide


def draw_figures(rng: np.random.Generator, structure: Structure) -> SimulatedFigures:
    reps = len(structure.team_of)
    closed = _draw_closed(rng, structure)
    chance = rng.normal(WIN_RATE, WIN_RATE_SD, reps)
    chance[structure.in_teams(NEW_MANAGER_TEAMS)] += NEW_MANAGER_WIN_RATE - WIN_RATE
    won = np.maximum(rng.binomial(closed, np.clip(chance, 0.1, 0.6)), 1)
    size = np.exp(rng.normal(0, DEAL_SIZE_SD, reps))
    if structure.plants:
        size[structure.new] *= NEW_REP_SIZE
    sales = _calibrate(won * size, structure)
    band = _bands(sales / structure.target, structure)
    return SimulatedFigures(closed, won, sales, structure.target, chance, band)


def _draw_closed(rng: np.random.Generator, structure: Structure) -> Ints:
    mean = np.full(len(structure.team_of), CLOSED_DEALS)
    if structure.plants:
        mean *= np.where(structure.new, NEW_REP_DEALS, EXPERIENCED_DEALS)
    mean[structure.in_teams((TERRITORY_TRAP,))] = CLOSED_DEALS * POTENTIAL
    return np.maximum(np.rint(rng.normal(mean, 2.0)), 8).astype(np.int64)


def _calibrate(raw: Floats, structure: Structure) -> Floats:
    """Scale raw sales so that each designed group of teams meets its attainment."""
    team_target = _team_sums(structure, structure.target)
    team_raw = _team_sums(structure, raw)
    group, attainment = _groups(structure, team_target)
    mean = _ratio(group, team_raw, structure.size.astype(np.float64))
    damped = raw * ((team_raw / structure.size / mean) ** (TEAM_LUCK - 1))[structure.team_of]
    scale = attainment / _ratio(group, _team_sums(structure, damped), team_target)
    return damped * scale[structure.team_of]


def _team_sums(structure: Structure, values: Floats) -> Floats:
    return np.bincount(structure.team_of, values).astype(np.float64)


def _ratio(group: Ints, above: Floats, below: Floats) -> Floats:
    """Ratio of the sums of each team's group, team by team."""
    ratio: Floats = np.bincount(group, above)[group] / np.bincount(group, below)[group]
    return ratio


def _groups(structure: Structure, team_target: Floats) -> tuple[Ints, Floats]:
    """Group number and designed attainment of each team; ordinary teams take what is left of their region."""
    if not structure.plants:
        return np.zeros(len(structure.team), dtype=np.int64), np.full(len(structure.team), NULL_ATTAINMENT)
    designed = np.full(len(structure.team), np.nan)
    designed[[kind == KEY_ACCOUNT for kind in structure.kind]] = KEY_ACCOUNT_ATTAINMENT
    designed[[kind == CHANNEL for kind in structure.kind]] = CHANNEL_ATTAINMENT
    new_managers = structure.teams_named(NEW_MANAGER_TEAMS)
    designed[new_managers] = (NEW_MANAGER_SALES * structure.size / team_target)[new_managers]
    for code, attainment in TRAP_ATTAINMENT.items():
        designed[structure.team.index(code)] = attainment
    for region, attainment in enumerate(REGION_ATTAINMENT):
        here = structure.region == region
        rest = here & np.isnan(designed)
        other = here & ~rest
        missing = attainment * team_target[here].sum() - (designed * team_target)[other].sum()
        designed[rest] = missing / team_target[rest].sum()
    keys = np.stack([structure.region.astype(np.float64), designed])
    return np.unique(keys, axis=1, return_inverse=True)[1].reshape(-1), designed


def _bands(attainment: Floats, structure: Structure) -> Ints:
    """Thirds within role, company-wide; new reps count as a separate role."""
    band = np.zeros(len(attainment), dtype=np.int64)
    for role in np.unique(structure.role):
        members = np.flatnonzero(structure.role == role)
        rank = np.argsort(np.argsort(attainment[members]))
        band[members] = 3 * rank // len(members)
    return band
