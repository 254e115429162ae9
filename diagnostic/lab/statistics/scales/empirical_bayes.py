"""Empirical-Bayes means of units with a plugged-in share of variance."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from diagnostic.core.stats.basis.checks import Labels, Numbers, fraction, numbers
from diagnostic.core.stats.scales.icc import EmpiricalBayes, _reliability, _reml, _units


def empirical_bayes(values: Numbers, groups: Labels, level: float = 0.95) -> EmpiricalBayes:
    """Unit means drawn towards the grand mean by their unreliability (REML); 10.1214/ss/1177011926.

    shrinkage_g = tau2 / (tau2 + sigma2 / n_g), eb_g = grand + shrinkage_g (raw_g - grand),
    sd_g^2 = tau2 (1 - shrinkage_g); the interval's variance is sd_g^2 + (1 - shrinkage_g)^2 var(grand), so
    that units which do not differ (tau2 = 0) keep the uncertainty of the whole. Shapes and errors as
    `icc_oneway`.

    >>> means = empirical_bayes([4, 5, 4, 2, 1, 2, 3, 3, 4], list("aaabbbccc"))
    >>> means.groups, [round(value, 2) for value in means.raw], [round(value, 2) for value in means.eb]
    (('a', 'b', 'c'), [4.33, 1.67, 3.33], [4.26, 1.76, 3.32])
    """
    units = _units(values, groups)
    part = _reml(units)
    shrinkage = _reliability(part, units.size)
    eb = part.grand + shrinkage * (units.mean - part.grand)
    known = part.tau2 * (1 - shrinkage)
    reach = norm.ppf(0.5 + fraction(level) / 2) * np.sqrt(known + (1 - shrinkage) ** 2 * part.grand_variance)
    return EmpiricalBayes(
        groups=units.labels,
        size=tuple(int(size) for size in units.size),
        raw=numbers(units.mean),
        eb=numbers(eb),
        shrinkage=numbers(shrinkage),
        sd=numbers(np.sqrt(known)),
        low=numbers(eb - reach),
        high=numbers(eb + reach),
        grand=part.grand,
        tau2=part.tau2,
        sigma2=part.sigma2,
    )
