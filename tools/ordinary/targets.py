"""Targets: half on last year's sales of the territory, half on its potential, so that luck comes back to the mean."""

from __future__ import annotations

import numpy as np

from ordinary.business import Trade
from ordinary.deals import LENGTHS
from ordinary.parameters import KINDS, Parameters
from ordinary.seats import Seats
from ordinary.structure import YEAR_START, Floats, Ints, Structure

MONTHS_OF_YEAR = LENGTHS[12:24]


def set_targets(
    p: Parameters, structure: Structure, trade: Trade, seats: Seats, sales: Ints, factor: Floats
) -> Ints:
    """(s, 3, 12) yuan a month, for the days in post; new reps start lower. `sales` are (s, 3, 24) won amounts.

    `factor` (s,) is what a plant makes of a territory's target.
    """
    before = sales[:, :, :12].sum(axis=(1, 2)).astype(float)
    by_potential = np.zeros(len(before))
    for kind in range(len(KINDS)):
        own = structure.kind_of == kind
        if own.any():
            by_potential[own] = before[own].sum() * trade.known[own] / trade.known[own].sum()
    year = trade.ambition * (p.on_last_year * before + (1 - p.on_last_year) * by_potential) * factor
    month = year[:, None] * trade.season / trade.season.sum()
    asked = month[:, None, :] * seats.months(YEAR_START, MONTHS_OF_YEAR) * _ramp(p, seats)
    whole: Ints = (np.rint(asked / 100) * 100).astype(np.int64)
    return whole


def _ramp(p: Parameters, seats: Seats) -> Floats:
    """(s, 3, 12) share of the full target by months since the start; those in post from the beginning have all."""
    begins = YEAR_START + np.concatenate([[0], np.cumsum(MONTHS_OF_YEAR)[:-1]])
    since = np.maximum((begins + 15 - seats.start[..., None]) // 30, 0)
    steps = np.append(p.ramp_targets, 1.0)
    share: Floats = steps[np.minimum(since, len(steps) - 1)]
    return share
