"""One test for each pair of groups, with p values adjusted over all pairs: Welch, Mann-Whitney, Dunn.

For looking into more than two groups by another test than Games-Howell's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, rankdata

from diagnostic.core.stats.basis.checks import Floats, Labels, Numbers, for_ranking, numbers
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.adjust import AdjustMethod, adjust
from diagnostic.core.stats.differences.effect import welch
from diagnostic.lab.statistics.differences.k_group import grouped
from diagnostic.lab.statistics.differences.rank_sum import mann_whitney, tie_term


@dataclass(frozen=True, slots=True)
class PairwiseP:
    """All pairs in label order; `adjusted` by the method asked for."""

    first: tuple[object, ...]
    second: tuple[object, ...]
    statistic: tuple[float, ...]
    p: tuple[float, ...]
    adjusted: tuple[float, ...]


def pairwise_welch(values: Numbers, groups: Labels, method: AdjustMethod = "holm") -> PairwiseP:
    """Welch's t test of each pair (statistic t, first - second). Raises as `welch`, and as `grouped`.

    >>> result = pairwise_welch([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> [round(p, 3) for p in result.adjusted]
    [0.102, 0.005, 0.064]
    """
    return _each_pair(values, groups, _welch, method)


def pairwise_mann_whitney(values: Numbers, groups: Labels, method: AdjustMethod = "holm") -> PairwiseP:
    """Mann-Whitney of each pair, asymptotic without continuity so that pairs compare (statistic U1).

    Raises as `mann_whitney`, and as `grouped`.

    >>> result = pairwise_mann_whitney([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> [round(p, 3) for p in result.p]
    [0.077, 0.05, 0.05]
    """
    return _each_pair(values, groups, _ranks, method)


def _welch(first: Floats, second: Floats) -> tuple[float, float]:
    test = welch(first, second)
    return test.t, test.p


def _ranks(first: Floats, second: Floats) -> tuple[float, float]:
    test = mann_whitney(first, second)
    return test.u1, test.p_asymptotic


def _each_pair(
    values: Numbers,
    groups: Labels,
    test: Callable[[Floats, Floats], tuple[float, float]],
    method: AdjustMethod,
) -> PairwiseP:
    data = grouped(values, groups)
    parts = [data.values[data.codes == code] for code in range(data.size.size)]
    one, two = np.triu_indices(data.size.size, 1)
    found = np.array([test(parts[a], parts[b]) for a, b in zip(one.tolist(), two.tolist(), strict=True)])
    return _result(data.labels, found[:, 0], found[:, 1], method)


def _result(labels: tuple[object, ...], statistic: Floats, p: Floats, method: AdjustMethod) -> PairwiseP:
    first, second = (tuple(labels[at] for at in side.tolist()) for side in np.triu_indices(len(labels), 1))
    return PairwiseP(first, second, numbers(statistic), numbers(p), numbers(adjust(p, method)))


def dunn(values: Numbers, groups: Labels, method: AdjustMethod = "holm") -> PairwiseP:
    """Dunn's test after Kruskal-Wallis: differences of mean ranks, second - first; 10.1080/00401706.1964.10490181.

    z = (R2 - R1) / sqrt((N (N + 1) / 12 - sum(t^3 - t) / (12 (N - 1))) (1/n1 + 1/n2)). Raises as `grouped`, and
    `constant` when all values are equal.

    >>> [round(z, 3) for z in dunn([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc")).statistic]
    [1.198, 2.62, 1.422]
    """
    data = grouped(values, groups, 1)
    ranks = np.asarray(rankdata(for_ranking(data.values)), dtype=np.float64)
    n = ranks.size
    spread = n * (n + 1) / 12 - tie_term(ranks) / (12 * (n - 1))
    if spread <= 1e-9:
        raise CannotSayError("constant", n=n)
    mean, (one, two) = np.bincount(data.codes, ranks) / data.size, np.triu_indices(data.size.size, 1)
    z = (mean[two] - mean[one]) / np.sqrt(spread * (1 / data.size[one] + 1 / data.size[two]))
    return _result(data.labels, z, np.asarray(2 * norm.sf(np.abs(z))), method)
