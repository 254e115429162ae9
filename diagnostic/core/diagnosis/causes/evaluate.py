"""The cause map read over a diagnosis: which rows fit which groups, how sure, in the map's own reading order.

"Likely" needs every list of `needs` met, by signs of two independent origins, and no sign of a rival explanation.
With some lists met and the others not observable a row is "to be checked by talk"; one list seen otherwise ends it.
Fair-comparison rows are read first and veto the skill rows they name in the same scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, CauseRow
from diagnostic.core.diagnosis.causes.signs import COMPANY, SignState, read_sign
from diagnostic.core.diagnosis.model.cause import SCOPE_KINDS, Cause, Certainty, ScopeKind, SignFound
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Group, scope_of

TWO = 2


def evaluate_causes(diagnosis: Diagnosis, cause_map: CauseMap) -> tuple[Cause, ...]:
    """Every cause found: likely ones first within their stage, the more severe first; vetoed ones say by what."""
    scopes = list(_scopes(diagnosis))
    found = [
        cause
        for row in cause_map.rows
        for scope in scopes
        if scope.kind in row.scope and (cause := _fit(row, scope, diagnosis, cause_map)) is not None
    ]
    order = {row.number: row.order for row in cause_map.rows}
    stage = {"fair": 0, "skill": 1, "condition": 2, "review": 3}
    found.sort(
        key=lambda c: (
            stage[c.stage],
            c.certainty != "likely",
            -c.severity,
            -len(c.signs),
            order[c.row],
            c.scope,
        )
    )
    return tuple(_vetoed(found, cause_map))


def _scopes(diagnosis: Diagnosis) -> Iterator[Group]:
    """The groups a cause may be about: those of the figures, and survey groups that have no figures."""
    seen: set[str] = set()
    for group in diagnosis.groups.values():
        scope = scope_of(group)
        if (
            group.kind in SCOPE_KINDS
            and scope not in seen
            and not (group.source == "survey" and group.kind == "team")
        ):
            seen.add(scope)
            yield replace(group, id=scope)


def _fit(row: CauseRow, scope: Group, diagnosis: Diagnosis, cause_map: CauseMap) -> Cause | None:
    """The row as a cause in this scope; None where a list was seen otherwise, or too little was seen at all."""
    states, signs = _look(row, scope, diagnosis, cause_map)
    lists = [_list_state(needed, states) for needed in row.needs]
    loud = [sign for sign in signs if not cause_map.sign(sign.code).quiet]
    if "otherwise" in lists or "seen" not in lists or not loud:
        return None
    sure = (
        set(lists) == {"seen"}
        and len(signs) >= TWO
        and cause_map.independent(sign.code for sign in signs)
        and not any(states[code] == "seen" for code in row.unless)
    )
    if not sure and lists.count("seen") < min(TWO, len(lists)) and not _speaks_alone(loud):
        return None
    certainty: Certainty = "likely" if sure else "to_check"
    severity = _severity(loud, scope, diagnosis)
    return Cause(
        row.number, scope.id, _scope_kind(scope), scope.label, row.stage, certainty, severity, tuple(signs)
    )


def _look(
    row: CauseRow, scope: Group, diagnosis: Diagnosis, cause_map: CauseMap
) -> tuple[dict[str, SignState], list[SignFound]]:
    """The state of every sign of the row and of its rivals, and the row's own signs that were seen."""
    states: dict[str, SignState] = {}
    found: list[SignFound] = []
    for code in (*row.signs, *row.unless):
        if scope.kind == "team" and cause_map.source(code) == "survey":
            states[code] = "unknown"  # no single team is ever judged by its survey
            continue
        states[code], sign = read_sign(code, scope.id, diagnosis, cause_map)
        if sign is not None and code in row.signs:
            found.append(sign)
    return states, found


def _list_state(needed: Sequence[str], states: dict[str, SignState]) -> SignState:
    """One of each list must be seen; a list that could not be observed is unknown."""
    found = [states[code] for code in needed]
    if "seen" in found:
        return "seen"
    return "unknown" if "unknown" in found else "otherwise"


def _speaks_alone(loud: Iterable[SignFound]) -> bool:
    """A survey claim is worth a talk even where no figures are at hand to confirm it."""
    return any(sign.source == "survey" for sign in loud)


def _scope_kind(scope: Group) -> ScopeKind:
    return next(kind for kind in SCOPE_KINDS if kind == scope.kind)


def _severity(signs: Sequence[SignFound], scope: Group, diagnosis: Diagnosis) -> float:
    """The largest sign times the share of the reps it is about: what touches everyone comes before what touches few."""
    company = diagnosis.groups.get(COMPANY)
    share = scope.n / company.n if company is not None and company.n and scope.n else 1.0
    return min(share, 1.0) * max((_size(sign, diagnosis) for sign in signs), default=0.0)


def _size(sign: SignFound, diagnosis: Diagnosis) -> float:
    """At most 1: a gap of one standard deviation, the whole of the reference, or twice the limit."""
    result = diagnosis.results.by_key.get(sign.result_keys[0]) if sign.result_keys else None
    if result is None:
        return 0.0
    if result.effect is not None and sign.source == "survey":
        return min(abs(result.effect), 1.0)
    if sign.value is not None and sign.reference:
        return min(abs(sign.value / sign.reference - 1), 1.0)
    return 0.0


def _vetoed(causes: Sequence[Cause], cause_map: CauseMap) -> Iterator[Cause]:
    fair = {
        (cause.scope, cause.row) for cause in causes if cause.stage == "fair" and cause.certainty == "likely"
    }
    for cause in causes:
        by = [
            row
            for scope, row in sorted(fair)
            if scope == cause.scope and cause.row in cause_map.row(row).vetoes
        ]
        yield replace(cause, vetoed_by=by[0]) if by else cause
