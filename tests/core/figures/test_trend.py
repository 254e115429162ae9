"""Figures over time as the report draws them, and the season in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.model.diagnosis import Figures, TrendPoint
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import PerformanceTable
from tests.made.small_surveys import ASSESSMENT, RULES

Expected = Mapping[str, Any]


def drawn(table: PerformanceTable) -> Figures:
    view = diagnose_figures(Study(ASSESSMENT, RULES, (), table)).view
    assert view is not None
    return view


def test_won_value_by_quarter_of_closing(crm: PerformanceTable, expected: Expected) -> None:
    """Ten months are drawn as months; theirs are summed by quarter here."""
    points = drawn(crm).trend
    assert (points[0].label, points[-1].label, len(points)) == ("2017-03", "2017-12", 10)
    assert {point.target for point in points} == {None}
    quarters: Counter[str] = Counter()
    for point in points:
        year, month = point.label.split("-")
        quarters[f"{year}Q{(int(month) + 2) // 3}"] += point.actual
    assert {label: value / 100 for label, value in quarters.items()} == expected["crm"][
        "won_value_by_close_quarter"
    ]


def of_year(points: tuple[TrendPoint, ...], first: int) -> tuple[float, float]:
    """Target and actual of four quarters, in whole money."""
    four = points[first : first + 4]
    return sum(point.target or 0 for point in four) / 100, sum(point.actual for point in four) / 100


IDLE = "Brian Welcker"  # has targets and not one result: nothing to compare


def test_targets_stand_beside_actuals_in_the_months_with_actuals(
    adventure_works: PerformanceTable, expected: Expected
) -> None:
    """The quarters of a year add up to what was computed elsewhere for all its sellers."""
    points = drawn(adventure_works).trend
    theirs = expected["adventureworks"]
    assert (points[0].label, points[-1].label, len(points)) == ("2017-Q3", "2020-Q2", 12)
    years = [
        ("attainment_by_rep_fy", "FY2018", 0),
        ("attainment_by_rep_fy", "FY2019", 4),
        ("attainment_by_rep_calendar_year", "2018", 2),
        ("attainment_by_rep_calendar_year", "2019", 6),
    ]
    for key, label, first in years:
        known = [sellers[label] for sellers in theirs[key].values() if label in sellers]
        asked = [sellers[label] for name, sellers in theirs[key].items() if label in sellers and name != IDLE]
        target, actual = of_year(points, first)
        assert target == pytest.approx(sum(each["target"] for each in asked))
        assert actual == pytest.approx(sum(each["actual"] or 0 for each in known), abs=0.2)
    assert sum(point.actual for point in points) / 100 == pytest.approx(theirs["sales_sum"], abs=0.1)
