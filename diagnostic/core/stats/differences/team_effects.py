"""Do the teams of one side differ from the others: a random-effects regression of what teams show.

For regions and for the teams of new managers: an attribute of teams, so that teams are drawn and not the people in
them. Teams differ truly, and each is known only as exactly as its own numbers allow; both go into its weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.optimize import brentq

from diagnostic.core.stats.basis.checks import Floats, Labels, Numbers, enough, finite
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.t_test import half_width, two_sided

TEAMS_A_SIDE = 4  # fewer have no spread of their own to be judged by
FREE = 3  # degrees of freedom: fewer tell no spread
WIDE = 0.90  # level of the second interval, for what lies close to the rest
_EXACT = 1e-12
_ALIKE = 1e-9  # a column this close to a mix of the others says nothing of its own


@dataclass(frozen=True, slots=True)
class TeamEffect:
    """`estimate` in the unit of what teams show; `between` is the variance of true team effects; `teams` on both
    sides."""

    estimate: float
    se: float
    df: float
    p: float
    low: float
    high: float
    low90: float
    high90: float
    between: float
    teams: tuple[int, int]


def team_effects(
    shown: Numbers, error: Numbers, side: Numbers, covariate: Numbers | None = None, level: float = 0.95
) -> TeamEffect:
    """The teams of `side` less the others, allowing for the covariate where there is one.

    Weights 1 / (between + error), `between` by Paule and Mandel 1982, 10.6028/jres.087.022, in a regression on the
    side (DerSimonian and Kacker 2007, 10.1016/j.cct.2006.04.004); standard error by Knapp and Hartung 2003,
    10.1002/sim.1482, whose factor Q / df never makes it smaller; t with J - 2 degrees of freedom, J - 3 with a
    covariate. As R's metafor::rma(method = "PM", test = "adhoc").

    shown, covariate: (J,); error: (J,) sampling variances; side: (J,) of 0 and 1. Teams with a NaN are left out.
    Raises CannotSayError `too_few` (fewer than four teams on a side), `off_scale` (a negative variance), `constant`
    (a team known without error), `collinear`, `not_finite`.

    >>> effect = team_effects([0.8, 0.9, 0.7, 0.8, 1.0, 1.1, 0.9, 1.0], [0.01] * 8, [1, 1, 1, 1, 0, 0, 0, 0])
    >>> round(effect.estimate, 3), round(effect.se, 4), effect.df, round(effect.p, 4), effect.between
    (-0.2, 0.0707, 6.0, 0.03, 0.0)
    """
    y, variances, sides, further = _complete(shown, error, side, covariate)
    teams = int(sides.sum()), int((1 - sides).sum())
    enough(min(teams), TEAMS_A_SIDE)
    _fit_for_weights(variances)
    design = np.column_stack([np.ones_like(sides), sides, *further])
    if _collinear(design):
        raise CannotSayError("collinear", n=len(y))
    unit = max(float(np.abs(y).max()), sqrt(float(variances.max())))
    found = _regression(y / unit, variances / unit / unit, design)
    return _effect(found, unit, len(y) - design.shape[1], teams, level)


def mean_change(
    change: Numbers, error: Numbers, own: Numbers, block: Labels, level: float = 0.95
) -> TeamEffect:
    """The mean change of the teams in `own`, their weights and errors as in `team_effects`.

    How far true changes of teams differ is read off all teams within their blocks (regions, types), so that a few own
    teams need not tell it: Paule and Mandel 1982, 10.6028/jres.087.022, in a regression on the blocks; factor and t
    as Knapp and Hartung 2003, 10.1002/sim.1482, never smaller, with J less the number of blocks degrees of freedom.

    change, error, own, block: (J,). Teams with a NaN are left out. Raises CannotSayError `too_few` (fewer than four
    own teams, or no three degrees of freedom), `off_scale`, `constant`, `not_finite`.

    >>> found = mean_change([-0.2, -0.1, -0.3, -0.2, 0.1, 0.0, -0.1, 0.0], [0.01] * 8, [1] * 4 + [0] * 4, "aaaabbbb")
    >>> round(found.estimate, 3), round(found.se, 3), found.df, found.teams
    (-0.2, 0.05, 6.0, (4, 4))
    """
    columns = [finite(column) for column in (change, error, own)]
    kept = np.all([np.isfinite(column) for column in columns], axis=0)
    y, variances, sides = (column[kept] for column in columns)
    enough(int(sides.sum()), TEAMS_A_SIDE)
    _fit_for_weights(variances)
    blocks = np.array([f"{each}" for each in block])[kept]
    design = (blocks[:, None] == np.unique(blocks)).astype(float)
    df = len(y) - design.shape[1]
    enough(df, FREE)
    unit = max(float(np.abs(y).max()), sqrt(float(variances.max())))
    y, variances = y / unit, variances / unit / unit
    between = _between(y, variances, design)
    factor = max(_weighted(y, variances + between, design)[2] / df, 1.0)
    weights = sides / (variances + between)
    found = _TeamFit(float(weights @ y / weights.sum()), sqrt(factor / float(weights.sum())), between)
    return _effect(found, unit, df, (int(sides.sum()), int((1 - sides).sum())), level)


def _complete(
    shown: Numbers, error: Numbers, side: Numbers, covariate: Numbers | None
) -> tuple[Floats, Floats, Floats, list[Floats]]:
    columns = [finite(column) for column in (shown, error, side, *([] if covariate is None else [covariate]))]
    kept = np.all([np.isfinite(column) for column in columns], axis=0)
    y, variances, sides, *further = (column[kept] for column in columns)
    return y, variances, sides, further


def _fit_for_weights(variances: Floats) -> None:
    if (variances < 0).any():
        raise CannotSayError("off_scale", n=len(variances))
    if not (variances > 0).all():
        raise CannotSayError("constant", n=len(variances))


def _collinear(design: Floats) -> bool:
    """Whether the covariate is the side, or the same everywhere, but for rounding."""
    lengths = np.linalg.norm(design, axis=0)
    if not (lengths > 0).all():
        return True
    spread = np.linalg.svd(design / lengths, compute_uv=False)
    return bool(spread[-1] < _ALIKE * spread[0])


@dataclass(frozen=True, slots=True)
class _TeamFit:
    estimate: float
    se: float
    between: float


def _regression(y: Floats, variances: Floats, design: Floats) -> _TeamFit:
    """The coefficient of the second column with its error."""
    between = _between(y, variances, design)
    coefficients, spread, q = _weighted(y, variances + between, design)
    factor = max(q / (len(y) - design.shape[1]), 1.0)
    return _TeamFit(float(coefficients[1]), sqrt(factor) * float(np.linalg.norm(spread[1])), between)


def _between(y: Floats, variances: Floats, design: Floats) -> float:
    """The variance of true effects at which the weighted sum of squares is what chance makes it, zero at least.

    The plain mean of squares lies at or above it.
    """
    df = float(len(y) - design.shape[1])

    def beyond(between: float) -> float:
        squares: float = _weighted(y, variances + between, design)[2]
        return squares - df

    most = _weighted(y, np.ones_like(y), design)[2] / df
    if most <= 0 or beyond(0.0) <= 0:
        return 0.0
    if beyond(most) >= 0:
        return float(most)
    root: float = brentq(beyond, 0.0, most, xtol=_EXACT * most, rtol=_EXACT)
    return root


def _weighted(y: Floats, variances: Floats, design: Floats) -> tuple[Floats, Floats, float]:
    """Coefficients, a root of their covariance (row by row), and the weighted sum of squared residuals."""
    roots = 1 / np.sqrt(variances)
    q, r = np.linalg.qr(design * roots[:, None])
    spread = np.linalg.inv(r)
    coefficients = spread @ (q.T @ (y * roots))
    residuals = (y - design @ coefficients) * roots
    return coefficients, spread, float(residuals @ residuals)


def _effect(found: _TeamFit, unit: float, df: int, teams: tuple[int, int], level: float) -> TeamEffect:
    estimate, se = found.estimate * unit, found.se * unit
    half, half90 = half_width(se, df, level), half_width(se, df, WIDE)
    p, ends = two_sided(found.estimate / found.se, df), (estimate - half, estimate + half)
    ends90 = (estimate - half90, estimate + half90)
    return TeamEffect(estimate, se, float(df), p, *ends, *ends90, found.between * unit * unit, teams)
