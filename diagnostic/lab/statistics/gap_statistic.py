"""Are there groups of people at all, and how many: Tibshirani's gap statistic. One group is an answer.

For profiles ("segments"). The split into k groups is compared with splits of data that have no groups: uniform over
the box of the answers, or over the box along their principal axes. Nothing is called a segment unless both agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from diagnostic.core.stats.basis.checks import (
    Floats,
    Ints,
    NumberTable,
    complete_rows,
    constant_columns,
    enough,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.lab.statistics.k_means import best_split, k_means

Reference = Literal["box", "pca"]
_STANDS_STILL = 1e-4  # a share of the loss that no gap of noise depends on


@dataclass(frozen=True, slots=True)
class GapStatistic:
    """Entry k - 1 is of k groups. `margin` = gap(k) - (gap(k + 1) - s(k + 1)); `k` the first with margin >= 0.

    `k_first_se`: the smallest within one s of the first local maximum; `k_first_max`, `k_max`: first local and global
    maximum. `robust`: no margin up to the chosen one lies within three Monte Carlo errors of zero.
    """

    log_w: tuple[float, ...]
    expected: tuple[float, ...]
    gap: tuple[float, ...]
    s: tuple[float, ...]
    margin: tuple[float, ...]
    k: int
    k_first_se: int
    k_first_max: int
    k_max: int
    robust: bool


@dataclass(frozen=True, slots=True)
class Splits:
    """Splits of the same n people into 1 .. K groups: `labels` (K, n), `within` sums of squares, data as used."""

    data: Floats
    labels: Ints
    within: tuple[float, ...]


def standardised(items: NumberTable) -> Floats:
    """Complete rows with mean 0 and standard deviation 1 (n - 1) in each column, shape (n, d).

    Raises CannotSayError `too_few` (fewer than 3 complete rows, no column), `all_missing`, `not_finite`, `constant`.
    Milligan & Cooper 1988, 10.1007/BF01897163: otherwise the widest column decides.

    >>> standardised([[1, 10], [2, 30], [3, 20]]).tolist()
    [[-1.0, -1.0], [0.0, 1.0], [1.0, 0.0]]
    """
    rows = complete_rows(items, 3)
    enough(rows.shape[1], 1)
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=rows.shape[0])
    scaled: Floats = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    return scaled


def splits(data: Floats, most: int, starts: int | None, rng: np.random.Generator) -> Splits:
    """The best k-means splits into 1 .. `most` groups, data (n, d) as from `standardised`.

    `starts` None: as many as it takes (`best_split`). Raises CannotSayError `too_few` unless there are more different
    people than groups.
    Sources as `k_means`.

    >>> found = splits(np.array([[0.0], [1.0], [10.0], [11.0]]), 2, 5, np.random.default_rng(1))
    >>> [round(w, 1) for w in found.within]
    [101.0, 1.0]
    """
    enough(int(np.unique(data, axis=0).shape[0]), most + 1)
    found = [
        best_split(data, k, rng) if starts is None else k_means(data[None], k, starts, rng)
        for k in range(1, most + 1)
    ]
    return Splits(
        data,
        np.concatenate([split.labels for split in found]),
        tuple(float(split.within[0]) for split in found),
    )


def gap_statistic(
    found: Splits,
    draws: int,
    rng: np.random.Generator,
    reference: Reference = "box",
    power: Literal[1, 2] = 2,
    starts: int = 12,
) -> GapStatistic:
    """gap(k) = E* log W(k) - log W(k); the first k with gap(k) >= gap(k + 1) - s(k + 1); 10.1111/1467-9868.00293.

    W(k) sums, over the groups, the distances within a group to the `power` divided by twice its size; 2 is the
    published statistic (half the sum of squares). E* is over `draws` uniform tables in the box of the data or, with
    "pca", in the box along their principal axes; s(k) = sd* sqrt(1 + 1 / draws). ValueError below two draws.

    Raises CannotSayError `constant` when some split leaves no distance within its groups.

    >>> rng = np.random.default_rng(1)
    >>> people = np.concatenate([rng.normal(0, 1, (40, 2)), rng.normal(8, 1, (40, 2))])
    >>> result = gap_statistic(splits(standardised(people), 4, 20, rng), 50, rng)
    >>> result.k, result.robust
    (2, True)
    """
    if draws < 2:
        raise ValueError(f"at least two draws: {draws}")
    seen = np.array([_dispersion(found.data[None], labels[None], power)[0] for labels in found.labels])
    if (seen <= 0).any():
        raise CannotSayError("constant", n=found.data.shape[0])
    noise = _uniform(found.data, draws, reference, rng)
    most = len(found.within)
    log_noise = np.empty((most, draws))
    for k in range(1, most + 1):
        split = k_means(noise, k, starts, rng, _STANDS_STILL)
        w = split.within / 2 if power == 2 else _dispersion(noise, split.labels, power)
        log_noise[k - 1] = np.log(w)
    expected = log_noise.mean(axis=1)
    s = log_noise.std(axis=1) * sqrt(1 + 1 / draws)
    return _chosen(np.log(seen), expected, s, draws)


def _uniform(data: Floats, draws: int, reference: Reference, rng: np.random.Generator) -> Floats:
    """Tables without groups in the box of the data, shape (draws, n, d)."""
    turn = np.eye(data.shape[1]) if reference == "box" else np.linalg.svd(data - data.mean(axis=0))[2].T
    turned = (data - data.mean(axis=0)) @ turn
    low, high = turned.min(axis=0), turned.max(axis=0)
    tables: Floats = rng.uniform(low, high, size=(draws, *data.shape)) @ turn.T
    return tables


def _dispersion(data: Floats, labels: Ints, power: int) -> Floats:
    """W of each data set (m, n, d) split by labels (m, n): half the summed distances over group sizes."""
    w = np.empty(data.shape[0])
    for at, (points, codes) in enumerate(zip(data, labels, strict=True)):
        ones = np.eye(int(codes.max()) + 1)[codes]
        squares = distances(points) ** power
        sizes = np.maximum(ones.sum(axis=0), 1)
        w[at] = float((np.einsum("nk,nk->k", squares @ ones, ones) / sizes).sum() / 4)
    return w


def distances(points: Floats) -> Floats:
    """Euclidean distance of every pair of people, points (n, d) -> (n, n), in their unit.

    Pythagoras. Raises nothing.

    >>> distances(np.array([[0.0, 0.0], [3.0, 4.0]])).tolist()
    [[0.0, 5.0], [5.0, 0.0]]
    """
    squares = (points**2).sum(axis=1)
    apart: Floats = np.sqrt(np.maximum(squares[:, None] + squares - 2 * points @ points.T, 0))
    np.fill_diagonal(apart, 0)
    return apart


def _chosen(log_w: Floats, expected: Floats, s: Floats, draws: int) -> GapStatistic:
    gap = expected - log_w
    margin = gap[:-1] - (gap[1:] - s[1:])
    k = _first(margin >= 0, gap.size)
    error = 3 * np.sqrt(s[:-1] ** 2 + s[1:] ** 2) / sqrt(draws)
    peak = _first(np.diff(gap) <= 0, gap.size)
    return GapStatistic(
        log_w=numbers(log_w),
        expected=numbers(expected),
        gap=numbers(gap),
        s=numbers(s),
        margin=numbers(margin),
        k=k,
        k_first_se=_first(gap[:peak] >= gap[peak - 1] - s[peak - 1], peak),
        k_first_max=peak,
        k_max=int(gap.argmax()) + 1,
        robust=bool((np.abs(margin) > error)[:k].all()),
    )


def _first(good: np.ndarray, otherwise: int) -> int:
    """Place of the first true entry, counted from 1."""
    return int(good.argmax()) + 1 if good.any() else otherwise


def silhouettes(data: Floats, labels: Ints) -> Floats:
    """(b - a) / max(a, b) of each person: a the mean distance to their own group, b to the nearest other; -1 .. 1.

    Rousseeuw 1987, 10.1016/0377-0427(87)90125-7; 0 for somebody alone. data: (n, d), labels: (n,) codes 0..k-1.
    Raises CannotSayError `one_group`.

    >>> silhouettes(np.array([[0.0], [1.0], [10.0], [11.0]]), np.array([0, 0, 1, 1])).round(2).tolist()
    [0.9, 0.89, 0.89, 0.9]
    """
    if int(labels.max()) == 0:
        raise CannotSayError("one_group", n=1, needed=2)
    ones = np.eye(int(labels.max()) + 1)[labels]
    sums, sizes = distances(data) @ ones, ones.sum(axis=0)
    own = sums[np.arange(labels.size), labels] / np.maximum(sizes[labels] - 1, 1)
    others = np.where(ones > 0, np.inf, sums / np.maximum(sizes, 1)).min(axis=1)
    largest = np.maximum(own, others)
    return np.where(
        (sizes[labels] > 1) & (largest > 0), (others - own) / np.where(largest > 0, largest, 1), 0.0
    )
