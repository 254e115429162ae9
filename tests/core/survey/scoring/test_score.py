"""Scores: reversed items turned, the missing rule, and nothing that depends on the order of people."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet, Values
from diagnostic.text import same

answers = arrays(
    np.float64,
    st.tuples(st.integers(0, 12), st.just(4)),
    elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]),
)


def sheet(values: Values, share: float = 2 / 3, turned: tuple[int, ...] = ()) -> AnswerSheet:
    codes = [f"A{place}" for place in range(values.shape[1])]
    return AnswerSheet(
        module="morale",
        items=tuple(AnswerItem(code, same(code), 1, 5, place in turned) for place, code in enumerate(codes)),
        values=values,
        group_columns=(),
        leaf_of=np.zeros(len(values), dtype=np.intp),
        leaves=((),) if len(values) else (),
        leaf_labels=((),) if len(values) else (),
        scales=(Scale("A", "condition", same("A"), same("A"), tuple(codes), minimum_share=share),),
    )


def test_a_score_is_the_mean_of_what_was_answered_with_reversed_items_turned() -> None:
    scores = score(sheet(np.array([[5.0, 1.0, 4.0], [5.0, np.nan, 4.0]]), turned=(1,)))
    assert scores.of("A").tolist() == [pytest.approx(14 / 3), 4.5]
    assert scores.items[0].tolist() == [5, 5, 4]


@pytest.mark.parametrize(("share", "needed"), [(2 / 3, 2), (0.67, 2), (0.66, 2), (0.5, 2), (1, 3), (0.01, 1)])
def test_the_missing_rule_of_three_items(share: float, needed: int) -> None:
    values = np.array([[4.0, 4, 4], [4, 4, np.nan], [4, np.nan, np.nan], [np.nan] * 3])
    assert score(sheet(values, share)).counts == (4 - needed,)


def test_nobody() -> None:
    scores = score(sheet(np.empty((0, 3))))
    assert (scores.scores.shape, scores.counts) == ((0, 1), (0,))


@settings(deadline=None, max_examples=60)
@given(answers, st.randoms(use_true_random=False))
def test_order_of_people_changes_nothing(values: Values, random: Random) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    one, two = score(sheet(values)).of("A"), score(sheet(values[order])).of("A")
    assert np.array_equal(one[order], two, equal_nan=True)


@settings(deadline=None, max_examples=60)
@given(answers)
def test_turning_every_item_mirrors_every_score(values: Values) -> None:
    one = score(sheet(values)).of("A")
    mirrored = score(sheet(values, turned=(0, 1, 2, 3))).of("A")
    np.testing.assert_allclose(mirrored, 6 - one, atol=2e-8)


@settings(deadline=None, max_examples=60)
@given(answers)
def test_scores_stay_between_the_ends_and_are_counted(values: Values) -> None:
    scores = score(sheet(values))
    given_scores = scores.of("A")[np.isfinite(scores.of("A"))]
    assert ((given_scores >= 1) & (given_scores <= 5)).all()
    assert scores.counts == (given_scores.size,)
    assert given_scores.size == (np.isfinite(values).sum(axis=1) >= 3).sum()
