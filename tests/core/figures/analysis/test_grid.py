"""The cells attainment is made of: which count, which leave, and that nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.figures.analysis.attainment import attainment_grid, own_targets
from diagnostic.core.figures.analysis.attainment_tree import attainment_tree, flatten
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Roster
from diagnostic.core.figures.model.periods import calendar_year
from tests.made.small_figures import amount, figures, months, person

YEAR = calendar_year(2025)
TEAM = [person(f"p{place}") for place in range(5)]
TARGETS = [row for each in TEAM for row in months(each.id, 2025, [10] * 12)]


def sold(each: str, silent: Sequence[int] = ()) -> list[Amount]:
    return [row for row in months(each, 2025, [9] * 12) if row.period.first.month not in silent]


def missing(actuals: list[Amount], people: Sequence[object] = TEAM) -> dict[str, list[int]]:
    """Person -> the months in which a target has no result."""
    table = figures(people, [t for t in TARGETS if t.owner_id in {p.id for p in people}], actuals)  # type: ignore[arg-type,attr-defined]
    grid = attainment_grid(table, YEAR)
    found = {
        owner: [int(place) + 1 for place in np.flatnonzero(row)]
        for owner, row in zip(grid.owners, grid.no_result, strict=True)
    }
    return {owner: places for owner, places in found.items() if places}


def test_a_month_nobody_has_a_result_in() -> None:
    assert missing([row for each in TEAM for row in sold(each.id, [12])]) == {each.id: [12] for each in TEAM}


def test_somebody_without_any_result() -> None:
    assert missing([row for each in TEAM[1:] for row in sold(each.id)]) == {"p0": list(range(1, 13))}


def test_one_month_of_one_person_is_zero() -> None:
    assert missing([*sold("p0", [3]), *(row for each in TEAM[1:] for row in sold(each.id))]) == {}


OTHERS = [person(f"q{place}", "Co/East/T2") for place in range(3)]


def test_a_unit_of_five_in_one_month() -> None:
    other = [row for each in OTHERS for row in months(each.id, 2025, [9] * 12)]
    silent = [row for each in TEAM for row in sold(each.id, [7])]
    table = figures([*TEAM, *OTHERS], [*TARGETS, *months("q0", 2025, [10] * 12)], [*silent, *other])
    grid = attainment_grid(table, YEAR)
    assert grid.no_result.sum() == 50
    assert grid.no_result[:, 6].sum() == 50


@pytest.mark.parametrize(("silent", "left"), [([4, 5, 6], 90), ([4, 5], 0), ([4, 6, 8], 0)])
def test_a_unit_of_three_in_three_months_running(silent: list[int], left: float) -> None:
    targets = [row for each in (*TEAM, *OTHERS) for row in months(each.id, 2025, [10] * 12)]
    actuals = [row for each in TEAM for row in sold(each.id)]
    actuals += [row for each in OTHERS for row in sold(each.id, silent)]
    grid = attainment_grid(figures([*TEAM, *OTHERS], targets, actuals), YEAR)
    assert grid.no_result.sum() == left


def test_a_typed_zero_is_a_result() -> None:
    zeros = [amount("p0", f"2025-{month:02d}", 0) for month in range(1, 13)]
    actuals = [*zeros, *(row for each in TEAM[1:] for row in sold(each.id))]
    grid = attainment_grid(figures(TEAM, TARGETS, actuals), YEAR)
    assert grid.no_result.sum() == 0
    assert grid.of().ratio == pytest.approx(4 * 9 / (5 * 10))


def test_where_sales_are_counted_from_deals_a_lost_deal_is_work_and_no_sale() -> None:
    def deal(owner: str, stage: str, day: str) -> Opportunity:
        closed = date.fromisoformat(day)
        return Opportunity(f"{owner}{day}", owner, stage, closed, closed, 9)  # type: ignore[arg-type]

    deals = [
        *(deal("p1", "won", f"2025-{month:02d}-03") for month in range(1, 13)),
        deal("p0", "lost", "2025-02-03"),
    ]
    people = TEAM[:3]
    table = PerformanceTable(
        Roster(tuple(people)), tuple(t for t in TARGETS if t.owner_id in "p0p1p2"), (), tuple(deals)
    )
    grid = attainment_grid(table, YEAR)
    by_owner = dict(zip(grid.owners, grid.no_result.sum(axis=1).tolist(), strict=True))
    assert by_owner == {"p0": 0, "p1": 0, "p2": 120}


def test_a_units_own_target_goes_down_with_what_has_no_result() -> None:
    """Of 600 asked 120 have no result: of the unit's own 700 a fifth goes too."""
    own = amount("unit:Co/East/T1", 2025, 700)
    table = figures(TEAM, [*TARGETS, own], [row for each in TEAM[1:] for row in sold(each.id)])
    grid = attainment_grid(table, YEAR)
    assert own_targets(table, grid, YEAR) == {"Co/East/T1": pytest.approx(560)}


ROWS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(1, 12), st.integers(0, 10**6), st.booleans()), max_size=40
)
STAFF = [person(f"r{place}", f"Co/{'East' if place < 4 else 'West'}/T{place // 2}") for place in range(8)]


def drawn(rows: list[tuple[int, int, int, bool]], scale: int = 1) -> PerformanceTable:
    sides: dict[bool, list[Amount]] = {True: [], False: []}
    for who, month, value, asked in rows:
        sides[asked].append(amount(f"r{who}", f"2025-{month:02d}", value * scale))
    return figures(STAFF, sides[True], sides[False])


@settings(deadline=None, max_examples=60)
@given(ROWS, st.integers(1, 1000))
def test_nothing_is_lost_between_the_rows_and_the_sums(
    rows: list[tuple[int, int, int, bool]], scale: int
) -> None:
    table = drawn(rows)
    grid = attainment_grid(table, YEAR)
    whole = grid.of()
    asked, done = (sum(a.value for a in side) for side in (table.targets, table.actuals))
    assert whole.target + grid.no_result.sum() == pytest.approx(asked)
    assert whole.actual + whole.no_target == pytest.approx(done)
    units = [grid.of(grid.within_unit(unit)) for unit in ("Co/East", "Co/West")]
    assert sum(each.target for each in units) == pytest.approx(whole.target)
    assert sum(each.actual for each in units) == pytest.approx(whole.actual)
    scaled = attainment_grid(drawn(rows[::-1], scale), YEAR).of()
    assert (scaled.target, scaled.actual) == pytest.approx((whole.target * scale, whole.actual * scale))
    tree = attainment_tree(table, within=YEAR)
    for node in flatten(tree):
        if node.children and node.target:
            assert sum(child.target or 0 for child in node.children) == pytest.approx(node.target)


@settings(deadline=None, max_examples=30)
@given(ROWS)
def test_a_row_split_in_two_says_the_same(rows: list[tuple[int, int, int, bool]]) -> None:
    table = drawn(rows)
    halves = [replace(each, value=each.value / 2) for each in table.actuals for _ in range(2)]
    whole = attainment_grid(table, YEAR).of()
    split = attainment_grid(replace(table, actuals=tuple(halves)), YEAR).of()
    assert (split.target, split.actual) == pytest.approx((whole.target, whole.actual))
