"""Counts beside the deals: visits as people log them, new customers, leavers, open deals, conversion, by team and year.

Habits differ between reps and teams, and none of them goes with anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ordinary.business import Trade
from ordinary.chance import binomial, poisson
from ordinary.deals import LENGTHS, OPEN, WON, Deals
from ordinary.parameters import Parameters
from ordinary.seats import SLOTS, Seats
from ordinary.structure import LAST, YEAR_START, Floats, Ints, Structure

YEARS = ((0, YEAR_START - 1), (YEAR_START, LAST))
HALVES = (slice(0, 12), slice(12, 24))
ENTERED = 0.62  # of the deals that were opened: they reach the second stage


@dataclass(frozen=True, slots=True)
class Activity:
    """What was counted of people (s, 3, ...) and of teams (t, ...), by month, quarter or year."""

    post: Floats  # (s, 3, 24) share of the month in post
    visits: Ints  # (s, 3, 24) as they were logged
    logged: Ints  # (s, 3, 8) won deals with a logged visit
    won: Ints  # (s, 3, 8)
    new_customers: Ints  # (s, 3, 8)
    headcount: Ints  # (t, 2)
    leavers: Ints  # (t, 2)
    entered: Ints  # (t, 2) deals in the second stage
    reached: Ints  # (t, 2) and in the third
    open_deals: Ints  # (t,)
    no_next_step: Ints  # (t,)
    duplicates: Ints  # (t,) of the deals opened in the assessed year


def draw_activity(
    rng: np.random.Generator,
    p: Parameters,
    structure: Structure,
    trade: Trade,
    seats: Seats,
    deals: Deals,
    visited: Floats,
) -> Activity:
    """`visited` (s,) is a factor on the visits of the assessed year."""
    team, teams, count = structure.team_of, structure.teams, len(structure.team_of)
    post = np.concatenate([seats.months(0, LENGTHS[:12]), seats.months(YEAR_START, LENGTHS[12:24])], axis=2)
    share = rng.beta(*p.logging, (count, SLOTS))
    won = _by_quarter(deals, WON, count)
    opened = _opened(structure, deals)
    entered = binomial(rng.random((teams, 2)), opened, np.array(ENTERED))
    waiting = np.bincount(team[deals.seat[deals.stage == OPEN]], minlength=teams)
    return Activity(
        post,
        _visits(rng, p, structure, trade, share, visited, post),
        binomial(rng.random(won.shape), won, np.clip(share + 0.15, 0, 0.98)[..., None]),
        won,
        _new_customers(rng, p, structure, trade, post),
        _headcount(structure, post),
        np.stack([_leavers(structure, seats, *year) for year in YEARS], axis=1),
        entered,
        binomial(rng.random((teams, 2)), entered, _conversion(rng, p, teams)),
        waiting,
        binomial(rng.random(teams), waiting, _habits(rng, p, p.no_next_step, teams)),
        binomial(rng.random(teams), opened[:, 1], _habits(rng, p, p.duplicates, teams)),
    )


def _visits(
    rng: np.random.Generator,
    p: Parameters,
    structure: Structure,
    trade: Trade,
    share: Floats,
    visited: Floats,
    post: Floats,
) -> Ints:
    """Visits that were entered, whatever was made: what people log is a habit of theirs."""
    team, teams, people = structure.team_of, structure.teams, (len(structure.team_of), SLOTS)
    habit = rng.normal(0, p.visits_team, teams)[team, None] + rng.normal(0, p.visits_rep, people)
    teams_year, reps_year = p.visits_year
    years = rng.normal(0, teams_year, (teams, 2))[team, None] + rng.normal(0, reps_year, (*people, 2))
    mean = (trade.of(structure, "visits")[:, None] * np.exp(habit) * share)[..., None] * np.exp(years)
    mean[..., 1] *= visited[:, None]
    by_month = np.repeat(mean, 12, axis=2) * np.tile(p.visits_month, 2) * post
    return poisson(rng.random(by_month.shape), by_month)


def _new_customers(
    rng: np.random.Generator, p: Parameters, structure: Structure, trade: Trade, post: Floats
) -> Ints:
    habit = np.exp(rng.normal(0, p.activity_rep, post.shape[:2]))
    year = trade.of(structure, "new_customers")[:, None] * habit * trade.activity
    mean = year[..., None] / 12 * post.reshape(*post.shape[:2], 8, 3).sum(axis=3)
    return poisson(rng.random(mean.shape), mean)


def _by_quarter(deals: Deals, stage: int, seats: int) -> Ints:
    own = deals.stage == stage
    place = (deals.seat[own] * SLOTS + deals.slot[own]) * 8 + deals.month[own] // 3
    return np.bincount(place, minlength=seats * SLOTS * 8).reshape(seats, SLOTS, 8)


def _opened(structure: Structure, deals: Deals) -> Ints:
    """(t, 2) deals that were opened in each year."""
    teams, columns = structure.team_of[deals.seat], []
    for first, last in YEARS:
        own = (deals.created >= first) & (deals.created <= last)
        columns.append(np.bincount(teams[own], minlength=structure.teams))
    return np.stack(columns, axis=1)


def _headcount(structure: Structure, post: Floats) -> Ints:
    """(t, 2) people in post on an average day."""
    by_seat = np.stack([post[:, :, half].sum(axis=(1, 2)) / 12 for half in HALVES], axis=1)
    teams = [np.bincount(structure.team_of, by_seat[:, year], minlength=structure.teams) for year in (0, 1)]
    return np.rint(np.stack(teams, axis=1)).astype(np.int64)


def _leavers(structure: Structure, seats: Seats, first: int, last: int) -> Ints:
    gone = ((seats.end >= first) & (seats.end <= last)).sum(axis=1)
    return np.rint(np.bincount(structure.team_of, gone, minlength=structure.teams)).astype(np.int64)


def _conversion(rng: np.random.Generator, p: Parameters, teams: int) -> Floats:
    mean, between, years = p.conversion
    rate = mean + rng.normal(0, between, (teams, 1)) + rng.normal(0, years, (1, 2))
    return np.clip(rate, 0.1, 0.9)


def _habits(rng: np.random.Generator, p: Parameters, span: tuple[float, float], teams: int) -> Floats:
    """(t,) shares around one that is drawn for the company."""
    usual = rng.uniform(*span)
    logit = np.log(usual / (1 - usual)) + rng.normal(0, p.habit_spread, teams)
    return np.asarray(1 / (1 + np.exp(-logit)))
