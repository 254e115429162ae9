"""Metrics of groups as the report computes them: sums, ratios of sums, each sale once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.figures.results import describe, specs_of
from diagnostic.core.diagnosis.figures.units import UnitSums, rates
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.model.performance import Opportunity, PerformanceTable
from tests.made.counted import deals, group, people_of
from tests.made.small_figures import amount, figures, months, person
from tests.made.small_surveys import ASSESSMENT, RULES

Expected = Mapping[str, Any]
PEOPLE = [person("a", "Co/East/T1"), person("b", "Co/East/T2"), person("c", "Co/West/T3")]
EAST, WEST, COMPANY = ([True, True, False], [False, False, True], [True] * 3)


def values(table: PerformanceTable, members: Sequence[bool]) -> dict[str, float | None]:
    """Every metric of the group: those of its reps, and those its units report."""
    people = people_of(table)
    inside = group("region:N", members)
    found = [result for spec in specs_of(people, {}) for result in describe(spec, inside)]
    found += rates(inside, UnitSums(table, people, people.months))
    return {result.measure: result.estimate for result in found}


def of_deals(*opportunities: Opportunity) -> PerformanceTable:
    return PerformanceTable(figures(PEOPLE).roster, opportunities=opportunities)


def test_a_ratio_is_won_over_closed_of_all_never_the_mean_of_rates() -> None:
    table = of_deals(*deals("a", 1, 1), *deals("b", 90, 10), *deals("c", 0, 3))
    assert values(table, EAST)["win_rate"] == pytest.approx(91 / 102)
    assert values(table, COMPANY)["win_rate"] == pytest.approx(91 / 105)
    assert values(table, WEST)["win_rate"] == 0


def test_sizes_and_days_are_those_of_deals_won() -> None:
    table = of_deals(*deals("a", 3, 1, size=100), *deals("b", 1, 4, size=500), *deals("c", 0, 2))
    east = values(table, EAST)
    assert (east["deal_size"], east["cycle_days"]) == (pytest.approx(200), pytest.approx(40))
    assert east["opportunities"] == pytest.approx(9 / 2)  # closed deals a rep
    assert "deal_size" not in values(table, WEST)


def test_units_count_once() -> None:
    table = figures(
        PEOPLE,
        actuals=[
            *months("a", 2025, [1] * 12),
            amount("unit:Co/East/T1", 2025, 10, "headcount"),
            amount("unit:Co/East/T2", 2025, 8, "headcount"),
            amount("unit:Co/West", 2025, 9, "headcount"),
            amount("unit:Co/East/T1", 2025, 2, "leavers"),
            amount("unit:Co/East/T2", 2025, 0, "leavers"),
            amount("unit:Co/West", 2025, 3, "leavers"),
        ],
    )
    assert values(table, EAST)["leaver_rate"] == pytest.approx(2 / 18)
    assert values(table, WEST)["leaver_rate"] == pytest.approx(3 / 9)
    assert values(table, COMPANY)["leaver_rate"] == pytest.approx(5 / 27)


def test_a_change_compares_the_same_months_of_the_year_before() -> None:
    table = figures(PEOPLE, actuals=[*months("a", 2024, [10] * 12), *months("a", 2025, [12] * 12)])
    people = people_of(table)
    assert people.actual.sum() / people.actual_before.sum() - 1 == pytest.approx(0.2)
    assert [month - earlier for month, earlier in zip(people.months, people.before, strict=True)] == [12] * 12


@pytest.mark.slow
def test_deals_stand_in_for_figures_nobody_handed_in(crm: PerformanceTable, expected: Expected) -> None:
    """Sales are the deals won; every agent's, every manager's and every region's deals are counted once."""
    people = people_of(crm)
    levels = {
        "by_agent": [each.id for each in people.persons],
        "by_manager": [each.manager_id for each in people.persons],
        "by_region": [each.path[0] for each in people.persons],
    }
    for key, names in levels.items():
        for name, known in expected["crm"][key].items():
            own = [each == name for each in names]
            assert (people.won[own].sum(), people.lost[own].sum()) == (known["won"], known["lost"])
            assert people.won_value[own].sum() == pytest.approx(known["won_value"] * 100)
            assert people.actual[own].sum() == pytest.approx(known["won_value"] * 100)
            found = values(crm, own)
            assert found["win_rate"] == pytest.approx(known["win_rate"], abs=1e-6)
            assert found["deal_size"] == pytest.approx(known["avg_deal"] * 100, abs=1e-3)
            assert found["cycle_days"] == pytest.approx(known["mean_cycle_days_won"], abs=1e-6)


def test_the_report_states_these_figures(crm: PerformanceTable, expected: Expected) -> None:
    results = diagnose_figures(Study(ASSESSMENT, RULES, (), crm)).results
    found = {result.key: result.estimate for result in results}
    groups = {f"region:{name}": known for name, known in expected["crm"]["by_region"].items()}
    heads = {"company": 35, "region:Central": 11, "region:East": 12, "region:West": 12}
    for id, known in {"company": expected["crm"]["overall"], **groups}.items():
        assert found[f"figure|{id}|win_rate"] == pytest.approx(known["win_rate"], abs=1e-6)
        assert found[f"figure|{id}|cycle_days"] == pytest.approx(known["mean_cycle_days_won"], abs=1e-6)
        closed = (known["won"] + known["lost"]) / (
            10 * heads[id]
        )  # a month: of March to December, all of them there
        assert found[f"figure|{id}|opportunities"] == pytest.approx(closed)
    assert not any(result.measure == "visits" for result in results)


def test_agents_without_deals_are_reps_with_none(crm: PerformanceTable, expected: Expected) -> None:
    people = people_of(crm)
    idle = [who.id for who, n in zip(people.persons, people.won + people.lost, strict=True) if not n]
    assert sorted(idle) == expected["crm"]["agents_without_opportunity"]
    assert people.n == expected["crm"]["agents_in_team_table"]


def test_the_traps_of_the_set(crm: PerformanceTable, expected: Expected) -> None:
    assert sum(deal.customer is None for deal in crm.opportunities) == expected["crm"]["missing_account"]
    assert {deal.product for deal in crm.opportunities} == {
        *("GTX Basic", "GTX Pro", "GTX Plus Basic", "GTX Plus Pro", "MG Special", "MG Advanced", "GTK 500")
    }
    stages = Counter(deal.stage for deal in crm.opportunities)
    overall = expected["crm"]["overall"]
    assert stages == {stage: overall[stage] for stage in ("won", "lost", "open")}
    assert len({person.manager_id for person in crm.roster.people}) == 6


def test_sales_by_rep_of_adventure_works(adventure_works: PerformanceTable, expected: Expected) -> None:
    people = people_of(adventure_works)
    sold = zip(people.persons, people.sales.sum(axis=1) / 100, strict=True)
    assert {who.name: value for who, value in sold if value} == pytest.approx(
        expected["adventureworks"]["sales_by_rep"], abs=0.01
    )


def test_every_metric_has_a_name_in_both_languages() -> None:
    for key, metric in METRICS.items():
        assert key == metric.key
        assert metric.name.zh
        assert metric.name.en
