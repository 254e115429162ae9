"""Careless answers: the indices of R's careless on its own data, and what is flagged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from diagnostic.core.survey.scoring.careless import check_carelessness, individual_variation, longstring
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet, Values
from diagnostic.text import same
from tests.support.folders import DATA

SHEETS = DATA / "survey" / "careless_simulated.csv"
answers = arrays(
    np.float64,
    st.tuples(st.integers(0, 8), st.integers(1, 9)),
    elements=st.sampled_from([1, 2, 3, 4, 5, np.nan]),
)


def simulated() -> Values:
    found: Values = np.loadtxt(SHEETS, delimiter=",", skiprows=1)
    return found


def sheet(values: Values, ends: tuple[tuple[float, float], ...] | None = None) -> AnswerSheet:
    ends = ends or ((1, 5),) * values.shape[1]
    return AnswerSheet(
        module="morale",
        items=tuple(AnswerItem(f"A{i}", same("a"), low, high) for i, (low, high) in enumerate(ends)),
        values=values,
        group_columns=(),
        leaf_of=np.zeros(len(values), dtype=np.intp),
        leaves=((),) if len(values) else (),
        leaf_labels=((),) if len(values) else (),
    )


def test_longstring_of_the_simulated_sheets() -> None:
    runs = longstring(simulated())
    assert runs[:20].tolist() == [6, 4, 3, 3, 3, 2, 5, 4, 6, 5, 3, 18, 5, 27, 16, 2, 4, 19, 3, 2]
    assert (int((runs >= 10).sum()), int((runs >= 25).sum()), int(runs.max())) == (21, 9, 50)


def test_variation_of_the_simulated_sheets() -> None:
    spread = individual_variation(simulated())
    assert spread[:4] == pytest.approx(
        [0.86307471239961231, 1.0350983390135313, 0.96890428330360978, 0.96489398804390181], rel=1e-12
    )
    assert int((spread < 0.5).sum()) == 6


def test_two_signs_make_a_flag() -> None:
    found = check_carelessness(sheet(simulated()))
    both = (longstring(simulated()) >= 25) & (individual_variation(simulated()) < 0.5)
    assert np.array_equal(found.flagged, both)
    assert (found.items, found.count) == (50, 5)


def test_only_items_of_one_answer_scale_are_compared() -> None:
    values = np.array([[3.0, 3.0, 3.0, 9.0], [1.0, 5.0, 2.0, 9.0]])
    found = check_carelessness(sheet(values, ((1, 5), (1, 5), (1, 5), (0, 10))))
    assert (found.items, found.flagged.tolist()) == (3, [True, False])


def test_nobody_and_nothing() -> None:
    assert check_carelessness(sheet(np.empty((0, 3)))).count == 0
    assert check_carelessness(sheet(np.empty((2, 0)))).count == 0


@settings(deadline=None, max_examples=60)
@given(answers)
def test_a_run_is_no_longer_than_the_answers_given_and_does_not_depend_on_direction(values: Values) -> None:
    runs = longstring(values)
    assert (runs <= np.isfinite(values).sum(axis=1)).all()
    assert np.array_equal(runs, longstring(values[:, ::-1]))
    assert np.array_equal(runs, longstring(6 - values))


@settings(deadline=None, max_examples=60)
@given(answers)
def test_variation_is_the_standard_deviation_of_what_was_answered(values: Values) -> None:
    for row, spread in zip(values, individual_variation(values), strict=True):
        left = row[np.isfinite(row)]
        assert np.isnan(spread) if left.size < 2 else spread == pytest.approx(left.std(ddof=1))
