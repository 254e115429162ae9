"""Shows if reps' win rates differ without a dot per rep: pools of at least three with about as many deals.

A dot with the exact numbers of one rep names them to every colleague who knows how many deals they closed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.spread import REPS, rep_p_values
from diagnostic.core.diagnosis.model.diagnosis import RepBin, RepSpread
from diagnostic.core.stats.differences.adjust import adjust

ALPHA = 0.05
FLOOR = 3  # reps, below which a pool is one person's figure
BINS = 40  # at most, so that the dots stay dots


def spread_of_win_rates(people: RepArrays) -> RepSpread | None:
    """None with fewer than three reps who closed a deal, or where all deals ended alike; no pools under ten reps."""
    won, closed, p = rep_p_values(people)
    if len(won) < FLOOR:
        return None
    differ = int((np.asarray(adjust(p.tolist(), "bh")) < ALPHA).sum())
    bins = tuple(_bins(won, closed)) if len(won) >= REPS else ()
    return RepSpread(len(won), int(closed.sum()), int(won.sum()), differ, bins)


def _bins(won: Floats, closed: Floats) -> Iterator[RepBin]:
    """Neighbours by number of deals, never by what they won; what is left over joins the last pool."""
    order = np.argsort(closed, kind="stable")
    size = max(FLOOR, -(-len(order) // BINS))
    starts = range(0, len(order) - size + 1, size)
    for start in starts:
        own = order[start:] if start == starts[-1] else order[start : start + size]
        deals = float(closed[own].sum())
        yield RepBin(len(own), deals / len(own), float(won[own].sum()) / deals)
