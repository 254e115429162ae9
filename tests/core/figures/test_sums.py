"""Metrics of groups: sums, ratios of sums, weighted means, each sale once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from diagnostic.core.figures.analysis.grouping import by_company, by_team, by_unit
from diagnostic.core.figures.model.metrics import METRICS, Metric
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import calendar_year
from diagnostic.core.figures.sums import group_figures, year_before
from diagnostic.text import Text
from tests.made.small_figures import amount, figures, months, person

PEOPLE = [person("a", "Co/East/T1"), person("b", "Co/East/T2"), person("c", "Co/West/T3")]


def values(table: PerformanceTable, metric: str, depth: int | None = 1) -> dict[str, float]:
    grouping = by_company(table, "Co") if depth is None else by_unit(table.roster, depth)
    return {each.group: each.value for each in group_figures(table, metric, grouping, calendar_year(2025))}


def test_a_ratio_is_won_over_closed_of_all_never_the_mean_of_rates() -> None:
    table = figures(
        PEOPLE,
        actuals=[
            amount("a", 2025, 1, "won"),
            amount("a", 2025, 1, "lost"),
            amount("b", 2025, 90, "won"),
            amount("b", 2025, 10, "lost"),
            amount("c", 2025, 3, "lost"),
        ],
    )
    assert values(table, "win_rate") == {"Co/East": pytest.approx(91 / 102)}
    (company,) = group_figures(table, "win_rate", by_company(table, "Co"))
    assert (company.numerator, company.denominator) == (91, 105)


def test_units_count_once_and_only_where_people_have_none() -> None:
    table = figures(
        PEOPLE,
        actuals=[
            amount("unit:Co/East/T1", 2025, 10, "headcount"),
            amount("unit:Co/East/T2", 2025, 8, "headcount"),
            amount("unit:Co/West", 2025, 9, "headcount"),
            amount("unit:Co/East/T1", 2025, 2, "leavers"),
            amount("unit:Co/West", 2025, 3, "leavers"),
            amount("unit:Co", 2025, 500, "visits"),
            amount("unit:Co/East", 2025, 300, "visits"),
        ],
    )
    assert values(table, "headcount") == pytest.approx({"Co/East": 18, "Co/West": 9})
    assert values(table, "headcount", None) == pytest.approx({"Co": 27})
    assert values(table, "leaver_rate") == pytest.approx({"Co/East": 2 / 18, "Co/West": 3 / 9})
    assert values(table, "visits", None) == pytest.approx({"Co": 500})
    assert values(table, "visits") == pytest.approx({"Co/East": 300})


def test_a_mean_is_weighed() -> None:
    table = figures(
        PEOPLE,
        actuals=[
            amount("a", 2025, 0.9, "retention"),
            amount("b", 2025, 0.5, "retention"),
            amount("a", 2025, 30, "accounts"),
            amount("b", 2025, 10, "accounts"),
            amount("c", 2025, 0.7, "retention"),
        ],
    )
    assert values(table, "retention") == pytest.approx({"Co/East": 0.8, "Co/West": 0.7})


def test_a_ratio_handed_in_as_such_is_taken() -> None:
    table = figures(PEOPLE, actuals=[amount("unit:Co/East", 2025, 0.4, "win_rate")])
    assert values(table, "win_rate") == {"Co/East": 0.4}


def test_growth_compares_the_same_months() -> None:
    table = figures(
        PEOPLE,
        actuals=[*months("a", 2024, [10] * 12), *months("a", 2025, [12] * 6), amount("c", "2025-01", 5)],
    )
    assert values(table, "growth") == {"Co/East": pytest.approx(0.2)}
    assert year_before(calendar_year(2025)) == calendar_year(2024)


def test_deals_stand_in_for_figures_nobody_handed_in(
    crm: PerformanceTable, expected: Mapping[str, Any]
) -> None:
    for metric, key in (
        ("opportunities", "opportunities"),
        ("won", "won"),
        ("win_rate", "win_rate"),
        ("deal_size", "avg_deal"),
    ):
        found = {each.group: each.value for each in group_figures(crm, metric, by_unit(crm.roster, 1))}
        scale = 100 if metric == "deal_size" else 1
        assert found == pytest.approx(
            {region: each[key] * scale for region, each in expected["crm"]["by_region"].items()}, abs=1e-3
        )
    assert group_figures(crm, "visits", by_team(crm.roster)) == ()


def test_sales_by_rep_of_adventure_works(
    adventure_works: PerformanceTable, expected: Mapping[str, Any]
) -> None:
    names = {each.id: each.name for each in adventure_works.roster.people}
    found = group_figures(adventure_works, "sales", {person: person for person in names})
    assert {names[each.group]: each.value / 100 for each in found} == pytest.approx(
        expected["adventureworks"]["sales_by_rep"], abs=0.01
    )


def test_every_ratio_divides_metrics_that_exist() -> None:
    for metric in METRICS.values():
        assert metric.name.zh
        assert metric.name.en
        for key in (*metric.numerator, *metric.denominator, metric.weight):
            assert key is None or key in METRICS
    with pytest.raises(ValueError, match="divides"):
        Metric("x", Text("x", "x"), "share", adds_up="ratio")
    with pytest.raises(KeyError):
        group_figures(figures(), "nonsense", {})
