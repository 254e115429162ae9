"""Reference adapters for scales and units: alpha, ICC, empirical-Bayes means, agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from diagnostic.core.stats.scales.agreement import rwg_j, uniform_null
from diagnostic.core.stats.scales.icc import FEWEST_UNITS, Icc, icc_oneway, integrated_means
from diagnostic.core.stats.scales.reliability import (
    AlphaParts,
    alpha_of_covariance,
    alpha_se,
    cronbach_alpha,
    item_covariance,
)
from diagnostic.lab.reference.case import ReferenceCase, as_name
from diagnostic.lab.statistics.scales.agreement import average_deviation, awg, group_sd, rwg, rwg_j_lindell
from diagnostic.lab.statistics.scales.empirical_bayes import empirical_bayes
from diagnostic.lab.statistics.scales.reverse import reverse

Floats = npt.NDArray[np.float64]


def answers(case: ReferenceCase) -> Floats:
    """The case's items as columns, reverse-keyed ones turned round."""
    items = case.vector("items")
    matrix = case.matrix(items)
    for item in case.vector("reversed"):
        at = items.index(item)
        matrix[:, at] = reverse(matrix[:, at], case.scalar("scale_min"), case.scalar("scale_max"))
    return matrix


def alpha_case(case: ReferenceCase) -> Mapping[str, object]:
    items, matrix = case.vector("items"), answers(case)
    listwise = {"item": items, **_listwise(matrix)}
    if case.scalar("missing") == "none":
        return listwise
    return {"listwise": listwise, "pairwise": {"item": items, **_pairwise(matrix)}}


def _parts(parts: AlphaParts | Any) -> dict[str, object]:
    return {
        "k": parts.k,
        "raw_alpha": parts.raw,
        "std_alpha": parts.standardised,
        "lambda6": parts.lambda6,
        "average_r": parts.average_r,
        "median_r": parts.median_r,
        "item_rest_r": parts.item_rest,
        "alpha_if_deleted_raw": parts.if_deleted,
        "alpha_if_deleted_std": parts.if_deleted_standardised,
    }


def _listwise(matrix: Floats) -> dict[str, object]:
    alpha = cronbach_alpha(matrix)
    return {
        **_parts(alpha),
        "n": alpha.n,
        "ase_duhachek_iacobucci": alpha.se,
        "feldt_ci95": (alpha.low, alpha.high),
        "psych_feldt_ci95": (alpha.low, alpha.high),
        "item_n": [alpha.n] * alpha.k,
        "item_mean": alpha.item_mean,
        "item_sd": alpha.item_sd,
        "item_total_r": alpha.item_total,
        "scale_mean": alpha.scale_mean,
        "scale_sd": alpha.scale_sd,
    }


def _pairwise(matrix: Floats) -> dict[str, object]:
    """All who answered anything; each pair of items over those who answered both."""
    matrix = matrix[~np.isnan(matrix).all(axis=1)]
    covariance, present, total = item_covariance(matrix), ~np.isnan(matrix), np.nanmean(matrix, axis=1)
    with_total = [
        np.corrcoef(x[here], total[here])[0, 1] for x, here in zip(matrix.T, present.T, strict=True)
    ]
    return {
        **_parts(alpha_of_covariance(covariance)),
        "n": matrix.shape[0],
        "ase_duhachek_iacobucci": alpha_se(covariance, matrix.shape[0]),
        "item_n": present.sum(axis=0).tolist(),
        "item_mean": np.nanmean(matrix, axis=0),
        "item_sd": np.sqrt(np.diag(covariance)),
        "item_total_r": [float(r) for r in with_total],
        "scale_mean": float(total.mean()),
        "scale_sd": float(total.std(ddof=1)),
    }


def icc_case(case: ReferenceCase) -> Mapping[str, object]:
    groups = case.labels(case.scalar("group"))
    return {var: _icc(icc_oneway(case.numbers(var), groups)) for var in case.vector("vars")}


def _icc(icc: Icc) -> dict[str, object]:
    return {
        "n": icc.n,
        "groups": icc.groups,
        "mean_group_size": icc.mean_size,
        "n0": icc.n0,
        "MSB": icc.msb,
        "MSW": icc.msw,
        "F": icc.f,
        "p": icc.p,
        "icc1_anova_mean_size": icc.icc1,
        "icc2_anova": icc.icc2,
        "icc1_anova_n0": icc.icc1_n0,
        "icc1_n0_ci95": (icc.low, icc.high),
        "reml_tau2": icc.tau2,
        "reml_sigma2": icc.sigma2,
        "icc1_reml": icc.icc1_reml,
        "icc2_reml_mean_size": icc.icc2_reml,
        "icc2_reml_mean_of_groups": icc.icc2_reml_groups,
        "reml_fixed_mean": icc.mean,
        "reml_logLik": icc.log_likelihood,
    }


def blup_case(case: ReferenceCase) -> Mapping[str, object]:
    values, groups = case.numbers(case.scalar("var")), case.labels(case.scalar("group"))
    means = empirical_bayes(values, groups)
    integrated = integrated_means(values, groups) if len(means.groups) >= FEWEST_UNITS else None
    return {
        "grand_mean": means.grand,
        "tau2": means.tau2,
        "sigma2": means.sigma2,
        "group": [as_name(group) for group in means.groups],
        "size": means.size,
        "raw_mean": means.raw,
        "eb_mean": means.eb,
        "shrinkage": means.shrinkage,
        "cond_sd": means.sd,
        "integrated": None if integrated is None else asdict(integrated),
    }


def rwg_case(case: ReferenceCase) -> Mapping[str, object]:
    groups, options = case.labels(case.scalar("group")), case.scalar("response_options")
    single, items = case.numbers(case.scalar("single_item")), case.matrix(case.vector("items"))
    nulls = {name: _agreement(single, items, groups, null) for name, null in case.inputs["nulls"].items()}
    return {
        **nulls,
        "lindell_rwg_j": rwg_j_lindell(items, groups, uniform_null(options)).value,
        "awg_single": awg(single, groups, *_scale(case, single)).value,
        "ad_mean_single": average_deviation(single, groups).value,
        "ad_median_single": average_deviation(single, groups, "median").value,
        "sd_single": group_sd(single, groups).value,
    }


def _scale(case: ReferenceCase, single: Floats) -> tuple[float, float]:
    """The ends of the answer scale: from `response_min` where a case gives it, from 0 where somebody answered so."""
    given = case.scalar("response_min") if "response_min" in case.inputs else None
    low = float(np.nanmin(single) >= 1) if given is None else float(given)
    return low, low + case.scalar("response_options") - 1


def _agreement(
    single: Floats, items: Floats, groups: npt.NDArray[np.generic], null: float
) -> dict[str, object]:
    one, many = rwg(single, groups, null), rwg_j(items, groups, null)
    return {
        "null_variance": null,
        "group": [as_name(group) for group in one.groups],
        "size": one.size,
        "rwg_single": one.value,
        "rwg_j": many.value,
        "rwg_j_size": many.size,
        "mean_rwg_single": one.mean,
        "mean_rwg_j": many.mean,
        "median_rwg_j": many.median,
        "share_rwg_j_ge_70": float(np.mean(np.array(many.defined) >= 0.70)),
    }
