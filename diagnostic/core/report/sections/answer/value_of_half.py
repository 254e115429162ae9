"""What closing half of a gap would be worth: arithmetic on the attainment tree, not a forecast.

Half, because plans rarely close a whole gap; a range, because attainment has an interval; "if", because the link
between cause and shortfall is an association. The groups of the plan lines overlap, so the amounts must not be added
up, and the page says so.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.model.coverage import NO_SHORTFALL as MOST_MISSING
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, TreeRow
from diagnostic.core.report.model.view import row_for
from diagnostic.core.report.prose import numbers
from diagnostic.text import Text

SHARE = 0.5
_IF = Text("若确有因果：{value}", "if the link is causal: {value}")
NO_TARGET = Text("这一范围没有下达目标，不折算", "no targets in this scope, so not put in money")
IN_UNITS = Text(
    "达成率 {attainment}；缺口分在各单位里，不另折算",
    "attainment {attainment}; its shortfall is part of the units', so not put in money apart",
)
NO_SHORTFALL = Text("本范围没有缺口", "no shortfall in this scope")
NO_RESULT = Text("数据还不足以折算", "too little is known to put it in money")


def half_gap(row: TreeRow) -> tuple[float, float] | None:
    """(low, high) in minor units: half of the shortfall at the upper and at the lower end of the attainment interval.

    Never below zero; both are the same without an interval. None without a target, or where the target was reached.

    >>> half_gap(TreeRow("north", 1, 120, 1000, 790, 0.79, 0.75, 0.83, None, None))
    (85.0, 125.0)
    """
    if row.target is None or row.attainment is None or row.attainment >= 1:
        return None
    ends = [
        row.high if row.high is not None else row.attainment,
        row.low if row.low is not None else row.attainment,
    ]
    low, high = (round(max(0.0, row.target * (1 - end) * SHARE), 6) for end in ends)
    return low, high


def _enough_is_known(coverage: Coverage, row: TreeRow | None, scope: str) -> bool:
    """False where over a fifth of the row's target has no result, or no shortfall of the company can be stated."""
    missing = coverage.by_group.get(scope if row is None else row.group, 0.0)
    return missing <= MOST_MISSING and coverage.shortfall_can_be_said


def _beside_the_units(diagnosis: Diagnosis, scope: str) -> Text:
    """Roles and types of teams have targets, but no line in the tree of units."""
    reached = diagnosis.results.value("attainment", scope, "plain")
    if reached is None or reached.estimate is None:
        return NO_TARGET
    if reached.estimate >= 1:
        return NO_SHORTFALL
    return IN_UNITS.format(attainment=numbers.percent(reached.estimate))


def is_in_money(diagnosis: Diagnosis, scope: str) -> bool:
    """Whether `worth_in_words` gives an amount."""
    row = row_for(diagnosis, scope)
    known = _enough_is_known(diagnosis.coverage, row, scope)
    return known and row is not None and row.target is not None and half_gap(row) is not None


def worth_in_words(diagnosis: Diagnosis, scope: str) -> Text:
    """The range of `half_gap` for the group with the id `scope`, introduced by "if", or why it cannot be given."""
    row = row_for(diagnosis, scope)
    if not _enough_is_known(diagnosis.coverage, row, scope):
        return NO_RESULT
    if row is None or row.target is None:
        return _beside_the_units(diagnosis, scope)
    worth = half_gap(row)
    if worth is None:
        return NO_SHORTFALL
    low, high = (numbers.money(value, diagnosis.assessment.currency) for value in worth)
    return _IF.format(value=low if low == high else numbers.span(low, high))
