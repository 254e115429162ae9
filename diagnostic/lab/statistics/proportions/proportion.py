"""Shares by the methods that the report does not print: exact intervals and Fisher's test."""

from __future__ import annotations

import numpy as np
from scipy.stats import beta

from diagnostic.core.stats.basis.checks import Floats, Ints, fraction
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.proportion import _AS_LIKELY, Counts, ShareInterval, _score, _z

_TABLES = 5_000_000  # Fisher's test counts tables one by one; beyond this it is not offered


def _counted(k: int, n: int) -> None:
    if n < 1:
        raise CannotSayError("too_few", n=n, needed=1)
    if not 0 <= k <= n:
        raise CannotSayError("off_scale", n=n)


def wilson_continuity(k: int, n: int, level: float = 0.95) -> ShareInterval:
    """Wilson's interval with continuity correction 1/(2n); Newcombe 1998, method 4. Errors as `wilson`.

    >>> share = wilson_continuity(10, 60)
    >>> round(share.low, 4), round(share.high, 4)
    (0.087, 0.2898)
    """
    _counted(k, n)
    z, size = _z(level), np.array([float(n)])
    low = _score(np.array([max(k / n - 0.5 / n, 0.0)]), size, z)[0]
    high = _score(np.array([min(k / n + 0.5 / n, 1.0)]), size, z)[1]
    return ShareInterval(k / n, float(low[0]), float(high[0]), n)


def clopper_pearson(k: int, n: int, level: float = 0.95) -> ShareInterval:
    """The exact interval from beta quantiles: never too short, often too long; 10.1093/biomet/26.4.404.

    low = B(a/2; k, n-k+1), high = B(1-a/2; k+1, n-k). Errors as `wilson`.

    >>> share = clopper_pearson(10, 60)
    >>> round(share.low, 4), round(share.high, 4)
    (0.0829, 0.2852)
    """
    _counted(k, n)
    tail = (1 - fraction(level)) / 2
    low = float(beta.ppf(tail, k, n - k + 1)) if k else 0.0
    high = float(beta.isf(tail, k + 1, n - k)) if k < n else 1.0
    return ShareInterval(k / n, low, high, n)


def fisher_exact(k: Counts, n: Counts) -> float | None:
    """Fisher's exact p of equal shares in G groups, k[g] of n[g]: all tables no likelier than the one seen.

    10.2307/2340521 (Fisher 1935), Freeman & Halton 1951. None when more than five million tables would have
    to be counted: then the chi-square's conditions hold. Errors as `wilson`, and `one_group`.

    >>> round(fisher_exact([3, 1], [4, 4]), 4)
    0.4857
    """
    hits, sizes = np.asarray(k, dtype=np.int64), np.asarray(n, dtype=np.int64)
    if hits.size < 2:
        raise CannotSayError("one_group", n=int(hits.size), needed=2)
    for hit, size in zip(hits.tolist(), sizes.tolist(), strict=True):
        _counted(hit, size)
    if np.prod(sizes[:-1] + 1.0) > _TABLES:
        return None
    return _fisher(hits, sizes)


def _fisher(hits: Ints, sizes: Ints) -> float:
    total = int(hits.sum())
    sums, logs = np.zeros(1, dtype=np.int64), np.zeros(1)
    for size in sizes[:-1].tolist():
        sums = np.add.outer(sums, np.arange(size + 1)).ravel()
        logs = np.add.outer(logs, _log_choose(size)).ravel()
    last = total - sums
    possible = (last >= 0) & (last <= sizes[-1])
    logs = logs[possible] + _log_choose(int(sizes[-1]))[last[possible]]
    seen = sum(float(_log_choose(size)[hit]) for size, hit in zip(sizes, hits, strict=True))
    share = np.exp(logs - logs.max())
    return float(min(share[logs <= seen + np.log(_AS_LIKELY)].sum() / share.sum(), 1.0))


def _log_choose(n: int) -> Floats:
    """log of n over 0, 1 ... n, shape (n + 1,)."""
    steps = np.log(np.arange(1, n + 1, dtype=np.float64))
    factorial = np.concatenate([[0.0], np.cumsum(steps)])
    logs: Floats = factorial[n] - factorial - factorial[::-1]
    return logs
