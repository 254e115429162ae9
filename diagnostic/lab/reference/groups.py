"""Reference adapters for groups: two of them, the same people twice, one against a target, and power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from diagnostic.core.stats.differences.permutation import permuted_means
from diagnostic.core.stats.differences.power import smallest_detectable_d, smallest_detectable_d_one
from diagnostic.core.stats.differences.t_test import OneTTest, TTest
from diagnostic.lab.reference.case import SEED, ReferenceCase
from diagnostic.lab.reference.compare import Disputed
from diagnostic.lab.statistics.differences.effect_variants import (
    approximate_g,
    average_variance_d,
    cliffs_delta_effsize,
    rank_biserial_interval,
)
from diagnostic.lab.statistics.differences.equivalence import tost_one
from diagnostic.lab.statistics.differences.noncentral import EffectSize
from diagnostic.lab.statistics.differences.one_sample import one_sample
from diagnostic.lab.statistics.differences.paired import paired
from diagnostic.lab.statistics.differences.power import power_one_sample, power_two_sample
from diagnostic.lab.statistics.differences.rank_sum import MannWhitney
from diagnostic.lab.statistics.differences.signed_rank import Wilcoxon
from diagnostic.lab.statistics.differences.two_group import brown_forsythe, glass_delta, two_group

_EFFSIZE = "effsize 0.8.1 miscounts values of the second group that lie above the whole first group"


def _ends(effect: EffectSize) -> tuple[float, float]:
    return effect.low, effect.high


def _t(test: TTest) -> dict[str, object]:
    return {
        "estimate": (test.mean1, test.mean2),
        "t": test.t,
        "df": test.df,
        "p": test.p,
        "ci": (test.low, test.high),
        "se": test.se,
    }


def _one_t(test: OneTTest, reference: float) -> dict[str, object]:
    """The interval of a case is of the mean, ours of its distance from the reference."""
    ends = (test.low + reference, test.high + reference)
    return {"estimate": test.mean, "t": test.t, "df": test.df, "p": test.p, "ci": ends, "se": test.se}


def two_group_case(case: ReferenceCase) -> Mapping[str, object]:
    var, group = case.scalar("var"), case.scalar("group")
    first, second = (case.of_group(var, group, case.scalar(which)) for which in ("first", "second"))
    both, approximate = two_group(first, second), approximate_g(first, second)
    delta, spread = both.cliffs_delta, brown_forsythe(first, second)
    return {
        "n1": both.n1,
        "n2": both.n2,
        "mean1": both.mean1,
        "mean2": both.mean2,
        "sd1": both.sd1,
        "sd2": both.sd2,
        "median1": both.median1,
        "median2": both.median2,
        "ties": both.mann_whitney.ties,
        "welch": _t(both.welch),
        "student": _t(both.student),
        "permutation": asdict(permuted_means(first, second, np.random.default_rng(SEED))),
        **_mann_whitney(both.mann_whitney),
        "cliffs_delta": delta.value,
        "cliffs_delta_ci95": Disputed(_ends(delta), _ends(cliffs_delta_effsize(first, second)), _EFFSIZE),
        "prob_superiority": both.prob_superiority,
        "rank_biserial": delta.value,
        "rank_biserial_ci95_effectsize": rank_biserial_interval(delta.value, both.n1, both.n2),
        "cohens_d": both.cohens_d.value,
        "cohens_d_ci95_noncentral_t": _ends(both.cohens_d),
        "hedges_g": both.hedges_g.value,
        "hedges_g_ci95_noncentral_t": _ends(both.hedges_g),
        "hedges_g_effsize_approx_J": approximate.value,
        "hedges_g_effsize_ci95": _ends(approximate),
        "cohens_d_avg_var": average_variance_d(first, second),
        "glass_delta": glass_delta(first, second),
        "brown_forsythe_F": spread.f,
        "brown_forsythe_p": spread.p,
    }


def _mann_whitney(test: MannWhitney) -> dict[str, object]:
    """`method` is named in a case where its exact p allows for ties; the cases' word for that is one string."""
    exact = {"U1": test.u1, "p": test.p_exact, "method": "coin exact permutation of midranks"}
    return {
        "mwu_asymptotic_continuity": {"U1": test.u1, "p": test.p_continuity},
        "mwu_asymptotic": {"U1": test.u1, "p": test.p_asymptotic},
        "mwu_exact": None if test.p_exact is None else exact,
    }


def _wilcoxon(test: Wilcoxon, shift: float = 0.0) -> dict[str, object]:
    estimate = test.hodges_lehmann + shift
    return {
        "wilcoxon_asymptotic": {"V": test.w_plus, "p": test.p_asymptotic, "hl": estimate},
        "wilcoxon_asymptotic_continuity": {"V": test.w_plus, "p": test.p_continuity, "hl": estimate},
    }


def paired_case(case: ReferenceCase) -> Mapping[str, object]:
    both = paired(case.numbers(case.scalar("first")), case.numbers(case.scalar("second")), places=None)
    test, clean = both.wilcoxon, both.wilcoxon.method == "exact"
    return {
        "n": both.n,
        "mean_diff": both.t.mean,
        "sd_diff": both.t.sd,
        "t": _one_t(both.t, 0.0),
        **_wilcoxon(test),
        "wilcoxon_exact": {"V": test.w_plus, "p": test.p_exact} if clean else None,
        "wilcoxon_exact_ties_coin_p": test.p_exact,  # allows for ties, and is the same where there are none
        "n_nonzero": test.n_nonzero,
        "W_plus": test.w_plus,
        "W_minus": test.w_minus,
        "rank_biserial_simple": test.rank_biserial,
        "rank_biserial_effectsize": test.rank_biserial,
        "d_z": both.d_z.value,
        "d_z_ci95_noncentral_t": _ends(both.d_z),
        "g_z": both.g_z.value,
        "d_av": both.d_av,
        "r": both.r,
        "sign_test_p": both.sign_p,
        "r_icc3": both.icc3,
        "bland_altman": {"bias": both.t.mean, "loa": (both.agree_low, both.agree_high)},
    }


def one_sample_case(case: ReferenceCase) -> Mapping[str, object]:
    values, target = case.numbers(case.scalar("var")), case.scalar("target")
    one, near = (
        one_sample(values, target, places=None),
        tost_one(values, target, case.scalar("equivalence_margin")),
    )
    return {
        "n": one.n,
        "mean": one.t.mean,
        "sd": one.t.sd,
        "gap_actual_minus_target": one.t.diff,
        "t": _one_t(one.t, target),
        **_wilcoxon(one.wilcoxon, target),
        "sign_test_p": one.sign_p,
        "cohens_d": one.cohens_d.value,
        "hedges_g": one.hedges_g.value,
        "d_ci95_noncentral_t": _ends(one.cohens_d),
        "tost": {
            "t_lower": near.t_lower,
            "p_lower": near.p_lower,
            "t_upper": near.t_upper,
            "p_upper": near.p_upper,
            "p": near.p,
            "ci90": (near.low + target, near.high + target),
        },
        "at_or_above_target": int(np.sum(values >= target)),
        "share": one.reached.value,
        "share_wilson95": (one.reached.low, one.reached.high),
    }


def power_case(case: ReferenceCase) -> Mapping[str, object]:
    grid = case.inputs["grid"]
    rows = list(zip(grid["n"], grid["d"], grid["type"], strict=True))
    one = [kind in ("one.sample", "paired") for _, _, kind in rows]  # of pairs, n counts the pairs
    power = [
        power_one_sample(d, n) if single else power_two_sample(d, n, n)
        for (n, d, _), single in zip(rows, one, strict=True)
    ]
    least = [
        smallest_detectable_d_one(n) if single else smallest_detectable_d(n, n)
        for (n, _, _), single in zip(rows, one, strict=True)
    ]
    return {"power": power, "min_d_80": least}
