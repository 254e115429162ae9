"""Figures over time, and seasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.trend import funnel_trend, sales_trend, season
from diagnostic.core.stats.basis.not_computable import CannotSayError
from tests.made.small_figures import amount, figures, months


def test_won_value_by_quarter_of_closing(crm: PerformanceTable, expected: Mapping[str, Any]) -> None:
    quarters = {period.label.replace("-", ""): each for period, each in funnel_trend(crm.opportunities)}
    theirs = expected["crm"]["won_value_by_close_quarter"]
    assert {label: each.won_value / 100 for label, each in quarters.items()} == theirs
    assert sum(each.opportunities for each in quarters.values()) == 6711
    points = sales_trend(crm, grain="quarter")
    assert [point.actual / 100 for point in points] == list(theirs.values())
    assert [point.complete for point in points] == [False, True, True, True]  # it begins in March
    assert [point.target for point in points] == [None] * 4


def test_targets_stand_beside_actuals_in_the_months_with_actuals(adventure_works: PerformanceTable) -> None:
    points = sales_trend(adventure_works)
    assert (points[0].period.label, points[-1].period.label) == ("2017-07", "2020-05")
    assert sum(point.actual for point in points) == sum(each.value for each in adventure_works.actuals)
    assert all(point.target and point.complete for point in points)


def test_units_count_once_where_no_person_has_the_metric() -> None:
    actuals = [amount("unit:Co", "2025-Q1", 9), amount("unit:Co/East", "2025-Q1", 5)]
    points = sales_trend(figures(actuals=actuals), grain="quarter")
    assert [(point.period.label, point.actual) for point in points] == [("2025-Q1", pytest.approx(9))]


def test_a_season_takes_two_full_years() -> None:
    year = [10, 10, 10, 20, 20, 20, 20, 20, 20, 30, 30, 30]
    one = sales_trend(figures(actuals=months("a", 2024, year)), grain="quarter")
    with pytest.raises(CannotSayError) as error:
        season(one)
    assert (error.value.n, error.value.needed) == (1, 2)
    double = [*months("a", 2024, year), *months("a", 2025, [2 * value for value in year])]
    two = season(sales_trend(figures(actuals=double), grain="quarter"))
    assert two == pytest.approx({1: 0.125, 2: 0.25, 3: 0.25, 4: 0.375})
