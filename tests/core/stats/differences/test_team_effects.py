"""Sides of teams compared by a random-effects regression: by hand, against Student's test, and under chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.team_effects import TeamEffect, mean_change, team_effects

quick = settings(deadline=None, max_examples=25)
SHOWN = [0.7, 0.9, 0.8, 0.6, 1.1, 1.0, 0.9, 1.2, 0.8]
ERROR = [0.010, 0.020, 0.005, 0.010, 0.020, 0.010, 0.010, 0.005, 0.020]
SIDE = [1, 1, 1, 1, 0, 0, 0, 0, 0]
BEFORE = [1.0, 1.1, 0.9, 1.0, 1.05, 1.0, 0.95, 1.1, 0.9]


def metafor(y: list[float], v: list[float], *columns: list[float], floor: bool = True) -> dict[str, float]:
    """What R's metafor::rma(y, v, mods, method = "PM", test = "adhoc") does ("knha" without the floor), by the matrix
    formulas of its documentation, the root by another algorithm and without a common unit."""
    yi, vi = np.array(y), np.array(v)
    x = np.column_stack([np.ones(len(yi)), *columns])
    df = x.shape[0] - x.shape[1]

    def at(tau2: float) -> tuple[np.ndarray, np.ndarray, float]:
        w = np.diag(1 / (vi + tau2))
        inside = np.linalg.inv(x.T @ w @ x)
        b = inside @ x.T @ w @ yi
        p = w - w @ x @ inside @ x.T @ w
        return b, inside, float(yi @ p @ yi)

    tau2 = (
        0.0 if at(0)[2] <= df else optimize.bisect(lambda t: at(t)[2] - df, 0, 100, xtol=1e-14, maxiter=500)
    )
    b, inside, q = at(tau2)
    factor = max(q / df, 1.0) if floor else q / df
    se = float(np.sqrt(factor * inside[1, 1]))
    return {"b": b[1], "se": se, "tau2": tau2, "p": 2 * stats.t.sf(abs(b[1]) / se, df), "q": q}


def test_by_hand() -> None:
    """Six of eight teams at their side's mean, two .3 off it on each side: with errors of .01 the sum of squares is
    4 x .09 = .36, Q without true differences .36 / .01 = 36 on 6 degrees of freedom. Paule and Mandel ask for
    .36 / (t + .01) = 6, so t = .05. The error of the difference is then sqrt(.06 / 4 + .06 / 4) = .1732, Q / df = 1."""
    shown = [1.3, 0.7, 1.0, 1.0, 1.5, 0.9, 1.2, 1.2]
    found = team_effects(shown, [0.01] * 8, [1] * 4 + [0] * 4)
    assert found.between == pytest.approx(0.05)
    assert (found.estimate, found.se, found.df) == pytest.approx((-0.2, np.sqrt(0.03), 6))
    assert found.p == pytest.approx(2 * stats.t.sf(0.2 / np.sqrt(0.03), 6))
    half = stats.t.ppf(0.95, 6) * np.sqrt(0.03)
    assert (found.low90, found.high90, found.teams) == (
        pytest.approx(-0.2 - half),
        pytest.approx(-0.2 + half),
        (4, 4),
    )


@pytest.mark.parametrize("covariate", [None, BEFORE])
def test_it_is_what_metafor_does(covariate: list[float] | None) -> None:
    columns = [SIDE] if covariate is None else [SIDE, covariate]
    found, witness = team_effects(SHOWN, ERROR, SIDE, covariate), metafor(SHOWN, ERROR, *columns)
    assert (found.estimate, found.se, found.p) == pytest.approx((witness["b"], witness["se"], witness["p"]))
    assert found.between == pytest.approx(witness["tau2"], abs=1e-10)
    assert found.df == len(SHOWN) - 1 - len(columns)


@quick
@given(st.integers(0, 10_000))
def test_it_is_what_metafor_does_whatever_the_teams_show(seed: int) -> None:
    rng = np.random.default_rng(seed)
    teams = int(rng.integers(8, 30))
    side = (np.arange(teams) < rng.integers(4, teams - 3)).astype(float)
    error = rng.uniform(0.001, 0.02, teams)
    shown = 1 + rng.uniform(0, 0.2) * rng.normal(size=teams) + np.sqrt(error) * rng.normal(size=teams)
    found, witness = team_effects(shown, error, side), metafor(shown.tolist(), error.tolist(), side.tolist())
    assert (found.estimate, found.se, found.p) == pytest.approx((witness["b"], witness["se"], witness["p"]))


def test_teams_known_alike_are_students_test_of_their_values() -> None:
    shown = [0.2, 1.4, 0.7, 1.1, 1.9, 0.4, 1.3, 2.2, 0.9]
    found = team_effects(shown, [0.001] * 9, SIDE)
    student = stats.ttest_ind(shown[:4], shown[4:])
    assert (found.p, found.df) == pytest.approx((student.pvalue, student.df))


def test_the_factor_never_makes_the_error_smaller() -> None:
    """Teams closer together than their own errors allow: that is luck, and no reason to be surer."""
    shown = [1.00, 1.01, 0.99, 1.00, 1.02, 1.01, 1.00, 0.99, 1.01]
    found, plain = team_effects(shown, ERROR, SIDE), metafor(shown, ERROR, SIDE, floor=False)
    assert plain["q"] < found.df
    assert found.se > plain["se"]
    weights = 1 / np.array(ERROR)
    assert found.se == pytest.approx(np.sqrt(1 / weights[:4].sum() + 1 / weights[4:].sum()))


@quick
@given(st.permutations(range(9)))
def test_the_order_of_teams_is_nothing_and_turned_sides_turn_the_sign(order: list[int]) -> None:
    def of(values: list[float]) -> list[float]:
        return [values[at] for at in order]

    plain, moved = (
        team_effects(SHOWN, ERROR, SIDE, BEFORE),
        team_effects(of(SHOWN), of(ERROR), of([1.0 * s for s in SIDE]), of(BEFORE)),
    )
    assert (moved.estimate, moved.se, moved.p) == pytest.approx((plain.estimate, plain.se, plain.p))
    turned = team_effects(SHOWN, ERROR, [1 - s for s in SIDE], BEFORE)
    assert (turned.estimate, turned.low90, turned.p) == pytest.approx(
        (-plain.estimate, -plain.high90, plain.p)
    )


def test_a_team_without_a_value_is_left_out() -> None:
    with_one = team_effects([*SHOWN, float("nan")], [*ERROR, 0.01], [*SIDE, 1])
    assert with_one == team_effects(SHOWN, ERROR, SIDE)


@pytest.mark.parametrize(
    ("side", "error", "covariate", "reason"),
    [
        ([1, 1, 1, 0, 0, 0, 0, 0, 0], ERROR, None, "too_few"),
        (SIDE, [0.0, *ERROR[1:]], None, "constant"),
        (SIDE, [-0.1, *ERROR[1:]], None, "off_scale"),
        (SIDE, ERROR, SIDE, "collinear"),
        (SIDE, ERROR, [1.0] * 9, "collinear"),
        (SIDE, [float("inf"), *ERROR[1:]], None, "not_finite"),
    ],
)
def test_what_cannot_be_said(
    side: list[float], error: list[float], covariate: list[float] | None, reason: str
) -> None:
    with pytest.raises(CannotSayError) as refused:
        team_effects(SHOWN, error, side, covariate)
    assert refused.value.reason == reason


CHANGE = [-0.2, -0.1, -0.3, -0.1, 0.1, 0.0, -0.1, 0.2, -0.05]
REGIONS = list("nnnnsssww")


def test_the_mean_change_of_a_block_is_the_coefficient_of_that_block() -> None:
    """In R: metafor::rma(yi, vi, mods = ~ 0 + region, method = "PM", test = "adhoc")."""
    found = mean_change(CHANGE, ERROR, SIDE, REGIONS)
    others = [[float(name == other) for name in REGIONS] for other in "nsw"]
    x, yi, vi = np.column_stack(others), np.array(CHANGE), np.array(ERROR)

    def at(tau2: float) -> tuple[np.ndarray, np.ndarray, float]:
        w = np.diag(1 / (vi + tau2))
        inside = np.linalg.inv(x.T @ w @ x)
        b = inside @ x.T @ w @ yi
        return b, inside, float((yi - x @ b) @ w @ (yi - x @ b))

    tau2 = 0.0 if at(0)[2] <= 6 else optimize.bisect(lambda t: at(t)[2] - 6, 0, 10, xtol=1e-14)
    b, inside, q = at(tau2)
    se = np.sqrt(max(q / 6, 1.0) * inside[0, 0])
    assert (found.estimate, found.se, found.df, found.between) == pytest.approx((b[0], se, 6, tau2))
    assert found.p == pytest.approx(2 * stats.t.sf(abs(b[0]) / se, 6))


def test_teams_known_alike_in_one_block_are_students_test_of_their_changes() -> None:
    found = mean_change(CHANGE, [0.0001] * 9, [1] * 9, ["all"] * 9)
    student = stats.ttest_1samp(CHANGE, 0)
    assert (found.p, found.df, found.teams) == (pytest.approx(student.pvalue), 8, (9, 0))


def test_a_mean_change_asks_for_four_teams_of_its_own_and_three_degrees_of_freedom() -> None:
    for own, blocks in (([1, 1, 1, *[0] * 6], REGIONS), ([1] * 9, [*"abcdefg", "h", "h"])):
        with pytest.raises(CannotSayError) as refused:
            mean_change(CHANGE, ERROR, own, blocks)
        assert refused.value.reason == "too_few"


@pytest.mark.slow
@pytest.mark.parametrize("own", [4, 8, 24])
def test_years_of_teams_that_only_differ_are_no_change(own: int) -> None:
    """2,000 draws of 24 teams in three regions, whose years differ by four in a hundred."""
    rng = np.random.default_rng((20_261_202, own))
    sides, blocks = (np.arange(24) < own).astype(float), (np.arange(24) // 8).astype(str)

    def rejected() -> bool:
        error = rng.uniform(0.0004, 0.0012, 24)
        moved = np.sqrt(0.04**2 + error) * rng.normal(size=24)
        return mean_change(moved, error, sides, blocks).p < 0.05

    assert 0.03 < np.mean([rejected() for _ in range(2_000)]) < 0.06


def drawn(rng: np.random.Generator, sides: tuple[int, int], between: float) -> TeamEffect:
    """Teams of about ten with 20 to 45 closed deals a rep at a win rate of a quarter, as ratios to what is expected."""
    side = np.repeat([1.0, 0.0], sides)
    deals = rng.poisson(9.6, side.size).clip(4) * rng.uniform(20, 45, side.size)
    error = 0.75 / 0.25 / deals * rng.uniform(0.9, 1.1)
    true = 1 + between / 0.25 * rng.normal(size=side.size)
    return team_effects(true + np.sqrt(error) * rng.normal(size=side.size), error, side)


@pytest.mark.slow
@pytest.mark.parametrize("between", [0.0, 0.03])
@pytest.mark.parametrize("sides", [(6, 18), (4, 20)])
def test_teams_without_a_difference_are_claimed_apart_in_a_twentieth_at_most(
    sides: tuple[int, int], between: float
) -> None:
    """2,000 draws: the error of a share of .05 is .005. With no true differences between teams the floor makes it
    smaller."""
    rng = np.random.default_rng((20_261_201, *sides, round(100 * between)))
    rejected = np.mean([drawn(rng, sides, between).p < 0.05 for _ in range(2_000)])
    assert 0.02 < rejected < 0.06
