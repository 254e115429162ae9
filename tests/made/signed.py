"""A diagnosis with just these results, and a small cause map to read them with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, CauseRow, SignOrigin, SignWords
from diagnostic.core.diagnosis.causes.signs import FIGURES, SURVEY
from diagnostic.core.diagnosis.model.cause import CauseStage
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import (
    CannotSay,
    Group,
    GroupKind,
    Measure,
    Result,
    ResultFamily,
    ResultKind,
    Results,
    Verdict,
)
from diagnostic.text import Text, same
from tests.made.small_surveys import ASSESSMENT

SURVEY_KINDS = (
    "mean",
    "icc",
    "contrast",
    "top_rest",
    "required_current",
    "self_manager",
    "stated_importance",
    "driver",
)
ORIGINS: Mapping[str, SignOrigin] = {
    "attainment_low": "results",
    "new_reps_over_40pct": "roster",
    "visits_falling": "records",
}
SIZES = {
    "company": 100,
    "region:N": 30,
    "region:S": 40,
    "team:N/N1": 8,
    "role:R": 80,
    "team_type:channel": 10,
}


def result(
    kind: ResultKind,
    group: str,
    measure: str,
    estimate: float | None,
    verdict: Verdict,
    *,
    reference: float | None = None,
    low: float | None = None,
    p: float | None = None,
    against: tuple[str, ...] = (),
    effect: float | None = None,
) -> Result:
    family: ResultFamily = "confirmatory" if kind in SURVEY_KINDS else "figures"
    if estimate is None:
        return Result(
            kind, group, measure, "x", family, "points", cannot_say=CannotSay("too_few"), verdict=verdict
        )
    claimed = verdict in ("clear", "likely")
    return Result(
        kind,
        group,
        measure,
        "x",
        family,
        "points",
        estimate,
        low,
        None,
        n=20,
        p=p,
        reference=reference,
        verdict=verdict,
        sign=(1 if estimate > 0 else -1) if claimed else 0,
        against=against,
        effect=effect,
    )


def contrast(
    group: str, measure: str, estimate: float | None, verdict: Verdict, against: tuple[str, ...] = ()
) -> Result:
    """With an interval of 0.2 either way, against a reference of 3.0; the effect is in sd of one point."""
    plain = result(
        "contrast", group, measure, estimate, verdict, reference=3.0, against=against, effect=estimate
    )
    if estimate is None:
        return plain
    return _between(plain, estimate - 0.2, estimate + 0.2)


def mean(measure: str, value: float, half: float | None) -> Result:
    plain = result("mean", "m/company", measure, value, "described")
    return plain if half is None else _between(plain, value - half, value + half)


def figure(group: str, measure: str, value: float, half: float | None = None) -> Result:
    plain = result("figure", group, measure, value, "described")
    return plain if half is None else _between(plain, value - half, value + half)


def _between(plain: Result, low: float, high: float) -> Result:
    return replace(plain, low=low, high=high)


def _group(id: str) -> Group:
    module, _, scope = id.partition("/") if ":" not in id.partition("/")[0] and "/" in id else ("", "", id)
    kind: GroupKind = scope.partition(":")[0]  # type: ignore[assignment]
    return Group(
        id, kind, same(id), "survey" if module else "figures", SIZES.get(scope, 20), None, module or None
    )


def diagnosis(*results: Result) -> Diagnosis:
    """Its groups are those of the results and the company of the figures; every scale runs from 1 to 5."""
    ids = dict.fromkeys(("company", *(r.group for r in results)))
    scales = {r.measure for r in results}
    return Diagnosis(
        ASSESSMENT,
        (),
        {id: _group(id) for id in ids},
        {code: Measure(code, "condition", same(code), None, "points", 1.0, 5.0) for code in scales},
        Results(results),
        (),
    )


def row(
    number: int,
    needs: tuple[tuple[str, ...], ...],
    *,
    stage: CauseStage = "condition",
    unless: tuple[str, ...] = (),
    vetoes: tuple[int, ...] = (),
    more: tuple[str, ...] = (),
    scope: tuple[str, ...] = ("company", "region", "team"),
) -> CauseRow:
    codes = tuple(dict.fromkeys([*(code for one_of in needs for code in one_of), *more]))
    survey = tuple(code for code in codes if code.partition(":")[0] in SURVEY)
    return CauseRow(
        number,
        number,
        same(str(number)),
        stage,
        ("A1",),
        "sales",
        survey,
        tuple(code for code in codes if code not in survey),
        needs,
        same("c"),
        same("d"),
        (same("q"),) * 3,
        scope,
        unless=unless,
        vetoes=vetoes,
    )  # type: ignore[arg-type]


def cause_map(*rows: CauseRow) -> CauseMap:
    words = {kind: SignWords(kind, "reps", Text("{scale}", "{scale}")) for kind in SURVEY}
    words |= {
        kind: SignWords(kind, ORIGINS.get(kind, "deals"), same(kind), quiet=kind.endswith("_ordinary"))
        for kind in (*FIGURES, "leads_fall")
    }
    return CauseMap(rows, words, {"R": same("rep")}, {})


MAP = cause_map()
