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
from diagnostic.core.figures.analysis.attainment import attained_of, attainment_grid
from diagnostic.core.figures.analysis.attainment_tree import attainment_tree, flatten
from diagnostic.core.figures.analysis.period_figures import figures_of
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
    """Seller -> target, actual and attainment of the year, of those who have any."""
    label = f"FY{year}" if key.endswith("fy") else str(year)
    return {name: years[label] for name, years in expected["adventureworks"][key].items() if label in years}


def reached(people: RepArrays, members: list[bool] | None = None) -> Result | None:
    """The attainment of some reps as the report states it; of all reps where none are named."""
    members = [True] * people.n if members is None else members
    specs = [spec for spec in specs_of(people, {}) if spec.measure == "attainment"]
    found = [result for spec in specs for result in describe(spec, group("region:N", members))]
    return found[0] if found else None


@pytest.mark.slow
def test_totals_of_the_set(adventure_works: PerformanceTable, expected: Expected) -> None:
    theirs = expected["adventureworks"]
    assert adventure_works.faults == ()
    assert len(adventure_works.targets) == theirs["rows"]["targets"]
    assert sum(target.value for target in adventure_works.targets) == round(theirs["target_sum"] * 100)
    assert sum(actual.value for actual in adventure_works.actuals) == round(theirs["sales_sum"] * 100)
    assert len({actual.owner_id for actual in adventure_works.actuals}) == theirs["reps_with_sales"]


# Brian Welcker has targets and no sales at all (no result, so no attainment); Jillian Carson sold in a month without a
# target. expected.json sums all months of everybody; the definition here leaves those cells out.
NO_RESULT = "Brian Welcker"
ONE_MONTH_BESIDE = "Jillian Carson"


@pytest.mark.parametrize(("key", "year"), WHOLE_YEARS)
def test_each_seller_and_year(
    adventure_works: PerformanceTable, expected: Expected, key: str, year: int
) -> None:
    theirs = of_year(expected, key, year)
    people = people_of(only(adventure_works, PER_SELLER[key](year)))
    assert len(people.months) == 12
    asked = {p.name for p, goal in zip(people.persons, people.target.sum(axis=1), strict=True) if goal}
    assert asked == {name for name, known in theirs.items() if known["actual"] is not None}
    assert NO_RESULT not in asked
    for place, seller in enumerate(people.persons):
        if seller.name not in asked - {ONE_MONTH_BESIDE}:
            continue
        known = theirs[seller.name]
        result = reached(people, [at == place for at in range(people.n)])
        assert result is not None
        assert people.target[place].sum() == pytest.approx(known["target"] * 100)
        assert people.actual[place].sum() == pytest.approx((known["actual"] or 0) * 100, abs=1)
        assert result.estimate == pytest.approx(known["attainment"] or 0, abs=1e-6)


def test_a_month_without_a_target_is_no_part_of_attainment(adventure_works: PerformanceTable) -> None:
    """In the year to June 2018 1,500,000 was asked of her, and 46,695.58 sold in a month without a target."""
    year = fiscal_year(2018)
    sold: dict[date, int] = {}
    for each in adventure_works.actuals:
        if each.owner_id == owner_of(adventure_works, ONE_MONTH_BESIDE) and year.covers(each.period):
            first = each.period.first.replace(day=1)
            sold[first] = sold.get(first, 0) + round(each.value)
    asked = {
        each.period.first: round(each.value)
        for each in adventure_works.targets
        if each.owner_id == owner_of(adventure_works, ONE_MONTH_BESIDE) and year.covers(each.period)
    }
    both = sum(value for month, value in sold.items() if asked.get(month))
    assert (sum(asked.values()), both, sum(sold.values()) - both) == (150_000_000, 269_795_970, 4_669_558)
    found = attained_of(adventure_works, year)
    assert found[owner_of(adventure_works, ONE_MONTH_BESIDE)] == pytest.approx(269_795_970 / 150_000_000)


def owner_of(table: PerformanceTable, name: str) -> str:
    return next(person.id for person in table.roster.people if person.name == name)


@pytest.mark.parametrize(("key", "year"), WHOLE_YEARS)
def test_bands_are_cut_on_the_same_attainment(
    adventure_works: PerformanceTable, expected: Expected, key: str, year: int
) -> None:
    names = {each.id: each.name for each in adventure_works.roster.people}
    found = {names[who]: value for who, value in attained_of(adventure_works, PER_SELLER[key](year)).items()}
    theirs = {n: k for n, k in of_year(expected, key, year).items() if k["actual"] is not None}
    assert set(found) == set(theirs)
    for name in set(found) - {ONE_MONTH_BESIDE}:
        assert found[name] == pytest.approx(theirs[name]["attainment"], abs=1e-6)


@pytest.mark.parametrize(
    ("within", "target", "actual", "people", "no_result"),
    [
        (None, 24_596_000_000, 7_750_187_462, 17, 0.2832),
        (fiscal_year(2018), None, None, 10, 0.2793),
        (fiscal_year(2019), None, None, 14, 0.2264),
        (fiscal_year(2020), 10_783_500_000, 3_313_974_807, 17, 0.3977),
    ],
)
def test_the_whole_set_in_one_number(
    adventure_works: PerformanceTable,
    within: Period | None,
    target: float | None,
    actual: float | None,
    people: int,
    no_result: float,
) -> None:
    """Summed here from the rows: a cell counts where its owner has a target, the month has sales, and the owner too."""
    rows: dict[str, dict[tuple[str, int], float]] = {}
    for side, amounts in (("asked", adventure_works.targets), ("sold", adventure_works.actuals)):
        cells = rows.setdefault(side, {})
        for each in amounts:
            if within is None or within.covers(each.period):
                cell = each.owner_id, each.period.first.year * 12 + each.period.first.month
                cells[cell] = cells.get(cell, 0.0) + each.value
    months = {month for _, month in rows["sold"]}
    if within is None:
        rows["asked"] = {
            cell: value for cell, value in rows["asked"].items() if min(months) <= cell[1] <= max(months)
        }
    sellers = {owner for owner, _ in rows["sold"]}
    counted = {c: v for c, v in rows["asked"].items() if v and c[0] in sellers and c[1] in months}
    by_hand = sum(counted.values()), sum(rows["sold"].get(cell, 0.0) for cell in counted)
    asked = sum(rows["asked"].values())
    cut = figures_of(adventure_works, within, date(2026, 1, 1))
    assert cut is not None
    found = attainment_grid(cut.now, cut.period).of()
    assert (found.target, found.actual) == pytest.approx(by_hand)
    if target is not None:
        assert by_hand == pytest.approx((target, actual), abs=1)
    assert found.no_result == pytest.approx(1 - by_hand[0] / asked)
    assert (found.people, round(found.no_result, 4)) == (people, no_result)


def test_june_without_a_sale_is_a_month_without_result(adventure_works: PerformanceTable) -> None:
    """June 2020 has targets of 147,000 thousand and no sales yet."""
    cut = figures_of(adventure_works, fiscal_year(2020), date(2026, 1, 1))
    assert cut is not None
    grid = attainment_grid(cut.now, cut.period)
    assert len(grid.months) == 12
    assert grid.no_result[:, -1].sum() == pytest.approx(1_470_000_000)
    assert not grid.counts[:, -1].any()
    root = attainment_tree(cut.now, within=cut.period)
    people = people_of(only(adventure_works, fiscal_year(2020)))
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
    assert result is not None
    assert (result.estimate, result.low) == (pytest.approx(1.1), None)  # three reps have no interval


def test_a_yearly_target_meets_monthly_actuals_month_by_month() -> None:
    table = figures(targets=[amount("a", 2025, 1200)], actuals=months("a", 2025, [90] * 9))
    root, result = attainment_tree(table), reached(people_of(table))
    assert (root.target, root.actual) == (pytest.approx(900), pytest.approx(810))
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
    assert attained_of(table, calendar_year(2025))["leaver"] == pytest.approx(200 / 350)  # four months of 50


def test_sales_without_a_target_stand_beside() -> None:
    table = figures(
        targets=months("a", 2025, [100, 100]),
        actuals=[*months("a", 2025, [80, 90, 70]), amount("b", "2025-01", 40)],
    )
    result, grid = reached(people_of(table)), attainment_grid(table)
    assert result is not None
    assert (result.estimate, result.n) == (pytest.approx(170 / 200), 1)
    assert (grid.target.sum(axis=1).tolist(), grid.actual.sum(axis=1).tolist()) == ([200, 0], [170, 0])
    assert grid.no_target.sum(axis=1).tolist() == [70, 40]
    assert {f.code: f.owner for f in audit_targets(table)}["no_target"] == "b"


def test_people_without_any_actual_leave_both_sides_and_are_told() -> None:
    table = figures(targets=[amount("a", 2025, 100), amount("b", 2025, 100)], actuals=[amount("a", 2025, 90)])
    result = reached(people_of(table))
    assert result is not None
    assert (result.estimate, attainment_tree(table).attainment) == pytest.approx((0.9, 0.9))
    assert attainment_grid(table).of().no_result == pytest.approx(0.5)
    assert {f.code: f.owner for f in audit_targets(table)}["no_actuals"] == "b"


def test_without_targets_there_is_no_attainment(crm: PerformanceTable) -> None:
    assert reached(people_of(crm)) is None
    for node in flatten(attainment_tree(crm)):
        assert (node.attainment, node.target, node.median) == (None, None, None)
    assert attained_of(crm, calendar_year(2017)) == {}


def test_a_zero_target_is_no_attainment() -> None:
    table = figures(targets=[amount("a", 2025, 0)], actuals=[amount("a", 2025, 5)])
    root = attainment_tree(table)
    assert reached(people_of(table)) is None
    assert (root.attainment, root.target, root.actual) == (None, None, 5)
    assert attained_of(table, calendar_year(2025)) == {}


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
