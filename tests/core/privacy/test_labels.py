import doctest

import pytest

from diagnostic.core.privacy import certificate, groups, labels, levels, publish, regroup, tags
from diagnostic.core.privacy.labels import label_of
from diagnostic.text import Text

NORTH = [("华北", f"N{i}") for i in range(1, 8)]
SOUTH = [("华南", "S1"), ("华南", "S2")]
TREE = regroup.regroup([*NORTH, *SOUTH], [9, 1, 1, 1, 1, 1, 9, 9, 9], 5)


@pytest.mark.parametrize(
    ("leaves", "zh", "en"),
    [
        (NORTH[:1], "N1", "N1"),
        (NORTH[:2], "N1 + N2", "N1 + N2"),
        (NORTH, "华北", "华北"),
        (SOUTH, "华南", "华南"),
        ([*SOUTH, NORTH[0]], "N1 + 华南", "N1 + 华南"),
        (NORTH[1:6], "华北其余", "rest of 华北"),
        ([*NORTH, *SOUTH], "全公司", "Whole company"),
    ],
)
def test_a_group_is_called_by_its_units(leaves, zh, en):
    label = label_of(leaves, TREE)
    assert (label["zh"], label["en"]) == (zh, en)


def test_two_merged_atoms_in_a_region_are_not_both_the_rest_of_it():
    units = [("N", name) for name in "abcdefgh"] + [("S", "1")]
    tree = regroup.regroup(units, [2] * 8 + [9], 8, ["key"] * 4 + ["field"] * 4 + ["key"])
    assert [label_of(atom.leaves, tree)["en"] for atom in tree.atoms] == [
        "a + b and 2 more",
        "e + f and 2 more",
        "S",
    ]
    assert label_of(tree.atoms[0].leaves, tree)["zh"] == "a + b 等 4 个单位"


def test_units_of_the_same_name_are_told_apart_by_their_region():
    units = [("华北", "一部"), ("华东", "一部"), ("华东", "二部")]
    tree = regroup.regroup(units, [9, 9, 9], 5)
    assert label_of([units[1]], tree)["zh"] == "华东 一部"
    assert label_of([units[2]], tree)["zh"] == "二部"


def test_given_names_come_first():
    tree = regroup.regroup([("9",), ("10",)], [9, 9], 5)
    assert label_of([("9",)], tree, {("9",): Text("警务", "Police")})["zh"] == "警务"


@pytest.mark.parametrize("module", [regroup, publish, levels, groups, labels, certificate, tags])
def test_the_worked_examples_of_the_privacy_modules_are_right(module):
    assert doctest.testmod(module).failed == 0


def test_units_that_were_given_one_name_are_told_apart_by_the_unit_above():
    units = [("N", "01"), ("S", "01"), ("S", "02"), ("N", "03")]
    tree = regroup.regroup(units, [9, 9, 9, 9], 5)
    names = {
        ("N",): Text("华北", "North"),
        ("N", "01"): Text("一组", "First"),
        ("S", "01"): Text("一组", "First"),
    }
    assert label_of(units[:1], tree, names)["zh"] == "华北 一组"
    assert label_of(units[1:2], tree, names)["en"] == "S First"
    assert label_of(units[2:3], tree, names)["en"] == "02"
