"""Signs of the cause map, read off the released results: seen, seen otherwise, or not observable.

Every sign is a small rule on results that already carry their test and verdict. A comparison is a sign only where it
is a claim of its family; a level is one where its interval lies beyond a limit. Neither makes a cause by itself.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, SignCode, parse_sign
from diagnostic.core.diagnosis.causes.sign_reading import COMPANY, UNKNOWN, Reading, SignState, bare_scope
from diagnostic.core.diagnosis.causes.signs_figures import FIGURES
from diagnostic.core.diagnosis.causes.signs_survey import SURVEY
from diagnostic.core.diagnosis.model.cause import SignFound
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, ResultKind, ResultSource

__all__ = ["COMPANY", "FIGURES", "SURVEY", "SignState", "read_sign"]

SURVEYED: tuple[ResultKind, ...] = ("contrast", "top_rest")
LEVELLED: tuple[ResultKind, ...] = (
    "required_current",
    "figure_contrast",
)  # the level of the group is printed too
COMPARED: tuple[ResultKind, ...] = (*SURVEYED, *LEVELLED, "self_manager", "figure_change")


def read_sign(
    code: str, scope: str, diagnosis: Diagnosis, cause_map: CauseMap
) -> tuple[SignState, SignFound | None]:
    """Look for one sign in one scope; a sign without figures is unknown."""
    reading = _read(parse_sign(code), scope, diagnosis)
    if reading.state != "seen":
        return reading.state, None
    return reading.state, _found(code, cause_map.source(code), reading, scope, diagnosis)


def _read(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    if sign.kind in SURVEY:
        return SURVEY[sign.kind](sign, scope, diagnosis)
    return FIGURES[sign.kind](scope, diagnosis) if sign.kind in FIGURES else UNKNOWN


def _found(code: str, source: ResultSource, reading: Reading, scope: str, diagnosis: Diagnosis) -> SignFound:
    """The sign with the group's own value next to what it is compared with (a difference alone says little).

    Both are the levels printed elsewhere. Only where figures were compared after something was made alike are they
    those of the comparison, and `basis` says so.
    """
    result = reading.result
    if result is None:
        return SignFound(code, source)
    value, reference, basis = result.estimate, result.reference, result.basis
    if value is not None and reference is not None and result.kind in COMPARED:
        value += reference
        if result.kind in SURVEYED or (basis == "plain" and result.kind in LEVELLED):
            basis = "plain"
            own, others = _sides(result, scope)
            value = _level(diagnosis, result.measure, own, value)
            reference = _level(diagnosis, result.measure, others, reference)
    if reading.reference is not None:
        reference = reading.reference
    return SignFound(code, source, value, reference, result.n, (result.key,), result.unit, basis)


def _sides(result: Result, scope: str) -> tuple[str, str | None]:
    """The group of the scope, and the one it is compared with where that is one; a test may be read either way."""
    (other,) = result.against if len(result.against) == 1 else (None,)
    if other is not None and bare_scope(other) == scope and bare_scope(result.group) != scope:
        return other, result.group
    return result.group, other


def _level(diagnosis: Diagnosis, measure: str, group: str | None, otherwise: float) -> float:
    printed = diagnosis.results.value(measure, group) if group is not None else None
    return otherwise if printed is None or printed.estimate is None else printed.estimate
