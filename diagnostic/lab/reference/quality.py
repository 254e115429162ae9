"""Reference adapters for what the answers are worth: signs of carelessness, one common factor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from diagnostic.core.stats.basis.checks import correlations
from diagnostic.core.stats.scales.omega import omega, omega_share
from diagnostic.lab.reference.case import ReferenceCase
from diagnostic.lab.reference.scales import answers
from diagnostic.lab.statistics.scales.careless import even_odd, irv, longstring, mahalanobis, synonyms
from diagnostic.lab.statistics.scales.minres import one_factor_minres


def careless_case(case: ReferenceCase) -> Mapping[str, object]:
    items = case.matrix(case.vector("items"))
    strings, far = longstring(items), mahalanobis(items)
    alike = synonyms(items, case.scalar("psychsyn_critical_r"))
    return {
        "n": items.shape[0],
        "longstring": strings.longest,
        "avgstring": strings.average,
        "irv": irv(items),
        "mahalanobis_d2": far.d2,
        "mahalanobis_flag_999": far.flag,
        "mahalanobis_cut_999": far.cut,
        "evenodd": even_odd(items, case.vector("items_per_scale")),
        "psychsyn_pairs": alike.pairs,
        "psychsyn": alike.r,
    }


def omega_case(case: ReferenceCase) -> Mapping[str, object]:
    items = answers(case)
    found, complete = omega(items), items[~np.isnan(items).any(axis=1)]
    minres = one_factor_minres(correlations(complete))
    return {
        "n": found.n,
        "omega_total_ml_cov": found.omega,
        "semTools_compRelSEM": found.omega_observed,
        "loadings_cov": found.loadings,
        "residual_variances": found.residual_variances,
        "loadings_std": found.loadings_standardised,
        "omega_std_minres": omega_share(minres, 1 - minres**2),
        "omega_std_ml": found.omega_standardised,
        "loadings_minres": minres,
        "cfa_chisq": found.chi2,
        "cfa_df": found.df,
        "cfi": found.cfi,
        "rmsea": found.rmsea,
    }
