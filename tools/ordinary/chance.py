"""Random numbers such that a plant, or more detail in one part, changes nothing elsewhere.

Every part has a stream of its own, and counts are read from one uniform number a cell: where a mean changes, the
count of that cell does and no other.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Streams = Mapping[str, np.random.Generator]

PARTS = (  # only ever appended to
    *("structure", "scope", "seats", "business", "deals", "activity", "records"),
    *("means", "people", "skills", "morale", "managers", "panel", "names"),
)


def open_streams(seed: int) -> Streams:
    children = np.random.SeedSequence(seed).spawn(len(PARTS))
    return {part: np.random.default_rng(child) for part, child in zip(PARTS, children, strict=True)}


def poisson(luck: Floats, mean: Floats) -> Ints:
    """The quantile of each uniform number.

    >>> poisson(np.array([0.1, 0.5, 0.99]), np.array([2.0, 2.0, 2.0])).tolist()
    [0, 2, 6]
    """
    mean = np.broadcast_to(mean, luck.shape)
    count, step = np.zeros(luck.shape, dtype=np.int64), 0
    term = np.exp(-mean)
    reached = term.copy()
    while (above := luck > reached).any() and step < 500:
        count += above
        step += 1
        term = term * mean / step
        reached += term
    return count


def binomial(luck: Floats, counts: Ints, share: Floats) -> Ints:
    """The quantile of each uniform number, shares below one.

    >>> binomial(np.array([0.1, 0.5, 0.99]), np.array([10, 10, 10]), np.array([0.3])).tolist()
    [1, 3, 7]
    """
    share = np.broadcast_to(share, luck.shape)
    term = (1 - share) ** counts
    found, reached = np.zeros(luck.shape, dtype=np.int64), term.copy()
    for step in range(1, int(counts.max(initial=0)) + 1):
        found += (luck > reached) & (step <= counts)
        term = term * (counts - step + 1) / step * share / (1 - share)
        reached += term
    return found
