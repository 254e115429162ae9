"""Reference adapters for what goes with what and what comes first: regression, adjusted p values, priorities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from diagnostic.core.stats.differences.adjust import adjust
from diagnostic.core.stats.relations.importance import lmg
from diagnostic.core.stats.relations.priority import priority_ranks
from diagnostic.lab.reference.case import ReferenceCase
from diagnostic.lab.statistics.relations.importance import first, johnson, last, pratt
from diagnostic.lab.statistics.relations.relate import LinearFit, ols

_RESAMPLES, _SEED = 20_000, 20_260_101


def padjust_case(case: ReferenceCase) -> Mapping[str, object]:
    p = case.vector("p")
    plain = {method: adjust(p, method) for method in ("bonferroni", "holm", "hochberg", "hommel")}
    return {**plain, "BH": adjust(p, "bh"), "BY": adjust(p, "by")}


def regression_case(case: ReferenceCase) -> Mapping[str, object]:
    y, predictors = case.numbers(case.scalar("outcome")), case.vector("predictors")
    x = case.matrix(predictors)
    fit, shares, weights = ols(y, x), lmg(y, x), johnson(y, x)
    return {
        **_fit(fit),
        "term": ["(Intercept)", *predictors],
        "predictor": predictors,
        "lmg": shares,
        "last": last(y, x),
        "first": first(y, x),
        "pratt": pratt(y, x),
        "lmg_percent": [100 * share / sum(shares) for share in shares],
        "johnson_raw": weights,
        "johnson_percent": [100 * weight / sum(weights) for weight in weights],
    }


def _fit(fit: LinearFit) -> dict[str, object]:
    return {
        "n": fit.n,
        "coef": fit.coef,
        "se_ols": fit.se_ols,
        "p_ols": fit.p_ols,
        "se_hc0": fit.se_hc0,
        "se_hc1": fit.se_hc1,
        "se_hc2": fit.se_hc2,
        "se_hc3": fit.se,
        "t_hc3": fit.t,
        "p_hc3": fit.p,
        "ci_hc3_low": fit.low,
        "ci_hc3_high": fit.high,
        "std_beta": fit.std_beta,
        "vif": fit.vif,
        "r2": fit.r2,
        "adj_r2": fit.adj_r2,
        "F": fit.f,
        "df_resid": fit.df,
        "sigma": fit.sigma,
        "aic": fit.aic,
        "max_cook": max(fit.cook),
    }


def priority_case(case: ReferenceCase) -> Mapping[str, object]:
    """A case's gap is what is missing (target - mean), the product's the other way round."""
    found = priority_ranks(
        case.matrix(case.vector("vars")),
        case.scalar("target"),
        case.vector("weights"),
        case.scalar("top"),
        _RESAMPLES,
        np.random.default_rng(_SEED),
    )
    return {
        "n": found.n,
        "gap": [-gap for gap in found.gap],
        "weighted_gap": [-gap for gap in found.weighted_gap],
        "observed_rank": found.rank,
        "gap_se": found.se,
        f"p_top{case.scalar('top')}": found.p_top,
        "p_first": found.p_first,
        "mean_rank": found.mean_rank,
        "rank_q025": found.rank_low,
        "rank_q975": found.rank_high,
    }
