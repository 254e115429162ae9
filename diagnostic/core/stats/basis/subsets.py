"""R2 of an outcome on every subset of its predictors, and from it the average over all orders of entering.

For `importance`. All subsets come out of one elimination over a whole batch of correlation matrices, so that
bootstrapping the shares costs little more than computing them once.
"""

from __future__ import annotations

from math import factorial

import numpy as np

from diagnostic.core.stats.basis.checks import Floats

MOST_PREDICTORS = 16  # subsets double with each; beyond this use Johnson's weights
_CELLS = 4_000_000  # numbers of one elimination held at once


def subset_r2(correlation: Floats) -> Floats:
    """R2 of the last variable on every subset of the others, for a batch (b, p + 1, p + 1); shape (b, 2^p).

    Subset s holds predictor j when bit p - 1 - j of s is set. Each predictor in turn is either dropped or
    eliminated (Gauss), so that what is left at the end is the outcome's unexplained variance.
    Beaton 1964 (sweep operator). Raises nothing; see `lmg_shares`.

    >>> r = np.array([[[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]]])
    >>> subset_r2(r).round(2).tolist()
    [[0.0, 0.09, 0.36, 0.45]]
    """
    batch, size = correlation.shape[0], correlation.shape[-1]
    blocks = correlation[:, None]
    for left in range(size - 1, 0, -1):
        dropped, row, pivot = blocks[..., 1:, 1:], blocks[..., 0, 1:], blocks[..., 0, 0]
        taken = dropped - row[..., :, None] * row[..., None, :] / pivot[..., None, None]
        blocks = np.stack([dropped, taken], axis=2).reshape(batch, -1, left, left)
    r2: Floats = 1 - blocks[:, :, 0, 0]
    return r2


def _order_weights(p: int) -> Floats:
    """Matrix (2^p, p) that turns R2 of all subsets into LMG: k!(p-1-k)!/p! of orders put j after k others."""
    subsets = np.arange(2**p)[:, None]
    inside = (subsets >> np.arange(p - 1, -1, -1)) & 1
    size = inside.sum(axis=1, keepdims=True)
    share = np.array([factorial(k) * factorial(p - 1 - k) / factorial(p) for k in range(p)] + [0.0])
    weights: Floats = np.where(inside == 1, share[size - 1], -share[np.minimum(size, p)])
    return weights


def lmg_shares(correlation: Floats) -> Floats:
    """LMG shares of a batch of correlation matrices (b, p + 1, p + 1), outcome last; shape (b, p).

    10.18637/jss.v017.i01. ValueError for more than 16 predictors.

    >>> lmg_shares(np.array([[[1, 0.5, 0.6], [0.5, 1, 0.3], [0.6, 0.3, 1]]])).round(4).tolist()
    [[0.315, 0.045]]
    """
    p = correlation.shape[-1] - 1
    if p > MOST_PREDICTORS:
        raise ValueError(f"LMG takes at most {MOST_PREDICTORS} predictors, not {p}: use johnson")
    weights, step = _order_weights(p), max(_CELLS // (4 * 2**p), 1)
    blocks = [subset_r2(correlation[at : at + step]) @ weights for at in range(0, correlation.shape[0], step)]
    return np.concatenate(blocks)
