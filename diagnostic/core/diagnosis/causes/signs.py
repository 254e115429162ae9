"""Signs of the cause map, read off the released results: seen, seen otherwise, or not observable.

Every sign is a small rule on results that already carry their test and verdict. A comparison is a sign only where it
is a claim of its family; a level is one where its interval lies beyond a limit. Neither makes a cause by itself.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, SignCode, parse_sign
from diagnostic.core.diagnosis.causes.sign_reading import COMPANY, UNKNOWN, Reading, SignState
from diagnostic.core.diagnosis.causes.signs_figures import FIGURES
from diagnostic.core.diagnosis.causes.signs_survey import SURVEY
from diagnostic.core.diagnosis.model.cause import SignFound
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import ResultKind

__all__ = ["COMPANY", "FIGURES", "SURVEY", "SignState", "read_sign"]

COMPARED: tuple[ResultKind, ...] = (
    "contrast",
    "top_rest",
    "required_current",
    "self_manager",
    "figure_contrast",
    "figure_change",
)


def read_sign(
    code: str, scope: str, diagnosis: Diagnosis, cause_map: CauseMap
) -> tuple[SignState, SignFound | None]:
    """Look for one sign in one scope; a sign nobody has figures for is unknown."""
    reading = _read(parse_sign(code), scope, diagnosis)
    return reading.state, _found(code, cause_map, reading) if reading.state == "seen" else None


def _read(sign: SignCode, scope: str, diagnosis: Diagnosis) -> Reading:
    if sign.kind in SURVEY:
        return SURVEY[sign.kind](sign, scope, diagnosis)
    return FIGURES[sign.kind](scope, diagnosis) if sign.kind in FIGURES else UNKNOWN


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
