"""The figures' signs: what targets, deals and records say in a scope of the cause map.

Like is compared with like: a region, a team or the teams of new managers with others of its kind; the
company, a role and a team type (separate businesses) with their own year before and their own target
(docs/adr/0029 lists what every sign is compared with). A level is a sign where its interval, or the plain figure where
nothing was sampled, lies beyond its limit. Signs without figures in any input, or without anything alike to compare
with, stay unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diagnostic.core.diagnosis.causes.sign_reading import COMPANY, UNKNOWN, Reading, claimed, of_scope, seen
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.limits import EXACT, LIMITS
from diagnostic.core.diagnosis.model.result import Result

FigureRule = Callable[[str, Diagnosis], Reading]

PARTNER_SCOPES = (COMPANY, "team_type:channel")  # whose business the partners' share of sales is
OWN_PAST = (COMPANY, "role", "team_type")  # kinds of scopes that are compared only with themselves
OTHERS = "attainment_of_kind"
OF_SALES = frozenset({"season_dip", "period_end_share", "largest_client_share", "inherited_share"})
NO_RESULT = 0.20  # of a group's target without result: from there on its attainment says nothing


def _kind(scope: str) -> str:
    return scope.partition(":")[0]


def _compared(scope: str, measure: str, diagnosis: Diagnosis) -> Result | None:
    """A group against others of its kind; a separate business against the year before."""
    kind = "figure_change" if _kind(scope) in OWN_PAST else "figure_contrast"
    return of_scope(kind, scope, measure, diagnosis)  # type: ignore[arg-type]


def _level(scope: str, measure: str, diagnosis: Diagnosis) -> Result | None:
    """The group's own figure, where there is one, enough of its targets have a result, and its values can be right."""
    result, coverage = diagnosis.results.get("figure", scope, measure), diagnosis.coverage
    unknown = coverage.by_group.get(scope, 0.0) > NO_RESULT or scope in coverage.doubted
    return None if result is None or result.estimate is None or unknown else result


def _apart(measure: str, side: int) -> FigureRule:
    return lambda scope, diagnosis: claimed(_compared(scope, measure, diagnosis), side)


def _changed(measure: str, side: int) -> FigureRule:
    return lambda scope, diagnosis: claimed(of_scope("figure_change", scope, measure, diagnosis), side)


def _as_elsewhere(measure: str) -> FigureRule:
    """Close to the rest, and shown to be: its 90 % interval ends not far from it either, and no difference is claimed.

    That nothing was claimed shows nothing (too few teams never claim anything), and neither does an interval that is
    too wide: both stay unknown. Two one-sided tests, Schuirmann 1987, 10.1007/BF01068419. Comparisons of people have a
    95 % interval, which is stricter.
    """

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        result = _compared(scope, measure, diagnosis)
        if result is None or result.estimate is None or not result.reference:
            return UNKNOWN
        if result.claimed:
            return seen(False, result)
        low, high = (result.low, result.high) if result.low90 is None else (result.low90, result.high90)
        near = abs(result.estimate / result.reference) <= LIMITS.likeness
        if low is None or high is None or not near:
            return UNKNOWN
        ends = max(-low, high) / result.reference < LIMITS.likeness_end
        return seen(True, result) if ends else UNKNOWN

    return rule


def _beyond(measure: str, limit: float, side: int = 1) -> FigureRule:
    """The interval (or, without one, the value) lies at or beyond the limit, above (1) or below it (-1)."""

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        result = diagnosis.results.get("figure", scope, measure)
        doubted = measure in OF_SALES and scope in diagnosis.coverage.doubted
        if result is None or result.estimate is None or doubted:
            return UNKNOWN
        near = result.low if side > 0 else result.high
        value = result.estimate if near is None else near
        return seen(side * (value - limit) >= -EXACT, result, limit)

    return rule


def _attainment_low(scope: str, diagnosis: Diagnosis) -> Reading:
    """Short of its own target beyond chance; a region, or the teams of new managers, shorter than the company too."""
    own, company = (_level(each, "attainment", diagnosis) for each in (scope, COMPANY))
    if own is None or own.estimate is None or own.high is None or _kind(scope) == "team":
        return UNKNOWN
    short = own.high < LIMITS.whole
    if _kind(scope) in OWN_PAST:
        return seen(short, own, LIMITS.whole)
    if company is None or company.estimate is None:
        return UNKNOWN
    return seen(short and own.estimate < company.estimate, own, LIMITS.whole)


def _usual(scope: str, diagnosis: Diagnosis) -> float | None:
    """The attainment a group is compared with: its own target if a separate business, else that of its kind."""
    if _kind(scope) in OWN_PAST:
        return LIMITS.whole
    company, others = _level(COMPANY, "attainment", diagnosis), _level(scope, OTHERS, diagnosis)
    return None if company is None or others is None else others.estimate


def _attainment_below(scope: str, diagnosis: Diagnosis) -> Reading:
    """Short by more than a tenth, as a plain fact about the period. It only ever clears people (docs/adr/0016): to
    hold an action back, a shortfall need not be proved beyond chance, nor be one of the same mix of roles."""
    own, usual = _level(scope, "attainment", diagnosis), _usual(scope, diagnosis)
    if scope == COMPANY or own is None or own.estimate is None or usual is None:
        return UNKNOWN
    return seen(own.estimate < usual * (1 - LIMITS.ordinary), own, usual)


def _attainment_high(scope: str, diagnosis: Diagnosis) -> Reading:
    """Target reached: a plain fact about the period, so the value decides and not its interval."""
    result = _level(scope, "attainment", diagnosis)
    if result is None or result.estimate is None:
        return UNKNOWN
    return seen(result.estimate >= LIMITS.whole, result, LIMITS.whole)


def _ordinary_when_fair(measure: str) -> FigureRule:
    """The group's fair figure is close to what others of its kind reached, or above it; a role's close to its own
    target."""

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        own, usual = _level(scope, measure, diagnosis), _usual(scope, diagnosis)
        if scope == COMPANY or own is None or own.estimate is None or not usual:
            return UNKNOWN
        return seen(own.estimate >= usual * (1 - LIMITS.ordinary), own, usual)

    return rule


def _attainment_spread(scope: str, diagnosis: Diagnosis) -> Reading:
    if _level(scope, "attainment_spread", diagnosis) is None:
        return UNKNOWN
    return _beyond("attainment_spread", LIMITS.spread)(scope, diagnosis)


def _targets_raised(scope: str, diagnosis: Diagnosis) -> Reading:
    """Raised beyond those of others of its kind; targets of a separate business follow its own season."""
    if _kind(scope) in OWN_PAST:
        return UNKNOWN
    return _beyond("target_raise", LIMITS.raised)(scope, diagnosis)


def _partner_share_falling(scope: str, diagnosis: Diagnosis) -> Reading:
    """The company has one partner share; it is a sign for the channel teams as well."""
    if scope not in PARTNER_SCOPES:
        return UNKNOWN
    return claimed(diagnosis.results.get("figure_change", COMPANY, "channel_share"), -1)


FIGURES: Mapping[str, FigureRule] = {
    "attainment_low": _attainment_low,
    "attainment_below": _attainment_below,
    "attainment_high": _attainment_high,
    "attainment_spread_wide": _attainment_spread,
    "adjusted_attainment_ordinary": _ordinary_when_fair("adjusted_attainment"),
    "ramp_adjusted_ordinary": _ordinary_when_fair("ramp_attainment"),
    "targets_raised": _targets_raised,
    "target_sum_mismatch": _beyond("target_mismatch", LIMITS.mismatch),
    "season_dip": _beyond("season_dip", LIMITS.season_dip),
    "spread_between_reps_high": _beyond("sales_spread", LIMITS.sales_spread),
    "win_rate_low": _apart("win_rate", -1),
    "win_rate_ordinary": _as_elsewhere("win_rate"),
    "activity_low": _apart("created_deals", -1),
    "activity_ordinary": _as_elsewhere("created_deals"),
    "deal_size_low": _apart("deal_size", -1),
    "deal_size_ordinary": _as_elsewhere("deal_size"),
    "conversion_low": _changed("stage23_conversion", -1),
    "cycle_long": _apart("cycle_days", 1),
    "next_step_missing": _beyond("next_step_missing_share", LIMITS.no_next_step),
    "new_customers_low": _apart("new_customers", -1),
    "one_client_over_half": _beyond("largest_client_share", LIMITS.one_client),
    "orders_bunch": _beyond("period_end_share", LIMITS.quarter_end),
    "duplicates_high": _beyond("duplicate_share", LIMITS.duplicates),
    "channel_share_falling": _partner_share_falling,
    "potential_low": _beyond("potential", LIMITS.potential_low, -1),
    "potential_uneven": _beyond("potential_spread", LIMITS.potential_spread),
    "inherited_high": _beyond("inherited_share", LIMITS.inherited),
    "new_reps_over_40pct": _beyond("new_share", LIMITS.new_reps),
    "leavers_high": _apart("leaver_rate", 1),
    "managers_new": _beyond("manager_months", LIMITS.manager_months, -1),
    "span_wide": _beyond("span", LIMITS.span),
    "accounts_per_rep_high": _apart("accounts_per_rep", 1),
    "admin_hours_high": _beyond("admin_hours", LIMITS.admin_hours),
    "visits_falling": _changed("visits", -1),
    "visits_many": _as_elsewhere("visits"),
    "approval_slow": _beyond("approval_days", LIMITS.approval_days),
}
