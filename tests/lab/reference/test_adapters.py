"""What a case may ask in more than one way: pairs in a table of power, scales from 0, exact p with and without ties."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from diagnostic.lab.reference.case import ReferenceCase
from diagnostic.lab.reference.groups import paired_case, power_case
from diagnostic.lab.reference.scales import rwg_case


def case(stat: str, inputs: dict[str, Any], **columns: list[float] | list[str]) -> ReferenceCase:
    cells = {name: tuple(str(cell) for cell in column) for name, column in columns.items()}
    return ReferenceCase("made", stat, inputs, {}, {}, cells)


def test_the_power_of_pairs_counts_the_pairs() -> None:
    """Fifteen pairs that differ by .6 standard deviations: noncentral t with 14 degrees of freedom, both tails."""
    grid = {"n": [15, 15, 20], "d": [0.6, 0.6, 0.5], "type": ["paired", "one.sample", "two.sample"]}
    found = power_case(case("power", {"grid": grid}))
    edge, shift = stats.t.ppf(0.975, 14), 0.6 * np.sqrt(15)
    by_hand = stats.nct.sf(edge, 14, shift) + stats.nct.cdf(-edge, 14, shift)
    paired, one, two = found["power"]  # type: ignore[misc]
    assert (paired, one) == pytest.approx((by_hand, by_hand))
    assert two < paired
    least = found["min_d_80"]
    assert least[0] == least[1] != least[2]  # type: ignore[index]


QUESTIONS = {"q1": [1, 2, 2, 4, 5, 5, 3, 1], "q2": [2, 2, 3, 4, 4, 5, 3, 2], "q3": [1, 3, 2, 5, 5, 5, 2, 1]}


@pytest.mark.parametrize("stated", [True, False])
def test_agreement_on_a_scale_from_0_is_that_of_the_same_answers_from_1(stated: bool) -> None:
    def found(less: int) -> Any:
        columns = {name: [cell - less for cell in cells] for name, cells in QUESTIONS.items()}
        inputs = {
            "items": list(columns),
            "single_item": "q1",
            "group": "team",
            "response_options": 5,
            "nulls": {"uniform": 2},
            **({"response_min": 1 - less} if stated else {}),
        }
        return rwg_case(case("rwg", inputs, **columns, team=list("aaaabbbb")))  # type: ignore[arg-type]

    from_0, from_1 = found(1), found(0)
    assert from_0["awg_single"] == from_1["awg_single"]
    assert from_0["uniform"] == from_1["uniform"]
    # by hand: team a has mean 2.25 and variance 1.583; the largest of 4 people at this mean is 2.25 x 2.75 - ...
    mean, variance = 2.25, np.var([1, 2, 2, 4], ddof=1)
    largest = ((5 + 1) * mean - mean**2 - 5 * 1) * 4 / 3
    assert from_0["awg_single"][0] == pytest.approx(1 - 2 * variance / largest)


def test_without_ties_both_exact_p_values_of_pairs_are_given_and_are_one() -> None:
    first, second = [10.0, 12, 9, 15, 11], [11.2, 14.4, 10.3, 14.6, 12.9]
    found = paired_case(case("paired", {"first": "a", "second": "b"}, a=first, b=second))
    known = stats.wilcoxon(np.array(second) - np.array(first), mode="exact").pvalue
    assert found["wilcoxon_exact"]["p"] == pytest.approx(known)  # type: ignore[index]
    assert found["wilcoxon_exact_ties_coin_p"] == pytest.approx(known)
    tied = paired_case(case("paired", {"first": "a", "second": "b"}, a=[1, 2, 3, 4], b=[2, 3, 5, 4]))
    assert tied["wilcoxon_exact"] is None
    assert (
        tied["wilcoxon_exact_ties_coin_p"] == 0.25
    )  # three of three differ upwards: 2 of 8 signs are as far out
