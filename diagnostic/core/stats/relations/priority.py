"""Which shortfall comes first, and how sure that is: ranks of weighted gaps over resampled respondents.

For choosing what a plan starts with. Whole respondents are drawn, so items stay correlated; "clear",
"likely" or "not separable" is then read off P(top).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from diagnostic.core.stats.basis.checks import (
    Floats,
    Ints,
    Labels,
    Numbers,
    NumberTable,
    enough,
    finite,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.ranking import rank_shares, ranks
from diagnostic.core.stats.basis.resample import resampled_counts


@dataclass(frozen=True, slots=True)
class Priority:
    """One entry per item. gap = mean - target (negative = shortfall); rank 1 = largest weighted shortfall.

    `se` is the gap's standard error: s / sqrt(n), or over the resamples where units are drawn first; p_top,
    p_first, mean_rank, rank_low and rank_high (95 %) go over all resamples.
    """

    n: int
    gap: tuple[float, ...]
    weighted_gap: tuple[float, ...]
    rank: tuple[float, ...]
    se: tuple[float, ...]
    p_top: tuple[float, ...]
    p_first: tuple[float, ...]
    mean_rank: tuple[float, ...]
    rank_low: tuple[float, ...]
    rank_high: tuple[float, ...]
    resamples: int


def priority_ranks(
    matrix: NumberTable,
    target: float | Numbers,
    weights: Numbers,
    top: int,
    resamples: int,
    rng: np.random.Generator,
    groups: Labels | None = None,
) -> Priority:
    """Rank distribution of weights * (target - mean) over the items; bootstrap, 10.1214/aos/1176344552.

    Ranks of a league table are as uncertain as this shows (Goldstein & Spiegelhalter 1996, 10.2307/2983325).
    matrix: answers (n, m), NaN = missing, an item's mean is over those who answered it; target: one or one
    per item, in the unit of the answers; weights: (m,), not negative; top: how many places count as top;
    groups: unit of each respondent - units are drawn first. Resamples in which some item has no answers
    are left out (`resamples` says how many counted).

    Raises CannotSayError `too_few` (fewer than 2 respondents, 2 items or 2 answers to an item),
    `all_missing`, `not_finite`, `off_scale` (a negative weight), `one_group` (groups given, but only one).

    >>> answers = [[4, 2, 3], [5, 1, 3], [4, 2, 2], [3, 2, 4], [4, 3, 3], [5, 2, 3]]
    >>> result = priority_ranks(answers, 4, [1, 1, 1], 1, 2000, np.random.default_rng(1))
    >>> result.rank, [round(g, 2) for g in result.gap], round(result.p_first[1], 1)
    ((3.0, 1.0, 2.0), [0.17, -2.0, -1.0], 1.0)
    """
    answers, present, asked = _checked(matrix)
    aim = np.broadcast_to(np.asarray(target, dtype=np.float64), answers.shape[1:])
    weight = _weights(weights, answers.shape[1])
    gap = answers.sum(axis=0) / present.sum(axis=0) - aim
    codes = None if groups is None else _codes(groups, asked)
    gaps = _resampled_means(answers, present, resamples, rng, codes) - aim
    above, tied = ranks(-(weight * gap)[None, :])
    shares = rank_shares(-weight * gaps, top)
    errors = _errors(answers, present) if codes is None else gaps.std(axis=0, ddof=1)
    return Priority(
        n=answers.shape[0],
        gap=numbers(gap),
        weighted_gap=numbers(weight * gap),
        rank=numbers(above + (tied + 1) / 2),
        se=numbers(errors),
        p_top=numbers(shares.p_top),
        p_first=numbers(shares.p_first),
        mean_rank=numbers(shares.mean_rank),
        rank_low=numbers(shares.rank_low),
        rank_high=numbers(shares.rank_high),
        resamples=gaps.shape[0],
    )


def _checked(matrix: NumberTable) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Answers with 0 for missing, 1 or 0 for present or not, and which rows hold any answer."""
    answers = finite(matrix)
    enough(answers.shape[1], 2)
    asked = np.asarray(~np.isnan(answers).all(axis=1))
    answers = answers[asked]
    enough(answers.shape[0], 2, of=asked.size)
    present = ~np.isnan(answers)
    enough(int(present.sum(axis=0).min()), 2, of=answers.shape[0])
    return np.where(present, answers, 0.0), present.astype(np.float64), asked


def _errors(answers: Floats, present: Floats) -> Floats:
    """s / sqrt(n) of each item over those who answered it."""
    n = present.sum(axis=0)
    around = (answers - answers.sum(axis=0) / n) * present
    errors: Floats = np.sqrt(np.sum(around**2, axis=0) / (n - 1) / n)
    return errors


def _weights(weights: Numbers, items: int) -> Floats:
    weight = np.asarray(weights, dtype=np.float64)
    if weight.shape != (items,):
        raise ValueError(f"one weight per item: {weight.shape}, {items} items")
    if not np.isfinite(weight).all():
        raise CannotSayError("not_finite", n=items)
    if weight.min() < 0:
        raise CannotSayError("off_scale", n=items)
    return weight


def _codes(groups: Labels, asked: npt.NDArray[np.bool_]) -> Ints:
    labels = np.asarray(groups)
    if labels.shape != asked.shape:
        raise ValueError(f"one unit per respondent: {labels.shape}, {asked.size} respondents")
    names, codes = np.unique(labels[asked], return_inverse=True)
    if names.size < 2:
        raise CannotSayError("one_group", n=1, needed=2)
    return codes.astype(np.int64)


def _resampled_means(
    answers: Floats, present: Floats, resamples: int, rng: np.random.Generator, codes: Ints | None
) -> Floats:
    """Item means of the resamples in which every item was answered, shape (b, m)."""
    blocks = []
    for counts in resampled_counts(answers.shape[0], resamples, rng, codes):
        asked = counts @ present
        kept = (asked > 0).all(axis=1)
        blocks.append((counts[kept] @ answers) / asked[kept])
    means = np.concatenate(blocks)
    enough(means.shape[0], max(resamples // 2, 2))
    return means
