from diagnostic.core.privacy.groups import attribute_groups, cells_of, publishable_groups
from diagnostic.core.privacy.regroup import coarsen, regroup

UNITS = [("N", "1"), ("N", "2"), ("S", "1"), ("S", "2"), ("W", "1")]
TYPES = dict(zip(UNITS, ["field", "field", "key", "field", "key"], strict=True))


def named(groups):
    return [(group.kind, group.id) for group in groups]


def test_company_regions_and_units_and_no_people_twice_under_two_names():
    base = regroup(UNITS, [6, 7, 8, 9, 10], 5)
    assert named(publishable_groups(base)) == [
        ("company", "a01-a05"),
        ("unit", "a01-a02"),
        ("unit", "a03-a04"),
        ("unit", "a05"),
        ("atom", "a01"),
        ("atom", "a02"),
        ("atom", "a03"),
        ("atom", "a04"),
    ]


def test_a_region_that_lent_people_to_another_is_not_shown():
    base = regroup(UNITS, [1, 2, 8, 9, 10], 5)  # N has three people in all and joins S/1
    assert base.atoms[0].leaves == (("N", "1"), ("N", "2"), ("S", "1"))
    assert named(publishable_groups(base)) == [
        ("company", "a01-a03"),
        ("unit", "a03"),
        ("atom", "a01"),
        ("atom", "a02"),
    ]


def test_on_a_coarser_scale_a_group_is_shown_whole_or_not_at_all():
    base = regroup(UNITS, [6, 7, 8, 9, 10], 5)
    coarse = coarsen(base, [6, 7, 3, 9, 0], 5)
    assert [atom.id for atom in coarse.atoms] == ["a01", "a02", "a03-a04"]
    by_id = {group.id: group for group in publishable_groups(base)}
    assert cells_of(by_id["a03"], coarse) is None
    assert cells_of(by_id["a05"], coarse) is None  # none of its people has a score
    assert cells_of(by_id["a03-a04"], coarse).tolist() == [2]
    assert cells_of(by_id["a01-a05"], coarse).tolist() == [0, 1, 2]
    assert ("unit", "a05") not in named(publishable_groups(base, coarse))


def test_nothing_to_show_makes_no_group():
    base = regroup(UNITS, [1, 1, 1, 1, 0], 5)
    assert publishable_groups(base) == ()
    assert attribute_groups(base, "type", TYPES).groups == ()


def test_one_tag_for_the_whole_company():
    assert named(publishable_groups(regroup([()], [40], 5))) == [("company", "a01")]


def test_an_attribute_takes_pure_atoms_and_counts_the_mixed_ones():
    base = regroup(UNITS, [6, 7, 3, 4, 10], 5)  # S/1 (key) and S/2 (field) are merged
    found = attribute_groups(base, "team_type", TYPES)
    assert [(group.id, group.value) for group in found.groups] == [
        ("team_type:field@a01-a02", "field"),
        ("team_type:key@a04", "key"),
    ]
    assert found.mixed == 1


def test_a_unit_whose_value_is_unknown_is_in_no_side():
    base = regroup(UNITS, [6, 7, 8, 9, 10], 5)
    found = attribute_groups(base, "tenure", {("N", "1"): "new", ("S", "1"): "old"})
    assert [group.parts for group in found.groups] == [("a01",), ("a03",)]
    assert found.mixed == 0
