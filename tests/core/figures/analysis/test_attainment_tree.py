"""The tree of company, regions and teams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from diagnostic.core.figures.analysis.attainment_tree import TreeNode, attainment_tree, flatten
from diagnostic.core.figures.model.performance import PerformanceTable
from tests.made.small_figures import amount, figures, person

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
    assert nodes["Co/East/T1"].people == 2  # the manager has no figures of his own
    assert nodes["Co/East/T2"].low is None  # one person has no spread
    assert nodes["Co"].low is not None


def test_gaps_of_children_add_up_to_the_parents() -> None:
    for node in flatten(attainment_tree(figures(PEOPLE, TARGETS, ACTUALS))):
        if node.children:
            assert sum(gap(child) for child in node.children) == pytest.approx(gap(node))


def test_a_unit_is_held_to_its_own_target_and_the_sums_below_stand_beside() -> None:
    own = [amount("unit:Co", 2025, 380), amount("unit:Co/East/T1", 2025, 250)]
    root = attainment_tree(figures(PEOPLE, [*TARGETS, *own], ACTUALS))
    assert (root.target, root.target_below, root.target_bottom, root.own_target) == (380, 450, 450, True)
    assert root.attainment == pytest.approx(310 / 380)
    assert root.target_bottom == pytest.approx(450)
    assert root.low is not None
    assert root.high is not None
    assert (root.low + root.high) / 2 == pytest.approx(310 / 380)


def test_a_unit_with_half_a_years_target_is_not_held_to_it() -> None:
    half = amount("unit:Co/West", "2025-Q1", 10)
    nodes = {node.unit: node for node in flatten(attainment_tree(figures(PEOPLE, [*TARGETS, half], ACTUALS)))}
    assert (nodes["Co/West"].target, nodes["Co/West"].own_target) == (100, False)


def test_actuals_of_units_count_where_their_people_have_none() -> None:
    units = [amount("unit:Co/East/T1", 2025, 5), amount("unit:Co/West", 2025, 7)]
    root = attainment_tree(figures(PEOPLE, TARGETS, units))
    assert root.actual == 12
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


def test_adventure_works_by_group_of_regions(adventure_works: PerformanceTable) -> None:
    root = attainment_tree(adventure_works)
    assert [child.unit for child in root.children] == ["North America", "Europe", "Pacific"]
    assert [child.people for child in root.children] == [12, 4, 2]
    assert sum(child.actual or 0 for child in root.children) == root.actual


def test_without_a_roster_the_tree_is_one_node() -> None:
    root = attainment_tree(figures(targets=TARGETS, actuals=ACTUALS))
    assert (root.unit, root.people, root.target, root.actual, root.children) == ("", 4, 400, 310, ())
