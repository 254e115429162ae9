"""The cover: client, title, period, date, the data used, and the promise about how the report may be used."""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.report.model.document import Cover
from diagnostic.core.report.model.view import answered, has_survey
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.facts import FIGURE_STATES, SURVEY_STATES, facts_of
from diagnostic.core.report.prose.words import INPUTS, listed
from diagnostic.text import Text, same

SAYS: dict[str, Text] = {
    "answers": Text("应邀 {invited} 人，作答 {n} 人", "{n} {n:answer|answers} of {invited} invited"),
    "answers_only": Text("作答 {n} 人", "{n} {n:answer|answers}"),
    "rows": Text("读入 {n} 行业绩数据", "{n} {n:row|rows} of figures read"),
    "promise": Text(
        "本报告不含任何个人的问卷结果，不用于考核、晋升、薪酬或裁撤。未达到最低人数的组不显示。",
        "This report contains no person's answers and is not for appraisal, promotion, pay or dismissal. "
        "Groups below the minimum size are not shown.",
    ),
    "promise_figures": Text(
        "本报告不列个人姓名，不用于考核、晋升、薪酬或裁撤。",
        "This report names no person and is not for appraisal, promotion, pay or dismissal.",
    ),
}
FIGURE_INPUTS = ("roster", "targets", "actuals", "opportunities")


def cover(diagnosis: Diagnosis) -> Cover:
    assessment = diagnosis.assessment
    given = [
        INPUTS[kind]
        for kind in dict.fromkeys(line.name.partition(":")[0] for line in diagnosis.inputs if line.given)
        if kind in INPUTS
    ]
    facts = [
        (Text("期间", "Period"), numbers.period(assessment.period)),
        (Text("报告日期", "Date of report"), numbers.day(assessment.as_of)),
        (Text("问卷", "Survey"), _answers(diagnosis)),
        (Text("业绩", "Figures"), _rows(diagnosis)),
        (Text("所用数据", "Inputs"), listed(given) if given else numbers.DASH),
        (
            Text("语言", "Language"),
            Text("中文（另有内容相同的英文版）", "English (a Chinese edition says the same)"),
        ),
    ]
    facts += [
        (Text("指纹", "Fingerprint"), same(value))
        for name, value in (diagnosis.provenance or {}).items()
        if name == "release"
    ]
    promise = SAYS["promise" if has_survey(diagnosis) else "promise_figures"]
    return Cover(assessment.client, assessment.title, tuple(facts), promise)


def _answers(diagnosis: Diagnosis) -> Text:
    total = answered(diagnosis)
    if total is None:
        return facts_of(diagnosis).first("cover", *SURVEY_STATES) or numbers.DASH
    count, invited = total
    words = SAYS["answers" if invited else "answers_only"]
    return words.format(n=f"{count:,}", invited=f"{invited:,}" if invited else "")


def _rows(diagnosis: Diagnosis) -> Text:
    used = sum(line.used for line in diagnosis.inputs if line.name in FIGURE_INPUTS)
    missing = facts_of(diagnosis).first("cover", *FIGURE_STATES)
    return missing or SAYS["rows"].format(n=f"{used:,}")
