"""Linear regression with standard errors that survive unequal scatter, and its diagnostics.

HC3 with the t distribution is what is printed; the shares of R2 are in `importance`. Association, never cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi, sqrt

import numpy as np
from scipy.stats import f as f_distribution
from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import Floats, Numbers, NumberTable, fraction, numbers
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.relations.importance import outcome_and_predictors


@dataclass(frozen=True, slots=True)
class LinearFit:
    """Entries go intercept first, then predictors; `std_beta` and `vif` have no intercept, `cook` one per row.

    `se`, `t`, `p`, `low`, `high` are HC3 with t on `df` residual degrees of freedom; the others are for
    comparison.
    """

    n: int
    df: int
    coef: tuple[float, ...]
    se: tuple[float, ...]
    t: tuple[float, ...]
    p: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    se_ols: tuple[float, ...]
    p_ols: tuple[float, ...]
    se_hc0: tuple[float, ...]
    se_hc1: tuple[float, ...]
    se_hc2: tuple[float, ...]
    std_beta: tuple[float, ...]
    vif: tuple[float, ...]
    r2: float
    adj_r2: float
    f: float
    f_p: float
    sigma: float
    aic: float
    cook: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    coef: Floats
    residual: Floats
    leverage: Floats
    q: Floats
    inverse_r: Floats
    sigma2: float

    def sandwich(self, weight: Floats) -> Floats:
        """Standard errors from sum of weighted squared residuals: R^-1 Q' diag(w e^2) Q R^-T."""
        half = self.inverse_r @ (self.q * (np.sqrt(weight) * self.residual)[:, None]).T
        errors: Floats = np.sqrt(np.sum(half**2, axis=1))
        return errors


def ols(y: Numbers, X: NumberTable, level: float = 0.95) -> LinearFit:
    """Least squares of y (n,) on X (n, p) with an intercept; HC3 of 10.1016/0304-4076(85)90158-7, use with t after
    Long & Ervin, 10.1080/00031305.2000.10474549; Cook's distance 10.1080/00401706.1977.10489493.

    HC0..HC3 weigh squared residuals by 1, n/df, 1/(1-h), 1/(1-h)^2. VIF_j = 1 / (1 - R2 of X_j on the
    others). AIC = n log(2 pi RSS / n) + n + 2 (p + 2). Rows with a NaN are left out.

    Raises CannotSayError `too_few` (n < p + 2, or a row that alone decides a coefficient), `all_missing`,
    `not_finite`, `constant`, `collinear` (a predictor follows from the others, or y from all of them).

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> fit = ols([1.2, 1.9, 3.2, 3.9, 5.3, 5.6], x)
    >>> [round(c, 3) for c in fit.coef], round(fit.r2, 4), [round(v, 2) for v in fit.vif]
    ([0.045, 0.806, 0.195], 0.9991, [2.16, 2.16])
    """
    outcome, predictors = outcome_and_predictors(y, X)
    fit = _fit(outcome, predictors)
    n, k = fit.q.shape
    hc3 = fit.sandwich(1 / (1 - fit.leverage) ** 2)
    t, reach = fit.coef / hc3, student_t.ppf(0.5 + fraction(level) / 2, n - k) * hc3
    se_ols = np.sqrt(fit.sigma2 * np.sum(fit.inverse_r**2, axis=1))
    rss, total = fit.sigma2 * (n - k), float(np.sum((outcome - outcome.mean()) ** 2))
    r2 = 1 - rss / total
    f = r2 / (1 - r2) * (n - k) / (k - 1)
    return LinearFit(
        n=n,
        df=n - k,
        coef=numbers(fit.coef),
        se=numbers(hc3),
        t=numbers(t),
        p=numbers(2 * student_t.sf(np.abs(t), n - k)),
        low=numbers(fit.coef - reach),
        high=numbers(fit.coef + reach),
        se_ols=numbers(se_ols),
        p_ols=numbers(2 * student_t.sf(np.abs(fit.coef / se_ols), n - k)),
        se_hc0=numbers(fit.sandwich(np.ones(n))),
        se_hc1=numbers(fit.sandwich(np.full(n, n / (n - k)))),
        se_hc2=numbers(fit.sandwich(1 / (1 - fit.leverage))),
        std_beta=numbers(fit.coef[1:] * predictors.std(axis=0) / outcome.std()),
        vif=numbers(_vif(predictors)),
        r2=r2,
        adj_r2=1 - (1 - r2) * (n - 1) / (n - k),
        f=f,
        f_p=float(f_distribution.sf(f, k - 1, n - k)),
        sigma=sqrt(fit.sigma2),
        aic=n * log(2 * pi * rss / n) + n + 2 * (k + 1),
        cook=numbers(_cook(fit)),
    )


def _fit(outcome: Floats, predictors: Floats) -> _Fit:
    design = np.column_stack([np.ones(outcome.size), predictors])
    q, r = np.linalg.qr(design)
    inverse_r = np.linalg.inv(r)
    coef = inverse_r @ (q.T @ outcome)
    residual, leverage = outcome - design @ coef, np.sum(q**2, axis=1)
    if leverage.max() > 1 - 1e-10:
        raise CannotSayError("too_few", n=outcome.size, needed=outcome.size + 1)
    rss, total = float(residual @ residual), float(np.sum((outcome - outcome.mean()) ** 2))
    if rss <= 1e-20 * total:
        raise CannotSayError("collinear", n=outcome.size)
    return _Fit(coef, residual, leverage, q, inverse_r, rss / (outcome.size - q.shape[1]))


def _vif(predictors: Floats) -> Floats:
    correlation = np.atleast_2d(np.corrcoef(predictors, rowvar=False))
    return np.diag(np.linalg.inv(correlation))


def _cook(fit: _Fit) -> Floats:
    """e^2 h / (k sigma^2 (1 - h)^2)."""
    distance: Floats = (
        fit.residual**2 * fit.leverage / (fit.q.shape[1] * fit.sigma2 * (1 - fit.leverage) ** 2)
    )
    return distance
