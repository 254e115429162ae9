"""Intervals from drawing respondents again: percentile, basic and BCa, and alpha's own bootstrap in one product.

For figures without a formula for their error, and for checking those that have one. BCa is the one to print; its
bias correction counts draws equal to the estimate half (on a Likert scale many are), as scipy does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from diagnostic.core.stats.basis.checks import (
    Floats,
    Numbers,
    NumberTable,
    complete_rows,
    constant_columns,
    enough,
    fraction,
    is_constant,
    sample,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.resample import resampled_counts

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """`estimate` of the data, `bias` = mean of the draws - estimate, `se` their standard deviation, three intervals.

    `bca` is None where all draws lie on one side of the estimate (then it is not defined).
    """

    n: int
    estimate: float
    bias: float
    se: float
    percentile: Ends
    basic: Ends
    bca: Ends | None
    acceleration: float
    resamples: int


def acceleration(jackknife: Floats) -> float:
    """sum d^3 / (6 (sum d^2)^1.5), d = mean - value, of the n values found with one person left out each.

    Efron 1987, 10.1080/01621459.1987.10478410. Raises CannotSayError `constant` when they are all equal.

    >>> round(acceleration(np.array([2.0, 2.1, 2.2, 2.9])), 4)
    -0.0849
    """
    if is_constant(jackknife):
        raise CannotSayError("constant", n=jackknife.size)
    apart = jackknife.mean() - jackknife
    return float(np.sum(apart**3) / (6 * np.sum(apart**2) ** 1.5))


def bootstrap_interval(estimate: float, draws: Floats, jackknife: Floats, level: float = 0.95) -> Bootstrap:
    """The three intervals of an estimate from its draws (b,) and its leave-one-out values (n,), all in one unit.

    Percentile: quantiles of the draws; basic: 2 estimate - those; BCa: quantiles at Phi(z0 + (z0 + z) /
    (1 - a (z0 + z))), z0 = Phi^-1 of the share of draws below the estimate, equal ones half; 10.1214/ss/1032280214.

    Raises CannotSayError `too_few` (fewer than 2 draws), `constant` (draws or leave-one-out values all equal).

    >>> draws = np.random.default_rng(1).normal(3, 0.5, 4000)
    >>> found = bootstrap_interval(3.0, draws, np.array([2.9, 3.0, 3.1, 3.2, 2.8]))
    >>> round(found.se, 1), [round(end) for end in found.percentile], [round(end) for end in found.bca]
    (0.5, [2, 4], [2, 4])
    """
    enough(draws.size, 2)
    if is_constant(draws):
        raise CannotSayError("constant", n=jackknife.size)
    a, tails = acceleration(jackknife), np.array([0.5 - fraction(level) / 2, 0.5 + level / 2])
    low, high = np.quantile(draws, tails).tolist()
    share = float(np.mean(draws < estimate) + np.mean(draws <= estimate)) / 2
    bca: Ends | None = None
    if 0 < share < 1:
        z0 = float(ndtri(share))
        shifted = z0 + ndtri(tails)
        first, second = np.quantile(draws, ndtr(z0 + shifted / (1 - a * shifted))).tolist()
        bca = (first, second)
    return Bootstrap(
        n=jackknife.size,
        estimate=estimate,
        bias=float(draws.mean()) - estimate,
        se=float(draws.std(ddof=1)),
        percentile=(low, high),
        basic=(2 * estimate - high, 2 * estimate - low),
        bca=bca,
        acceleration=a,
        resamples=draws.size,
    )


def bootstrap_mean(
    values: Numbers, resamples: int, rng: np.random.Generator, trim: float = 0.0, level: float = 0.95
) -> Bootstrap:
    """Bootstrap of a mean, or of a mean without the lowest and highest share `trim` (floor(n trim) values each side).

    values: (n,), NaN left out, in their unit; trim in [0, 0.5). Sources as `bootstrap_interval`; raises
    CannotSayError `too_few` (fewer than 3 values), `constant`, `all_missing`, `not_finite`.

    >>> found = bootstrap_mean([1, 2, 2, 3, 4, 9], 2000, np.random.default_rng(1))
    >>> found.estimate, [round(end) for end in found.percentile]
    (3.5, [2, 6])
    """
    if not 0 <= trim < 0.5:
        raise ValueError(f"a share below one half: {trim}")
    x = np.sort(sample(values, 3))
    if is_constant(x):
        raise CannotSayError("constant", n=x.size)
    counts = resampled_counts(x.size, resamples, rng)
    draws = np.concatenate([_trimmed(x, block, trim) for block in counts])
    left_out = _trimmed(x, 1 - np.eye(x.size), trim)
    return bootstrap_interval(float(_trimmed(x, np.ones((1, x.size)), trim)[0]), draws, left_out, level)


def _trimmed(x: Floats, counts: Floats, trim: float) -> Floats:
    """Trimmed means of samples that hold each of the sorted x as often as `counts` (b, n) says."""
    upto = counts.cumsum(axis=1)
    n = upto[:, -1:]
    cut = np.floor(n * trim + 1e-9)
    kept = np.diff(np.clip(upto, cut, n - cut), axis=1, prepend=cut)
    means: Floats = (kept @ x) / (n - 2 * cut)[:, 0]
    return means


def bootstrap_alpha(
    items: NumberTable, resamples: int, rng: np.random.Generator, level: float = 0.95
) -> Bootstrap:
    """Bootstrap of Cronbach's alpha over the people who answered all items (n, k), reversed already.

    Resample counts times sums and squares: one matrix product in place of a loop. Sources as `bootstrap_interval` and
    `cronbach_alpha`; resamples in which the sum does not vary are left out. Raises CannotSayError `too_few` (fewer than
    2 items or 3 complete rows), `constant`, `not_a_scale`, `all_missing`, `not_finite`.

    >>> answers = [[4, 5, 4], [2, 3, 2], [5, 5, 4], [1, 2, 2], [3, 3, 4], [2, 2, 3], [4, 4, 5], [3, 2, 3]]
    >>> found = bootstrap_alpha(answers, 1000, np.random.default_rng(1))
    >>> round(found.estimate, 3), round(found.percentile[1], 1)
    (0.911, 1.0)
    """
    rows = complete_rows(items, 3)
    n, k = rows.shape
    enough(k, 2)
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=n)
    rows = rows - rows.mean(axis=0)
    total = rows.sum(axis=1)
    moments = np.column_stack([rows, (rows**2).sum(axis=1), total**2])
    if float((total**2).sum()) <= 1e-10 * float((rows**2).sum()):
        raise CannotSayError("not_a_scale", n=n)
    draws = [_alphas(counts @ moments / n, k) for counts in resampled_counts(n, resamples, rng)]
    left_out = _alphas((moments.sum(axis=0) - moments) / (n - 1), k)
    return bootstrap_interval(
        float(_alphas(moments.mean(axis=0)[None], k)[0]), np.concatenate(draws), left_out, level
    )


def _alphas(means: Floats, k: int) -> Floats:
    """Alpha of each row of mean moments: the k items, the sum of their squares, the square of their sum."""
    items, squares = means[:, :k], means[:, k]
    whole = means[:, k + 1] - items.sum(axis=1) ** 2
    moving = whole > 1e-10 * np.maximum(squares, 1e-300)
    parts = squares - (items**2).sum(axis=1)
    alphas: Floats = k / (k - 1) * (1 - parts[moving] / whole[moving])
    return alphas
