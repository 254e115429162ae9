"""Single deals of two years: owners, dates, amounts, customers and channel, adding up to each rep's sales.

Amounts are whole yuan. The deals of 2025 reproduce the closed and won deals and the sales of `Figures`;
the reference year 2024 holds the same reps without the new ones, without the dip under new managers and
with the plants that were lost later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from diagnostic.demo.company.figures import SimulatedFigures
from diagnostic.demo.company.plan import (
    CHANNEL,
    CLOSED_DEALS,
    INHERITED_TRAP,
    KEY_ACCOUNT_TEAMS,
    NEW_MANAGER_TEAMS,
    NEW_MANAGER_WIN_RATE,
    WIN_RATE,
    YEAR,
    Flags,
    Floats,
    Ints,
    Structure,
)

SEASON = (0.75, 0.95, 1.0, 1.3)
DEAL_SPREAD = 0.5  # of the log of amounts
LOST_SIZE = 33.0
REFERENCE_SIZE = 31.0
CYCLE_DAYS, KEY_ACCOUNT_CYCLE_DAYS, KEY_ACCOUNT_CYCLE_RISE, CYCLE_SPREAD = 80.0, 110.0, 1.21, 0.45
OPEN_DEALS = 6.0
CHANNEL_SHARES = (0.31, 0.314, 0.306, 0.31, 0.24, 0.244, 0.236, 0.24)  # by quarter, 2024 and 2025
FLAT_CHANNEL_SHARE = 0.28
INHERITED_SHARE = 0.62
USUAL_RAMP_DAYS, NEW_MANAGER_RAMP_DAYS = 10, 70  # P2: two months longer until the first orders
WON, LOST, OPEN = 0, 1, 2
STAGES = ("won", "lost", "open")


@dataclass(frozen=True, slots=True)
class Deals:
    """One row a deal. Days are counted from 1 January 2024; `closed` is -1 while open."""

    owner: Ints
    stage: Ints
    created: Ints
    closed: Ints
    amount: Ints  # yuan
    inherited: Flags
    partner: Flags


def day(number: int) -> date:
    return date(YEAR - 1, 1, 1) + timedelta(days=int(number))


def day_number(when: date) -> int:
    return (when - date(YEAR - 1, 1, 1)).days


def draw_deals(
    rng: np.random.Generator, structure: Structure, figures: SimulatedFigures, started: Ints
) -> Deals:
    """Closed deals of both years and the open ones. `started`: first day of each rep, as a day number."""
    this_year = _draw_year(rng, structure, YEAR, figures.closed, figures.won, figures.sales * 1e4, started)
    there = ~structure.new
    closed = np.maximum(np.rint(rng.normal(CLOSED_DEALS, 2.0, len(there))), 8).astype(np.int64) * there
    chance = figures.chance + (WIN_RATE - NEW_MANAGER_WIN_RATE) * structure.in_teams(NEW_MANAGER_TEAMS)
    won = np.maximum(rng.binomial(closed, np.clip(chance, 0.1, 0.6)), 1) * there
    sales = won * REFERENCE_SIZE * np.exp(rng.normal(0, 0.05, len(there))) * 1e4
    last_year = _draw_year(rng, structure, YEAR - 1, closed, won, sales, started)
    parts = (last_year, this_year, _draw_open(rng, structure))
    whole = [np.concatenate([getattr(part, name) for part in parts]) for name in Deals.__slots__]
    return _mark_partners(rng, Deals(*whole), structure)


def _draw_year(
    rng: np.random.Generator,
    structure: Structure,
    year: int,
    closed: Ints,
    won: Ints,
    sales: Floats,
    started: Ints,
) -> Deals:
    owner = np.repeat(np.arange(len(closed)), closed)
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(closed) - closed, closed)
    is_won = nth < won[owner]
    end = _draw_closing(rng, structure, owner, year, started)
    cycle = _draw_cycle(rng, structure, owner, year)
    weight = np.exp(rng.normal(0, DEAL_SPREAD, len(owner)))
    total = np.bincount(owner[is_won], weight[is_won], minlength=len(closed))
    amount = np.where(is_won, weight * (sales / np.maximum(total, 1e-9))[owner], weight * LOST_SIZE * 1e4)
    inherited = _mark_inherited(rng, owner, amount, is_won & structure.in_teams((INHERITED_TRAP,))[owner])
    stage = np.where(is_won, WON, LOST)
    whole = np.rint(amount).astype(np.int64)
    return Deals(owner, stage, end - cycle, end, whole, inherited, np.zeros(len(owner), dtype=np.bool_))


def _draw_closing(
    rng: np.random.Generator, structure: Structure, owner: Ints, year: int, started: Ints
) -> Ints:
    """Closing days by season; a new rep's first orders come some weeks after their start."""
    starts = [day_number(date(year, month, 1)) for month in (1, 4, 7, 10)] + [day_number(date(year, 12, 31))]
    passed = np.concatenate([[0.0], np.cumsum(SEASON) / sum(SEASON)])
    ramp = np.where(structure.in_teams(NEW_MANAGER_TEAMS), NEW_MANAGER_RAMP_DAYS, USUAL_RAMP_DAYS)
    first = np.interp(started + ramp * structure.new, starts, passed)
    share = first[owner] + (1 - first[owner]) * rng.random(len(owner))
    closing: Ints = np.floor(np.interp(share, passed, starts)).astype(np.int64)
    return closing


def _draw_cycle(rng: np.random.Generator, structure: Structure, owner: Ints, year: int) -> Ints:
    key = structure.in_teams(KEY_ACCOUNT_TEAMS)[owner]
    middle = np.where(key, KEY_ACCOUNT_CYCLE_DAYS, CYCLE_DAYS)
    middle = np.where(key & (year == YEAR), middle * KEY_ACCOUNT_CYCLE_RISE, middle)
    days = middle * np.exp(rng.normal(0, CYCLE_SPREAD, len(owner)))
    cycle: Ints = np.maximum(np.rint(days), 5).astype(np.int64)
    return cycle


def _mark_inherited(rng: np.random.Generator, owner: Ints, amount: Floats, candidates: Flags) -> Flags:
    """Enough won deals of team E03, in random order, to make up the inherited client's share."""
    marked = np.zeros(len(owner), dtype=np.bool_)
    order = rng.permutation(np.flatnonzero(candidates))
    running = np.cumsum(amount[order])
    if len(order):
        marked[order[running <= INHERITED_SHARE * running[-1]]] = True
    return marked


def _draw_open(rng: np.random.Generator, structure: Structure) -> Deals:
    count = rng.poisson(OPEN_DEALS, len(structure.team_of))
    owner = np.repeat(np.arange(len(count)), count)
    created = day_number(date(YEAR, 12, 31)) - rng.integers(3, 200, len(owner))
    amount = np.rint(LOST_SIZE * 1e4 * np.exp(rng.normal(0, DEAL_SPREAD, len(owner)))).astype(np.int64)
    none = np.zeros(len(owner), dtype=np.bool_)
    return Deals(owner, np.full(len(owner), OPEN), created, np.full(len(owner), -1), amount, none, none)


def _mark_partners(rng: np.random.Generator, deals: Deals, structure: Structure) -> Deals:
    """P6: partners' share of each quarter's sales; channel teams' deals come first, then others at random."""
    partner = (np.array(structure.kind) == CHANNEL)[structure.team_of][deals.owner]
    quarter = quarter_of(deals)
    for number, share in enumerate(CHANNEL_SHARES if structure.plants else [FLAT_CHANNEL_SHARE] * 8):
        won = np.flatnonzero((deals.stage == WON) & (quarter == number))
        order = rng.permutation(won)
        order = order[np.argsort(~partner[order], kind="stable")]
        running = np.cumsum(deals.amount[order])
        partner[order] = running <= share * running[-1]
    other = (deals.stage != WON) & ~partner
    partner[other] = rng.random(int(other.sum())) < 0.2
    return Deals(
        deals.owner, deals.stage, deals.created, deals.closed, deals.amount, deals.inherited, partner
    )


def quarter_of(deals: Deals) -> Ints:
    """Quarter of closing, 0..7 from 2024-Q1; -1 while open."""
    starts = [day_number(date(year, month, 1)) for year in (YEAR - 1, YEAR) for month in (1, 4, 7, 10)]
    return np.where(deals.closed < 0, -1, np.searchsorted(starts, deals.closed, side="right") - 1)


def month_of(deals: Deals) -> Ints:
    """Month of closing, 0..23 from 2024-01; -1 while open."""
    starts = [day_number(date(year, month, 1)) for year in (YEAR - 1, YEAR) for month in range(1, 13)]
    return np.where(deals.closed < 0, -1, np.searchsorted(starts, deals.closed, side="right") - 1)
