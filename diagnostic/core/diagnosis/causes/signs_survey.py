"""The survey's signs: what a scale says in a scope of the cause map.

Groups are read by their declared contrast, which is a claim of the whole report's family. The company has nothing to
be contrasted with: its skills are read against the required level, all else by its interval against the middle of the
answer scale, which is a level and no claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diagnostic.core.diagnosis.causes.cause_map import SignCode
from diagnostic.core.diagnosis.causes.sign_reading import COMPANY, UNKNOWN, Reading, claimed, of_scope, seen
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.limits import LIMITS
from diagnostic.core.diagnosis.model.result import Result

SurveyRule = Callable[[SignCode, str, Diagnosis], Reading]


def _level(side: int) -> SurveyRule:
    """Low (-1) or high (1): a group against the rest, the company against what is required or the middle."""

    def rule(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
        scale = str(sign.scale)
        if scope != COMPANY:
            return claimed(of_scope("contrast", scope, scale, diagnosis), side)
        required = _required("R", scale, diagnosis)
        return _against_middle(scale, diagnosis, side) if required is None else claimed(required, side)

    return rule


def _required(level: str, scale: str, diagnosis: Diagnosis) -> Result | None:
    """The required level of a role; answers without roles are compared with a rep's as a whole."""
    own = of_scope("required_current", f"role:{level}", scale, diagnosis)
    if own is None and level == "R":
        return of_scope("required_current", COMPANY, scale, diagnosis)
    return own


def _against_middle(scale: str, diagnosis: Diagnosis, side: int) -> Reading:
    result, measure = of_scope("mean", COMPANY, scale, diagnosis), diagnosis.measures.get(scale)
    if result is None or measure is None or measure.minimum is None or measure.maximum is None:
        return UNKNOWN
    if result.low is None or result.high is None:
        return UNKNOWN
    middle = (measure.minimum + measure.maximum) / 2
    return seen(result.high < middle if side < 0 else result.low > middle, result, middle)


LOW, HIGH = _level(-1), _level(1)


def _ordinary(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """Neither low nor high."""
    low, high = LOW(sign, scope, diagnosis), HIGH(sign, scope, diagnosis)
    if "unknown" in (low.state, high.state):
        return UNKNOWN
    return seen(low.state == high.state == "otherwise", low.result)


def _low_everywhere(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """The company is low, and no declared group differs from the rest."""
    if scope != COMPANY:
        return UNKNOWN
    low = _against_middle(str(sign.scale), diagnosis, -1)
    apart = any(r.claimed for r in diagnosis.results.of("contrast", measure=sign.scale))
    return seen(not apart, low.result, low.reference) if low.state == "seen" else low


def _differs(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """Units differ on this scale: F test over all scales looked at, and a share of variance worth naming."""
    icc = of_scope("icc", COMPANY, str(sign.scale), diagnosis)
    if scope != COMPANY or icc is None or icc.estimate is None or icc.p is None:
        return UNKNOWN
    looked_at = sum(r.p is not None for r in diagnosis.results.of("icc"))
    sure = icc.p * looked_at < LIMITS.units_differ_p
    return seen(sure and icc.estimate >= LIMITS.units_differ, icc)


def _below_required(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """On the company scope any role of that level, on a role's scope that role only."""
    if scope not in (COMPANY, f"role:{sign.level}"):
        return UNKNOWN
    return claimed(_required(str(sign.level), str(sign.scale), diagnosis), -1)


def _driver(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """Among the first drivers of an outcome, or (skills) the band of the best is clearly above the rest."""
    if scope != COMPANY:
        return UNKNOWN
    top = of_scope("top_rest", "band:top", str(sign.scale), diagnosis)
    if top is not None:
        return claimed(top, 1)
    drivers = [r for r in diagnosis.results.of("driver") if r.estimate is not None]
    own = [r for r in drivers if r.measure.partition(">")[0] == sign.scale]
    leading = [r for r in own if _leads(r, drivers)]
    return seen(bool(leading), leading[0] if leading else None) if own else UNKNOWN


def _leads(result: Result, drivers: list[Result]) -> bool:
    outcome = result.measure.partition(">")[2]
    rivals = [r for r in drivers if r.measure.partition(">")[2] == outcome]
    above = sum((r.estimate or 0.0) > (result.estimate or 0.0) for r in rivals)
    return above < LIMITS.driver_places and (result.low or 0.0) > LIMITS.driver_share


def _stated_top(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    shares = [r for r in diagnosis.results.of("stated_importance") if r.estimate is not None]
    own = next((r for r in shares if r.measure == sign.scale), None)
    if scope != COMPANY or own is None or own.estimate is None:
        return UNKNOWN
    above = sum((r.estimate or 0.0) > own.estimate for r in shares)
    return seen(above < LIMITS.stated_places, own)


def _self_above(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    if scope != COMPANY:
        return UNKNOWN
    return claimed(of_scope("self_manager", COMPANY, str(sign.scale), diagnosis), 1)


def _all_scales_differ(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    """One region apart from the rest on nearly all scales in the same direction: a style, not a finding."""
    del sign  # is about all scales
    tested = [r for r in diagnosis.results.of("contrast") if "/region:" in r.group and r.estimate is not None]
    if scope != COMPANY or not tested:
        return UNKNOWN
    regions = [[r.sign for r in tested if r.group == group] for group in {r.group for r in tested}]
    most = max(signs.count(side) / len(signs) for signs in regions for side in (-1, 1))
    return seen(most >= LIMITS.alike_scales)


SURVEY: Mapping[str, SurveyRule] = {
    "low": LOW,
    "high": HIGH,
    "ordinary": _ordinary,
    "low_everywhere": _low_everywhere,
    "differs": _differs,
    "below_required": _below_required,
    "driver": _driver,
    "stated_top": _stated_top,
    "self_above_manager": _self_above,
    "all_scales_differ": _all_scales_differ,
}
