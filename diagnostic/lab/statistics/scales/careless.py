"""Did somebody answer without reading: five signs, one value a person, none of them a proof.

The longest run and the spread are the product's own (`core.survey.careless`); the other signs are only compared with
R. Long strings and spread look at the answers as given; distance and consistency need reverse-keyed items turned round
(`reverse`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from diagnostic.core.stats.basis.checks import (
    Floats,
    NumberTable,
    constant_columns,
    correlations,
    enough,
    finite,
    fraction,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.survey.scoring.careless import individual_variation
from diagnostic.core.survey.scoring.careless import longstring as longest_run

AnswerRow = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class LongString:
    """Per person: `longest` run of equal answers and `average` run; None for somebody who answered nothing."""

    longest: tuple[int | None, ...]
    average: AnswerRow


@dataclass(frozen=True, slots=True)
class Mahalanobis:
    """Squared distances `d2` from the mean; `flag` where d2 > `cut`; None for somebody with a missing answer."""

    n: int
    d2: AnswerRow
    flag: tuple[bool | None, ...]
    cut: float


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Within-person correlation over the `pairs` of items that say nearly the same; None where it has no variance."""

    pairs: int
    r: AnswerRow


def _answers(items: NumberTable, columns: int) -> Floats:
    """Answers (n, k); refuses no person, no answer at all, fewer columns than needed."""
    answers = finite(items)
    if answers.ndim != 2:
        raise ValueError(f"a table has two dimensions, not {answers.ndim}")
    enough(answers.shape[0], 1)
    enough(answers.shape[1], columns)
    if np.isnan(answers).all():
        raise CannotSayError("all_missing", n=0, needed=1)
    return answers


def longstring(items: NumberTable) -> LongString:
    """Longest and average run of equal neighbouring answers; Johnson 2005, 10.1016/j.jrp.2004.09.009.

    average = answers / number of runs. items: (n, k) in the order asked, not reversed; a missing answer ends a run and
    belongs to none. In answers. Raises CannotSayError `too_few` (no person or item), `all_missing`, `not_finite`.

    >>> longstring([[3, 3, 3, 2], [1, 2, 1, 2]])
    LongString(longest=(3, 1), average=(2.0, 1.0))
    """
    answers = _answers(items, 1)
    here = ~np.isnan(answers)
    starts = here.copy()
    starts[:, 1:] &= answers[:, 1:] != answers[:, :-1]
    given, runs = here.sum(axis=1), starts.sum(axis=1)
    return LongString(
        tuple(int(run) if n else None for run, n in zip(longest_run(answers), given, strict=True)),
        tuple(float(n / r) if n else None for n, r in zip(given, runs, strict=True)),
    )


def irv(items: NumberTable) -> AnswerRow:
    """Intra-individual response variability: each person's standard deviation (n - 1) over the items.

    Dunn et al. 2018, 10.1007/s10869-016-9479-0. items: (n, k), not reversed, in their unit; None below two answers.
    Raises CannotSayError `too_few` (fewer than 2 items), `all_missing`, `not_finite`.

    >>> [round(value, 3) for value in irv([[3, 3, 3, 3], [1, 5, 1, 5]])]
    [0.0, 2.309]
    """
    spread = individual_variation(_answers(items, 2))
    return _where(np.isfinite(spread), spread)


def _where(fit: np.ndarray, values: Floats) -> AnswerRow:
    return tuple(float(value) if good else None for value, good in zip(values, fit, strict=True))


def mahalanobis(items: NumberTable, level: float = 0.999) -> Mahalanobis:
    """Squared distance from the mean in units of the covariance (n - 1): (x - m)' S^-1 (x - m).

    Mahalanobis 1936; cut at the chi-square quantile with k degrees of freedom. items: (n, k), reversed; mean and
    covariance over the people who answered everything. Raises CannotSayError `too_few` (complete rows must exceed the
    items), `all_missing`, `not_finite`, `constant` (an item everybody answers alike), `collinear`.

    >>> result = mahalanobis([[1, 2], [2, 1], [3, 3], [4, 5], [5, 4], [9, 1]])
    >>> [round(d, 2) for d in result.d2], round(result.cut, 2)
    ([1.38, 1.68, 0.16, 2.06, 0.85, 3.88], 13.82)
    """
    answers = _answers(items, 1)
    complete = np.asarray(~np.isnan(answers).any(axis=1))
    rows, k = answers[complete], answers.shape[1]
    enough(rows.shape[0], max(k + 1, 3), of=answers.shape[0])
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=rows.shape[0])
    scaled = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    correlation = scaled.T @ scaled / (rows.shape[0] - 1)
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise CannotSayError("collinear", n=rows.shape[0])
    d2 = np.full(answers.shape[0], np.nan)
    d2[complete] = np.einsum("ij,ij->i", scaled, np.linalg.solve(correlation, scaled.T).T)
    cut = float(chi2.ppf(fraction(level), k))
    flag = tuple(bool(d > cut) if good else None for d, good in zip(d2, complete, strict=True))
    return Mahalanobis(int(complete.sum()), _where(complete, d2), flag, cut)


def even_odd(items: NumberTable, items_per_scale: Sequence[int]) -> AnswerRow:
    """Inconsistency within scales: -(2 r / (1 + r)), r a person's correlation of even- with odd-item means.

    Spearman-Brown, floored at -1 before the sign is turned; higher = more careless; Meade & Craig 2012,
    10.1037/a0028085. items: (n, k) sorted by scale and reversed; items_per_scale adds up to k, positions count within
    the scale. None where a half does not vary or fewer than two scales are answered. Raises CannotSayError `too_few`
    (fewer than two scales of two items), `all_missing`, `not_finite`; ValueError when the sizes do not add up.

    >>> [round(v, 2) for v in even_odd([[1, 2, 5, 4, 3, 3], [1, 5, 5, 1, 3, 3]], [2, 2, 2])]
    [-1.0, 1.0]
    """
    answers = _answers(items, 4)
    if sum(items_per_scale) != answers.shape[1]:
        raise ValueError(f"the scales have {sum(items_per_scale)} items, the table {answers.shape[1]}")
    ends = np.cumsum(items_per_scale)
    blocks = [answers[:, end - k : end] for end, k in zip(ends, items_per_scale, strict=True) if k > 1]
    enough(len(blocks), 2)
    even, odd = (np.column_stack([_row_mean(block[:, at::2]) for block in blocks]) for at in (1, 0))
    r, fit = _row_correlation(even, odd)
    with np.errstate(divide="ignore", invalid="ignore"):
        doubled = np.where(r <= -1, -1.0, 2 * r / (1 + r))
    return _where(fit, -np.maximum(doubled, -1.0))


def _row_mean(block: Floats) -> Floats:
    here = ~np.isnan(block)
    n = here.sum(axis=1)
    mean: Floats = np.where(n > 0, np.where(here, block, 0).sum(axis=1) / np.maximum(n, 1), np.nan)
    return mean


def _row_correlation(first: Floats, second: Floats) -> tuple[Floats, np.ndarray]:
    """Correlation of two tables row by row over the cells both have; and where it can be computed."""
    here = ~(np.isnan(first) | np.isnan(second))
    n = np.maximum(here.sum(axis=1), 1)
    centred = []
    for table in (first, second):
        filled = np.where(here, table, 0.0)
        centred.append(np.where(here, filled - (filled.sum(axis=1) / n)[:, None], 0.0))
    one, two = centred
    squares = (one**2).sum(axis=1) * (two**2).sum(axis=1)
    size = np.abs(np.where(here, first, 0)).max(axis=1) * np.abs(np.where(here, second, 0)).max(axis=1)
    fit = (squares > 1e-24 * size**2) & (here.sum(axis=1) >= 2)
    r = np.clip((one * two).sum(axis=1) / np.sqrt(np.where(fit, squares, 1.0)), -1, 1)
    return np.where(fit, r, 0.0), fit


def synonyms(items: NumberTable, critical_r: float = 0.6) -> Synonyms:
    """Psychometric synonyms: over all pairs of items with r > critical_r, a person's own correlation.

    Meade & Craig 2012, 10.1037/a0028085. items: (n, k), correlations over the people who answered everything. Raises
    CannotSayError `too_few` (fewer than 3 complete rows, or than 3 such pairs), `constant`, `all_missing`,
    `not_finite`.

    >>> table = [[1, 1, 2, 2, 3, 3], [2, 2, 3, 3, 1, 1], [4, 5, 4, 4, 5, 5], [5, 4, 1, 1, 4, 4], [3, 3, 5, 5, 2, 2]]
    >>> result = synonyms(table, 0.8)
    >>> result.pairs, [round(r, 2) for r in result.r]
    (3, [1.0, 1.0, 0.5, 0.97, 1.0])
    """
    answers = _answers(items, 2)
    rows = answers[~np.isnan(answers).any(axis=1)]
    enough(rows.shape[0], 3, of=answers.shape[0])
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=rows.shape[0])
    one, two = np.tril_indices(answers.shape[1], -1)
    alike = correlations(rows)[one, two] > critical_r
    enough(int(alike.sum()), 3)
    r, fit = _row_correlation(answers[:, one[alike]], answers[:, two[alike]])
    return Synonyms(int(alike.sum()), _where(fit, r))
