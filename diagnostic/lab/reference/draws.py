"""Reference adapters that draw at random: bootstrap intervals, parallel analysis, the gap statistic."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from diagnostic.lab.reference.case import ReferenceCase
from diagnostic.lab.statistics.bootstrap import Bootstrap, bootstrap_alpha, bootstrap_mean
from diagnostic.lab.statistics.gap_statistic import (
    GapStatistic,
    gap_statistic,
    silhouettes,
    splits,
    standardised,
)
from diagnostic.lab.statistics.scales.parallel import parallel_analysis

_SEED = 20_260_102
_RESAMPLES, _DRAWS = 20_000, 2_000


def bootstrap_case(case: ReferenceCase) -> Mapping[str, object]:
    values, items = case.numbers(case.scalar("mean_of")), case.matrix(case.vector("vars"))
    mean, trimmed, alpha = (
        bootstrap_mean(values, _RESAMPLES, np.random.default_rng(_SEED)),
        bootstrap_mean(values, _RESAMPLES, np.random.default_rng(_SEED), trim=0.2),
        bootstrap_alpha(items, _RESAMPLES, np.random.default_rng(_SEED)),
    )
    return {
        "n": mean.n,
        "mean": _bootstrap(mean),
        "trimmed_mean_20": _bootstrap(trimmed),
        "alpha": _bootstrap(alpha),
        "jackknife_acceleration": {"mean": mean.acceleration, "alpha": alpha.acceleration},
    }


def _bootstrap(found: Bootstrap) -> dict[str, object]:
    return {
        "estimate": found.estimate,
        "bias": found.bias,
        "se": found.se,
        "percentile": found.percentile,
        "basic": found.basic,
        "bca": found.bca,
    }


def parallel_case(case: ReferenceCase) -> Mapping[str, object]:
    found = parallel_analysis(case.matrix(case.vector("vars")), _DRAWS, np.random.default_rng(_SEED))
    return {
        "n": found.n,
        "p": found.p,
        "eigenvalues": found.eigenvalues,
        "random_q95": found.random_quantile,
        "random_mean": found.random_mean,
        "n_components": found.components,
        "psych_ncomp": found.components,
        "psych_nfact": found.factors,
        "kmo": found.kmo,
        "bartlett_chisq": found.bartlett_chi2,
        "bartlett_df": found.bartlett_df,
        "first_to_second_eigen_ratio": found.first_to_second,
        "first_share": found.first_share,
    }


def gap_case(case: ReferenceCase) -> Mapping[str, object]:
    """Splits and silhouettes, and the gap statistic by three conventions; as drawn, or in the columns' own units."""
    rng, rows = np.random.default_rng(_SEED), case.matrix(case.vector("vars"))
    rows = rows[~np.isnan(rows).any(axis=1)]
    found = splits(
        standardised(rows) if case.scalar("standardise") else rows, case.scalar("K_max"), None, rng
    )
    middle = [float(silhouettes(found.data, labels).mean()) for labels in found.labels[1:]]
    draws = case.scalar("B")
    return {
        "n": found.data.shape[0],
        "tot_withinss": found.within,
        "mean_silhouette_from_k2": middle,
        "d2_original": _gap(gap_statistic(found, draws, rng, "box")),
        "d2_pca": _gap(gap_statistic(found, draws, rng, "pca")),
        "d1_pca_clusGap_default": _gap(gap_statistic(found, draws, rng, "pca", power=1)),
    }


def _gap(found: GapStatistic) -> dict[str, object]:
    return {
        "logW": found.log_w,
        "E_logW": found.expected,
        "gap": found.gap,
        "s_k": found.s,
        "k_Tibs2001SEmax": found.k,
        "k_firstSEmax": found.k_first_se,
        "k_globalmax": found.k_max,
        "k_firstmax": found.k_first_max,
        "tibs_margin": found.margin,
        "k_is_robust": found.robust,
    }
