"""Which atoms stand on which side of a declared comparison."""

from __future__ import annotations

from diagnostic.core.diagnosis.survey.contrasts import contrasts, mixed_atoms, top_against_rest
from diagnostic.core.diagnosis.survey.groups import Attribute
from diagnostic.core.privacy.regroup import Partition, regroup

TEAMS = [("N", "1"), ("N", "2"), ("S", "3"), ("S", "4")]


def attribute(*values: str, kind: str = "region") -> Attribute:
    return Attribute(kind, dict(zip(TEAMS, values, strict=True)), {})  # type: ignore[arg-type]


def partition(*counts: int) -> Partition:
    return regroup(TEAMS, counts, 5)


def sides(base: Partition, each: Attribute) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(c.group, c.first.parts, c.parts[1]) for c in contrasts("m", base, base, each)]


def test_of_two_values_one_contrast_says_it_all() -> None:
    base = partition(6, 6, 6, 6)
    assert sides(base, attribute("N", "N", "S", "S")) == [("m/region:N", ("a01", "a02"), ("a03", "a04"))]


def test_of_two_the_newcomers_are_named() -> None:
    tenure = attribute("experienced", "new", "experienced", "new", kind="manager_tenure")
    assert [c[0] for c in sides(partition(6, 6, 6, 6), tenure)] == ["m/manager_tenure:new"]


def test_of_three_each_against_the_rest() -> None:
    found = sides(partition(6, 6, 6, 6), attribute("a", "b", "c", "c", kind="team_type"))
    assert [(group, rest) for group, _, rest in found] == [
        ("m/team_type:a", ("a02", "a03", "a04")),
        ("m/team_type:b", ("a01", "a03", "a04")),
        ("m/team_type:c", ("a01", "a02")),
    ]


def test_an_atom_that_mixes_values_is_on_no_side_and_counted() -> None:
    base = partition(6, 6, 3, 4)  # teams 3 and 4 answer as one atom
    tenure = attribute("new", "old", "new", "old", kind="manager_tenure")
    assert sides(base, tenure) == [("m/manager_tenure:new", ("a01",), ("a02",))]
    assert mixed_atoms(base, tenure) == 1


def test_one_known_value_is_no_comparison() -> None:
    assert sides(partition(6, 6, 6, 6), attribute("a", "a", "a", "a")) == []


def test_top_against_the_other_bands() -> None:
    base = partition(6, 6, 6, 6)
    band = attribute("top", "middle", "bottom", "top", kind="band")
    top = top_against_rest("m", base, base, band)
    assert top is not None
    assert top.parts == (("a01", "a04"), ("a02", "a03"))
    assert top.against == ("m/band:bottom", "m/band:middle")
    assert top_against_rest("m", base, base, attribute("top", "top", "top", "top", kind="band")) is None
    assert top_against_rest("m", base, base, attribute("a", "b", "a", "b", kind="band")) is None
