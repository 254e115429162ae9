"""The tree of company, regions and teams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from diagnostic.core.figures.analysis.attainment_tree import (
    TreeNode,
    attainment_tree,
    flatten,
    written_targets,
)
from diagnostic.core.figures.model.performance import PerformanceTable
from tests.made.small_figures import amount, figures, months, person

PEOPLE = [
    person("a", "Co/East/T1"),
    person("b", "Co/East/T1"),
    person("c", "Co/East/T2"),
    person("d", "Co/West/T3"),
    person("boss", "Co/East/T1", role="M"),
]
TARGETS = [amount(name, 2025, 100) for name in "abcd"]
ACTUALS = [amount("a", 2025, 90), amount("b", 2025, 50), amount("c", 2025, 110), amount("d", 2025, 60)]


def gap(node: TreeNode) -> float:
    return (node.actual or 0) - (node.target or 0)


def test_sums_of_people_where_no_target_is_written() -> None:
    nodes = {node.unit: node for node in flatten(attainment_tree(figures(PEOPLE, TARGETS, ACTUALS)))}
    assert list(nodes) == ["Co", "Co/East", "Co/East/T1", "Co/East/T2", "Co/West", "Co/West/T3"]
    assert [node.depth for node in nodes.values()] == [0, 1, 2, 2, 1, 2]
    assert (nodes["Co"].target, nodes["Co"].actual) == (400, 310)
    assert nodes["Co/East/T1"].attainment == pytest.approx(0.7)
    assert nodes["Co/East/T1"].median == pytest.approx(0.7)
    assert nodes["Co/East/T1"].people == 2  # the manager has no figures


def test_gaps_of_children_add_up_to_the_parents() -> None:
    for node in flatten(attainment_tree(figures(PEOPLE, TARGETS, ACTUALS))):
        if node.children:
            assert sum(gap(child) for child in node.children) == pytest.approx(gap(node))


def test_a_target_written_for_a_unit_stands_beside_what_its_people_were_given() -> None:
    own = [amount("unit:Co", 2025, 380), amount("unit:Co/East/T1", 2025, 250)]
    nodes = {node.unit: node for node in flatten(attainment_tree(figures(PEOPLE, [*TARGETS, *own], ACTUALS)))}
    root, team = nodes["Co"], nodes["Co/East/T1"]
    assert (root.target, root.own_target, root.target_bottom) == (400, 380, 450)
    assert (root.attainment, root.own_attainment) == pytest.approx((310 / 400, 310 / 380))
    assert (team.target, team.own_target, team.attainment, team.own_attainment) == (200, 250, 0.7, 0.56)


def test_a_unit_with_half_a_years_target_is_not_held_to_it() -> None:
    half = amount("unit:Co/West", "2025-Q1", 10)
    nodes = {node.unit: node for node in flatten(attainment_tree(figures(PEOPLE, [*TARGETS, half], ACTUALS)))}
    assert (nodes["Co/West"].target, nodes["Co/West"].own_target) == (100, None)


def test_targets_written_for_units_only() -> None:
    """Teams have targets, their people results: the team stands for its people, and the company is the sum of teams."""
    own = [
        amount(f"unit:Co/{unit}", 2025, value)
        for unit, value in (("East", 999), ("East/T1", 200), ("East/T2", 100), ("West/T3", 100))
    ]
    nodes = {node.unit: node for node in flatten(attainment_tree(figures(PEOPLE, own, ACTUALS)))}
    assert (nodes["Co"].target, nodes["Co"].actual) == (400, 310)
    assert (nodes["Co/East"].target, nodes["Co/East"].own_target) == (300, 999)
    assert nodes["Co/East/T1"].attainment == pytest.approx(0.7)


def test_the_written_targets_of_somebody_who_came_later_add_up() -> None:
    """Twelve months of ten were handed to a person who came in February: the unit's 120 is what stands below it."""
    people = [person("a", start=date(2025, 2, 3))]
    table = figures(people, [amount("unit:Co/East/T1", 2025, 120), *months("a", 2025, [10] * 12)])
    assert {each.unit: (each.own, each.below) for each in written_targets(table)} == {
        "Co": (None, 120),
        "Co/East": (None, 120),
        "Co/East/T1": (120, 120),
    }


def test_actuals_of_units_count_where_their_people_have_none() -> None:
    units = [amount("unit:Co/East/T1", 2025, 5), amount("unit:Co/West", 2025, 7)]
    root = attainment_tree(figures(PEOPLE, TARGETS, units))
    assert root.actual == 12
    assert root.target == 300  # of c, who has no result anywhere, nothing is asked
    assert [child.actual for child in root.children] == [5, 7]


def test_the_crm_has_a_tree_of_sales_without_targets(
    crm: PerformanceTable, expected: Mapping[str, Any]
) -> None:
    root = attainment_tree(crm)
    assert (root.unit, root.people, root.target, root.attainment) == ("", 35, None, None)
    assert root.actual == expected["crm"]["overall"]["won_value"] * 100
    assert {child.unit: (child.actual or 0) / 100 for child in root.children} == {
        region: each["won_value"] for region, each in expected["crm"]["by_region"].items()
    }
    assert len(flatten(root)) == 1 + 3 + 6


@pytest.mark.slow
def test_adventure_works_by_group_of_regions(adventure_works: PerformanceTable) -> None:
    root = attainment_tree(adventure_works)
    assert [child.unit for child in root.children] == ["North America", "Europe", "Pacific"]
    assert [child.people for child in root.children] == [12, 4, 2]
    assert sum(child.actual or 0 for child in root.children) == root.actual


def test_without_a_roster_the_tree_is_one_node() -> None:
    root = attainment_tree(figures(targets=TARGETS, actuals=ACTUALS))
    assert (root.unit, root.people, root.target, root.actual, root.children) == ("", 4, 400, 310, ())


def test_sales_under_an_unknown_id_do_not_make_up_for_results_that_are_missing() -> None:
    """Ten people are asked 100 each and sell 90; two of them sell under ids that are not in the roster. Of a company
    target of 1,000 eight tenths are compared with 720; all of it against 900 once the ids are right."""
    people = [person(f"p{n}") for n in range(10)]
    targets = [t for p in people for t in months(p.id, 2025, [10] * 10)]
    own = [amount("unit:Co", f"2025-{month:02d}", 100) for month in range(1, 11)]
    right = [a for n in range(10) for a in months(f"p{n}", 2025, [9] * 10)]
    apart = [a for n in range(10) for a in months(f"p{n}" if n < 8 else f"x{n}", 2025, [9] * 10)]
    whole = attainment_tree(figures(people, [*targets, *own], right))
    assert (whole.own_target, whole.sold, whole.own_attainment) == (1000, 900, 0.9)
    lacking = attainment_tree(figures(people, [*targets, *own], apart))
    assert (lacking.own_target, lacking.sold, lacking.own_attainment) == (800, 720, 0.9)
