"""Details of the simulated people and units besides the yearly figures: dates, activity, unit metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from diagnostic.demo.company.deals import Deals, day_number
from diagnostic.demo.company.plan import (
    CHANNEL,
    INHERITED_TRAP,
    KEY_ACCOUNT_TEAMS,
    NEW_MANAGER_TEAMS,
    POTENTIAL,
    TERRITORY_TRAP,
    YEAR,
    Flags,
    Floats,
    Ints,
    Structure,
)

# New reps came as one class after the yearly kick-off: their figures cover the year, and on the day of the
# diagnosis they are still in their first twelve months.
FIRST_CLASS_DAY, LAST_CLASS_DAY = date(YEAR, 1, 16), date(YEAR, 2, 14)
VISITS, HABIT_SD, QUARTER_SD, KEY_ACCOUNT_VISITS = 60.0, 0.1, 4.0, 0.82
NEW_CUSTOMERS, INHERITED_NEW_CUSTOMERS = 1.4, 0.3  # a year and rep
LEAVERS, NEW_MANAGER_LEAVERS, KEY_ACCOUNT_LEAVERS = 0.11, 0.22, 0.19
USUAL_INHERITED = 0.20
NO_NEXT_STEP, FLAT_NO_NEXT_STEP = 0.46, 0.15
DUPLICATES, CHANNEL_DUPLICATES = 0.02, 0.09
CONVERSION = {YEAR - 1: 0.52, YEAR: 0.41}  # stage 2 to 3
STAGE2_ENTERED = {YEAR - 1: 8_200, YEAR: 9_800}
APPROVAL_DAYS, FLAT_APPROVAL_DAYS = 6.0, 2.5
ADMIN_HOURS, FLAT_ADMIN_HOURS = 11.0, 6.0


@dataclass(frozen=True, slots=True)
class SimulatedPeople:
    """Roster details: day numbers, potential and shares per rep; manager's first day as manager per team."""

    started: Ints
    manager_started: Ints
    manager_since: Ints
    potential: Floats  # of each team
    accounts: Ints
    admin_hours: Floats
    level: Ints


def draw_people_details(rng: np.random.Generator, structure: Structure) -> SimulatedPeople:
    reps, teams = len(structure.team_of), len(structure.team)
    long_ago, recent = day_number(date(2014, 3, 1)), day_number(date(2023, 12, 1))
    started = rng.integers(long_ago, recent, reps)
    first = day_number(FIRST_CLASS_DAY)
    joined = rng.integers(first, day_number(LAST_CLASS_DAY) + 1, reps)
    joined = first + (joined - first) // 2  # all in January: they have a target for every month of the year
    since = rng.integers(day_number(date(2017, 1, 4)), day_number(date(2023, 9, 1)), teams)
    lately = rng.integers(day_number(date(YEAR, 5, 6)), day_number(date(YEAR, 8, 29)), teams)
    since = np.where(np.isin(structure.team, NEW_MANAGER_TEAMS), lately, since)
    potential = np.round(rng.normal(1.0, 0.04, teams), 2)
    potential[structure.teams_named((TERRITORY_TRAP,))] = POTENTIAL
    return SimulatedPeople(
        np.where(structure.new, joined, started),
        np.minimum(since, recent) - rng.integers(200, 2000, teams),
        since,
        potential,
        np.maximum(np.rint(rng.normal(38, 6, reps)), 12).astype(np.int64),
        np.round(rng.normal(ADMIN_HOURS if structure.plants else FLAT_ADMIN_HOURS, 1.5, reps), 1),
        np.where(structure.new, 1, rng.integers(1, 4, reps)),
    )


def draw_inherited(rng: np.random.Generator, structure: Structure, deals: Deals) -> Floats:
    """Share of each rep's sales from inherited accounts; in team E03 as the deals have it."""
    usual = rng.beta(4, 4 / USUAL_INHERITED - 4, len(structure.team_of))
    won = (deals.stage == 0) & (deals.closed >= day_number(date(YEAR, 1, 1)))
    sales = np.bincount(deals.owner[won], deals.amount[won], minlength=len(usual))
    marked = won & deals.inherited
    inherited = np.bincount(deals.owner[marked], deals.amount[marked], minlength=len(usual))
    trap = structure.in_teams((INHERITED_TRAP,))
    share: Floats = np.where(trap, inherited / np.maximum(sales, 1), usual).round(2)
    return share


def draw_visits(rng: np.random.Generator, structure: Structure) -> Ints:
    """Visits, reps x 8 quarters; key-account teams lose 18 % in the last two (P3)."""
    habit = VISITS * np.exp(rng.normal(0, HABIT_SD, len(structure.team_of)))
    mean = np.tile(habit[:, None], (1, 8))
    mean[structure.in_teams(KEY_ACCOUNT_TEAMS), 6:] *= KEY_ACCOUNT_VISITS
    return np.maximum(np.rint(rng.normal(mean, QUARTER_SD)), 0).astype(np.int64)


def draw_new_customers(rng: np.random.Generator, structure: Structure) -> Ints:
    """New customers, reps x 8 quarters; few in team E03 (T2)."""
    few = structure.in_teams((INHERITED_TRAP,))
    return rng.poisson(np.where(few, INHERITED_NEW_CUSTOMERS, NEW_CUSTOMERS)[:, None] / 4, (len(few), 8))


def draw_leavers(rng: np.random.Generator, structure: Structure) -> dict[int, Ints]:
    """People who left, by year and team: each group of teams loses exactly its designed share of seats."""
    usual = np.full(len(structure.team), LEAVERS)
    now = usual.copy()
    now[structure.teams_named(NEW_MANAGER_TEAMS)] = NEW_MANAGER_LEAVERS
    now[structure.teams_named(KEY_ACCOUNT_TEAMS)] = KEY_ACCOUNT_LEAVERS
    return {YEAR - 1: _draw_seats(rng, structure, usual), YEAR: _draw_seats(rng, structure, now)}


def _draw_seats(rng: np.random.Generator, structure: Structure, rate: Floats) -> Ints:
    left = np.zeros(len(structure.team), dtype=np.int64)
    for each in np.unique(rate):
        seats = np.flatnonzero((rate == each)[structure.team_of])
        gone = rng.choice(seats, round(float(each) * len(seats)), replace=False)
        left += np.bincount(structure.team_of[gone], minlength=len(left))
    return left


def count_open(structure: Structure, deals: Deals) -> Ints:
    """Open deals of each team."""
    return np.bincount(structure.team_of[deals.owner[deals.closed < 0]], minlength=len(structure.team))


def count_entered(structure: Structure, deals: Deals) -> Ints:
    """Deals each team entered in the year, however they ended."""
    this_year = deals.created >= day_number(date(YEAR, 1, 1))
    return np.bincount(structure.team_of[deals.owner[this_year]], minlength=len(structure.team))


def draw_without_next_step(rng: np.random.Generator, structure: Structure, opened: Ints) -> Ints:
    """Open deals without a next step by team; the company's share is exact, teams vary by chance."""
    share = NO_NEXT_STEP if structure.plants else FLAT_NO_NEXT_STEP
    return _draw_exact(rng, opened, share, np.ones(len(opened), dtype=np.bool_))


def draw_duplicates(rng: np.random.Generator, structure: Structure, entered: Ints) -> Ints:
    """Deals of the year that were entered twice: many in channel teams (P6), few elsewhere."""
    channel = np.array(structure.kind) == CHANNEL
    there = CHANNEL_DUPLICATES if structure.plants else DUPLICATES
    return _draw_exact(rng, entered, there, channel) + _draw_exact(rng, entered, DUPLICATES, ~channel)


def _draw_exact(rng: np.random.Generator, counts: Ints, share: float, among: Flags) -> Ints:
    """`share` of all counted in the teams `among`, spread over them at random."""
    pool = np.where(among, counts, 0)
    return rng.multivariate_hypergeometric(pool, round(share * int(pool.sum())))
