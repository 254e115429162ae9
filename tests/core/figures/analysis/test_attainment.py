"""Attainment as the report computes it, on the real AdventureWorks figures, and its rules on small ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.figures.groups import figure_groups
from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.figures.results import describe, specs_of
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.figures.analysis.attainment_tree import attainment_tree, flatten
from diagnostic.core.figures.analysis.person_totals import attainments, person_totals
from diagnostic.core.figures.analysis.targets import audit_targets
from diagnostic.core.figures.model.performance import PerformanceTable, Period
from diagnostic.core.figures.model.periods import calendar_year, year_of
from diagnostic.core.figures.reading.clean import clean_figures
from tests.core.figures.conftest import load
from tests.made.counted import group, people_of
from tests.made.small_figures import amount, figures, months, person

Expected = Mapping[str, Any]


def fiscal_year(year: int) -> Period:
    """July to June, named by the calendar year in which it ends."""
    return year_of(date(year, 6, 30), 7)


PER_SELLER = {"attainment_by_rep_fy": fiscal_year, "attainment_by_rep_calendar_year": calendar_year}
WHOLE_YEARS = [("attainment_by_rep_fy", 2018), ("attainment_by_rep_fy", 2019)]
WHOLE_YEARS += [("attainment_by_rep_calendar_year", 2018), ("attainment_by_rep_calendar_year", 2019)]


def only(table: PerformanceTable, within: Period) -> PerformanceTable:
    """The figures of the period and nothing else, as if the client had given no others."""
    return replace(
        table,
        targets=tuple(a for a in table.targets if within.covers(a.period)),
        actuals=tuple(a for a in table.actuals if within.covers(a.period)),
    )


def of_year(expected: Expected, key: str, year: int) -> dict[str, Any]:
    """Seller -> his target, actual and attainment of the year, of those who have any."""
    label = f"FY{year}" if key.endswith("fy") else str(year)
    return {name: years[label] for name, years in expected["adventureworks"][key].items() if label in years}


def reached(people: RepArrays, members: list[bool] | None = None) -> Result | None:
    """The attainment of some reps as the report states it; of all reps where none are named."""
    members = [True] * people.n if members is None else members
    specs = [spec for spec in specs_of(people, {}) if spec.measure == "attainment"]
    found = [result for spec in specs for result in describe(spec, group("region:N", members))]
    return found[0] if found else None


def test_totals_of_the_set(adventure_works: PerformanceTable, expected: Expected) -> None:
    theirs = expected["adventureworks"]
    assert adventure_works.faults == ()
    assert len(adventure_works.targets) == theirs["rows"]["targets"]
    assert sum(target.value for target in adventure_works.targets) == round(theirs["target_sum"] * 100)
    assert sum(actual.value for actual in adventure_works.actuals) == round(theirs["sales_sum"] * 100)
    assert len({actual.owner_id for actual in adventure_works.actuals}) == theirs["reps_with_sales"]


@pytest.mark.parametrize(("key", "year"), WHOLE_YEARS)
def test_each_seller_and_year(
    adventure_works: PerformanceTable, expected: Expected, key: str, year: int
) -> None:
    theirs = of_year(expected, key, year)
    people = people_of(only(adventure_works, PER_SELLER[key](year)))
    assert len(people.months) == 12
    assert {p.name for p, goal in zip(people.persons, people.target.sum(axis=1), strict=True) if goal} == set(
        theirs
    )
    for place, seller in enumerate(people.persons):
        if seller.name not in theirs:
            continue
        known = theirs[seller.name]
        result = reached(people, [at == place for at in range(people.n)])
        assert result is not None
        assert people.target[place].sum() == pytest.approx(known["target"] * 100)
        assert people.actual[place].sum() == pytest.approx((known["actual"] or 0) * 100, abs=1)
        assert result.estimate == pytest.approx(known["attainment"] or 0, abs=1e-6)


@pytest.mark.parametrize(("key", "year"), WHOLE_YEARS)
def test_bands_are_cut_on_the_same_attainment(
    adventure_works: PerformanceTable, expected: Expected, key: str, year: int
) -> None:
    """Sales in a month without a target stand beside it, so that sellers with a gap are not compared here."""
    names = {each.id: each.name for each in adventure_works.roster.people}
    within = PER_SELLER[key](year)
    found = attainments(adventure_works, within)
    totals = person_totals(adventure_works, within=within)
    whole = {who for who, beside in zip(totals.people, totals.beside, strict=True) if not beside}
    theirs = of_year(expected, key, year)
    assert {names[who] for who in found} == {n for n, known in theirs.items() if known["actual"] is not None}
    assert len(whole & found.keys()) >= len(found) - 1
    for who in whole & found.keys():
        assert found[who] == pytest.approx(theirs[names[who]]["attainment"], abs=1e-6)


@pytest.mark.parametrize(("key", "year"), WHOLE_YEARS)
def test_the_tree_sums_its_sellers(
    adventure_works: PerformanceTable, expected: Expected, key: str, year: int
) -> None:
    theirs = of_year(expected, key, year).values()
    root = attainment_tree(adventure_works, within=PER_SELLER[key](year))
    target, actual = (sum(known[side] or 0 for known in theirs) for side in ("target", "actual"))
    assert root.target == pytest.approx(target * 100)
    assert root.actual == pytest.approx(actual * 100, abs=20)
    assert root.attainment == pytest.approx(actual / target)
    ratios = [(known["actual"] or 0) / known["target"] for known in theirs]
    assert root.median == pytest.approx(float(np.median(ratios)), abs=1e-6)


def test_an_unfinished_year_is_not_held_against_a_whole_years_target(
    adventure_works: PerformanceTable, expected: Expected
) -> None:
    """June 2020 has targets and no sales yet."""
    june = {
        target.owner_id: target.value / 100
        for target in adventure_works.targets
        if target.period.first == date(2020, 6, 1)
    }
    theirs = of_year(expected, "attainment_by_rep_fy", 2020)
    people = people_of(only(adventure_works, fiscal_year(2020)))
    assert len(people.months) == 11
    assert any(june.values())
    for seller, target, actual in zip(people.persons, people.target, people.actual, strict=True):
        known = theirs[seller.name]
        assert target.sum() == pytest.approx((known["target"] - june[seller.id]) * 100)
        assert actual.sum() == pytest.approx((known["actual"] or 0) * 100, abs=1)
    root = attainment_tree(adventure_works, within=fiscal_year(2020))
    assert (root.target, root.actual) == pytest.approx((people.target.sum(), people.actual.sum()))


@pytest.mark.parametrize(
    ("key", "map_name"), [("sales_by_region", "aw_actuals_region"), ("sales_by_group", "aw_actuals_group")]
)
@pytest.mark.slow
def test_the_same_lines_by_territory(expected: Expected, key: str, map_name: str) -> None:
    found = clean_figures(actuals=[load("adventureworks/Sales.csv", map_name)])
    sums: dict[str, float] = {}
    for actual in found.actuals:
        assert actual.owner_type == "unit"
        sums[actual.owner_id] = sums.get(actual.owner_id, 0) + actual.value / 100
    assert sums == pytest.approx(expected["adventureworks"][key], abs=0.01)


def test_a_group_is_the_ratio_of_its_sums_with_the_median_beside_it() -> None:
    table = figures(
        targets=[amount("a", 2025, 100), amount("b", 2025, 100), amount("c", 2025, 300)],
        actuals=[amount("a", 2025, 50), amount("b", 2025, 70), amount("c", 2025, 430)],
    )
    root, result = attainment_tree(table), reached(people_of(table))
    assert (root.people, root.attainment, root.median) == (3, pytest.approx(1.1), pytest.approx(0.7))
    assert root.actual - root.target == pytest.approx(50)
    assert root.low is not None
    assert root.high is not None
    assert root.low < 1.1 < root.high
    assert result is not None
    assert (result.estimate, result.low) == (pytest.approx(1.1), None)  # three reps have no interval


def test_a_yearly_target_meets_monthly_actuals_month_by_month() -> None:
    table = figures(targets=[amount("a", 2025, 1200)], actuals=months("a", 2025, [90] * 9))
    root, result = attainment_tree(table), reached(people_of(table))
    assert (root.target, root.actual) == (pytest.approx(900), pytest.approx(810))
    assert root.low is None  # one person has no spread
    assert result is not None
    assert (result.estimate, result.low) == (pytest.approx(0.9), None)


def test_joiners_and_leavers_count_pro_rata() -> None:
    table = figures(
        [
            person("joiner", "Co/joiner", start=date(2025, 7, 1)),
            person("leaver", "Co/leaver", end=date(2025, 4, 15)),
            person("written", "Co/written", start=date(2025, 3, 11)),
        ],
        [amount("joiner", 2025, 1200), amount("leaver", 2025, 1200), *months("written", 2025, [100] * 12)],
        [amount(name, 2025, 600) for name in ("joiner", "leaver", "written")],
    )
    targets = {node.unit: node.target for node in flatten(attainment_tree(table))}
    assert targets["Co/joiner"] == pytest.approx(600)
    assert targets["Co/leaver"] == pytest.approx(350)
    assert targets["Co/written"] == pytest.approx(
        1000
    )  # March stands as it is written, January and February go
    assert attainments(table, calendar_year(2025))["leaver"] == pytest.approx(200 / 350)  # four months of 50


def test_sales_without_a_target_stand_beside() -> None:
    table = figures(
        targets=months("a", 2025, [100, 100]),
        actuals=[*months("a", 2025, [80, 90, 70]), amount("b", "2025-01", 40)],
    )
    result, totals = reached(people_of(table)), person_totals(table)
    assert result is not None
    assert (result.estimate, result.n) == (pytest.approx(170 / 200), 1)
    assert (totals.target.tolist(), totals.actual.tolist()) == ([200, 0], [170, 0])
    assert totals.beside.tolist() == [0, 40]
    assert {f.code: f.owner for f in audit_targets(table)}["no_target"] == "b"


def test_people_without_any_actual_count_as_zero_and_are_told() -> None:
    table = figures(targets=[amount("a", 2025, 100), amount("b", 2025, 100)], actuals=[amount("a", 2025, 90)])
    result = reached(people_of(table))
    assert result is not None
    assert (result.estimate, attainment_tree(table).attainment) == pytest.approx((0.45, 0.45))
    assert {f.code: f.owner for f in audit_targets(table)}["no_actuals"] == "b"


def test_without_targets_there_is_no_attainment(crm: PerformanceTable) -> None:
    assert reached(people_of(crm)) is None
    for node in flatten(attainment_tree(crm)):
        assert (node.attainment, node.target, node.median) == (None, None, None)
    assert attainments(crm, calendar_year(2017)) == {}


def test_a_zero_target_is_no_attainment() -> None:
    table = figures(targets=[amount("a", 2025, 0)], actuals=[amount("a", 2025, 5)])
    root = attainment_tree(table)
    assert reached(people_of(table)) is None
    assert (root.attainment, root.target, root.actual) == (None, None, 5)
    assert attainments(table, calendar_year(2025)) == {}


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
    one, two = attainment_tree(forward), attainment_tree(back)
    assert one.attainment == pytest.approx(two.attainment, abs=1e-9)
    assert one.median == pytest.approx(two.median, abs=1e-9)
    assert one.target == pytest.approx(np.sum([pair[0] for pair in pairs]))
    if any(sold for _, sold in pairs):
        sides = [reached(people_of(table)) for table in (forward, back)]
        assert [each and each.estimate for each in sides] == pytest.approx([one.attainment] * 2)


def test_roles(adventure_works: PerformanceTable) -> None:
    people = people_of(adventure_works)
    roles = [g for g in figure_groups(people, adventure_works.roster, {}) if g.group.kind == "role"]
    found = {each.id: reached(people, each.members.tolist()) for each in roles}
    assert {role: each and each.n for role, each in found.items()} == {"role:R": 14, "role:manager": 3}
    managers = found["role:manager"]
    assert managers is not None
    assert managers.estimate is not None
    assert managers.estimate < 0.06  # team-sized targets on managers
