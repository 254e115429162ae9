"""Signs of the cause map, read off the released results: seen, seen otherwise, or not observable.

Every sign is a small rule on results that already carry their test and verdict; a survey sign is seen only where
the declared contrast (or the level of the whole company) is a claim, so no cause rests on an unadjusted p.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.core.diagnosis.cause_map import CauseMap, SignCode, parse_sign
from diagnostic.core.diagnosis.causes import SignFound
from diagnostic.core.diagnosis.diagnosis import Diagnosis
from diagnostic.core.diagnosis.result import Kind, Result

State = Literal["seen", "otherwise", "unknown"]

COMPANY = "company"
ORDINARY = 0.10  # a figure within a tenth of the reference is as elsewhere
ICC_NONE = 0.05  # below it, and with no declared contrast claimed, units do not differ in a way worth naming
DRIVER_TOP = 2  # a driver counts among the first two of its outcome


@dataclass(frozen=True, slots=True)
class Reading:
    """What looking for one sign in one scope gave."""

    state: State
    result: Result | None = None
    reference: float | None = None


UNKNOWN = Reading("unknown")


def read_sign(
    code: str, scope: str, diagnosis: Diagnosis, cause_map: CauseMap
) -> tuple[State, SignFound | None]:
    """Look for one sign in one scope."""
    sign = parse_sign(code)
    rule = SURVEY.get(sign.kind) if sign.scale or sign.kind in SURVEY else None
    if rule is not None:
        reading = rule(sign, scope, diagnosis)
    else:
        figure = FIGURES.get(sign.kind)
        reading = figure(scope, diagnosis) if figure is not None else UNKNOWN
    if reading.state != "seen":
        return reading.state, None
    return "seen", _found(code, cause_map, reading)


COMPARED: tuple[Kind, ...] = ("contrast", "top_rest", "required_current", "figure_contrast", "figure_change")


def _found(code: str, cause_map: CauseMap, reading: Reading) -> SignFound:
    """The sign with the group's own value beside what it is compared with (a difference alone says little)."""
    result = reading.result
    if result is None:
        return SignFound(code, cause_map.source(code))
    reference = reading.reference if reading.reference is not None else result.reference
    value = result.estimate
    if value is not None and result.kind in COMPARED and result.reference is not None:
        value += result.reference
    return SignFound(code, cause_map.source(code), value, reference, result.n, (result.key,), result.unit)


def _seen(truth: bool, result: Result | None = None, reference: float | None = None) -> Reading:
    return Reading("seen" if truth else "otherwise", result, reference)


# --- survey signs


def _survey(kind: Kind, scope: str, measure: str, diagnosis: Diagnosis) -> Result | None:
    """The result of this kind on this scale for this scope, whichever module asked the scale."""
    return next(
        (r for r in diagnosis.results.of(kind, measure=measure) if r.group.partition("/")[2] == scope), None
    )


def _level(sign: SignCode, scope: str, diagnosis: Diagnosis, side: int) -> Reading:
    """Low or high: against the rest for a group, against the middle of the answer scale for the company."""
    scale = str(sign.scale)
    if scope != COMPANY:
        result = _survey("contrast", scope, scale, diagnosis)
        if result is None or result.cannot_say is not None:
            return UNKNOWN
        return _seen(result.claimed and result.sign == side, result)
    skill = _survey("required_current", "role:R", scale, diagnosis) or _survey(
        "required_current", COMPANY, scale, diagnosis
    )
    if skill is not None:
        return UNKNOWN if skill.cannot_say else _seen(skill.claimed and skill.sign == side, skill)
    return _against_middle(scale, diagnosis, side)


def _against_middle(scale: str, diagnosis: Diagnosis, side: int) -> Reading:
    result, measure = _survey("mean", COMPANY, scale, diagnosis), diagnosis.measures.get(scale)
    if result is None or measure is None or measure.minimum is None or measure.maximum is None:
        return UNKNOWN
    if result.low is None or result.high is None:
        return UNKNOWN
    middle = (measure.minimum + measure.maximum) / 2
    return _seen(result.high < middle if side < 0 else result.low > middle, result, middle)


def _low(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    return _level(sign, scope, diagnosis, -1)


def _high(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    return _level(sign, scope, diagnosis, 1)


def _ordinary(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    reading = _level(sign, scope, diagnosis, -1)
    other = _level(sign, scope, diagnosis, 1)
    if "unknown" in (reading.state, other.state):
        return UNKNOWN
    return _seen(reading.state == "otherwise" and other.state == "otherwise", reading.result)


def _low_everywhere(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """Company low, and no declared group stands apart from the rest."""
    if scope != COMPANY:
        return UNKNOWN
    low = _against_middle(str(sign.scale), diagnosis, -1)
    if low.state != "seen":
        return low
    apart = [r for r in diagnosis.results.of("contrast", measure=str(sign.scale)) if r.claimed]
    return _seen(not apart, low.result, low.reference)


def _differs(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    icc = _survey("icc", COMPANY, str(sign.scale), diagnosis)
    if scope != COMPANY or icc is None or icc.estimate is None or icc.p is None:
        return UNKNOWN
    return _seen(icc.p < 0.01 and icc.estimate >= ICC_NONE, icc)


def _below_required(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """On the company scope any role of that level, on a role's scope that role only."""
    role = f"role:{sign.level}"
    if scope not in (COMPANY, role):
        return UNKNOWN
    result = _survey("required_current", role, str(sign.scale), diagnosis)
    if result is None and sign.level == "R":
        result = _survey("required_current", COMPANY, str(sign.scale), diagnosis)
    if result is None or result.cannot_say is not None:
        return UNKNOWN
    return _seen(result.claimed and result.sign < 0, result)


def _driver(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """Among the first drivers of an outcome, or (skills) the band of the best stands clearly above the rest."""
    if scope != COMPANY:
        return UNKNOWN
    top = _survey("top_rest", "band:top", str(sign.scale), diagnosis)
    if top is not None:
        return UNKNOWN if top.cannot_say else _seen(top.claimed and top.sign > 0, top)
    drivers = [r for r in diagnosis.results.of("driver") if r.estimate is not None]
    outcomes = {r.measure.partition(">")[2] for r in drivers}
    for outcome in sorted(outcomes):
        ranked = sorted(
            (r for r in drivers if r.measure.endswith(f">{outcome}")), key=lambda r: -(r.estimate or 0.0)
        )
        for result in ranked[:DRIVER_TOP]:
            if result.measure.startswith(f"{sign.scale}>") and result.low is not None and result.low > 1 / 50:
                return _seen(True, result)
    return _seen(False) if drivers else UNKNOWN


def _stated_top(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    shares = [r for r in diagnosis.results.of("stated_importance") if r.estimate is not None]
    own = next((r for r in shares if r.measure == sign.scale), None)
    if scope != COMPANY or own is None or own.estimate is None:
        return UNKNOWN
    above = sum((r.estimate or 0.0) > own.estimate for r in shares)
    return _seen(above < 3, own)


def _self_above(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    result = _survey("self_manager", COMPANY, str(sign.scale), diagnosis)
    if scope != COMPANY or result is None or result.cannot_say is not None:
        return UNKNOWN
    return _seen(result.claimed and result.sign > 0, result)


def _all_scales_differ(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """One region apart from the rest on nearly all scales in the same direction: a style, not a finding."""
    contrasts = [
        r for r in diagnosis.results.of("contrast") if "/region:" in r.group and r.estimate is not None
    ]
    if scope != COMPANY or not contrasts:
        return UNKNOWN
    groups = {r.group for r in contrasts}
    shares = []
    for group in groups:
        signs = [r.sign for r in contrasts if r.group == group]
        shares += [sum(s == side for s in signs) / len(signs) for side in (-1, 1)]
    return _seen(max(shares) >= 0.8)


def _unchanged(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    return UNKNOWN  # needs an earlier wave; the follow-up report brings it


SurveyRule = Callable[[SignCode, str, Diagnosis], Reading]
SURVEY: Mapping[str, SurveyRule] = {
    "low": _low,
    "high": _high,
    "ordinary": _ordinary,
    "low_everywhere": _low_everywhere,
    "differs": _differs,
    "below_required": _below_required,
    "driver": _driver,
    "stated_top": _stated_top,
    "self_above_manager": _self_above,
    "all_scales_differ": _all_scales_differ,
    "survey_unchanged": _unchanged,
}


# --- figure signs

FigureRule = Callable[[str, Diagnosis], Reading]


def _against_rest(measure: str, side: int) -> FigureRule:
    """The group is clearly or likely apart from the rest; for the company: changed against the reference period."""

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        kind: Kind = "figure_change" if scope == COMPANY else "figure_contrast"
        result = diagnosis.results.get(kind, scope, measure)
        if result is None or result.cannot_say is not None:
            return UNKNOWN
        return _seen(result.claimed and result.sign == side, result)

    return rule


def _as_elsewhere(measure: str) -> FigureRule:
    """No claim, and within a tenth of the rest."""

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        kind: Kind = "figure_change" if scope == COMPANY else "figure_contrast"
        result = diagnosis.results.get(kind, scope, measure)
        if result is None or result.estimate is None or not result.reference:
            return UNKNOWN
        return _seen(not result.claimed and abs(result.estimate / result.reference) < ORDINARY, result)

    return rule


def _changed(measure: str, side: int) -> FigureRule:
    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        result = diagnosis.results.get("figure_change", scope, measure)
        if result is None or result.cannot_say is not None:
            return UNKNOWN
        return _seen(result.claimed and result.sign == side, result)

    return rule


def _beyond(measure: str, limit: float, side: int = 1) -> FigureRule:
    """A level that speaks for itself: the interval (or, without one, the value) lies beyond the limit."""

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        result = diagnosis.results.get("figure", scope, measure)
        if result is None or result.estimate is None:
            return UNKNOWN
        near = result.low if side > 0 else result.high
        value = result.estimate if near is None else near
        return _seen(value >= limit if side > 0 else value <= limit, result, limit)

    return rule


def _attainment_low(scope: str, diagnosis: Diagnosis) -> Reading:
    """The company against its own target; a group against the rest."""
    if scope != COMPANY:
        return _against_rest("attainment", -1)(scope, diagnosis)
    return _beyond("attainment", 1.0 - 1e-9, -1)(scope, diagnosis)


def _attainment_high(scope: str, diagnosis: Diagnosis) -> Reading:
    result = diagnosis.results.get("figure", scope, "attainment")
    if result is None or result.estimate is None:
        return UNKNOWN
    return _seen(result.estimate >= 1.0, result, 1.0)


def _near_company(measure: str) -> FigureRule:
    """The fair figure of the group is within a tenth of the company's attainment, or above it."""

    def rule(scope: str, diagnosis: Diagnosis) -> Reading:
        own = diagnosis.results.get("figure", scope, measure)
        all_of_it = diagnosis.results.get("figure", COMPANY, "attainment")
        if own is None or own.estimate is None or all_of_it is None or all_of_it.estimate is None:
            return UNKNOWN
        return _seen(own.estimate >= all_of_it.estimate * (1 - ORDINARY), own, all_of_it.estimate)

    return rule


FIGURES: Mapping[str, FigureRule] = {
    "attainment_low": _attainment_low,
    "attainment_high": _attainment_high,
    "attainment_spread_wide": _beyond("attainment_spread", 3.0),
    "adjusted_attainment_ordinary": _near_company("adjusted_attainment"),
    "ramp_adjusted_ordinary": _near_company("ramp_attainment"),
    "targets_raised": _beyond("target_raise", 0.05),
    "target_sum_mismatch": _beyond("target_mismatch", 0.01),
    "season_dip": _beyond("season_dip", 0.15),
    "spread_between_reps_high": _beyond("sales_spread", 5.0),
    "win_rate_low": _against_rest("win_rate", -1),
    "win_rate_ordinary": _as_elsewhere("win_rate"),
    "activity_low": _against_rest("opportunities", -1),
    "activity_ordinary": _as_elsewhere("opportunities"),
    "activity_falling": _changed("opportunities", -1),
    "deal_size_low": _against_rest("deal_size", -1),
    "deal_size_ordinary": _as_elsewhere("deal_size"),
    "conversion_low": _changed("stage23_conversion", -1),
    "cycle_long": _against_rest("cycle_days", 1),
    "next_step_missing": _beyond("next_step_missing_share", 0.30),
    "new_customers_low": _against_rest("new_customers", -1),
    "one_client_over_half": _beyond("largest_client_share", 0.50),
    "orders_bunch": _beyond("period_end_share", 0.50),
    "duplicates_high": _beyond("duplicate_share", 0.05),
    "channel_share_falling": _changed("channel_share", -1),
    "potential_low": _beyond("potential", 0.80, -1),
    "potential_uneven": _beyond("potential_spread", 0.50),
    "inherited_high": _beyond("inherited_share", 0.50),
    "new_reps_over_40pct": _beyond("new_share", 0.40),
    "leavers_high": _against_rest("leaver_rate", 1),
    "managers_new": _beyond("manager_months", 9.0, -1),
    "span_wide": _beyond("span", 12.5),
    "accounts_per_rep_high": _against_rest("accounts_per_rep", 1),
    "admin_hours_high": _beyond("admin_hours", 8.0),
    "visits_falling": _changed("visits", -1),
    "visits_many": _as_elsewhere("visits"),
    "retention_low": _changed("retention", -1),
    "approval_slow": _beyond("approval_days", 5.0),
    "leads_fall": _changed("leads", -1),
    "kpis_results_only": _beyond("result_kpi_share", 1.0 - 1e-9),
}
