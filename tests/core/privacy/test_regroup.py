import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.privacy.regroup import NOBODY, Partition, coarsen, name_of, regroup

KINDS = ("field", "key", "channel")
LEAVES = st.lists(
    st.tuples(st.sampled_from("NESW"), st.integers(1, 9).map(lambda i: f"T{i}")),
    min_size=1,
    max_size=25,
    unique=True,
)


@st.composite
def organisations(draw):
    paths = draw(LEAVES)
    counts = draw(st.lists(st.integers(0, 14), min_size=len(paths), max_size=len(paths)))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=len(paths), max_size=len(paths)))
    return paths, counts, kinds


@given(organisations(), st.integers(5, 12))
@settings(max_examples=150, deadline=None)
def test_every_atom_has_enough_people_and_nobody_is_lost(organisation, minimum):
    paths, counts, kinds = organisation
    partition = regroup(paths, counts, minimum, kinds)
    if sum(counts) < minimum:
        assert partition.atoms == ()
        return
    assert all(atom.answered >= minimum for atom in partition.atoms)
    assert partition.answered == sum(counts)
    for at, count in enumerate(counts):
        place = partition.atom_of_leaf[at]
        assert (place == NOBODY) == (count == 0)
        if count:
            assert paths[at] in partition.atoms[place].leaves
    for at, atom in enumerate(partition.atoms):
        inside = np.array(partition.atom_of_leaf) == at
        assert atom.answered == np.array(counts)[inside].sum()
        of_kind = {kind for kind, yes in zip(kinds, inside, strict=True) if yes}
        assert atom.kind == (of_kind.pop() if len(of_kind) == 1 else None)


@given(organisations(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_leaves_does_not_matter(organisation, random):
    paths, counts, kinds = organisation
    mixed = list(range(len(paths)))
    random.shuffle(mixed)
    again = regroup([paths[i] for i in mixed], [counts[i] for i in mixed], 5, [kinds[i] for i in mixed])
    assert again.atoms == regroup(paths, counts, 5, kinds).atoms


@given(organisations(), st.data())
@settings(max_examples=100, deadline=None)
def test_coarsening_only_merges(organisation, data):
    paths, counts, kinds = organisation
    first = regroup(paths, counts, 5, kinds)
    scored = [data.draw(st.integers(0, atom.answered)) for atom in first.atoms]
    coarse = coarsen(first, scored, 10)
    if sum(scored) < 10:
        assert coarse.atoms == ()
        return
    count = dict(zip((atom.id for atom in first.atoms), scored, strict=True))
    parts = [part for atom in coarse.atoms for part in atom.parts]
    assert sorted(parts) == sorted(id for id, n in count.items() if n)
    leaves = {atom.id: set(atom.leaves) for atom in first.atoms}
    for atom in coarse.atoms:
        assert atom.answered == sum(count[part] for part in atom.parts) >= 10
        assert set(atom.leaves) == set().union(*(leaves[part] for part in atom.parts))


@given(organisations())
@settings(max_examples=60, deadline=None)
def test_nothing_merges_without_need(organisation):
    paths, counts, kinds = organisation
    roomy = [count + 5 if count else 0 for count in counts]
    partition = regroup(paths, roomy, 5, kinds)
    assert [atom.leaves for atom in partition.atoms] == [(p,) for p in sorted(paths) if roomy[paths.index(p)]]


@given(organisations())
@settings(max_examples=60, deadline=None)
def test_a_region_with_enough_people_keeps_its_units_to_itself_unless_a_stranger_is_taken_in(organisation):
    paths, counts, _ = organisation
    total = {
        region: sum(c for p, c in zip(paths, counts, strict=True) if p[0] == region) for region in "NESW"
    }
    if any(0 < people < 5 for people in total.values()):
        return
    for atom in regroup(paths, counts, 5).atoms:
        assert len({leaf[0] for leaf in atom.leaves}) == 1


def leaves_of(partition: Partition) -> list[tuple[str, ...]]:
    return [tuple("/".join(leaf) for leaf in atom.leaves) for atom in partition.atoms]


def test_a_tie_goes_to_the_first_path():
    partition = regroup([("c",), ("a",), ("b",), ("d",)], [6, 6, 6, 2], 5)
    assert leaves_of(partition) == [("a", "d"), ("b",), ("c",)]


def test_a_tie_with_a_merged_cell_goes_to_the_first_path_too():
    partition = regroup([("a",), ("b",), ("c",), ("d",)], [2, 3, 5, 4], 5)
    assert leaves_of(partition) == [("a", "b", "d"), ("c",)]


def test_the_smallest_cell_merges_first():
    assert leaves_of(regroup([("a",), ("b",), ("c",), ("d",)], [4, 3, 2, 1], 5)) == [("a", "b", "c", "d")]


def test_mixed_cells_merge_with_each_other_before_they_spoil_a_pure_one():
    units = [("N", "1"), ("N", "2"), ("S", "1"), ("S", "2"), ("W", "1")]
    partition = regroup(units, [2, 2, 3, 3, 5], 5, ["key", "field", "key", "field", "key"])
    assert leaves_of(partition) == [("N/1", "N/2", "S/1", "S/2"), ("W/1",)]


def test_a_sibling_of_the_same_kind_comes_before_a_smaller_one():
    partition = regroup([("a",), ("b",), ("c",)], [3, 5, 9], 5, ["key", "field", "key"])
    assert leaves_of(partition) == [("a", "c"), ("b",)]
    assert [atom.kind for atom in partition.atoms] == ["key", "field"]


def test_without_one_of_its_kind_any_sibling_will_do_and_the_kind_is_lost():
    partition = regroup([("a",), ("b",), ("c",)], [3, 6, 9], 5, ["key", "field", "field"])
    assert leaves_of(partition) == [("a", "b"), ("c",)]
    assert [atom.kind for atom in partition.atoms] == [None, "field"]


def test_a_sibling_of_another_kind_comes_before_a_cousin_of_the_same_kind():
    units = [("N", "1"), ("N", "2"), ("S", "1")]
    assert leaves_of(regroup(units, [3, 30, 6], 5, ["key", "field", "key"])) == [("N/1", "N/2"), ("S/1",)]


def test_a_lonely_small_region_joins_the_smallest_of_the_other_regions():
    units = [("N", "1"), ("S", "1"), ("S", "2"), ("W", "1")]
    assert leaves_of(regroup(units, [3, 9, 8, 20], 5)) == [("N/1", "S/2"), ("S/1",), ("W/1",)]


def test_uneven_depth_people_of_a_region_itself_join_a_unit_of_that_region():
    units = [("N",), ("N", "1"), ("N", "2"), ("S",)]
    assert leaves_of(regroup(units, [2, 9, 8, 5], 5)) == [("N", "N/2"), ("N/1",), ("S",)]


def test_respondents_count_not_invitees():
    invited, answered = [10, 10, 10], [3, 3, 9]
    assert len(regroup([("a",), ("b",), ("c",)], invited, 5).atoms) == 3
    assert leaves_of(regroup([("a",), ("b",), ("c",)], answered, 5)) == [("a", "b"), ("c",)]


def test_exactly_the_minimum_is_enough_and_one_less_is_not():
    assert len(regroup([("a",), ("b",)], [5, 5], 5).atoms) == 2
    assert len(regroup([("a",), ("b",)], [5, 4], 5).atoms) == 1
    assert regroup([("a",)], [4], 5).atoms == ()
    assert len(regroup([("a",)], [5], 5).atoms) == 1


def test_one_module_of_the_whole_company_has_one_atom():
    partition = regroup([()], [31], 5, prefix="c")
    assert [(atom.id, atom.answered) for atom in partition.atoms] == [("c01", 31)]


# City of Tempe, 2018 Employee Survey (CC BY 4.0): respondents per department; 99 chose none.
TEMPE = {1: 7, 2: 9, 3: 18, 4: 48, 5: 110, 6: 76, 7: 34, 8: 110, 9: 301, 10: 114, 11: 15, 99: 100}
TEMPE_PATHS = [(f"{code:02d}",) for code in TEMPE]
TEMPE_Q3 = [4, 6, 12, 32, 62, 50, 18, 67, 194, 83, 11, 67]  # people with a score on Q3


def test_tempe_with_ten_the_departments_of_7_and_9_are_merged():
    partition = regroup(TEMPE_PATHS, list(TEMPE.values()), 10)
    assert leaves_of(partition)[0] == ("01", "02")
    assert [atom.answered for atom in partition.atoms] == [16, 18, 48, 110, 76, 34, 110, 301, 114, 15, 100]


def test_tempe_with_five_all_twelve_stand_alone_but_not_on_q3():
    partition = regroup(TEMPE_PATHS, list(TEMPE.values()), 5)
    assert len(partition.atoms) == 12
    on_q3 = coarsen(partition, TEMPE_Q3, 5)
    assert [atom.id for atom in on_q3.atoms][:2] == ["a01-a02", "a03"]
    assert [atom.answered for atom in on_q3.atoms] == [10, *TEMPE_Q3[2:]]


@pytest.mark.parametrize(
    ("paths", "counts", "minimum", "kinds"),
    [
        ([("a",), ("a",)], [1, 2], 5, None),
        ([("a",)], [1, 2], 5, None),
        ([("a",)], [-1], 5, None),
        ([("a",)], [9], 0, None),
        ([("a",), ("b",)], [9, 9], 5, ["key"]),
    ],
)
def test_wrong_input_is_refused(paths, counts, minimum, kinds):
    with pytest.raises(ValueError, match=r"."):
        regroup(paths, counts, minimum, kinds)


def test_a_partition_refuses_small_and_overlapping_atoms():
    good = regroup([("a",), ("b",)], [6, 7], 5)
    with pytest.raises(ValueError, match="fewer people"):
        Partition(good.paths, good.atoms, 7)
    with pytest.raises(ValueError, match="overlap"):
        Partition(good.paths, (good.atoms[0], good.atoms[0]), 5)
    with pytest.raises(ValueError, match="not in the tree"):
        Partition((("a",),), good.atoms, 5)
    with pytest.raises(ValueError, match="count"):
        coarsen(good, [6], 5)


def test_ids_of_unions_name_the_same_people_the_same_way():
    assert name_of(["a03", "a01", "a02"]) == "a01-a03"
    assert name_of(["a01", "a03"]) == "a01+a03"
    with pytest.raises(ValueError, match="prefix"):
        regroup([("a",)], [9], 5, prefix="a1")
