"""Reference adapters for figures: shares in groups, and ratios of sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from diagnostic.core.stats.basis.checks import Floats
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.t_test import half_width
from diagnostic.core.stats.proportions.proportion import ProportionDifference, chi_square, newcombe, wilson
from diagnostic.core.stats.proportions.ratio import (
    ClusterInterval,
    cluster_ratio,
    cluster_share,
    jackknife_ratio,
    ratio_of_sums,
)
from diagnostic.lab.reference.case import ReferenceCase, as_name
from diagnostic.lab.statistics.proportions.proportion import clopper_pearson, fisher_exact, wilson_continuity


def proportion_case(case: ReferenceCase) -> Mapping[str, object]:
    names, codes = np.unique(case.labels(case.scalar("group")), return_inverse=True)
    n = np.bincount(codes)
    k = np.rint(np.bincount(codes, case.numbers(case.scalar("var")))).astype(np.int64)
    groups = [_share(as_name(name), int(a), int(b)) for name, a, b in zip(names.tolist(), k, n, strict=True)]
    test = chi_square(np.column_stack([k, n - k]))
    difference = newcombe(int(k[0]), int(n[0]), int(k[1]), int(n[1]))
    return {
        "groups": groups,
        "chisq": {"X2": test.statistic, "df": test.df, "p": test.p, "cramers_v": test.cramers_v},
        "fisher_p": fisher_exact(k, n),
        "first_two": {"groups": [as_name(name) for name in names[:2].tolist()], **_difference(difference)},
    }


def _share(name: str, k: int, n: int) -> dict[str, object]:
    score, corrected, exact = wilson(k, n), wilson_continuity(k, n), clopper_pearson(k, n)
    return {
        "group": name,
        "k": k,
        "n": n,
        "p": score.value,
        "wilson95": (score.low, score.high),
        "wilson95_continuity": (corrected.low, corrected.high),
        "clopper_pearson95": (exact.low, exact.high),
        "hmisc_wilson95": (score.low, score.high),
    }


def _difference(both: ProportionDifference) -> dict[str, object]:
    """The cases give z without its sign."""
    return {
        "diff": both.diff,
        "newcombe95": (both.low, both.high),
        "wald95": (both.wald_low, both.wald_high),
        "z": None if both.z is None else abs(both.z),
        "p": both.p,
    }


def ratio_case(case: ReferenceCase) -> Mapping[str, object]:
    top, bottom = case.numbers(case.scalar("numerator")), case.numbers(case.scalar("denominator"))
    result = ratio_of_sums(top, bottom)
    return {
        "n": result.n,
        "ratio_of_sums": result.ratio,
        "se_linearised": result.se,
        "ci95_normal": (result.low, result.high),
        "mean_of_ratios": result.mean_of_ratios,
        "median_of_ratios": result.median_of_ratios,
        "weighted_gap": result.gap,
        "jackknife": _jackknife(top, bottom),
        "log": _ends(cluster_ratio, top, bottom),
        "logit": _ends(cluster_share, top, bottom),
    }


def _jackknife(top: Floats, bottom: Floats) -> dict[str, object] | None:
    """Error and plain interval by leaving one row out; None where one row holds the whole denominator."""
    try:
        found = jackknife_ratio(top, bottom)
    except CannotSayError:
        return None
    half = half_width(found.se, found.df, 0.95)
    ends = {"low": found.ratio - half, "high": found.ratio + half}
    return {"n": found.n, "ratio": found.ratio, "se": found.se, "df": found.df, **ends}


def _ends(
    of_clusters: Callable[[Floats, Floats], ClusterInterval], top: Floats, bottom: Floats
) -> dict[str, object] | None:
    """The interval the report prints, on the log scale (ratios) or the logit scale (shares); None where it has none."""
    try:
        found = of_clusters(top, bottom)
    except CannotSayError:
        return None
    return {"ratio": found.value, "low": found.low, "high": found.high}
