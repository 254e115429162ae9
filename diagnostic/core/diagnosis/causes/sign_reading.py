"""Defines what a search for a sign returns and finds the results of a scope, for survey and figures alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, ResultKind

SignState = Literal["seen", "otherwise", "unknown"]

COMPANY = "company"
_TURNED: dict[int, Literal[-1, 0, 1]] = {-1: 1, 0: 0, 1: -1}


@dataclass(frozen=True, slots=True)
class Reading:
    """Seen, seen otherwise, or not observable; with the result that says so and what it is compared with."""

    state: SignState
    result: Result | None = None
    reference: float | None = None


UNKNOWN = Reading("unknown")


def seen(truth: bool, result: Result | None = None, reference: float | None = None) -> Reading:
    return Reading("seen" if truth else "otherwise", result, reference)


def claimed(result: Result | None, side: int) -> Reading:
    """Whether a tested result is a claim on this side; unknown where there is none or it cannot say."""
    if result is None or result.cannot_say is not None:
        return UNKNOWN
    return seen(result.claimed and result.sign == side, result)


def of_scope(kind: ResultKind, scope: str, measure: str, diagnosis: Diagnosis) -> Result | None:
    """The result on this scope, whichever module asked the scale.

    Of two groups that are each other's rest only one is tested; for the other the same test is read the other way
    round.
    """
    candidates = diagnosis.results.of(kind, measure=measure)
    own = next((r for r in candidates if bare_scope(r.group) == scope), None)
    if own is not None:
        return own
    mirror = next((r for r in candidates if [bare_scope(group) for group in r.against] == [scope]), None)
    return None if mirror is None else turned(mirror)


def bare_scope(group: str) -> str:
    """ "morale/region:North" and "region:North" are one scope; team paths keep their own slashes."""
    module, slash, rest = group.partition("/")
    return rest if slash and ":" not in module else group


def turned(result: Result) -> Result:
    """A comparison seen from its other side: b - a with a as the reference. It stays under its own key."""
    if result.estimate is None or result.low is None or result.high is None or result.reference is None:
        return result
    return replace(
        result,
        estimate=-result.estimate,
        low=-result.high,
        high=-result.low,
        low90=None if result.high90 is None else -result.high90,
        high90=None if result.low90 is None else -result.low90,
        reference=result.estimate + result.reference,
        sign=_TURNED[result.sign],
        effect=None if result.effect is None else -result.effect,
    )
