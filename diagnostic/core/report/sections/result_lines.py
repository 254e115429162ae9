"""Every result of a diagnosis as a line in words: value, interval, n, method, p and verdict.

A number on a page links to its line; a line without a number says why there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, ResultKind
from diagnostic.core.report.model.view import as_shares, label, measure_name
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.tables import estimate
from diagnostic.core.report.prose.words import VERDICTS, cannot_say
from diagnostic.core.report.sections.methods import METHODS
from diagnostic.text import Text

KINDS: Mapping[ResultKind, Text] = {
    "mean": Text("量表平均", "mean of a scale"),
    "item_mean": Text("单题平均", "mean of an item"),
    "icc": Text("单位间差异 ICC(1)", "share between units, ICC(1)"),
    "icc2": Text("单位平均的可靠性 ICC(2)", "reliability of unit means, ICC(2)"),
    "rwg_uniform": Text("单位内一致 rwg（对均匀作答）", "agreement within units, rwg (uniform)"),
    "rwg_skew": Text("单位内一致 rwg（对偏态作答）", "agreement within units, rwg (skewed)"),
    "alpha": Text("信度 alpha", "reliability, alpha"),
    "omega": Text("信度 omega", "reliability, omega"),
    "careless": Text("敷衍作答的答卷", "sheets answered carelessly"),
    "required_current": Text("今天与岗位要求之差", "today against the level required"),
    "importance_satisfaction": Text("重要性与满意度之差", "importance against satisfaction"),
    "self_manager": Text("自评与主管看法之差", "own view against the managers'"),
    "top_rest": Text("业绩最好者与其余之差", "top performers against the rest"),
    "band_trend": Text("随业绩段的变化", "trend over performance bands"),
    "wave_change": Text("与上一轮相比的变化", "change since the wave before"),
    "contrast": Text("该组与其余之差", "this group against the rest"),
    "unit_company": Text("单位与公司之差（已收缩）", "unit against the company (shrunken)"),
    "stated_importance": Text("自己选的重要性", "stated importance"),
    "driver": Text("与结果相伴的程度", "goes with the outcome"),
    "priority": Text("属于前三位的机会", "chance to be among the first three"),
    "target_actual": Text("实际与目标之差", "actual against target"),
    "figure": Text("业绩指标", "figure"),
    "figure_contrast": Text("指标：该组与其余之差", "figure: this group against the rest"),
    "figure_spread": Text("指标：各部分之间的差异", "figure: do the parts differ"),
    "figure_change": Text("指标：与此前相比", "figure: change over time"),
}


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result in words of both languages.

    `how` describes the method `method`, None if there is no description; `why` is the reason where `value` is None.
    """

    key: str
    group: Text
    measure: Text
    kind: Text
    value: Text | None
    interval: Text | None
    n: int | None
    method: str
    how: Text | None
    p: Text | None
    verdict: Text
    why: Text | None


def result_lines(diagnosis: Diagnosis) -> list[ResultLine]:
    """A line per result, in the order of diagnosis.json."""
    shown = as_shares(diagnosis)
    return [_line(shown, result) for result in shown.results]


def _line(diagnosis: Diagnosis, result: Result) -> ResultLine:
    currency = diagnosis.assessment.currency
    return ResultLine(
        key=result.key,
        group=label(diagnosis, result.group),
        measure=_measure(diagnosis, result.measure),
        kind=KINDS[result.kind],
        value=estimate(result, currency),
        interval=numbers.interval(result, currency),
        n=result.n,
        method=result.method,
        how=_how(result.method),
        p=None if result.p_adjusted is None else numbers.p_value(result.p_adjusted),
        verdict=VERDICTS[result.verdict],
        why=None if result.cannot_say is None else cannot_say(result.cannot_say),
    )


def _measure(diagnosis: Diagnosis, code: str) -> Text:
    """The name of the measure; of a driver, "condition>outcome", both names with an arrow between them."""
    names = [measure_name(diagnosis, each) for each in code.split(">")]
    return Text(" → ".join(name["zh"] for name in names), " → ".join(name["en"] for name in names))


def _how(method: str) -> Text | None:
    return next((words for starts, words in METHODS if method.startswith(starts)), None)
