"""Which sets of items may be called a scale, on made answers whose reliability is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.scoring.reliability import ScaleQuality
from diagnostic.core.survey.scoring.score import ScoreSheet, score
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet, Values
from diagnostic.text import same
from tests.support.published import assess_scales


def scored(values: Values, turned: tuple[int, ...] = ()) -> ScoreSheet:
    codes = tuple(f"A{place}" for place in range(values.shape[1]))
    return score(
        AnswerSheet(
            module="morale",
            items=tuple(
                AnswerItem(code, same(code), 1, 5, place in turned, "A") for place, code in enumerate(codes)
            ),
            values=values,
            group_columns=(),
            leaf_of=np.zeros(len(values), dtype=np.intp),
            leaves=((),),
            leaf_labels=((),),
            scales=(Scale("A", "condition", same("A"), same("A"), codes),),
        )
    )


def drawn(n: int, shared: float, seed: int = 3, k: int = 5) -> Values:
    """Answers of n people to k items that share a part `shared` of their standard deviation."""
    rng = np.random.default_rng(seed)
    own, common = rng.standard_normal((n, k)), rng.standard_normal((n, 1))
    answers: Values = np.clip(np.rint(3 + shared * common + np.sqrt(1 - shared**2) * own), 1, 5)
    return answers


def quality(values: Values, turned: tuple[int, ...] = ()) -> ScaleQuality:
    return assess_scales(scored(values, turned))[0]


@pytest.mark.parametrize(
    ("shared", "grade"), [(0.9, "good"), (0.62, "usable"), (0.5, "weak"), (0.0, "refused")]
)
def test_grades(shared: float, grade: str) -> None:
    found = quality(drawn(800, shared))
    assert found.grade == grade
    assert found.cannot_say == ("not_a_scale" if grade == "refused" else None)


def test_a_refused_scale_keeps_its_numbers() -> None:
    scores = scored(drawn(800, 0.0))
    found = assess_scales(scores)
    assert found[0].high is not None
    assert found[0].high < 0.5


def test_below_thirty_there_is_an_interval_and_no_grade_below_ten_neither() -> None:
    some, few = quality(drawn(29, 0.9)), quality(drawn(9, 0.9))
    assert (some.grade, some.cannot_say, some.needed) == ("cannot_say", "too_few", 30)
    assert some.low is not None
    assert (few.grade, few.alpha, few.cannot_say, few.needed) == ("cannot_say", None, "too_few", 30)
    assert few.mean is not None


def test_n_counts_complete_rows_only() -> None:
    values = drawn(60, 0.9)
    values[:35, 2] = np.nan
    found = quality(values)
    assert (found.n, found.grade, found.cannot_say) == (25, "cannot_say", "too_few")


def test_one_item_has_no_reliability() -> None:
    assert quality(drawn(100, 0.9, k=1)).cannot_say == "one_item"


def test_an_item_everybody_answers_alike() -> None:
    values = drawn(100, 0.9)
    values[:, 0] = 4
    found = quality(values)
    assert (found.grade, found.cannot_say, found.alpha) == ("cannot_say", "constant", None)


def test_items_that_cancel_out_are_refused() -> None:
    first = np.tile([1.0, 2, 3, 4, 5], 20)[:, None]
    assert quality(np.hstack([first, 6 - first])).grade == "refused"


def test_a_reversed_item_counts_turned() -> None:
    values = drawn(400, 0.9)
    mirrored = values.copy()
    mirrored[:, 1] = 6 - mirrored[:, 1]
    one, two = quality(values), quality(mirrored, turned=(1,))
    assert two.alpha == pytest.approx(one.alpha, abs=1e-12)
    assert quality(mirrored).alpha != pytest.approx(one.alpha, abs=0.1)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000))
def test_order_of_people_and_shift_of_all_answers_change_nothing(seed: int) -> None:
    values = np.clip(drawn(60, 0.7, seed), 1, 4)
    one, two = quality(values), quality(values[::-1] + 1)
    assert two.alpha == pytest.approx(one.alpha, abs=1e-9)
    assert two.grade == one.grade
