"""Attainment on the real AdventureWorks figures, and its rules on small ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.figures.analysis.grouping import by_company, by_person, by_role, by_unit
from diagnostic.core.figures.attainment import attainment
from diagnostic.core.figures.model.performance import PerformanceTable, Period
from diagnostic.core.figures.model.periods import calendar_year, fiscal_year
from diagnostic.core.figures.reading.clean import clean_figures
from tests.core.figures.conftest import load
from tests.made.small_figures import amount, figures, months, person

Expected = Mapping[str, Any]


def test_totals_of_the_set(adventure_works: PerformanceTable, expected: Expected) -> None:
    theirs = expected["adventureworks"]
    assert adventure_works.faults == ()
    assert len(adventure_works.targets) == theirs["rows"]["targets"]
    assert sum(target.value for target in adventure_works.targets) == round(theirs["target_sum"] * 100)
    assert sum(actual.value for actual in adventure_works.actuals) == round(theirs["sales_sum"] * 100)
    assert len({actual.owner_id for actual in adventure_works.actuals}) == theirs["reps_with_sales"]


@pytest.mark.parametrize("key", ["attainment_by_rep_fy", "attainment_by_rep_calendar_year"])
def test_each_seller_and_year(adventure_works: PerformanceTable, expected: Expected, key: str) -> None:
    names = {person.id: person.name for person in adventure_works.roster.people}
    seen = 0
    for year in (2018, 2019, 2020):
        within = fiscal_year(year) if key.endswith("fy") else calendar_year(year)
        label = f"FY{year}" if key.endswith("fy") else str(year)
        found = attainment(adventure_works, by_person(adventure_works), within=within, common_only=False)
        for each in found:
            theirs = expected["adventureworks"][key][names[each.group]].get(label)
            if theirs is None:
                continue
            seen += 1
            assert each.target == pytest.approx(theirs["target"] * 100)
            assert each.without_actuals == (theirs["actual"] is None)
            if theirs["actual"] is not None:
                assert each.actual == pytest.approx(theirs["actual"] * 100, abs=1)
                assert each.attainment == pytest.approx(theirs["attainment"], abs=1e-6)
    assert seen == sum(
        label[-4:] in ("2018", "2019", "2020")
        for years in expected["adventureworks"][key].values()
        for label in years
    )


def test_an_unfinished_year_is_not_held_against_a_whole_years_target(
    adventure_works: PerformanceTable,
) -> None:
    """June 2020 has targets and no sales yet."""
    year, names = fiscal_year(2020), {person.name: person.id for person in adventure_works.roster.people}
    grouping = {names["Jae Pak"]: "Jae Pak"}
    (whole,) = attainment(adventure_works, grouping, within=year, common_only=False)
    (common,) = attainment(adventure_works, grouping, within=year)
    until_may = Period(year.first, date(2020, 5, 31))
    (cut,) = attainment(adventure_works, grouping, within=until_may, common_only=False)
    assert common.actual == whole.actual
    assert common.target == cut.target < whole.target


@pytest.mark.parametrize(
    ("key", "map_name"), [("sales_by_region", "aw_actuals_region"), ("sales_by_group", "aw_actuals_group")]
)
def test_the_same_lines_by_territory(expected: Expected, key: str, map_name: str) -> None:
    found = clean_figures(actuals=[load("adventureworks/Sales.csv", map_name)])
    sums: dict[str, float] = {}
    for actual in found.actuals:
        assert actual.owner_type == "unit"
        sums[actual.owner_id] = sums.get(actual.owner_id, 0) + actual.value / 100
    assert sums == pytest.approx(expected["adventureworks"][key], abs=0.01)


def test_a_group_is_the_ratio_of_its_sums_with_the_median_beside_it() -> None:
    table = figures(
        targets=[amount("a", 2025, 100), amount("b", 2025, 100), amount("c", 2025, 1000)],
        actuals=[amount("a", 2025, 50), amount("b", 2025, 70), amount("c", 2025, 1200)],
    )
    (whole,) = attainment(table, by_company(table, "all"))
    assert (whole.group, whole.people) == ("all", 3)
    assert whole.attainment == pytest.approx(1320 / 1200)
    assert whole.median == pytest.approx(0.7)
    assert whole.gap == pytest.approx(120)
    assert whole.ratio is not None
    assert whole.ratio.low < 1.1 < whole.ratio.high


def test_a_yearly_target_meets_monthly_actuals_month_by_month() -> None:
    table = figures(targets=[amount("a", 2025, 1200)], actuals=months("a", 2025, [90] * 9))
    (only,) = attainment(table, by_person(table))
    assert (only.target, only.actual) == (pytest.approx(900), pytest.approx(810))
    assert only.ratio is None  # one person has no spread


def test_joiners_and_leavers_count_pro_rata() -> None:
    table = figures(
        [
            person("joiner", start=date(2025, 7, 1)),
            person("leaver", end=date(2025, 4, 15)),
            person("written", start=date(2025, 3, 11)),
        ],
        [amount("joiner", 2025, 1200), amount("leaver", 2025, 1200), *months("written", 2025, [100] * 12)],
        [amount(name, 2025, 600) for name in ("joiner", "leaver", "written")],
    )
    targets = {each.group: each.target for each in attainment(table, by_person(table))}
    assert targets["joiner"] == pytest.approx(600)
    assert targets["leaver"] == pytest.approx(350)
    assert targets["written"] == pytest.approx(1000)  # March stands as it is written, January and February go


def test_sales_without_a_target_stand_beside() -> None:
    table = figures(
        targets=months("a", 2025, [100, 100]),
        actuals=[*months("a", 2025, [80, 90, 70]), amount("b", "2025-01", 40)],
    )
    (whole,) = attainment(table, by_company(table, "all"))
    assert (whole.target, whole.actual, whole.beside) == (200, 170, 40)
    assert whole.people == 1


def test_people_without_any_actual_count_as_zero_and_are_told() -> None:
    table = figures(targets=[amount("a", 2025, 100), amount("b", 2025, 100)], actuals=[amount("a", 2025, 90)])
    (whole,) = attainment(table, by_company(table, "all"))
    assert (whole.attainment, whole.without_actuals) == (pytest.approx(0.45), 1)


def test_without_targets_there_is_no_attainment(crm: PerformanceTable) -> None:
    for each in attainment(crm, by_unit(crm.roster, 1)):
        assert (each.attainment, each.people, each.median) == (None, 0, None)


def test_a_zero_target_is_no_attainment() -> None:
    table = figures(targets=[amount("a", 2025, 0)], actuals=[amount("a", 2025, 5)])
    (only,) = attainment(table, by_person(table))
    assert (only.attainment, only.people, only.beside) == (None, 0, 5)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)), min_size=1, max_size=8),
    st.integers(1, 1000),
)
def test_attainment_does_not_depend_on_the_unit_of_money_or_the_order(
    pairs: list[tuple[int, int]], scale: int
) -> None:
    def build(order: list[int], factor: int) -> PerformanceTable:
        return figures(
            targets=[amount(f"p{i}", 2025, pairs[i][0] * factor) for i in order],
            actuals=[amount(f"p{i}", 2025, pairs[i][1] * factor) for i in order],
        )

    forward, back = build(list(range(len(pairs))), 1), build(list(range(len(pairs)))[::-1], scale)
    (one,) = attainment(forward, by_company(forward))
    (two,) = attainment(back, by_company(back))
    assert one.attainment == pytest.approx(two.attainment)
    assert one.median == pytest.approx(two.median)
    assert one.target == pytest.approx(np.sum([pair[0] for pair in pairs]))


def test_roles(adventure_works: PerformanceTable) -> None:
    found = {each.group: each for each in attainment(adventure_works, by_role(adventure_works.roster))}
    assert {role: each.people for role, each in found.items()} == {"R": 14, "manager": 3, "director": 1}
    assert found["manager"].attainment is not None
    assert found["manager"].attainment < 0.06  # team-sized targets on managers
