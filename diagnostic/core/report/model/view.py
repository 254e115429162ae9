"""What the sections look up in a diagnosis: whether there is a survey, which groups a table has, the row of a group.

Groups are in the order of the tree, never sorted by a survey score. What may be shown is decided before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures, ScaleGrade, TreeRow, TrendPoint
from diagnostic.core.diagnosis.model.result import Group, GroupKind, Measure, Result, ResultKind, Results
from diagnostic.core.report.model.given import inventory_of
from diagnostic.text import Text, same

AS_PERCENT = frozenset(
    {
        *("attainment", "attainment_of_kind", "adjusted_attainment", "ramp_attainment"),
        *("target_mismatch", "target_raise", "growth"),
    }
)
# Figures of single people are shown on the consultant's screens only, those of single teams in the attainment tree.
NOT_IN_TABLES = frozenset({"person", "team"})
ALL_ASKED = 0.9  # of a group's people; a mean of fewer carries its own n


def as_shares(diagnosis: Diagnosis) -> Diagnosis:
    """The diagnosis with attainment and growth (AS_PERCENT) as "share", not "ratio", so that they print as per cent."""
    results = tuple(
        replace(result, unit="share") if result.unit == "ratio" and result.measure in AS_PERCENT else result
        for result in diagnosis.results
    )
    return replace(diagnosis, results=Results(results))


def has_survey(diagnosis: Diagnosis) -> bool:
    """Whether a survey was held, even if none of its answers may be shown."""
    return bool(inventory_of(diagnosis).modules)


def shows_survey(diagnosis: Diagnosis) -> bool:
    """Whether the mean of at least one scale may be printed."""
    return any(result.estimate is not None for result in diagnosis.results.of("mean"))


def all_refused(diagnosis: Diagnosis) -> bool:
    """Whether scales were graded and all of them refused: enough people answered, but no set of items forms a scale."""
    return bool(diagnosis.scales) and all(grade.grade == "refused" for grade in diagnosis.scales)


def has_figures(diagnosis: Diagnosis) -> bool:
    figures = diagnosis.figures
    return figures is not None and bool(figures.tree or figures.spread or figure_results(diagnosis))


def has_targets(diagnosis: Diagnosis) -> bool:
    row = company_row(diagnosis)
    return row is not None and row.target is not None


def company_row(diagnosis: Diagnosis) -> TreeRow | None:
    """The root of the attainment tree; None without one."""
    tree = diagnosis.figures.tree if diagnosis.figures else ()
    return min(tree, key=lambda row: row.depth, default=None)


def shortfall(row: TreeRow) -> int | None:
    """Target minus actual in minor units: positive is short of target; None without a target or an actual."""
    return None if row.target is None or row.actual is None else row.target - row.actual


def own_shortfall(row: TreeRow) -> int | None:
    """The shortfall in minor units against the target written for the unit itself, whatever its people were given.

    None without such a target, or where target and sales are the same as in `shortfall`.
    """
    sold = own_sold(row)
    if sold is None or row.own_target is None or (row.own_target, sold) == (row.target, row.actual):
        return None
    return row.own_target - sold


def own_sold(row: TreeRow) -> int | None:
    """What the unit's people sold in minor units, also those without a target: it is compared with the own target.

    None without an own target or its attainment.
    """
    if row.own_target is None or row.own_attainment is None:
        return None
    return round(row.own_target * row.own_attainment)


def points_of_period(figures: Figures) -> tuple[TrendPoint, ...]:
    """The points of the trend within the period, without those of the year before; all points if none would be left."""
    start = first_month(figures.period)
    own = tuple(
        point
        for point in figures.trend
        if start is None or (month := first_month(point.label)) is None or month >= start
    )
    return own or figures.trend


def first_month(label: str) -> tuple[int, int] | None:
    """(year, month) in which a period begins; None for a label that is not a period.

    >>> first_month("2025-Q3/2026-01"), first_month("2025"), first_month("—")
    ((2025, 7), (2025, 1), None)
    """
    found = re.match(r"(\d{4})(?:-?Q([1-4])|-(0[1-9]|1[0-2]))?", label.strip())
    if found is None:
        return None
    year, quarter, month = found.groups()
    return int(year), 3 * int(quarter) - 2 if quarter else int(month or 1)


def figure_results(diagnosis: Diagnosis) -> tuple[Result, ...]:
    """Results of the figures for all groups but single people and teams."""
    kinds: tuple[ResultKind, ...] = (
        "figure",
        "figure_contrast",
        "figure_spread",
        "figure_change",
        "target_actual",
    )
    return tuple(
        result
        for result in diagnosis.results
        if result.kind in kinds and _kind(diagnosis, result.group) not in NOT_IN_TABLES
    )


def foremost(results: Iterable[Result], most: int) -> list[Result]:
    """At most `most` results with a number, in the order given; kept are findings first, then those of smallest p."""
    shown = [result for result in results if result.estimate is not None]
    if len(shown) <= most:
        return shown
    best = sorted(
        shown,
        key=lambda r: (
            not r.claimed,
            1.0 if r.p_adjusted is None else r.p_adjusted,
            1.0 if r.p is None else r.p,
        ),
    )
    keep = {result.key for result in best[:most]}
    return [result for result in shown if result.key in keep]


def _kind(diagnosis: Diagnosis, group: str) -> str | None:
    found = diagnosis.groups.get(group)
    return found.kind if found else None


def label(diagnosis: Diagnosis, group: str) -> Text:
    found = diagnosis.groups.get(group)
    return found.label if found else same(group)


def measure_name(diagnosis: Diagnosis, code: str) -> Text:
    """The name of a scale, item or metric; for an unknown code the code itself."""
    found = diagnosis.measures.get(code)
    return found.name if found else same(code)


def scales(diagnosis: Diagnosis, *kinds: str) -> tuple[Measure, ...]:
    """The measures of these kinds, in the order of the instruments."""
    return tuple(measure for measure in diagnosis.measures.values() if measure.kind in kinds)


def grade(diagnosis: Diagnosis, code: str) -> ScaleGrade | None:
    return next((line for line in diagnosis.scales if line.measure == code), None)


def used_scales(diagnosis: Diagnosis, *kinds: str) -> tuple[Measure, ...]:
    """The measures of these kinds that are not refused as scales; refused ones are named in the appendix only."""
    graded = {line.measure: line.grade for line in diagnosis.scales}
    return tuple(measure for measure in scales(diagnosis, *kinds) if graded.get(measure.code) != "refused")


def survey_groups(diagnosis: Diagnosis, codes: Iterable[str], *kinds: GroupKind) -> tuple[Group, ...]:
    """The published groups of these kinds in the modules that asked these scales, in the order of the diagnosis."""
    modules = {
        diagnosis.groups[result.group].module
        for result in diagnosis.results.of("mean")
        if result.measure in set(codes) and result.group in diagnosis.groups
    }
    return tuple(
        group
        for group in diagnosis.groups.values()
        if group.source == "survey" and group.kind in kinds and group.module in modules
    )


def modules(diagnosis: Diagnosis, measures: Iterable[Measure]) -> dict[str | None, list[Measure]]:
    """The measures by the module that asked them; a measure without any mean is left out."""
    home = {
        result.measure: diagnosis.groups[result.group].module
        for result in diagnosis.results.of("mean")
        if result.group in diagnosis.groups
    }
    found: dict[str | None, list[Measure]] = {}
    for measure in measures:
        if measure.code in home:
            found.setdefault(home[measure.code], []).append(measure)
    return found


def company_mean(diagnosis: Diagnosis, code: str) -> Result | None:
    """The mean of a scale over all respondents, or over all managers; None if there is no such result."""
    return next(
        (
            result
            for result in diagnosis.results.of("mean", measure=code)
            if result.group in diagnosis.groups
            and diagnosis.groups[result.group].kind in ("company", "managers")
        ),
        None,
    )


def answered(diagnosis: Diagnosis) -> tuple[int, int | None] | None:
    """(answered, invited) of the whole company, from the module with most answers.

    `invited` is None where it is not known; None without any line on response.
    """
    totals = [
        line
        for line in diagnosis.response
        if line.group in diagnosis.groups and diagnosis.groups[line.group].kind == "company"
    ]
    best = max(totals, key=lambda line: line.answered, default=None)
    return None if best is None else (best.answered, best.invited)


def of_some(result: Result, people: int | None) -> bool:
    """Whether fewer than nine in ten of a group's `people` stand behind a mean: the others were not asked."""
    return people is not None and result.n is not None and result.n < ALL_ASKED * people


def row_for(diagnosis: Diagnosis, scope: str) -> TreeRow | None:
    """The attainment row of a group: by its id, else by kind and name, as survey and figures may have different ids."""
    tree = diagnosis.figures.tree if diagnosis.figures else ()
    group = diagnosis.groups.get(scope)
    by_id = next((row for row in tree if row.group == scope), None)
    if by_id is not None or group is None:
        return by_id
    if group.kind == "company":
        return company_row(diagnosis)
    return next(
        (
            row
            for row in tree
            if row.group in diagnosis.groups
            and diagnosis.groups[row.group].kind == group.kind
            and diagnosis.groups[row.group].label == group.label
        ),
        None,
    )
