"""What works, so that nobody breaks it: claims in the right direction, and what stands clearly high for everyone."""

from __future__ import annotations

from diagnostic.core.diagnosis.diagnosis import Diagnosis
from diagnostic.core.diagnosis.result import Result

MOST = 3
HIGH = 0.70  # of the way up the answer scale: 3.8 on a scale from 1 to 5


def find_strengths(diagnosis: Diagnosis) -> tuple[str, ...]:
    """Keys of the strongest good results: groups above the rest, then company levels that are clearly high.

    Single teams are never named for their survey; a group of teams named beforehand may be.
    """
    good = [r for r in diagnosis.results if r.claimed and _good(r, diagnosis)]
    figures = [r for r in good if r.kind == "figure_contrast"]
    figures.sort(key=lambda r: -abs((r.estimate or 0.0) / (r.reference or 1.0)))
    survey = [r for r in good if r.kind != "figure_contrast"]
    survey.sort(key=lambda r: -abs(r.effect or 0.0))
    high = [r for r in diagnosis.results.of("mean") if r.group.endswith("/company") and _high(r, diagnosis)]
    high.sort(key=lambda r: -(r.estimate or 0.0))
    return tuple(result.key for result in (*figures[:MOST], *survey[:MOST], *high[:MOST]))


def _good(result: Result, diagnosis: Diagnosis) -> bool:
    if result.kind not in ("contrast", "figure_contrast", "required_current"):
        return False
    measure = diagnosis.measures.get(result.measure)
    return measure is not None and result.sign == measure.better


def _high(result: Result, diagnosis: Diagnosis) -> bool:
    measure = diagnosis.measures.get(result.measure)
    if measure is None or measure.minimum is None or measure.maximum is None or result.low is None:
        return False
    return result.low >= measure.minimum + HIGH * (measure.maximum - measure.minimum)
