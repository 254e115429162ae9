"""A metric of a group, and of the group against the rest, against tests worked out elsewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from diagnostic.core.diagnosis.figures.results import MetricSpec, compare, describe, gap_of_ratios, specs_of
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import CannotSay
from diagnostic.core.stats.proportions.proportion import wilson
from diagnostic.core.stats.proportions.ratio import ratio_of_sums
from tests.made.counted import amount, deals, group, monthly, people_of, rep, table

SIX = [True] * 3 + [False] * 3
ONES = np.ones(6)
VISITS = MetricSpec("visits", "count", "mean", np.array([4.0, 5, 6, 8, 9, 13]), ONES)
WINS = MetricSpec(
    "win_rate", "share", "share", np.array([2.0, 3, 1, 5, 5, 6]), np.array([10.0, 9, 8, 10, 9, 10])
)
SALES = MetricSpec("attainment", "share", "ratio", np.array([70.0, 80, 95, 100, 110, 90]), ONES * 100)


def test_a_mean_has_the_interval_of_a_one_sample_t() -> None:
    visits = MetricSpec("visits", "count", "mean", np.tile([4.0, 5, 6], 7), np.ones(21))
    (mean,) = describe(visits, group("region:N", [True] * 21))
    low, high = stats.t.interval(0.95, 20, 5.0, stats.sem(visits.top))
    assert (mean.estimate, mean.low, mean.high) == pytest.approx((5.0, low, high))
    (few,) = describe(visits, group("region:N", [True] * 19 + [False] * 2))
    assert (few.low, few.high) == (None, None)
    assert (mean.method, mean.n, mean.level) == ("one_sample.t", 21, 0.95)


def test_a_ratio_is_one_of_sums_with_t_of_reps_minus_one() -> None:
    (ratio,) = describe(SALES, group("region:N", SIX))
    se = ratio_of_sums([70, 80, 95], [100, 100, 100]).se
    assert ratio.estimate == pytest.approx(245 / 300)
    assert ratio.high == pytest.approx(245 / 300 + stats.t.ppf(0.975, 2) * se)


def test_a_share_has_wilsons_interval() -> None:
    (share,) = describe(WINS, group("region:N", SIX))
    known = wilson(6, 27)
    assert (share.estimate, share.low, share.high) == pytest.approx((known.value, known.low, known.high))


def test_one_rep_has_a_figure_without_interval() -> None:
    (one,) = describe(SALES, group("company", [True, *[False] * 5]))
    assert (one.estimate, one.low, one.level) == (0.7, None, None)


def test_nobody_has_the_metric() -> None:
    nothing = MetricSpec("visits", "count", "mean", np.full(6, np.nan), ONES)
    assert list(describe(nothing, group("region:N", SIX))) == []
    assert list(compare(nothing, group("region:N", SIX), draw)) == []


def draw(key: str) -> np.random.Generator:
    return stable_rng(1, key)


def test_means_against_the_rest_by_dealing_reps_out_anew() -> None:
    """Of the 20 ways to deal 3 of 6 reps only the true one and its mirror are as far apart: p is 0.1."""
    (gap,) = compare(VISITS, group("region:N", SIX, others=("region:S",)), draw)
    assert gap.p == pytest.approx(0.1, abs=0.02)
    assert gap.method == "two_group.permutation"
    assert (gap.estimate, gap.reference, gap.against) == (-5.0, 10.0, ("region:S",))


@pytest.mark.parametrize("spec", [WINS, SALES])
def test_ratios_and_win_rates_against_the_rest_over_reps(spec: MetricSpec) -> None:
    """From thirty reps a side by their jackknife errors, with fewer by dealing reps out anew."""
    (few,) = compare(spec, group("region:N", SIX), draw)
    assert few.method == "ratio.permutation"
    top, bottom = (np.repeat(side, 10) * np.tile(np.arange(1.0, 11), 6) for side in (spec.top, spec.bottom))
    sixty = replace(spec, top=top, bottom=bottom)
    (gap,) = compare(sixty, group("region:N", [True] * 30 + [False] * 30), draw)
    parts = []
    for part in (slice(0, 30), slice(30, 60)):  # leave each rep out by hand
        top, bottom = sixty.top[part], sixty.bottom[part]
        without = [np.delete(top, at).sum() / np.delete(bottom, at).sum() for at in range(30)]
        se = np.sqrt(29 / 30 * np.sum((np.array(without) - np.mean(without)) ** 2))
        parts.append((top.sum() / bottom.sum(), se, bottom.sum() ** 2 / np.sum(bottom**2) - 1))
    (one, se1, df1), (two, se2, df2) = parts
    se = np.hypot(se1, se2)
    df = se**4 / (se1**4 / df1 + se2**4 / df2)
    assert gap.estimate == pytest.approx(one - two)
    assert gap.p == pytest.approx(2 * stats.t.sf(abs(one - two) / se, df))
    assert gap.low == pytest.approx(one - two - stats.t.ppf(0.975, df) * se)
    assert gap.method == "ratio.difference"


def test_with_equal_denominators_it_is_welchs_test() -> None:
    first, second = np.array([3.0, 4, 8, 5]), np.array([1.0, 2, 2, 4, 3])
    gap = gap_of_ratios((first, np.ones(4)), (second, np.ones(5)))
    known = stats.ttest_ind(first, second, equal_var=False)
    assert (gap.p, gap.df) == pytest.approx((known.pvalue, known.df))


def test_three_reps_a_side() -> None:
    (gap,) = compare(SALES, group("team:N/N1", [True, True, *[False] * 4]), draw)
    assert gap.cannot_say == CannotSay("too_few", 2, 3)


def test_where_nobody_differs_there_is_nothing_to_test() -> None:
    alike = MetricSpec("attainment", "share", "ratio", ONES * 50, ONES * 100)
    (gap,) = compare(alike, group("region:N", SIX), draw)
    assert gap.cannot_say == CannotSay("constant", 6)


def test_metrics_the_inputs_allow() -> None:
    staff = [rep("a"), rep("b")]
    people = people_of(table(staff, [], [], [*deals("a", 2, 1), *deals("b", 1, 1)]))
    assert [spec.measure for spec in specs_of(people, {})] == [
        "win_rate",
        "deal_size",
        "cycle_days",
        "opportunities",
    ]
    sold = people_of(
        table(
            staff,
            monthly("a", 2025, [10] * 12),
            [amount("a", p.period, 9) for p in monthly("a", 2025, [1] * 12)],
        )
    )
    assert [spec.measure for spec in specs_of(sold, {})] == ["attainment"]


def test_sales_of_reps_without_a_target_do_not_count_in_attainment() -> None:
    people = people_of(
        table(
            [rep("a"), rep("b")],
            monthly("a", 2025, [10] * 12),
            [*monthly("a", 2025, [9] * 12), *monthly("b", 2025, [50] * 12)],
        )
    )
    (attainment, *_) = specs_of(people, {})
    (company,) = describe(attainment, group("company", [True, True], "company"))
    assert company.estimate == pytest.approx(0.9)
