"""The one value in which a witness is wrong: effsize 0.8.1 on groups whose second reaches above the whole first.

Shown three ways: the published formula on the full matrix of dominances gives ours; repeating the package's slip gives
its number to the last digit; and where no value lies above the whole other group the two agree.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.lab.reference.compare import Disputed, compare
from diagnostic.lab.statistics.differences.effect_variants import cliffs_delta_effsize
from diagnostic.lab.statistics.differences.rank_sum import cliffs_delta

SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]  # Student 1908
SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
PACKAGE = (-0.7980440559109151, 0.021078775284633085)  # effsize::cliff.delta(x, y), R 4.2.2, effsize 0.8.1


def test_the_slip_gives_the_package_number_and_the_formula_does_not() -> None:
    theirs, ours = cliffs_delta_effsize(SLEEP_1, SLEEP_2), cliffs_delta(SLEEP_1, SLEEP_2)
    assert (theirs.low, theirs.high) == pytest.approx(PACKAGE, rel=1e-10)
    assert (ours.low, ours.high) != pytest.approx(PACKAGE, abs=0.005)
    assert theirs.value == ours.value == pytest.approx(-0.49)


def test_the_package_contradicts_itself_when_the_groups_change_places() -> None:
    """An interval of first - second must be the mirror of that of second - first; the package's is not."""
    there, back = cliffs_delta_effsize(SLEEP_1, SLEEP_2), cliffs_delta_effsize(SLEEP_2, SLEEP_1)
    assert there.low != pytest.approx(-back.high, abs=0.005)
    there, back = cliffs_delta(SLEEP_1, SLEEP_2), cliffs_delta(SLEEP_2, SLEEP_1)
    assert there.low == pytest.approx(-back.high, rel=1e-12)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=9), st.lists(st.integers(1, 5), min_size=2, max_size=9)
)
def test_where_no_value_stands_above_the_whole_first_group_both_agree(
    first: list[int], second: list[int]
) -> None:
    first = [*first, 5]
    assert cliffs_delta_effsize(first, second) == cliffs_delta(first, second)


def test_a_dispute_hides_no_other_value() -> None:
    found = {"ci": Disputed(ours=(1.0, 2.0), theirs=(1.5, 2.0), why="a slip")}
    exact = {"abs": 1e-9}
    right, slipped, wrong = (compare({"ci": [low, 2.0]}, found, exact) for low in (1.0, 1.5, 1.7))
    assert (right.failures, right.disputed) == ([], [])
    assert slipped.failures == []
    assert len(slipped.disputed) == 1
    assert len(wrong.failures) == 1
    assert not np.isnan(right.compared)
