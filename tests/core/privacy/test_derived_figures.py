"""An attacker takes one published mean with its n and asks what a single member can have answered.

With every answer between the ends of the scale, a total of S over n people leaves each of them
max(low, S - (n-1) high) .. min(high, S - (n-1) low). The attack succeeds if that is less than two points wide.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.privacy.groups import publishable_groups
from diagnostic.core.privacy.levels import scale_levels
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import regroup
from tests.support.published import members_of

RULES = PublishingRules()
LOW, HIGH = 1.0, 5.0


def room(total, n):
    return min(HIGH, total - (n - 1) * LOW) - max(LOW, total - (n - 1) * HIGH)


@st.composite
def leaning_answers(draw):
    """Units whose members answer mostly alike, often at an end of the scale: the hardest case."""
    sizes = draw(st.lists(st.integers(3, 14), min_size=2, max_size=8))
    rows = []
    for size in sizes:
        usual = draw(st.sampled_from([1.0, 1.0, 3.0, 5.0, 5.0]))
        odd = draw(st.integers(0, 3))
        rows += [usual] * max(0, size - odd) + [draw(st.sampled_from([1.0, 2.0, 4.0, 5.0]))] * min(size, odd)
    paths = [(f"R{i % 3}", f"U{i}") for i in range(len(sizes))]
    return paths, sizes, np.array(rows)


@pytest.mark.slow
@given(leaning_answers())
@settings(max_examples=150, deadline=None)
def test_no_member_is_known_to_within_two_points(company):
    paths, sizes, answers = company
    base = regroup(paths, sizes, RULES.k)
    leaf = np.repeat(np.arange(len(sizes)), sizes)
    levels = scale_levels(base, leaf, answers, LOW, HIGH, RULES)
    for level, least in ((levels.means, RULES.k), (levels.items, RULES.k_items)):
        for group in publishable_groups(base, level.partition):
            members = members_of(group, level)
            assert members is not None
            n = int(members.sum())
            assert n >= least
            assert room(float(answers[members].sum()), n) >= 2 - 1e-9


@given(leaning_answers())
@settings(max_examples=60, deadline=None)
def test_what_lies_between_two_nested_groups_is_no_narrower(company):
    paths, sizes, answers = company
    base = regroup(paths, sizes, RULES.k)
    leaf = np.repeat(np.arange(len(sizes)), sizes)
    level = scale_levels(base, leaf, answers, LOW, HIGH, RULES).means
    masks = [members_of(group, level) for group in publishable_groups(base, level.partition)]
    for outer in masks:
        for inner in masks:
            between = outer & ~inner
            if between.any() and not (inner & ~outer).any():
                assert between.sum() >= RULES.k
                assert room(float(answers[between].sum()), int(between.sum())) >= 2 - 1e-9


def test_the_pooled_spread_gives_no_small_neighbours_own_spread_away():
    """A (6 people) and B (14): if B's own sd were shown with the pooled one, A's would follow. B may not have one."""
    base = regroup([("A",), ("B",), ("C",)], [6, 14, 30], RULES.k)
    levels = scale_levels(base, np.repeat([0, 1, 2], [6, 14, 30]), np.tile([2.0, 4.0], 25), LOW, HIGH, RULES)
    assert [atom.id for atom in levels.means.partition.atoms] == ["a01", "a02", "a03"]
    own_spread = {group.id for group in publishable_groups(base, levels.items.partition)}
    assert own_spread == {"a01-a03", "a01-a02", "a03"}
