"""Adjusted p values: order, bounds, and Hommel against its definition by all sets of hypotheses."""

from __future__ import annotations

from itertools import combinations
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.adjust import AdjustMethod, adjust

METHODS: tuple[AdjustMethod, ...] = ("bonferroni", "holm", "hochberg", "hommel", "bh", "by")
some_p = st.lists(st.integers(0, 1000).map(lambda x: x / 1000), min_size=1, max_size=7)


@settings(deadline=None, max_examples=60)
@given(some_p, st.randoms(use_true_random=False))
def test_order_bounds_and_relabelling(p: list[float], random: object) -> None:
    places = list(range(len(p)))
    random.shuffle(places)  # type: ignore[attr-defined]
    for method in METHODS:
        adjusted = adjust(p, method)
        assert ((adjusted >= np.array(p) - 1e-15) & (adjusted <= 1)).all()
        assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= -1e-12).all()
        assert adjust([p[at] for at in places], method) == pytest.approx(adjusted[places])


@settings(deadline=None, max_examples=60)
@given(some_p)
def test_stricter_methods_are_never_smaller(p: list[float]) -> None:
    bonferroni, holm, hochberg, hommel = (adjust(p, m) for m in METHODS[:4])
    assert (bonferroni >= holm - 1e-12).all()
    assert (holm >= hochberg - 1e-12).all()
    assert (hochberg >= hommel - 1e-12).all()
    assert (adjust(p, "by") >= adjust(p, "bh") - 1e-12).all()


def simes(p: tuple[float, ...]) -> float:
    return min(len(p) * value / (rank + 1) for rank, value in enumerate(sorted(p)))


@settings(deadline=None, max_examples=60)
@given(some_p)
def test_hommel_closes_simes_test(p: list[float]) -> None:
    closed = [
        max(
            simes(tuple(p[at] for at in chosen))
            for size in range(1, len(p) + 1)
            for chosen in combinations(range(len(p)), size)
            if own in chosen
        )
        for own in range(len(p))
    ]
    assert adjust(p, "hommel") == pytest.approx(np.minimum(closed, 1))


@pytest.mark.parametrize(
    ("p", "reason"), [([], "too_few"), ([0.1, nan], "not_finite"), ([0.1, 1.2], "off_scale")]
)
def test_unfit_input(p: list[float], reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        adjust(p, "holm")
    assert refused.value.reason == reason


def test_an_unknown_method_is_a_programming_fault() -> None:
    with pytest.raises(ValueError, match="fdr"):
        adjust([0.1], "fdr")  # type: ignore[arg-type]
