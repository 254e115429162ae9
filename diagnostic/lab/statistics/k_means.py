"""Best splits of people into k groups (k-means), for many data sets and many random starts at once.

For the gap statistic and profiles. Lloyd's steps run on a whole batch; starts are people drawn at random (k-means++
missed the optimum after 5,000 starts on a case where random starts found it), the poor ones are dropped after a few
steps, and a problem leaves the batch once it stands still. Then single people change groups while that helps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Ints

_FIRST_STEPS = 4
_MOST_STEPS = 200
_FEWEST_STARTS, _MOST_STARTS = 1_000, 20_000
_SETTLED = 2  # doublings without anything better
_SAME_LOSS = 1e-12  # relative: sums of the same distances in another order
_CELLS = 400_000  # people times starts in work at once: what a processor's own memory holds


@dataclass(frozen=True, slots=True)
class Split:
    """The best split found of each of m data sets: `labels` (m, n) codes 0..k-1, `within` (m,) sums of squares."""

    labels: Ints
    within: Floats


def k_means(data: Floats, k: int, starts: int, rng: np.random.Generator, gain: float = 0.0) -> Split:
    """k groups with the smallest sum of squared distances to their own means; Lloyd 1982, 10.1109/TIT.1982.1056489.

    Ends with Hartigan & Wong's exchanges, 10.2307/2346830. data: (m, n, d), m data sets of n people in d dimensions,
    finite, in one unit; each is started `starts` times from k people drawn at random. A start stands still once a step
    gains no more than the share `gain` of its loss; with a `gain` the exchanges are left out (for data of noise, where
    only the size of the loss matters). Within sums are in that unit squared. ValueError unless 1 <= k <= n.

    >>> people = np.array([[[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]]])
    >>> split = k_means(people, 2, 10, np.random.default_rng(1))
    >>> split.within.tolist(), bool((split.labels[0, :3] == split.labels[0, 0]).all())
    ([4.0], True)
    """
    m, n, _ = data.shape
    if not 1 <= k <= n or starts < 1:
        raise ValueError(f"1 <= k <= {n} and a start at least: {k}, {starts}")
    labels, within = np.zeros((m, n), dtype=np.int64), np.empty(m)
    step = max(_CELLS // (n * (1 if k == 1 else starts)), 1)
    for at in range(0, m, step):
        points = data[at : at + step] - data[at : at + step].mean(axis=1, keepdims=True)
        points = points.transpose(2, 0, 1).copy()
        if k > 1:
            labels[at : at + step] = _best_labels(points, k, starts, rng, gain)
        within[at : at + step] = _within(points, labels[at : at + step], k)
    return Split(labels, within)


def best_split(data: Floats, k: int, rng: np.random.Generator) -> Split:
    """The split of one data set, (n, d), after as many random starts as it takes to trust that no better one is left.

    Starts are doubled, from 1,000, until the best of the new ones is twice in a row no better than all before, or
    20,000 are made: how many a data set needs can't be known beforehand. Sources and errors as `k_means`; Steinley &
    Brusco 2007, 10.1007/s00357-007-0003-0, on how many starts are too few.

    >>> people = np.array([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]])
    >>> best_split(people, 2, np.random.default_rng(1)).within.tolist()
    [4.0]
    """
    best = _started(data, k, _FEWEST_STARTS, rng)
    made, settled = _FEWEST_STARTS, 0
    while k > 1 and settled < _SETTLED and made < _MOST_STARTS:
        more = min(made, _MOST_STARTS - made)
        found = _started(data, k, more, rng)
        made += more
        better = bool(found.within[0] < best.within[0] * (1 - _SAME_LOSS))
        best, settled = (found, 0) if better else (best, settled + 1)
    return best


def _started(data: Floats, k: int, starts: int, rng: np.random.Generator) -> Split:
    """The best of so many starts, made a thousand at a time, so that they fit a processor's memory."""
    if k == 1:
        return k_means(data[None], 1, 1, rng)
    found = [
        k_means(data[None], k, min(_FEWEST_STARTS, starts - at), rng)
        for at in range(0, starts, _FEWEST_STARTS)
    ]
    return min(found, key=lambda split: float(split.within[0]))


def _best_labels(points: Floats, k: int, starts: int, rng: np.random.Generator, gain: float) -> Ints:
    """First a few steps of every start, then the better quarter of each data set to the end; points (d, m, n)."""
    _, m, n = points.shape
    owner = np.repeat(np.arange(m), starts)
    drawn = np.argpartition(rng.random((m * starts, n)), k - 1, axis=1)[:, :k]
    centres, loss = _lloyd(points, owner, points[:, owner[:, None], drawn], _FIRST_STEPS, gain)
    keep = -(-starts // 4)
    better = np.argsort(loss.reshape(m, starts), axis=1)[:, :keep] + starts * np.arange(m)[:, None]
    owner = owner[better.ravel()]
    centres, loss = _lloyd(points, owner, centres[:, better.ravel()], _MOST_STEPS, gain)
    if gain == 0:
        labels = _exchanged(points[:, owner], _nearest(points[:, owner], centres)[0], k)
        loss = _within(points[:, owner], labels, k)
    best = loss.reshape(m, keep).argmin(axis=1) + keep * np.arange(m)
    return labels[best] if gain == 0 else _nearest(points, centres[:, best])[0]


def _nearest(points: Floats, centres: Floats) -> tuple[Ints, Floats]:
    """Whose centre is nearest, and how far squared; points (d, q, n), centres (d, q, k), both results (q, n)."""
    nearest = np.full(points.shape[1:], np.inf)
    labels = np.zeros(points.shape[1:], dtype=np.int64)
    for at in range(centres.shape[2]):
        apart = points[0] - centres[0, :, at, None]
        apart *= apart
        for x, c in zip(points[1:], centres[1:], strict=True):
            step = x - c[:, at, None]
            step *= step
            apart += step
        np.copyto(labels, at, where=apart < nearest)
        np.minimum(nearest, apart, out=nearest)
    return labels, nearest


def _lloyd(points: Floats, owner: Ints, centres: Floats, steps: int, gain: float) -> tuple[Floats, Floats]:
    """Assign and average until that gains nothing; only the moving starts are kept in work. Centres and losses."""
    centres, work = centres.copy(), np.arange(owner.size)
    loss = np.full(owner.size, np.inf)
    for _ in range(steps):
        own = points[:, owner[work]]
        labels, nearest = _nearest(own, centres[:, work])
        now = nearest.sum(axis=1)
        centres[:, work] = _means(own, labels, centres[:, work])[0]
        moving = now < loss[work] * (1 - max(gain, 1e-14))
        loss[work] = now
        work = work[moving]
        if not work.size:
            break
    return centres, loss


def _means(points: Floats, labels: Ints, before: Floats) -> tuple[Floats, Floats]:
    """Mean (d, q, k) and size (q, k) of each group; a group that lost everybody keeps its centre."""
    _, q, k = before.shape
    codes = (labels + k * np.arange(q)[:, None]).ravel()
    sizes = np.bincount(codes, minlength=q * k).reshape(q, k).astype(np.float64)
    sums = np.stack([np.bincount(codes, x.ravel(), q * k).reshape(q, k) for x in points])
    return np.where(sizes > 0, sums / np.maximum(sizes, 1), before), sizes


def _exchanged(points: Floats, labels: Ints, k: int) -> Ints:
    """Move the one person whose change of group lowers the loss most, as long as there is one."""
    labels, work = labels.copy(), np.arange(labels.shape[0])
    people = np.arange(labels.shape[1])
    for _ in range(10 * people.size):
        own, at = labels[work], np.arange(work.size)
        centres, sizes = _means(points[:, work], own, np.zeros((points.shape[0], work.size, k)))
        apart = ((points[:, work, None, :] - centres[:, :, :, None]) ** 2).sum(axis=0)
        enter = apart * (sizes / (sizes + 1))[:, :, None]
        leave = np.take_along_axis(apart, own[:, None, :], axis=1)[:, 0]
        size = np.take_along_axis(sizes, own, axis=1)
        leave = np.where(size > 1, leave * size / np.maximum(size - 1, 1), -np.inf)
        enter[at[:, None], own, people] = np.inf
        gains = (leave[:, None, :] - enter).reshape(work.size, -1)
        best = gains.argmax(axis=1)
        helps = gains[at, best] > 1e-9 * apart.max()
        work, best = work[helps], best[helps]
        if not work.size:
            break
        labels[work, best % people.size] = best // people.size
    return labels


def _within(points: Floats, labels: Ints, k: int) -> Floats:
    """Sum of squares around the groups' means, points (d, m, n), labels (m, n)."""
    means = _means(points, labels, np.zeros((points.shape[0], labels.shape[0], k)))[0]
    own = np.take_along_axis(means, labels[None], axis=2)
    within: Floats = ((points - own) ** 2).sum(axis=(0, 2))
    return within
