"""Input that does not fit: every public statistic answers with a named reason or with finite numbers.

Never with a warning (warnings are errors here), a nan, an infinity, or an unnamed error. One table of statistics
by the kind of data they take, one of misfits for each kind; a function that is in no table fails the last test.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping
from math import inf, isfinite, nan
from typing import Any, get_args

import numpy as np
import pytest

from diagnostic.core.stats.basis.not_computable import CannotSayError, Reason
from diagnostic.core.stats.differences import (
    adjust,
    effect,
    follow_up,
    mean_interval,
    one_sample,
    paired,
    permutation,
    power,
    standardised,
    team_effects,
)
from diagnostic.core.stats.proportions import proportion, ratio
from diagnostic.core.stats.relations import importance, linking, priority, trend
from diagnostic.core.stats.scales import agreement, icc, omega, reliability
from diagnostic.lab.statistics import bootstrap, gap_statistic, segments
from diagnostic.lab.statistics.differences import (
    effect_variants,
    equivalence,
    k_group,
    mean_of_people,
    pairwise,
    rank_sum,
    repeated,
    signed_rank,
    two_group,
)
from diagnostic.lab.statistics.differences import follow_up as lab_follow_up
from diagnostic.lab.statistics.differences import one_sample as lab_one_sample
from diagnostic.lab.statistics.differences import paired as lab_paired
from diagnostic.lab.statistics.differences import power as lab_power
from diagnostic.lab.statistics.proportions import proportion as lab_proportion
from diagnostic.lab.statistics.relations import correlation, relate
from diagnostic.lab.statistics.relations import importance as lab_importance
from diagnostic.lab.statistics.relations import linking as lab_linking
from diagnostic.lab.statistics.scales import agreement as lab_agreement
from diagnostic.lab.statistics.scales import careless, empirical_bayes, parallel, reverse
from tests.core.stats.test_doctests import STATS, own_functions

REASONS = set(get_args(Reason))
Made = Callable[..., object]


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


SAMPLE: Mapping[str, Made] = {
    "t_test_one": lambda x: one_sample.t_test_one(x, 3.0),
    "wilcoxon_one": lambda x: lab_one_sample.wilcoxon_one(x, 3.0),
    "sign_test_one": lambda x: lab_one_sample.sign_test_one(x, 3.0),
    "one_sample": lambda x: lab_one_sample.one_sample(x, 3.0),
    "tost_one": lambda x: equivalence.tost_one(x, 3.0, 0.5),
    "signed_rank": signed_rank.signed_rank,
    "hodges_lehmann": signed_rank.hodges_lehmann,
    "sign_test": signed_rank.sign_test,
    "bootstrap_mean": lambda x: bootstrap.bootstrap_mean(x, 40, rng(), trim=0.1),
}
TWO: Mapping[str, Made] = {
    "permuted_means": lambda a, b: permutation.permuted_means(a, b, rng()),
    "welch": effect.welch,
    "student": effect.student,
    "cohens_d": two_group.cohens_d,
    "hedges_g": two_group.hedges_g,
    "glass_delta": two_group.glass_delta,
    "brown_forsythe": two_group.brown_forsythe,
    "two_group": two_group.two_group,
    "mann_whitney": rank_sum.mann_whitney,
    "cliffs_delta": rank_sum.cliffs_delta,
    "cliffs_delta_effsize": effect_variants.cliffs_delta_effsize,
    "approximate_g": effect_variants.approximate_g,
    "average_variance_d": effect_variants.average_variance_d,
    "tost_two": lambda a, b: equivalence.tost_two(a, b, 0.5),
}
PAIRS: Mapping[str, Made] = {
    "t_test_paired": paired.t_test_paired,
    "wilcoxon_paired": lab_paired.wilcoxon_paired,
    "paired": lab_paired.paired,
    "pearson": correlation.pearson,
    "spearman": correlation.spearman,
    "kendall": correlation.kendall,
    "reliable_change": lambda a, b: repeated.reliable_change(a, b, 0.8),
    "ratio_of_sums": ratio.ratio_of_sums,
    "jackknife_ratio": ratio.jackknife_ratio,
    "cluster_ratio": ratio.cluster_ratio,
    "cluster_share": ratio.cluster_share,
    "change_of_ratios": lambda a, b: ratio.change_of_ratios((a, b), (b, a)),
    "permuted_ratios": lambda a, b: standardised.permuted_ratios((a, b), (b, a), rng()),
    "mean_change": lambda a, b: team_effects.mean_change(a, b, np.arange(len(a)) % 2, np.arange(len(a)) % 3),
    "team_effects": lambda a, b: team_effects.team_effects(a, b, np.arange(len(a)) % 2),
    "mean_of_units": mean_interval.mean_of_units,
    "unit_link": lambda a, b: lab_linking.unit_link(a, b, 40, rng()),
}
TABLE: Mapping[str, Made] = {
    "cronbach_alpha": reliability.cronbach_alpha,
    "item_covariance": reliability.item_covariance,
    "reverse": lambda x: reverse.reverse(x, 1, 5),
    "bootstrap_alpha": lambda x: bootstrap.bootstrap_alpha(x, 40, rng()),
    "omega": omega.omega,
    "parallel_analysis": lambda x: parallel.parallel_analysis(x, 10, rng()),
    "partial_all": correlation.partial_all,
    "friedman": repeated.friedman,
    "rater_icc": repeated.rater_icc,
    "longstring": careless.longstring,
    "irv": careless.irv,
    "mahalanobis": careless.mahalanobis,
    "even_odd": lambda x: careless.even_odd(x, [2, 2]),
    "synonyms": lambda x: careless.synonyms(x, 0.1),
    "standardised": gap_statistic.standardised,
    "gap_statistic": lambda x: gap_statistic.gap_statistic(
        gap_statistic.splits(gap_statistic.standardised(x), 2, 4, rng()), 4, rng()
    ),
    "segments": lambda x: segments.segments(x, 2, 5, rng(), most=2, needed=3),
    "priority_ranks": lambda x: priority.priority_ranks(x, 4, [1] * 4, 2, 40, rng()),
}
GROUPED: Mapping[str, Made] = {
    "icc_oneway": icc.icc_oneway,
    "empirical_bayes": empirical_bayes.empirical_bayes,
    "integrated_means": icc.integrated_means,
    "rwg": lambda x, g: lab_agreement.rwg(x, g, 2.0),
    "rwg_j": lambda x, g: agreement.rwg_j(np.column_stack([x, x]), g, 2.0),
    "rwg_j_lindell": lambda x, g: lab_agreement.rwg_j_lindell(np.column_stack([x, x]), g, 2.0),
    "awg": lambda x, g: lab_agreement.awg(x, g, 1, 5),
    "average_deviation": lab_agreement.average_deviation,
    "group_sd": lab_agreement.group_sd,
    "anova": k_group.anova,
    "welch_anova": k_group.welch_anova,
    "kruskal": k_group.kruskal,
    "brown_forsythe_k": k_group.brown_forsythe_k,
    "games_howell": k_group.games_howell,
    "tukey_hsd": k_group.tukey_hsd,
    "pairwise_welch": pairwise.pairwise_welch,
    "pairwise_mann_whitney": pairwise.pairwise_mann_whitney,
    "dunn": pairwise.dunn,
    "jonckheere": lambda x, g: trend.jonckheere(x, g, sorted(set(g))),
    "mean_of_people": mean_of_people.mean_of_people,
    "change_of_units": lambda x, g: follow_up.change_of_units(x, g, x[::-1], g),
    "change_within_units": lambda x, g: lab_follow_up.change_within_units(x, g, x, g),
    "ordered_trend": lambda x, g: linking.ordered_trend(x, g, sorted(set(g))),
    "band_trend": lambda x, g: lab_linking.band_trend(x, g, sorted(set(g)), 19, rng()),
}
REGRESSION: Mapping[str, Made] = {
    "ols": relate.ols,
    "lmg": importance.lmg,
    "last": lab_importance.last,
    "first": lab_importance.first,
    "pratt": lab_importance.pratt,
    "johnson": lab_importance.johnson,
    "lmg_of_units": lambda y, X: importance.lmg_of_units(y, X, np.arange(len(y)) % 4),
    "lmg_bootstrap": lambda y, X: lab_importance.lmg_bootstrap(y, X, None, 40, rng(), top=1),
    "partial_one": lambda y, X: correlation.partial_one(
        y, np.asarray(X, dtype=float)[:, 0], np.asarray(X)[:, 1:]
    ),
}
COUNTS: Mapping[str, Made] = {
    "wilson": proportion.wilson,
    "wilson_continuity": lab_proportion.wilson_continuity,
    "clopper_pearson": lab_proportion.clopper_pearson,
    "newcombe": lambda k, n: proportion.newcombe(k, n, 1, 4),
    "stratified_difference": lambda k, n: proportion.stratified_difference([k, 2], [n, 5], [1, 2], [4, 3]),
    "wilson_bounds": lambda k, n: proportion.wilson_bounds([k], [n]),
    "chi_square": lambda k, n: proportion.chi_square([[k, n - k], [1, 3]]),
    "fisher_exact": lambda k, n: lab_proportion.fisher_exact(np.array([k, 1]), np.array([n, 4])),
    "binomial_against": lambda k, n: proportion.binomial_against(np.array([k]), np.array([n]), 0.3),
}

LIKERT = [4, 3, 5, 2, 4, 4, 1, 3, 5, 2, 3, 4]
SAMPLES = {
    "empty": [],
    "all missing": [nan] * 4,
    "one": [3.0],
    "two": [3.0, 4.0],
    "two alike": [3.0, 3.0],
    "constant": [4.0] * 12,
    "constant at the reference": [3.0] * 12,
    "zeros": [0.0] * 12,
    "infinite": [1.0, 2.0, inf, 3.0],
    "minus infinite": [1.0, 2.0, -inf, 3.0],
    "ties": LIKERT,
    "some missing": [nan, *LIKERT, nan],
    "rounding only": [0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2],
    "tiny": [1e-160, 2e-160, 3e-160, 5e-160],
    "large": [1e9 + x for x in LIKERT],
    "two values": [1.0, 5.0] * 6,
    "one differs": [*[3.0] * 11, 4.0],
}
_RNG = np.random.default_rng(3)
HOLES = np.where(_RNG.random((40, 4)) < 0.2, nan, _RNG.integers(1, 6, (40, 4)))
TABLES = {
    "no rows": np.empty((0, 4)),
    "one row": [[1, 2, 3, 4]],
    "two rows": [[1, 2, 3, 4], [2, 3, 1, 5]],
    "one column": [[x] for x in LIKERT],
    "all missing": np.full((12, 4), nan),
    "a missing column": [[x, 6 - x, nan, x] for x in LIKERT],
    "constant": np.full((12, 4), 3.0),
    "a constant item": [[x, 6 - x, 3, (x * 7) % 5 + 1] for x in LIKERT],
    "an item twice": [[x, x, (x * 7) % 5 + 1, (x * 3) % 4 + 1] for x in LIKERT],
    "items that cancel out": [[x, 6 - x, x, 6 - x] for x in LIKERT],
    "infinite": [[1, 2, 3, 4], [2, 3, inf, 5], [3, 2, 1, 1], [4, 1, 2, 2], [5, 2, 2, 1], [1, 1, 2, 4]],
    "off the scale": [[1, 2, 3, 9], [2, 3, 1, 5], [3, 2, 1, 1], [4, 1, 2, 2], [5, 2, 2, 1], [1, 1, 2, 4]],
    "straight lines": [[x] * 4 for x in LIKERT],
    "two people, often": [[1, 2, 3, 4]] * 6 + [[4, 4, 1, 2]] * 6,
    "ordinary": np.random.default_rng(3).integers(1, 6, (24, 4)),
    "ordinary with holes": HOLES,
}
GROUPS = {
    "empty": ([], []),
    "one group": (LIKERT, ["a"] * 12),
    "groups of one": ([1.0, 2, 3, 4], list("abcd")),
    "one group of one": ([1.0, 2, 3, 4, 5], list("aabbc")),
    "two people": ([1.0, 2.0], list("ab")),
    "all missing": ([nan] * 6, list("aabbcc")),
    "a missing group": ([1.0, 2, 4, 3, nan, nan], list("aabbcc")),
    "constant": ([3.0] * 6, list("aabbcc")),
    "constant within": ([1.0, 1, 2, 2, 3, 3], list("aabbcc")),
    "constant between": ([1.0, 3, 1, 3, 1, 3], list("aabbcc")),
    "one group varies": ([1.0, 1, 2, 2, 3, 5], list("aabbcc")),
    "all at the end of the scale": ([5.0] * 5 + [4.0], list("aabbcc")),
    "infinite": ([1.0, 2, 3, inf, 5, 4], list("aabbcc")),
    "off the scale": ([1.0, 2, 3, 9, 5, 4], list("aabbcc")),
    "ties": (LIKERT, list("aaabbbcccddd")),
    "large": ([1e9 + x for x in LIKERT], list("aaabbbcccddd")),
}
REGRESSIONS = {
    "empty": ([], np.empty((0, 2))),
    "too few": ([1.0, 2, 3], [[1.0, 2], [2, 1], [3, 5]]),
    "constant outcome": ([3.0] * 12, [[x, (x * 7) % 5] for x in LIKERT]),
    "constant predictor": (LIKERT[::-1], [[x, 3] for x in LIKERT]),
    "one says the other": (LIKERT[::-1], [[x, 2 * x + 1] for x in LIKERT]),
    "perfect": ([2 * x + y for y, x in enumerate(LIKERT)], [[x, y] for y, x in enumerate(LIKERT)]),
    "all missing": ([nan] * 12, [[x, (x * 7) % 5] for x in LIKERT]),
    "infinite": ([inf, *LIKERT[1:]], [[x, (x * 7) % 5] for x in LIKERT]),
    "one person apart": (LIKERT, [[0, y] for y in range(11)] + [[1, 3]]),
    "ordinary": (LIKERT, [[(3 * i) % 7, (5 * i * i) % 11] for i in range(12)]),
}
SHARES = {
    "nobody": (0, 0),
    "none": (0, 9),
    "all": (9, 9),
    "one of one": (1, 1),
    "more than all": (5, 4),
    "negative": (-1, 4),
    "ordinary": (3, 9),
}

CASES: list[tuple[str, str, Made, tuple[object, ...]]] = [
    *[(f, m, made, (x,)) for f, made in SAMPLE.items() for m, x in SAMPLES.items()],
    *[(f, f"{m}, ties", made, (x, LIKERT)) for f, made in TWO.items() for m, x in SAMPLES.items()],
    *[(f, f"ties, {m}", made, (LIKERT, x)) for f, made in TWO.items() for m, x in SAMPLES.items()],
    *[(f, f"{m}, twice", made, (x, x)) for f, made in TWO.items() for m, x in SAMPLES.items()],
    *[(f, m, made, (x, list(x)[::-1])) for f, made in PAIRS.items() for m, x in SAMPLES.items()],
    *[(f, f"{m}, twice", made, (x, x)) for f, made in PAIRS.items() for m, x in SAMPLES.items()],
    *[(f, m, made, (x,)) for f, made in TABLE.items() for m, x in TABLES.items()],
    *[(f, m, made, x) for f, made in GROUPED.items() for m, x in GROUPS.items()],
    *[(f, m, made, x) for f, made in REGRESSION.items() for m, x in REGRESSIONS.items()],
    *[(f, m, made, x) for f, made in COUNTS.items() for m, x in SHARES.items()],
]


def numbers_in(result: Any) -> Iterator[float]:
    if dataclasses.is_dataclass(result):
        for item in dataclasses.fields(result):
            yield from numbers_in(getattr(result, item.name))
    elif isinstance(result, np.ndarray):
        yield from (float(x) for x in result.ravel()) if result.dtype.kind in "fiub" else ()
    elif isinstance(result, (tuple, list)):
        for inner in result:
            yield from numbers_in(inner)
    elif isinstance(result, (int, float, np.generic)):
        yield float(result)


def is_fit(function: str, made: Made, data: tuple[object, ...]) -> str | None:
    """None if the answer is finite or a named refusal that says what it would take; otherwise what is wrong."""
    try:
        result = made(*data)
    except CannotSayError as refused:
        if refused.reason not in REASONS:
            return f"no such reason: {refused.reason}"
        if refused.reason in ("too_few", "all_missing", "one_group") and (
            refused.needed is None or refused.n is None or refused.n >= refused.needed
        ):
            return f"says {refused}"
        return None
    except Exception as error:  # whatever else comes out of a statistic is a fault
        return f"{type(error).__name__}: {error}"
    if function in ("reverse", "item_covariance") or all(isfinite(x) for x in numbers_in(result)):
        return None
    return f"not finite: {result}"


@pytest.mark.slow
@pytest.mark.parametrize("function", sorted({case[0] for case in CASES}))
def test_misfits_are_refused_by_name_or_give_finite_numbers(function: str) -> None:
    wrong = {
        misfit: fault
        for name, misfit, made, data in CASES
        if name == function and (fault := is_fit(name, made, data)) is not None
    }
    assert wrong == {}


@pytest.mark.parametrize("p", [[], [nan], [0.2, nan], [-0.1, 0.5], [1.1], [inf], [0.0, 1.0], [0.5]])
@pytest.mark.parametrize("method", ["bonferroni", "holm", "hochberg", "hommel", "bh", "by"])
def test_p_values_that_are_none(p: list[float], method: Any) -> None:
    assert is_fit("adjust", lambda: adjust.adjust(p, method), ()) is None


@pytest.mark.parametrize(("n1", "n2"), [(1, 9), (0, 0), (2, 2), (2, 100_000)])
def test_power_at_odd_sizes(n1: int, n2: int) -> None:
    assert is_fit("power_two_sample", lambda: lab_power.power_two_sample(0.5, n1, n2), ()) is None
    assert is_fit("smallest_detectable_d", lambda: power.smallest_detectable_d(n1, n2), ()) is None
    assert is_fit("power_one_sample", lambda: lab_power.power_one_sample(0.5, n1), ()) is None
    assert is_fit("smallest_detectable_d_one", lambda: power.smallest_detectable_d_one(n1), ()) is None


# Parts of the functions above, reached through them, or arithmetic on what they have checked already.
PARTS = {
    "permuted_strata",
    "jaccard_stability",
    "adjust",
    "acceleration",
    "bootstrap_interval",
    "alpha_of_covariance",
    "alpha_se",
    "feldt_interval",
    "fisher_interval",
    "rank_biserial_interval",
    "splits",
    "silhouettes",
    "distances",
    "outcome_and_predictors",
    "grouped",
    "k_means",
    "best_split",
    "correction",
    "noncentral_t_cdf",
    "noncentrality_interval",
    "effect_from_t",
    "one_factor_ml",
    "one_factor_minres",
    "omega_share",
    "d_one",
    "kmo",
    "bartlett_sphericity",
    "power_one_sample",
    "power_two_sample",
    "smallest_detectable_d",
    "smallest_detectable_d_one",
    "tie_term",
    "tail_share",
    "dominance",
    "delta_of_dominance",
    "untied_pairs",
    "rank_shares",
    "ranks",
    "resampled_counts",
    "subset_r2",
    "centre_within",
    "lmg_shares",
    "half_width",
    "two_sided",
    "uniform_null",
    "slight_skew_null",
    "label",
}
OF_CHECKS = "diagnostic.core.stats.basis.checks"


def test_every_public_statistic_is_in_the_table() -> None:
    public = {
        function.__name__
        for module in STATS
        if module.__name__ != OF_CHECKS
        for function in own_functions(module)
        if not inspect.isclass(function)
    }
    tried = {case[0] for case in CASES}
    assert public - tried - PARTS == set()
    assert tried & PARTS == set()
