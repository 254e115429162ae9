"""Tags as the wave froze them: what a merged tag is called, and what its people are asked."""

from __future__ import annotations

from diagnostic.core.wave.model import Leaf, Tag, joined_leaf
from diagnostic.text import Text, same


def leaf(*values: str, kind: str | None = None, role: str | None = None) -> Leaf:
    return Leaf(values, tuple(same(value) for value in values), kind, role)


def test_a_merged_leaf_keeps_what_its_leaves_share() -> None:
    joined = joined_leaf((leaf("East", "E1", kind="field"), leaf("East", "E2", kind="field")))
    assert joined.values == ("East", "E1 + E2")
    assert joined.labels == (same("East"), same("E1 + E2"))
    assert joined.kind == "field"


def test_a_leaf_merged_across_regions_is_spelt_out() -> None:
    """("A", "1") + ("B", "2") and ("A", "2") + ("B", "1") are different people."""
    one = joined_leaf((leaf("A", "1"), leaf("B", "2")))
    other = joined_leaf((leaf("A", "2"), leaf("B", "1")))
    assert one.values != other.values
    assert one.values == ("A + B", "A/1 + B/2")


def test_an_audience_is_what_all_leaves_are() -> None:
    tag = Tag("t", "skills", Text("组", "group"), 9, (leaf("K", "top", role="K"), leaf("R", "top", role="R")))
    assert tag.audience.roles == {"K", "R"}
    assert tag.audience.team_types == {""}
    assert joined_leaf(tag.leaves).role is None
