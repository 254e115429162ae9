"""From many resampled scores to "how sure is this place": ranks, and chances to be first or among the top.

For priorities and drivers. Ties share: an item tied for the last place among the top counts by the chance
that a random draw among the tied would put it there, so no random draw is needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, for_ranking, fraction

_CELLS = 4_000_000  # comparisons held at once


@dataclass(frozen=True, slots=True)
class RankShares:
    """For each of m items over all resamples; rank 1 = highest score, ties get the mean of their ranks."""

    p_top: Floats
    p_first: Floats
    mean_rank: Floats
    rank_low: Floats
    rank_high: Floats


def ranks(scores: Floats) -> tuple[Floats, Floats]:
    """How many stand above each item and how many tie with it (itself counted), shapes as scores (b, m).

    Midranks, Kendall 1945, 10.1093/biomet/33.3.239. Raises nothing.

    >>> above, tied = ranks(np.array([[3.0, 1.0, 3.0]]))
    >>> above.tolist(), tied.tolist()
    ([[0.0, 2.0, 0.0]], [[2.0, 1.0, 2.0]])
    """
    scores = for_ranking(scores)
    above, tied = np.empty_like(scores), np.empty_like(scores)
    step = max(_CELLS // scores.shape[1] ** 2, 1)
    for start in range(0, scores.shape[0], step):
        block = scores[start : start + step]
        above[start : start + step] = (block[:, None, :] > block[:, :, None]).sum(axis=2)
        tied[start : start + step] = (block[:, None, :] == block[:, :, None]).sum(axis=2)
    return above, tied


def rank_shares(scores: Floats, top: int, level: float = 0.95) -> RankShares:
    """Shares and rank quantiles over resamples, scores (b, m). ValueError for a top below 1.

    Goldstein & Spiegelhalter 1996, 10.2307/2983325.

    >>> shares = rank_shares(np.array([[3.0, 1.0, 2.0], [2.0, 2.0, 1.0]]), top=1)
    >>> shares.p_first.tolist(), shares.mean_rank.tolist()
    ([0.75, 0.25, 0.0], [1.25, 2.25, 2.5])
    """
    if top < 1:
        raise ValueError(f"at least one place at the top: {top}")
    above, tied = ranks(scores)
    rank = above + (tied + 1) / 2
    low, high = np.quantile(rank, [0.5 - fraction(level) / 2, 0.5 + level / 2], axis=0)
    return RankShares(
        p_top=np.clip((top - above) / tied, 0, 1).mean(axis=0),
        p_first=np.clip((1 - above) / tied, 0, 1).mean(axis=0),
        mean_rank=rank.mean(axis=0),
        rank_low=low,
        rank_high=high,
    )
