"""Scale scores of every respondent: reversed items turned, the mean of what was answered, and no score where
too little was.

"Reverse-keyed item" ends here: behind this step a high value is good in every item and scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.sheets.answers import AnswerSheet, Ticks, Values

PLACES = 8  # float noise in the last digits once moved a rank test; equal answers give equal scores
_SHARE_SLACK = 0.005  # a share is written with two digits: 0.67 of three items means two


@dataclass(frozen=True, slots=True, eq=False)
class ScoreSheet:
    """Scores of one module, high = good.

    `scores` has shape (n, s), nan = too few items answered; its columns follow `scales`. `items` has shape
    (n, m), reversed items turned; its columns follow `sheet.items`. `counts[j]` people have a score on
    `scales[j]`.
    """

    sheet: AnswerSheet
    scales: tuple[Scale, ...]
    scores: Values
    items: Values
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.scores.shape != (self.sheet.n, len(self.scales)):
            raise ValueError("scores need a row per respondent and a column per scale")
        if self.items.shape != self.sheet.values.shape:
            raise ValueError("items need the shape of the answers")
        if self.counts != tuple(int(count) for count in np.isfinite(self.scores).sum(axis=0)):
            raise ValueError("counts must be those of the scores")
        self.scores.setflags(write=False)
        self.items.setflags(write=False)

    def of(self, code: str) -> Values:
        """The scores on one scale, shape (n,)."""
        return self.scores[:, [scale.code for scale in self.scales].index(code)]

    def items_of(self, scale: Scale) -> Values:
        """The turned answers to the items of one scale, shape (n, k)."""
        return self.items[:, self.sheet.places(scale)]


def turn_reversed(sheet: AnswerSheet) -> Values:
    """Answers with reversed items turned (minimum + maximum - answer), shape (n, m), nan = missing."""
    ends = np.array([item.minimum + item.maximum for item in sheet.items])
    turned = np.array([item.reversed for item in sheet.items], dtype=np.bool_)
    return np.where(turned, ends - sheet.values, sheet.values)


def score(sheet: AnswerSheet) -> ScoreSheet:
    """Mean of the answered items of each scale, where at least `minimum_share` of them is answered.

    On a scale of three items with `minimum_share` 2/3 the answers (4, 5, missing) score 4.5, (4, missing,
    missing) nothing. Scores are rounded to 8 places.
    """
    items = turn_reversed(sheet)
    member = _membership(sheet)
    answered = np.isfinite(items).astype(np.float64) @ member
    needed = np.array([scale.minimum_share - _SHARE_SLACK for scale in sheet.scales]) * member.sum(axis=0)
    total = np.nan_to_num(items) @ member
    enough = (answered >= needed) & (answered > 0)
    scores = np.round(np.divide(total, answered, out=np.full(total.shape, np.nan), where=enough), PLACES)
    return ScoreSheet(sheet, sheet.scales, scores, items, tuple(int(count) for count in enough.sum(axis=0)))


def _membership(sheet: AnswerSheet) -> Values:
    """Ones where item i (row) belongs to scale j (column), shape (m, s)."""
    member: Ticks = np.zeros((len(sheet.items), len(sheet.scales)), dtype=np.bool_)
    for column, scale in enumerate(sheet.scales):
        member[sheet.places(scale), column] = True
    return member.astype(np.float64)
