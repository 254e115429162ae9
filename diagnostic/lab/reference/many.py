"""Reference adapters for more than two: groups, ordered bands, repeated items, raters, change, correlations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from diagnostic.core.stats.differences.adjust import AdjustMethod, adjust
from diagnostic.core.stats.differences.paired import t_test_paired
from diagnostic.core.stats.relations.trend import jonckheere
from diagnostic.lab.reference.case import ReferenceCase, as_name
from diagnostic.lab.statistics.differences.equivalence import Tost, tost_two
from diagnostic.lab.statistics.differences.k_group import (
    FTest,
    PairDifferences,
    anova,
    brown_forsythe_k,
    games_howell,
    grouped,
    kruskal,
    tukey_hsd,
    welch_anova,
)
from diagnostic.lab.statistics.differences.paired import wilcoxon_paired
from diagnostic.lab.statistics.differences.pairwise import (
    PairwiseP,
    dunn,
    pairwise_mann_whitney,
    pairwise_welch,
)
from diagnostic.lab.statistics.differences.repeated import friedman, rater_icc, reliable_change
from diagnostic.lab.statistics.relations.correlation import (
    fisher_interval,
    kendall,
    partial_all,
    partial_one,
    pearson,
    spearman,
)

Floats = npt.NDArray[np.float64]
LabelArray = npt.NDArray[np.generic]
_ADJUSTED: tuple[AdjustMethod, ...] = ("bonferroni", "holm", "bh", "by", "hochberg")


def _f(test: FTest) -> dict[str, object]:
    return {"F": test.f, "df1": test.df1, "df2": test.df2, "p": test.p}


def _names(labels: tuple[object, ...]) -> list[str]:
    return [as_name(label) for label in labels]


def k_group_case(case: ReferenceCase) -> Mapping[str, object]:
    values, groups = case.numbers(case.scalar("var")), case.labels(case.scalar("group"))
    data, classic, ranks = grouped(values, groups), anova(values, groups), kruskal(values, groups)
    spread = brown_forsythe_k(values, groups)
    pairs = pairwise_welch(values, groups)
    return {
        "group": _names(data.labels),
        "n": data.size,
        "mean": data.mean,
        "sd": np.sqrt(data.variance),
        "median": [float(np.median(data.values[data.codes == code])) for code in range(data.size.size)],
        "anova": {**_f(classic.test), "MSB": classic.msb, "MSW": classic.msw},
        "welch_anova": _f(welch_anova(values, groups)),
        "kruskal": {
            "H": ranks.h,
            "df": ranks.df,
            "p": ranks.p,
            "epsilon2": ranks.epsilon2,
            "eta2_H": ranks.eta2,
        },
        "brown_forsythe": {"F": spread.f, "p": spread.p},
        "eta2": classic.eta2,
        "omega2": classic.omega2,
        "epsilon2": classic.epsilon2,
        "games_howell": _games_howell(games_howell(values, groups)),
        "tukey_hsd": _tukey(tukey_hsd(values, groups)),
        "pairs": {"a": _names(pairs.first), "b": _names(pairs.second)},
        "pairwise_welch": _adjusted(pairwise_welch, values, groups),
        "pairwise_mwu_asymptotic": _adjusted(pairwise_mann_whitney, values, groups),
        "dunn": _dunn(dunn(values, groups)),
    }


def _games_howell(pairs: PairDifferences) -> dict[str, object]:
    return {
        "a": _names(pairs.first),
        "b": _names(pairs.second),
        "diff_b_minus_a": pairs.diff,
        "ci_low": pairs.low,
        "ci_high": pairs.high,
        "t_abs": np.abs(pairs.t),
        "df": pairs.df,
        "p": pairs.p,
    }


def _tukey(pairs: PairDifferences) -> dict[str, object]:
    names = [f"{b}-{a}" for a, b in zip(_names(pairs.first), _names(pairs.second), strict=True)]
    return {"pair": names, "diff": pairs.diff, "low": pairs.low, "high": pairs.high, "p": pairs.p}


def _adjusted(
    test: Callable[[Floats, LabelArray], PairwiseP], values: Floats, groups: LabelArray
) -> dict[str, object]:
    raw = test(values, groups).p
    return {"raw": raw, **{method: adjust(raw, method) for method in _ADJUSTED}}


def _dunn(pairs: PairwiseP) -> dict[str, object]:
    return {
        "a": _names(pairs.first),
        "b": _names(pairs.second),
        "z": pairs.statistic,
        "p": pairs.p,
        "p_holm": pairs.adjusted,
    }


def jonckheere_case(case: ReferenceCase) -> Mapping[str, object]:
    order = [as_name(name) for name in case.vector("order")]
    bands = np.array([as_name(label) for label in case.labels(case.scalar("group")).tolist()])
    found = jonckheere(case.numbers(case.scalar("var")), bands, order)
    return {
        "JT": found.jt,
        "mean": found.mean,
        "p_two_sided_no_tie_correction": found.p_untied,
        "p_increasing_no_tie_correction": found.p_rising_untied,
        "z_tie_corrected": found.z,
        "p_two_sided_tie_corrected": found.p,
        "p_increasing_tie_corrected": found.p_rising,
        "kendall_tau_b": found.tau_b,
    }


def tost_case(case: ReferenceCase) -> Mapping[str, object]:
    var, group, margin = case.scalar("var"), case.scalar("group"), case.scalar("margin")
    first, second = (case.of_group(var, group, case.scalar(which)) for which in ("first", "second"))
    free, pooled = tost_two(first, second, margin), tost_two(first, second, margin, pooled=True)
    return {"diff": free.diff, "welch": _tost(free), "pooled": _tost(pooled)}


def _tost(found: Tost) -> dict[str, object]:
    return {
        "df": found.df,
        "t_lower": found.t_lower,
        "p_lower": found.p_lower,
        "t_upper": found.t_upper,
        "p_upper": found.p_upper,
        "p": found.p,
        "ci90": (found.low, found.high),
        "equivalence_pkg_p": found.p,
    }


def friedman_case(case: ReferenceCase) -> Mapping[str, object]:
    names = case.vector("vars")
    found = friedman(case.matrix(names))
    pairs = list(combinations(names, 2))
    columns = [(case.numbers(a), case.numbers(b)) for a, b in pairs]
    ranks = [wilcoxon_paired(a, b, places=None).p_asymptotic for a, b in columns]
    means = [t_test_paired(a, b).p for a, b in columns]
    return {
        "n": found.n,
        "k": found.k,
        "chisq": found.chi2,
        "df": found.df,
        "p": found.p,
        "kendalls_w": found.kendalls_w,
        "mean_ranks": found.mean_ranks,
        "pairs": {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]},
        "wilcoxon_p": ranks,
        "wilcoxon_holm": adjust(ranks, "holm"),
        "t_p": means,
        "t_holm": adjust(means, "holm"),
    }


def rater_icc_case(case: ReferenceCase) -> Mapping[str, object]:
    found = rater_icc(case.matrix(case.vector("raters")))
    return {
        "type": [f"ICC{one.kind}" for one in found],
        "icc": [one.icc for one in found],
        "F": [one.f for one in found],
        "df1": [one.df1 for one in found],
        "df2": [one.df2 for one in found],
        "p": [one.p for one in found],
        "lower": [one.low for one in found],
        "upper": [one.high for one in found],
    }


def rci_case(case: ReferenceCase) -> Mapping[str, object]:
    first, second = (case.numbers(case.scalar(which)) for which in ("first", "second"))
    found = reliable_change(first, second, case.scalar("reliability"))
    return {
        "n": found.n,
        "sem": found.sem,
        "s_diff": found.s_diff,
        "min_change_95": found.min_change,
        "rci": found.index,
        "improved": found.improved,
        "deteriorated": found.deteriorated,
        "unchanged": found.unchanged,
    }


def correlation_case(case: ReferenceCase) -> Mapping[str, object]:
    names = case.vector("vars")
    pairs = [_pair(case, x, y) for x, y in combinations(names, 2)]
    raw = [float(pair["pearson_p"]) for pair in pairs]
    table = case.matrix(names)
    plain, ranked = partial_all(table), partial_all(table, ranked=True)
    return {
        "n": plain.n,
        "pairs": pairs,
        "holm_pearson": adjust(raw, "holm"),
        "bh_pearson": adjust(raw, "bh"),
        "partial_all_others": {"vars": names, "r": plain.r, "p": plain.p_normal},
        "partial_spearman_all_others": {"r": ranked.r, "p": ranked.p_normal},
        **_partial_one(case),
    }


def _pair(case: ReferenceCase, x: str, y: str) -> dict[str, Any]:
    one, two = case.numbers(x), case.numbers(y)
    straight, ranks, tau = pearson(one, two), spearman(one, two), kendall(one, two)
    return {
        "x": x,
        "y": y,
        "pearson": straight.r,
        "pearson_p": straight.p,
        "pearson_ci95": (straight.low, straight.high),
        "spearman": ranks.r,
        "spearman_p_t": ranks.p,
        "spearman_ci95_fisher_se1": fisher_interval(ranks.r, ranks.n),
        "spearman_ci95_bonett_wright": (ranks.low, ranks.high),
        "kendall_tau_b": tau.tau_b,
        "kendall_p": tau.p,
    }


def _partial_one(case: ReferenceCase) -> dict[str, object]:
    """The pair and covariates a case asks for are given with the answer, in `expected`."""
    asked = case.expected.get("partial_one")
    if asked is None:
        return {}
    x, y, covariates = asked["x"], asked["y"], asked["covariates"]
    covariates = covariates if isinstance(covariates, list) else [covariates]
    found = partial_one(case.numbers(x), case.numbers(y), case.matrix(covariates))
    return {
        "partial_one": {
            "x": x,
            "y": y,
            "covariates": covariates,
            "r": found.r,
            "p": found.p,
            "t": found.t,
            "df": found.df,
            "p_ppcor": found.p_normal,
            "semipartial_y_given_z": found.semipartial,
        }
    }
