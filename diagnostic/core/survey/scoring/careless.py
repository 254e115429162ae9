"""Answers given without reading: long runs of one point, and hardly any variation over everything asked.

For the paragraph on data quality. No sheet is dropped here: the caller computes its results a second
time without the flagged people and says in words whether they hold. The result is a number of
people, never a person. Answers are taken as ticked: turning reversed items would hide exactly the straight
line that is sought.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.survey.sheets.answers import AnswerSheet, Ticks, Values, WholeNumbers

LONG_RUN = 0.5  # share of the items in one run
LITTLE_VARIATION = 0.125  # of the distance between the ends: half a point of 1 to 5


@dataclass(frozen=True, slots=True, eq=False)
class CarelessCheck:
    """Per respondent, shape (n,): longest run of one answer, sd over all answers (nan below two), both
    signs.
    """

    items: int
    longstring: WholeNumbers
    irv: Values
    flagged: Ticks

    @property
    def count(self) -> int:
        return int(self.flagged.sum())


def check_carelessness(sheet: AnswerSheet) -> CarelessCheck:
    """Flag people with two signs at once: a run over half of the items, and an sd below an eighth of the
    scale.

    Only items that share the ends most items have are compared; a run over points of different scales is
    none.
    """
    places, width = _comparable(sheet)
    values = sheet.values[:, places]
    run, spread = longstring(values), individual_variation(values)
    flagged = (run >= max(2, LONG_RUN * len(places))) & (spread < LITTLE_VARIATION * width)
    return CarelessCheck(len(places), run, spread, flagged)


def longstring(values: Values) -> WholeNumbers:
    """Length of the longest run of equal answers in each row of (n, m), in the order asked; a gap ends a run.

    Johnson 2005, 10.1016/j.jrp.2004.09.009.

    >>> longstring(np.array([[3, 3, 3, 4], [1, np.nan, 1, 1], [1, 2, 1, 2]])).tolist()
    [3, 2, 1]
    """
    run = np.zeros(len(values), dtype=np.intp)
    longest = run.copy()
    for place, answers in enumerate(values.T):
        same = answers == values[:, place - 1] if place else np.zeros(len(values), dtype=np.bool_)
        run = np.where(np.isfinite(answers), np.where(same, run + 1, 1), 0)
        longest = np.maximum(longest, run)
    return longest


def individual_variation(values: Values) -> Values:
    """Intra-individual response variability: sd (n - 1) over the answers of each row, nan below two answers.

    Dunn et al. 2018, 10.1007/s10869-016-9479-0.

    >>> individual_variation(np.array([[3.0, 3.0, 3.0], [1.0, 3.0, np.nan]])).round(3).tolist()
    [0.0, 1.414]
    """
    given = np.isfinite(values)
    n = given.sum(axis=1)
    total = np.where(given, values, 0.0).sum(axis=1)
    mean = np.divide(total, n, out=np.zeros(len(values)), where=n > 0)
    squares = np.where(given, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
    variance = np.divide(squares, n - 1, out=np.full(len(values), np.nan), where=n > 1)
    spread: Values = np.sqrt(variance)
    return spread


def _comparable(sheet: AnswerSheet) -> tuple[list[int], float]:
    """Places of the items with the commonest ends, and the distance between these."""
    ends = [(item.minimum, item.maximum) for item in sheet.items]
    commonest = max(dict.fromkeys(ends), key=ends.count, default=(0.0, 0.0))
    return [place for place, each in enumerate(ends) if each == commonest], commonest[1] - commonest[0]
