"""Lists what works and should be kept: claims in the right direction, and what is high for everyone."""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, scope_of

MOST = 3
HIGH = 0.70  # of the way up the answer scale: 3.8 on a scale from 1 to 5
RESULTS = ("attainment", "win_rate", "retention", "stage23_conversion")


def find_strengths(diagnosis: Diagnosis) -> tuple[str, ...]:
    """Keys of the strongest good results: groups of teams ahead of the rest, then company levels that are high.

    Read after the causes: a group whose good figures a likely cause explains (an inherited client, people running
    on empty) is no model, and neither is one whose figures can hardly be right. Single teams are never named, and
    what a role or a type of team is expected to do better is no strength.
    """
    doubted = {cause.scope for cause in diagnosis.causes if cause.certainty == "likely"}
    unsure = {*diagnosis.coverage.doubted}
    good = [
        r
        for r in diagnosis.results
        if r.claimed
        and _good(r, diagnosis)
        and _scope(r, diagnosis) not in doubted
        and not (r.kind == "figure_contrast" and r.group in unsure)
    ]
    figures = [r for r in good if r.kind == "figure_contrast"]
    figures.sort(key=lambda r: -abs((r.estimate or 0.0) / (r.reference or 1.0)))
    survey = [r for r in good if r.kind != "figure_contrast"]
    survey.sort(key=lambda r: -abs(r.effect or 0.0))
    high = [r for r in diagnosis.results.of("mean") if r.group.endswith("/company") and _high(r, diagnosis)]
    high.sort(key=lambda r: -(r.estimate or 0.0))
    return tuple(result.key for result in (*figures[:MOST], *survey[:MOST], *high[:MOST]))


def _scope(result: Result, diagnosis: Diagnosis) -> str:
    return scope_of(diagnosis.group(result.group))


def _good(result: Result, diagnosis: Diagnosis) -> bool:
    group, measure = diagnosis.group(result.group), diagnosis.measures.get(result.measure)
    if measure is None or result.sign != measure.better:
        return False
    if result.kind == "figure_contrast":
        return group.kind == "region" and result.measure in RESULTS
    return result.kind == "required_current" or (
        result.kind == "contrast" and group.kind in ("region", "team_type")
    )


def _high(result: Result, diagnosis: Diagnosis) -> bool:
    measure = diagnosis.measures.get(result.measure)
    if measure is None or measure.minimum is None or measure.maximum is None or result.low is None:
        return False
    return result.low >= measure.minimum + HIGH * (measure.maximum - measure.minimum)
