"""The pitfalls the seed articles warn of, each answered yes, no or cannot tell, with the figure that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from diagnostic.core.diagnosis.model.diagnosis import AuditLine, Diagnosis, Pitfall
from diagnostic.core.diagnosis.model.limits import LIMITS
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.text import Text

PitfallAnswer = tuple[Literal["yes", "no", "cannot_tell"], Text]

NO_SURVEY = Text("本次没有可用的问卷结果。", "There is no survey result to tell it from.")
NO_TARGETS = Text("本次没有目标数据。", "No targets were given.")
ONE_LEVEL = Text(
    "目标只有一层，没有上级目标可以核对。",
    "Targets are given on one level only, so they add up to nothing else.",
)
NO_KPI_SHEET = Text(
    "没有给出考核指标表：看不出用什么考核。",
    "No sheet of KPIs was given, so nothing says what people are measured by.",
)
NO_PAY_SCHEME = Text(
    "没有给出激励方案：看不出有几种激励。",
    "No pay scheme was given, so nothing says how many kinds of incentive there are.",
)
ALIKE = Text(
    "有片区潜力和目标的人太少，或片区潜力都一样。",
    "Too few reps have both a target and a potential, or all territories have the same potential.",
)
NO_POTENTIAL = Text(
    "名册里片区潜力没有填或填得太少，看不出该不该有差别。",
    "The roster says nothing, or too little, about the potential of territories, so nothing says where targets ought "
    "to differ.",
)
DOUBTFUL = frozenset({"target_twice", "outlier_cell", "team_sized_target", "zero_target"})


def check_pitfalls(diagnosis: Diagnosis) -> tuple[Pitfall, ...]:
    """The five questions, in the order of the articles."""
    return tuple(Pitfall(code, question, *rule(diagnosis)) for code, question, rule in QUESTIONS)


def _figure(diagnosis: Diagnosis, measure: str) -> Result | None:
    result = diagnosis.results.get("figure", "company", measure)
    return result if result is not None and result.estimate is not None else None


def _has_targets(diagnosis: Diagnosis) -> bool:
    inventory = diagnosis.inventory
    return inventory is not None and inventory.input("targets").used > 0


def _audit(diagnosis: Diagnosis) -> Sequence[AuditLine]:
    return diagnosis.figures.audit if diagnosis.figures is not None else ()


def _results_only(diagnosis: Diagnosis) -> PitfallAnswer:
    """What people are measured by is on none of our sheets; the metrics uploaded say nothing about it."""
    del diagnosis
    return "cannot_tell", NO_KPI_SHEET


def _ill_set(diagnosis: Diagnosis) -> PitfallAnswer:
    found = [
        r.estimate
        for r in diagnosis.results.of("figure", measure="target_mismatch")
        if r.estimate is not None
    ]
    doubts = [line for line in _audit(diagnosis) if line.code in DOUBTFUL]
    if not found and doubts:
        return "yes", doubts[0].text
    if not found:
        return "cannot_tell", ONE_LEVEL if _has_targets(diagnosis) else NO_TARGETS
    worst = max(found)
    words = Text(
        "下级目标之和与上级目标最多相差{share}%。",
        "Targets of the parts differ from the target of the whole by up to {share}%.",
    ).format(share=f"{100 * worst:.1f}")
    return ("yes" if worst >= LIMITS.mismatch else "no"), words


def _no_differentiation(diagnosis: Diagnosis) -> PitfallAnswer:
    found = _figure(diagnosis, "same_target_share")
    if found is None or found.estimate is None:
        return "cannot_tell", _why_not_told_apart(diagnosis)
    words = Text(
        "各片区潜力不同，{share}%的人却与至少两位同事目标完全相同。",
        "Territories differ in potential, yet {share}% of the reps have the same target as two or more colleagues.",
    ).format(share=round(100 * found.estimate))
    return ("yes" if found.estimate >= LIMITS.same_target else "no"), words


def _why_not_told_apart(diagnosis: Diagnosis) -> Text:
    inventory = diagnosis.inventory
    if inventory is None or not _has_targets(diagnosis):
        return NO_TARGETS
    return ALIKE if inventory.has("territory_potential") else NO_POTENTIAL


def _levels(diagnosis: Diagnosis, scales: Sequence[str]) -> list[Result]:
    means = (r for r in diagnosis.results.of("mean") if r.group.endswith("/company"))
    return [r for r in means if r.measure in scales and r.estimate is not None]


def _ends(diagnosis: Diagnosis, result: Result) -> tuple[float, float]:
    """Lowest and highest answer; a scale from zero has a minimum of zero, which is not "none"."""
    measure = diagnosis.measure(result.measure)
    if measure.minimum is None or measure.maximum is None:
        raise ValueError(f"{measure.code} has no answer scale")
    return measure.minimum, measure.maximum


def _below_middle(diagnosis: Diagnosis, result: Result) -> bool:
    return result.high is not None and result.high < sum(_ends(diagnosis, result)) / 2


def _means(diagnosis: Diagnosis, found: Sequence[Result]) -> Text:
    parts = [(diagnosis.measure(r.measure).name, f"{r.estimate:.2f}") for r in found]
    low, high = _ends(diagnosis, found[0])
    return Text(
        "；".join(f"{name['zh']} {value}" for name, value in parts) + f"（{low:g}-{high:g}分，越高越好）。",
        "; ".join(f"{name['en']} {value}" for name, value in parts)
        + f" ({low:g} to {high:g}, high is good).",
    )


def _single_incentive(diagnosis: Diagnosis) -> PitfallAnswer:
    """How content people are does not say how many incentives there are."""
    del diagnosis
    return "cannot_tell", NO_PAY_SCHEME


def _growth_neglected(diagnosis: Diagnosis) -> PitfallAnswer:
    found = _levels(diagnosis, ("MO-GRO",))
    if not found:
        return "cannot_tell", NO_SURVEY
    return ("yes" if _below_middle(diagnosis, found[0]) else "no"), _means(diagnosis, found)


QUESTIONS: Sequence[tuple[str, Text, Callable[[Diagnosis], PitfallAnswer]]] = (
    ("results_only", Text("只看结果、不看过程？", "Results only, no process?"), _results_only),
    ("ill_set", Text("指标或目标设得不妥？", "Ill-set targets?"), _ill_set),
    ("no_differentiation", Text("一刀切、没有差异化？", "No differentiation?"), _no_differentiation),
    ("single_incentive", Text("激励只有一种？", "A single incentive?"), _single_incentive),
    ("growth_neglected", Text("忽视员工成长？", "Growth neglected?"), _growth_neglected),
)
