"""Two ratios of sums made alike in strata: against the formula by hand, and the level where nothing differs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.standardised import permuted_ratios

FIRST, SECOND = "KKKRRR", "KKKRRRR"
Y1, X1 = np.array([40.0, 44, 51, 10, 13, 9]), np.array([10.0, 11, 12, 9, 10, 11])
Y2, X2 = np.array([47.0, 55, 43, 12, 16, 11, 15]), np.array([10.0, 11, 9, 10, 12, 9, 10])


def codes(text: str) -> np.ndarray:
    return np.array(list(text))


def by_hand(y1: np.ndarray, x1: np.ndarray, y2: np.ndarray, x2: np.ndarray) -> tuple[float, float]:
    """Difference and error of the standardised ratios, rep by rep."""
    sides = [(y1, x1, codes(FIRST)), (y2, x2, codes(SECOND))]
    whole = x1.sum() + x2.sum()
    share = {r: sum(x[c == r].sum() for _, x, c in sides) / whole for r in "KR"}
    mean = {
        r: sum(y[c == r].sum() for y, _, c in sides) / sum(x[c == r].sum() for _, x, c in sides) for r in "KR"
    }
    overall = sum(share[r] * mean[r] for r in "KR")
    ratios, errors = [], []
    for y, x, c in sides:
        weight = np.array([share[r] / x[c == r].sum() for r in c])
        ratios.append(float(weight @ y))
        moved = np.array([own + (overall - mean[r]) * at for own, at, r in zip(y, x, c, strict=True)])
        left = weight * (moved - float(weight @ moved) * x)
        errors.append(len(y) / (len(y) - 1) * float(left @ left))
    return ratios[0] - ratios[1], float(np.sqrt(sum(errors)))


def test_difference_error_and_p_are_those_of_all_divisions_within_strata() -> None:
    """20 ways to deal three of six key accounts, 35 to deal three of seven others: 700 divisions, each by hand."""
    found = permuted_ratios(
        (Y1, X1), (Y2, X2), np.random.default_rng(1), strata=(codes(FIRST), codes(SECOND))
    )
    diff, se = by_hand(Y1, X1, Y2, X2)
    assert (found.diff, found.se) == (pytest.approx(diff), pytest.approx(se))
    y, x = np.concatenate([Y1, Y2]), np.concatenate([X1, X2])
    key, other = np.flatnonzero(codes(FIRST + SECOND) == "K"), np.flatnonzero(codes(FIRST + SECOND) == "R")
    larger = []
    for one in combinations(key, 3):
        for two in combinations(other, 3):
            left = [*sorted(set(key) - set(one)), *sorted(set(other) - set(two))]
            own = [*one, *two]
            d, e = by_hand(y[own], x[own], y[left], x[left])
            larger.append(abs(d) / e >= abs(diff) / se * (1 - 1e-9))
    assert found.p == pytest.approx(np.mean(larger), abs=0.02)


def test_one_stratum_is_no_stratum() -> None:
    same = np.zeros(6, dtype=np.int64), np.zeros(7, dtype=np.int64)
    plain, alike = (
        permuted_ratios((Y1, X1), (Y2, X2), np.random.default_rng(1), strata=given) for given in (None, same)
    )
    assert (plain.diff, plain.se, plain.p) == pytest.approx((alike.diff, alike.se, alike.p))


def test_what_only_the_strata_differ_by_is_no_difference() -> None:
    """Key accounts five times as large on both sides; the first side has half of them, the second one in ten."""
    rng = np.random.default_rng(3)
    first, second = codes("K" * 10 + "R" * 10), codes("K" * 10 + "R" * 90)
    sides = [
        (np.where(c == "K", 50.0, 10.0) + rng.normal(size=c.size), np.ones(c.size)) for c in (first, second)
    ]
    alike = permuted_ratios(sides[0], sides[1], rng, strata=(first, second))
    assert abs(alike.diff) < 1
    assert alike.p > 0.05
    assert permuted_ratios(sides[0], sides[1], rng).diff > 10


def test_a_stratum_without_anything_on_a_side() -> None:
    with pytest.raises(CannotSayError) as refused:
        permuted_ratios(
            (Y1, X1),
            (Y2, X2),
            np.random.default_rng(1),
            strata=(codes("RRRRRR"), codes(SECOND)),
        )
    assert refused.value.reason == "off_scale"


def test_strata_belong_to_units() -> None:
    with pytest.raises(ValueError, match="stratum"):
        permuted_ratios((Y1, X1), (Y2, X2), np.random.default_rng(1), strata=(codes(FIRST), codes(FIRST)))


MIXES = [("K" * 3 + "R" * 7, "K" * 20 + "R" * 180), ("K" * 7 + "R" * 3, "K" * 20 + "R" * 180)]


@pytest.mark.slow
@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("deals", [0, 8])
def test_ten_very_skewed_reps_against_two_hundred_keep_five_per_cent(
    mix: tuple[str, str], deals: int
) -> None:
    """Deals of lognormal size (sigma 1.5), those of key accounts four times as large: nothing differs within a role.

    Dealing out all reps together rejected up to 11 % of the time here.
    """
    rng, strata = np.random.default_rng(11), (codes(mix[0]), codes(mix[1]))
    draws, rejected = 800, 0
    for _ in range(draws):
        sides = []
        for side in strata:
            counts = rng.poisson(deals, side.size) + 1.0
            sizes = [np.exp(1.5 * rng.normal(size=int(n))).sum() for n in counts]
            sides.append((np.where(side == "K", 4.0, 1.0) * sizes, counts))
        rejected += permuted_ratios(sides[0], sides[1], rng, strata=strata).p < 0.05
    assert 0.05 - 3 * 0.0077 < rejected / draws < 0.05 + 3 * 0.0077
