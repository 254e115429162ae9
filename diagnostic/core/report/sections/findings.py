"""A result as a sentence: group, measure, size, interval, verdict. One template per kind of result."""

from __future__ import annotations

import re

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, ResultKind
from diagnostic.core.diagnosis.model.verdict import words_of_p
from diagnostic.core.report.model.view import label, measure_name, of_some
from diagnostic.core.report.prose import numbers
from diagnostic.text import Text

SAYS: dict[ResultKind, Text] = {
    "contrast": Text(
        "{group}的“{measure}”比其他组{way} {size} 分（{interval}，{verdict}）。",
        "{measure} in {group} is {size} points {way} than elsewhere ({interval}, {verdict}).",
    ),
    "top_rest": Text(
        "业绩上段的销售“{measure}”比其他人{way} {size} 分（{interval}，{verdict}）。",
        "Reps in the top band score {size} points {way} on {measure} than the rest ({interval}, {verdict}).",
    ),
    "required_current": Text(
        "{group}的“{measure}”比岗位要求{way} {size} 分（{interval}，{verdict}）。",
        "{group} are {size} points {way} than the role requires on {measure} ({interval}, {verdict}).",
    ),
    "figure_contrast": Text(
        "{group}的{measure}比其他组{way} {size}（{interval}，{verdict}）。",
        "{measure} in {group} is {size} {way} than elsewhere ({interval}, {verdict}).",
    ),
    "figure_change": Text(
        "{group}的{measure}与参照期相比变化 {size}（{interval}，{verdict}）。",
        "{measure} in {group} changed by {size} against the reference period ({interval}, {verdict}).",
    ),
    "mean": Text(
        "{group}的“{measure}”平均 {size} 分（{interval}）。",
        "{group}: {measure} averages {size} points ({interval}).",
    ),
    "figure": Text(
        "{group}的{measure}为 {size}（{interval}）。", "{group}: {measure} is {size} ({interval})."
    ),
}
OF_SOME = Text(
    "{group}回答了“{measure}”的 {n} 人平均 {size} 分（{interval}）。",
    "{group}: {measure} averages {size} points among the {n} who answered it ({interval}).",
)
TARGET_ROWS = frozenset({1, 2, 3})  # rows of the cause map: targets set, explained or broken down wrongly
HIGHER, LOWER = Text("高", "higher"), Text("低", "lower")
_INTERVAL = Text("95% 区间 {ends}", "95% interval {ends}")
_VERDICT = {
    **dict(words_of_p(in_a_sentence=True)),
    "described": Text("仅为描述", "description only"),
    "to_talk_about": Text("可作谈话线索", "something to talk about"),
}


def in_words(diagnosis: Diagnosis, result: Result, brief: bool = False) -> Text | None:
    """The result as a full sentence; None where it has no number or its kind has no sentence.

    `brief` leaves out the brackets at the end, which hold the interval and the verdict.
    """
    if result.estimate is None or result.kind not in SAYS:
        return None
    currency = diagnosis.assessment.currency
    signed = result.kind == "figure_change"
    described = result.kind in ("mean", "figure")
    size = result.estimate if signed or described else abs(result.estimate)
    ends = numbers.interval(result, currency, plus=not described)
    words = SAYS[result.kind]
    if result.kind == "mean" and of_some(result, diagnosis.group(result.group).n):
        words = OF_SOME
    said = words.format(
        n=result.n,
        group=label(diagnosis, result.group),
        measure=measure_name(diagnosis, result.measure),
        way=HIGHER if result.estimate >= 0 else LOWER,
        size=_size(result, size, currency, signed),
        interval=_INTERVAL.format(ends=ends) if ends else Text("无区间", "no interval"),
        verdict=_VERDICT[result.verdict],
    )
    return _without_brackets(said) if brief else said


def _without_brackets(said: Text) -> Text:
    """The sentence without the brackets at its end."""
    return Text(re.sub("（[^（）]*）。$", "。", said.zh), re.sub(r" \([^()]*\)\.$", ".", said.en))


def _size(result: Result, size: float, currency: str | None, signed: bool) -> Text:
    if result.unit == "points":
        return numbers.decimal(size)
    if result.unit == "share" and result.kind == "figure_contrast":
        return numbers.unsigned(numbers.points_of_percent(size))
    return numbers.amount(size, result.unit, currency, plus=signed)


def strengths_in_words(diagnosis: Diagnosis, brief: bool = False) -> tuple[Text, ...]:
    """The strengths as sentences, best first, without those that a likely cause explains.

    Left out are attainment while targets are a likely cause, and a contrast in a measure that is low in another group
    of the same kind.
    """
    found = [diagnosis.results.by_key.get(key) for key in diagnosis.strengths]
    words = [
        in_words(diagnosis, result, brief) for result in found if result and not _explained(diagnosis, result)
    ]
    return tuple(text for text in words if text is not None)


def _explained(diagnosis: Diagnosis, result: Result) -> bool:
    likely = [cause for cause in diagnosis.causes if cause.certainty == "likely"]
    group = diagnosis.groups.get(result.group)
    if result.measure == "attainment" and any(cause.row in TARGET_ROWS for cause in likely):
        return True
    return result.kind == "contrast" and any(
        cause.scope_kind == (group.kind if group else None)
        and any(sign.code == f"low:{result.measure}" for sign in cause.signs)
        for cause in likely
    )
