"""Whether the items of a scale may be read as one scale, and what each item contributes.

Decided before any mean of the scale is looked at. A set of items that does not hang together is refused:
its mean would be a number about nothing, so the diagnosis uses no score of it, and the report says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from diagnostic.core.stats.basis.conventions import Conventions, MinimumN, label
from diagnostic.core.stats.basis.not_computable import CannotSayError, Reason
from diagnostic.core.stats.scales.omega import omega
from diagnostic.core.stats.scales.reliability import Alpha, cronbach_alpha
from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.scoring.score import ScoreSheet
from diagnostic.core.survey.sheets.answers import Values

Grade = Literal["good", "usable", "weak", "refused", "cannot_say"]
REFUSED_BELOW = 0.50  # the whole interval below it: more than half of what the score shows is noise
CONVENTIONS = Conventions()
MINIMUM = MinimumN()


@dataclass(frozen=True, slots=True)
class ScaleQuality:
    """Reliability of one scale on the `n` people who answered all its `k` items; `mean` and `sd` are of
    all scores.

    `alpha` (Cronbach 1951, 10.1007/BF02310555) stands with its 95 % interval (Feldt 1965,
    10.1007/BF02289499); all three are None below ten people. `omega` (one factor, 10.4324/9781410601087)
    comes with a graded alpha. `item_rest` follows the items of the scale.
    `cannot_say` is the reason of the grades "cannot_say" and "refused", `needed` the n a grade takes.
    """

    scale: str
    n: int
    k: int
    grade: Grade
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    sd: float | None = None
    item_rest: tuple[float, ...] = ()
    cannot_say: Reason | None = None
    needed: int | None = None
    omega: float | None = None


def scale_quality(
    scores: ScoreSheet, scale: Scale, conventions: Conventions = CONVENTIONS, minimum: MinimumN = MINIMUM
) -> ScaleQuality:
    """Grade one scale: refused, too few to say, weak, usable (alpha .70) or good (.80).

    Refused when the upper end of the 95 % interval of alpha lies below .50, from ten people on; a grade
    takes thirty. Five satisfaction items of 1,470 people that share nothing: alpha .0016, interval -.082
    to .080, refused.
    """
    items = scores.items_of(scale)
    n, k = int(np.isfinite(items).all(axis=1).sum()), len(scale.items)
    mean, sd = _mean_sd(scores.of(scale.code))
    if k < 2:
        return ScaleQuality(scale.code, n, k, "cannot_say", mean=mean, sd=sd, cannot_say="one_item")
    try:
        found = _alpha(items, n, minimum)
    except CannotSayError as error:
        nothing: Grade = "refused" if error.reason == "not_a_scale" else "cannot_say"
        return ScaleQuality(
            scale.code, n, k, nothing, mean=mean, sd=sd, cannot_say=error.reason, needed=error.needed
        )
    grade, reason = _grade(found, conventions, minimum)
    needed = minimum.alpha if grade == "cannot_say" else None
    ends = (found.raw, found.low, found.high)
    total = None if grade in ("refused", "cannot_say") else _omega(items)
    return ScaleQuality(scale.code, n, k, grade, *ends, mean, sd, found.item_rest, reason, needed, total)


def _omega(items: Values) -> float | None:
    """One factor, maximum likelihood, on the people of alpha; none for two items or where no factor fits."""
    try:
        return omega(items).omega
    except CannotSayError:
        return None


def _alpha(items: Values, n: int, minimum: MinimumN) -> Alpha:
    if n < minimum.test:
        raise CannotSayError("too_few", n=n, needed=minimum.alpha)
    return cronbach_alpha(items)


def _grade(found: Alpha, conventions: Conventions, minimum: MinimumN) -> tuple[Grade, Reason | None]:
    if found.high < REFUSED_BELOW:
        return "refused", "not_a_scale"
    if found.n < minimum.alpha:
        return "cannot_say", "too_few"
    reached: tuple[Grade, Grade, Grade] = ("weak", "usable", "good")
    return reached[label(max(found.raw, 0.0), conventions.alpha)], None


def _mean_sd(values: Values) -> tuple[float | None, float | None]:
    """Mean and standard deviation (n - 1) of what is there; None where there is too little for them."""
    given = values[np.isfinite(values)]
    mean = float(given.mean()) if given.size else None
    return mean, float(given.std(ddof=1)) if given.size > 1 else None
