"""Territories and reps as businesses: potential, habits and true rates, none of which goes with region or manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from ordinary.parameters import KINDS, Business, Parameters
from ordinary.seats import SLOTS
from ordinary.structure import Floats, Structure

VARIED = ("closed", "win_rate", "amount", "cycle", "visits", "accounts", "new_customers")


@dataclass(frozen=True, slots=True)
class Trade:
    """What is true of the company's business; (s, 3) belongs to people, (s,) to territories, (s, 2) to years."""

    kinds: Mapping[str, Business]  # as this company has them
    potential: Floats  # (s,) true, mean about 1
    known: Floats  # (s,) as the roster has it
    activity: Floats  # (s, 3) factor on the number of deals
    amount: Floats  # (s, 3) factor
    win: Floats  # (s, 3) chance of an ordinary year
    win_year: Floats  # (s, 2) what the year adds to it
    season: Floats  # (12,) mean 1, the same in all years
    growth: float
    ambition: float  # of the targets, on last year and potential

    def of(self, structure: Structure, name: str) -> Floats:
        """(s,) a number of the kind of each seat."""
        values = np.array([float(getattr(self.kinds[kind], name)) for kind in KINDS])
        return values[structure.kind_of]


def draw_trade(rng: np.random.Generator, p: Parameters, structure: Structure) -> Trade:
    kinds = {kind: _vary(rng, each, p.business_spread) for kind, each in p.business.items()}
    team, seats, teams = structure.team_of, len(structure.team_of), structure.teams
    potential = np.exp(_log(rng, p.potential_team, teams)[team] + _log(rng, p.potential_seat, seats))
    known = np.round(potential * np.exp(_log(rng, p.potential_known, seats)), 2)
    activity = np.exp(
        _log(rng, p.activity_team, teams)[team, None] + _log(rng, p.activity_rep, (seats, SLOTS))
    )
    amount = np.exp(_log(rng, p.amount_team, teams)[team, None] + _log(rng, p.amount_rep, (seats, SLOTS)))
    spread = rng.uniform(*p.win_team_pp) / 100
    rates = np.array([kinds[kind].win_rate for kind in KINDS])[structure.kind_of, None]
    win = rates + rng.normal(0, spread, teams)[team, None] + rng.normal(0, p.win_rep_pp / 100, (seats, SLOTS))
    years = rng.normal(0, p.win_team_year_pp / 100, (teams, 2))[team]
    years = years + rng.normal(0, p.win_role_year_pp / 100, (len(KINDS), 2))[structure.kind_of]
    season = np.array(p.season) * np.exp(_log(rng, p.season_spread, 12))
    growth = float(rng.normal(*p.growth))
    return Trade(
        kinds,
        potential,
        known,
        activity,
        amount,
        win,
        years,
        season / season.mean(),
        growth,
        1 + growth + float(rng.uniform(*p.ambition)),
    )


def _log(rng: np.random.Generator, spread: float, shape: int | tuple[int, ...]) -> Floats:
    """Logs of factors whose mean is one."""
    return rng.normal(-(spread**2) / 2, spread, shape)


def _vary(rng: np.random.Generator, business: Business, spread: float) -> Business:
    changed = {
        each.name: getattr(business, each.name) * float(np.exp(rng.normal(0, spread)))
        for each in fields(Business)
        if each.name in VARIED
    }
    return replace(business, **changed)
