"""What a report is made of: a diagnosis, and the cause map, the playbook and the plan where they are given.

It also puts causes and their signs into words, for the five sections that print them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, CauseRow, parse_sign
from diagnostic.core.diagnosis.model.cause import Cause, SignFound
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, ResultKind, ResultSource, Unit
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.plan.playbook import Playbook
from diagnostic.core.report.model.view import measure_name
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.words import plus
from diagnostic.text import Text, same

TOP = 3
SOURCES: tuple[ResultSource, ...] = ("figures", "survey")
_WITH_REFERENCE = Text("（{value}，{against} {reference}）", " ({value}, {against} {reference})")
_WITH_VALUE = Text("（{value}）", " ({value})")
_ELSEWHERE = Text("其余", "elsewhere")
_AGAINST: dict[ResultKind, Text] = {
    "contrast": _ELSEWHERE,
    "figure_contrast": _ELSEWHERE,
    "required_current": Text("要求", "required"),
    "figure_change": Text("此前", "before"),
}
_OF_ITS_KIND = Text("同类其余", "others of its kind")
TO_ITS_KIND = ("_ordinary", "_below")  # endings of signs whose reference is what others of its kind reached
OWN_TARGET = 1.0  # but for a role or a type of team the reference is its own target: an attainment of 1
TO_OWN_TARGET = frozenset(
    {"attainment_low", "attainment_below"}
)  # signs that ask whether that target was reached
_OWN_TARGET = Text("自身目标", "own target")
_LIKE_FOR_LIKE = Text("同口径，{against}", "like for like, {against}")
_COMPARED_REPS = Text("（比较了 {n} 名销售）", " ({n} {n:rep|reps} compared)")
_COMPARED_REPS_AND_DEALS = Text(
    "（比较了 {n} 名销售，该组结案商机 {deals} 个）",
    " ({n} {n:rep|reps} compared; the group closed {deals} {deals:deal|deals})",
)
_COMPARED_TEAMS = Text("（比较了 {n} 个团队）", " ({n} {n:team|teams} compared)")
_COMPARED_TEAMS_AND_DEALS = Text(
    "（比较了 {n} 个团队，该组结案商机 {deals} 个）",
    " ({n} {n:team|teams} compared; the group closed {deals} {deals:deal|deals})",
)
_THRESHOLD = Text("界线", "threshold")
STRONGER = ("below_required:", "low_everywhere:")  # signs that include what `low:` of the same scale says


@dataclass(frozen=True, slots=True)
class Material:
    diagnosis: Diagnosis
    cause_map: CauseMap | None = None
    playbook: Playbook | None = None
    plan: ImprovementPlan | None = None

    def row(self, cause: Cause) -> CauseRow | None:
        """The row of the cause map for this cause; None without a cause map, or if it has no such row."""
        rows = self.cause_map.rows if self.cause_map else ()
        return next((row for row in rows if row.number == cause.row), None)

    def name(self, cause: Cause) -> Text:
        row = self.row(cause)
        return row.name if row else Text(f"原因 {cause.row}", f"Cause {cause.row}")


def top_causes(diagnosis: Diagnosis) -> tuple[Cause, ...]:
    """At most TOP causes for the first page, in the order of the diagnosis: by stage, likely ones first, by severity.

    Chosen are the most severe likely cause of each stage (fair comparison, skill, conditions), then others of any
    group: likely ones before those to be checked, the more severe first. Severity is the largest sign of a cause times
    the share of reps it is about. A cause that must wait for the fair comparison (`vetoed_by`) is never chosen.
    """
    waiting = [cause for cause in diagnosis.causes if cause.vetoed_by is None]
    weight = sorted(waiting, key=lambda cause: (cause.certainty != "likely", -cause.severity))
    likely = [cause for cause in weight if cause.certainty == "likely"]
    first = {cause.stage: cause for cause in reversed(likely) if cause.stage != "review"}
    best = [*first.values(), *(cause for cause in weight if cause not in first.values())][:TOP]
    return tuple(cause for cause in waiting if cause in best)


def other_causes(diagnosis: Diagnosis) -> tuple[Cause, ...]:
    top = top_causes(diagnosis)
    return tuple(cause for cause in diagnosis.causes if cause not in top)


def title_of(material: Material, cause: Cause) -> Text:
    """The group and the name of a cause: "North: targets that do not fit the market"."""
    return plus(cause.scope_label, Text("：", ": "), material.name(cause))


def quoted(material: Material, cause: Cause) -> Text:
    """The group and the name of a cause for the middle of a sentence: “targets set wrongly” (North)."""
    return Text("{scope}“{name}”", "“{name}” ({scope})").format(
        scope=cause.scope_label, name=material.name(cause)
    )


def signs_in_words(
    material: Material, signs: Sequence[SignFound], source: ResultSource, most: int | None = None
) -> Text | None:
    """The first `most` signs of one source (None: all) as one sentence with their figures; None without such a sign.

    A sign that another one of `signs` includes is left out.
    """
    words = [_sign(material, sign) for sign in signs if sign.source == source and not _included(sign, signs)][
        :most
    ]
    if not words:
        return None
    zh, en = "；".join(text["zh"] for text in words), "; ".join(text["en"] for text in words)
    return Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")


def chief_signs(material: Material, cause: Cause) -> tuple[SignFound, ...]:
    """The signs that stand for a cause: the first of the figures and the first of the survey. Where one source has all
    of them, a second one of another origin, since a likely cause rests on two."""
    signs = [sign for sign in cause.signs if not _included(sign, cause.signs)]
    chosen = [sign for source in SOURCES for sign in signs if sign.source == source][:1]
    chosen += [sign for sign in signs if sign.source != chosen[0].source][:1] if chosen else []
    if len(chosen) == 1 and material.cause_map is not None:
        pairs = (sign for sign in signs if material.cause_map.independent([chosen[0].code, sign.code]))
        chosen += [*pairs][:1]
    return tuple(chosen)


def _included(sign: SignFound, signs: Sequence[SignFound]) -> bool:
    """Whether the sign is `low:` of a scale and one of `signs` says more about the same scale (STRONGER)."""
    kind, _, scale = sign.code.partition(":")
    said = {other.code.partition("@")[0] for other in signs}
    return kind == "low" and any(f"{start}{scale}" in said for start in STRONGER)


def _sign(material: Material, sign: SignFound) -> Text:
    words = _sign_words(material, sign.code)
    if sign.value is None or sign.unit is None:
        return words
    result = material.diagnosis.results.by_key.get(sign.result_keys[0]) if sign.result_keys else None
    unit = sign.unit if result is None else result.unit
    against = _own_reference(sign) if result is None else _AGAINST.get(result.kind, _own_reference(sign))
    currency = material.diagnosis.assessment.currency
    if sign.basis == "comparable":
        against = _LIKE_FOR_LIKE.format(against=against)
    said = plus(words, _figures(sign.value, sign.reference, unit, currency, against))
    reps = _reps_of(material, sign, result)
    return said if reps is None else plus(said, reps)


def _reps_of(material: Material, sign: SignFound, result: Result | None) -> Text | None:
    """The teams or reps of a compared win rate, and the deals its group closed; None for other signs."""
    if result is None or result.measure != "win_rate" or sign.n is None:
        return None
    deals, teams = (
        material.diagnosis.results.get("figure", result.group, "closed_deals"),
        result.clusters == "teams",
    )
    if deals is None or deals.estimate is None:
        return (_COMPARED_TEAMS if teams else _COMPARED_REPS).format(n=f"{sign.n:,}")
    words = _COMPARED_TEAMS_AND_DEALS if teams else _COMPARED_REPS_AND_DEALS
    return words.format(n=f"{sign.n:,}", deals=f"{deals.estimate:,.0f}")


def _own_reference(sign: SignFound) -> Text:
    """What a sign without a comparison of its own is compared with: its target, others of its kind, or a threshold."""
    if sign.reference == OWN_TARGET and sign.code in TO_OWN_TARGET:
        return _OWN_TARGET
    return _OF_ITS_KIND if sign.code.endswith(TO_ITS_KIND) and sign.reference != OWN_TARGET else _THRESHOLD


def _figures(value: float, reference: float | None, unit: Unit, currency: str | None, against: Text) -> Text:
    """In brackets the value of the group, and the named reference unless there is none or both read the same."""
    level = numbers.amount(value, unit, currency)
    other = None if reference is None else numbers.amount(reference, unit, currency)
    if other is None or other == level:
        return _WITH_VALUE.format(value=level)
    return _WITH_REFERENCE.format(value=level, against=against, reference=other)


def _sign_words(material: Material, code: str) -> Text:
    """The words of a sign without figures, which `_figures` adds; without a cause map its code."""
    if material.cause_map is None:
        return same(code)
    scale = parse_sign(code).scale
    return material.cause_map.words(code, measure_name(material.diagnosis, scale) if scale else None)
