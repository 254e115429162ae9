"""Do reps differ at all: asked of the whole before anybody looks at one."""

from __future__ import annotations

from datetime import date

import pytest
from scipy import stats

from diagnostic.core.diagnosis.figures.spread import compare_reps, rep_p_values, spread_of_reps
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.figures.model.performance import Opportunity
from tests.made.counted import deals, monthly, people_of, quarterly, rep, table


def asked(*opportunities: Opportunity, ids: str = "abc") -> dict[str, Result]:
    given = table([rep(id) for id in ids], [], [], opportunities)
    return {result.measure: result for result in compare_reps(people_of(given), given)}


def test_win_rates_by_chi_square() -> None:
    rates = asked(*deals("a", 10, 30), *deals("b", 20, 20), *deals("c", 12, 28))["win_rate"]
    known = stats.chi2_contingency([[10, 30], [20, 20], [12, 28]], correction=False)
    assert (rates.effect, rates.p) == pytest.approx((known.statistic, known.pvalue))
    assert (rates.family, rates.effect_name) == ("spread", "chi-square, df 2")


def test_reps_of_few_deals_are_tested_together() -> None:
    """Two reps of two deals: 3 won of 4 form one row next to the others; one deal alone is left out."""
    many = [*deals("a", 10, 30), *deals("b", 20, 20)]
    pooled = asked(*many, *deals("c", 2, 0), *deals("d", 1, 1), ids="abcd")["win_rate"]
    known = stats.chi2_contingency([[10, 30], [20, 20], [3, 1]], correction=False)
    assert (pooled.effect, pooled.p) == pytest.approx((known.statistic, known.pvalue))
    assert (pooled.n, pooled.effect_name) == (84, "chi-square, df 2")
    alone = asked(*many, *deals("c", 1, 0))["win_rate"]
    known = stats.chi2_contingency([[10, 30], [20, 20]], correction=False)
    assert (alone.effect, alone.n) == (pytest.approx(known.statistic), 80)


def test_where_hardly_anybody_has_deals_nothing_is_tested() -> None:
    rates = asked(*deals("a", 10, 30), *deals("b", 1, 0), *deals("c", 1, 0))["win_rate"]
    assert rates.cannot_say == CannotSay("too_few", None, 5)


def test_deal_sizes_by_rank() -> None:
    small, large = (
        [deals("a", 1, 0, size=s)[0] for s in (5, 7, 6, 8, 9)],
        [deals("b", 1, 0, size=s)[0] for s in (4, 12, 15, 11, 20)],
    )
    sizes = asked(*small, *large)["deal_size"]
    known = stats.kruskal([5, 7, 6, 8, 9], [4, 12, 15, 11, 20])
    assert (sizes.p, sizes.estimate) == pytest.approx((known.pvalue, known.statistic / 9))


def test_where_all_deals_ended_alike_nobody_can_differ() -> None:
    given = table([rep("a"), rep("b")], [], [], [*deals("a", 5, 0), *deals("b", 6, 0)])
    assert [len(column) for column in rep_p_values(people_of(given))] == [0, 0, 0]
    assert asked(*deals("a", 5, 0), *deals("b", 6, 0))["win_rate"].cannot_say is not None


def levels(sold: list[float], target: float = 10) -> dict[str, float]:
    staff = [rep(f"r{n}", territory_potential=0.5 + n / 10) for n in range(10)]
    actuals = [
        a for n, p in enumerate(staff) for a in monthly(p.id, 2025, [value * (n + 1) for value in sold])
    ]
    given = table(staff, [t for p in staff for t in monthly(p.id, 2025, [target] * 12)], actuals)
    return {r.measure: r.estimate for r in spread_of_reps(people_of(given), given) if r.estimate is not None}


def test_spreads_in_plain_ratios() -> None:
    found = levels([1.0] * 12)
    assert (found["sales_spread"], found["attainment_spread"]) == pytest.approx((9.1 / 1.9, 9.1 / 1.9))
    assert found["potential_spread"] == pytest.approx(0.81 / 0.95)  # of an index whose mean is .95


def test_sales_are_spread_within_roles_and_a_month_in_post() -> None:
    """Key accounts sell ten times as much, and who came in October a quarter of a year's: neither is a spread."""
    staff = [rep(f"r{n}", role="K" if n < 5 else "R") for n in range(10)]
    staff += [rep(f"n{n}", role="R", start=date(2025, 10, 1)) for n in range(5)]
    rows = [a for p in staff[:10] for a in monthly(p.id, 2025, [10.0 if p.role == "K" else 1.0] * 12)]
    rows += [a for p in staff[10:] for a in monthly(p.id, 2025, [0.0] * 9 + [1.0] * 3)]
    given = table(staff, [], rows)
    (spread,) = [r for r in spread_of_reps(people_of(given), given) if r.measure == "sales_spread"]
    assert (spread.estimate, spread.n) == (pytest.approx(1.0), 15)


def test_one_target_for_all() -> None:
    found = levels([1.0] * 12)
    assert found["same_target_share"] == 1.0
    assert (
        "result_kpi_share" not in found
    )  # which metrics were uploaded says nothing of what people are measured by


def test_what_partners_sold_of_what_all_sold() -> None:
    """Partners sold 3 + 5 in two quarters in which all sold 3 * 10 each; a third quarter has no partner sales."""
    given = table(
        [rep("r0")],
        [],
        [
            *monthly("r0", 2025, [10] * 9),
            *quarterly("Co", 2025, [3, 5], "channel_sales", "unit"),
        ],
    )
    found = {r.measure: r.estimate for r in spread_of_reps(people_of(given), given)}
    assert found["channel_share"] == pytest.approx(8 / 60)
