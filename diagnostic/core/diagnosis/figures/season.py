"""How deep a quarter of the period lies below what its months can ask: a season, or a fall that hit everybody.

A season is there in both years; a target for the whole year has it already, so that only a period of less than a year
is short for it. A fall against the year before is the market's only where nearly all regions and units have it: what
one of them lost is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np

from diagnostic.core.diagnosis.figures.people import YEAR, Floats, RepArrays
from diagnostic.core.diagnosis.figures.results import Mask, level_of
from diagnostic.core.diagnosis.model.result import Result

QUARTER = 3
ALIKE = 0.10  # how far the shares of both years may lie apart and be the same season
NEARLY_ALL = 0.80  # of regions and units: a fall of so many is no one's own
PART = 5  # people: the quarters of fewer move by single deals


def season_dip(people: RepArrays) -> Iterator[Result]:
    """The deepest of both; nothing where neither can be looked for."""
    now, before = _quarters(people.sales), _quarters(people.actual_before)
    if now is None or before is None or not _whole_quarters(people):
        return
    season = None if len(people.months) == YEAR else _season(now.sum(axis=0), before.sum(axis=0))
    found = [depth for depth in (season, _fall_of_all(people, now, before)) if depth is not None]
    both = (now.sum(axis=1) > 0) & (before.sum(axis=1) > 0)
    if found and both.any():
        yield from level_of("company", "season_dip", "share", max(found), int(both.sum()))


def _whole_quarters(people: RepArrays) -> bool:
    """Two quarters at least, of months that follow each other."""
    months = people.months
    return len(months) >= 2 * QUARTER and months[-1] - months[0] + 1 == len(months)


def _quarters(sales: Floats) -> Floats | None:
    """(n, q) sums of three months each; None where they do not come out even, or nothing was sold in one of them."""
    people, months = sales.shape
    if not months or months % QUARTER:
        return None
    return np.asarray(sales.reshape(people, months // QUARTER, QUARTER).sum(axis=2))


def _season(now: Floats, before: Floats) -> float | None:
    """How far a quarter lies below an even share in both years, where these are the same within a tenth."""
    if min(now.sum(), before.sum()) <= 0:
        return None
    shares = np.array([now / now.sum(), before / before.sum()]) * len(now)
    alike = np.abs(shares[0] - shares[1]) <= ALIKE * shares[1]
    return float(np.max(np.where(alike, 1 - shares.max(axis=0), 0.0), initial=0.0))


def _fall_of_all(people: RepArrays, now: Floats, before: Floats) -> float | None:
    """The deepest fall of a quarter's share against the year before that nearly all parts have at least."""
    falls = [_falls(now[part], before[part]) for part in _parts(people)]
    known = [fall for fall in falls if fall is not None]
    if len(known) < 2:
        return None
    deepest_first = -np.sort(-np.array(known), axis=0)
    shared = deepest_first[ceil(NEARLY_ALL * len(known)) - 1]
    return float(np.max(shared, initial=0.0))


def _falls(now: Floats, before: Floats) -> Floats | None:
    """(q,) by what part each quarter's share fell; None without sales in each quarter of the year before."""
    first, last = before.sum(axis=0), now.sum(axis=0)
    if (first <= 0).any() or last.sum() <= 0:
        return None
    return np.asarray(1 - (last / last.sum()) / (first / first.sum()))


def _parts(people: RepArrays) -> list[Mask]:
    """Regions and the units in them, of five people or more and not of everybody; the same people once."""
    paths = [person.path for person in people.persons]
    names = sorted({path[:depth] for path in paths for depth in range(1, len(path) + 1)})
    masks = [np.array([path[: len(name)] == name for path in paths], dtype=np.bool_) for name in names]
    unlike = {mask.tobytes(): mask for mask in masks}
    return [mask for mask in unlike.values() if PART <= mask.sum() < people.n]
