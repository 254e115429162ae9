"""All sentences about which data were given, missing or unusable; each is printed only where it is true.

A key names a fact and the place of its sentence: "survey.none/answer". `facts_of` finds the facts that hold;
`Facts.sentence` gives None for a fact that does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.inventory import Inventory
from diagnostic.core.report.model.given import inventory_of
from diagnostic.core.report.model.view import all_refused, answered, has_figures, has_targets, shows_survey
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.words import listed
from diagnostic.text import Text

FAIR_COLUMNS: Mapping[str, Text] = {
    "territory_potential": Text("片区潜力", "territory potential"),
    "inherited_share": Text("继承客户占比", "inherited accounts"),
    "start": Text("入职日期", "start dates"),
}
MEASURED = ("targets", "actuals", "opportunities")
TWO_YEARS = 24  # months with results from which seasons can be compared
FULL = 0.995  # the report calls a column incomplete if a smaller share of the people have a value

SAYS: dict[str, Text] = {
    # the survey: none; held, but nothing may be shown; held, but its items form no scale
    "survey.none/cover": Text("没有问卷", "no survey"),
    "survey.none/answer": Text(
        "没有问卷：报告只能说差在哪里，不能说为什么。补上一轮匿名问卷（约十分钟），才能看出技能与工作条件方面的原因。",
        "There is no survey: the report can say where results fall short, not why. One anonymous wave of about ten "
        "minutes adds skills and conditions.",
    ),
    "survey.none/section": Text("没有问卷，这一部分是空的。", "There is no survey, so this part is empty."),
    "survey.none/risks": Text("没有问卷，隐患看不见。", "Without a survey, hidden risks cannot be seen."),
    "survey.none/strain": Text(
        "没有问卷，看不出好数字背后的负荷。", "Without a survey, strain behind good figures cannot be seen."
    ),
    "survey.none/unknown": Text(
        "没有问卷：技能、工作条件与负荷都不知道。",
        "There is no survey: skills, conditions and load are unknown.",
    ),
    "survey.none/cause": Text("没有问卷可核对。", "There is no survey to check against."),
    "survey.hidden/cover": Text("没有可显示的答卷", "no answers that may be shown"),
    "survey.hidden/answer": Text(
        "问卷已经发放，但按保密规则没有可以显示的数字。达到最低人数后再开展一轮，才能显示。",
        "A survey was held, but under the confidentiality rules none of its numbers can be shown. Another wave with "
        "enough answers is needed.",
    ),
    "survey.hidden/section": Text(
        "问卷没有任何可以显示的数字。", "The survey has no number that may be shown."
    ),
    "survey.hidden/risks": Text(
        "问卷没有可以显示的数字，隐患看不见。",
        "The survey has no number that may be shown, so hidden risks cannot be seen.",
    ),
    "survey.hidden/strain": Text(
        "问卷没有可以显示的数字，看不出好数字背后的负荷。",
        "The survey has no number that may be shown, so strain behind good figures cannot be seen.",
    ),
    "survey.hidden/unknown": Text(
        "问卷没有可以显示的数字：技能、工作条件与负荷都不知道。",
        "The survey has no number that may be shown: skills, conditions and load are unknown.",
    ),
    "survey.hidden/cause": Text("问卷没有可以显示的结果。", "The survey has no result that may be shown."),
    "survey.refused/cover": Text("答卷合不成量表", "answers that form no scale"),
    "survey.refused/answer": Text(
        "问卷的题目合不成量表（信度见附录），因此不计分，也不作任何判断。",
        "The items of the survey do not form a scale (its alpha stands in the appendix), so they are not scored and "
        "nothing is said from them.",
    ),
    "survey.refused/section": Text(
        "问卷的题目合不成量表，因此没有得分。",
        "The items of the survey form no scale, so there are no scores.",
    ),
    "survey.refused/risks": Text(
        "问卷的题目合不成量表，隐患看不见。",
        "The items of the survey form no scale, so hidden risks cannot be seen.",
    ),
    "survey.refused/strain": Text(
        "问卷的题目合不成量表，看不出好数字背后的负荷。",
        "The items of the survey form no scale, so strain behind good figures cannot be seen.",
    ),
    "survey.refused/unknown": Text(
        "问卷的题目合不成量表：技能、工作条件与负荷都不知道。",
        "The items of the survey form no scale: skills, conditions and load are unknown.",
    ),
    "survey.refused/cause": Text(
        "问卷的题目合不成量表，没有结果可核对。", "The items of the survey form no scale to check against."
    ),
    "survey.managers_only/answer": Text(
        "只有主管作答：销售自己的技能、工作条件和负荷，报告都不知道。",
        "Only managers answered: what reps can do, and how they find their conditions and load, is not known.",
    ),
    "survey.managers_only/unknown": Text(
        "只有主管作答，销售自己怎么看不知道。", "Only managers answered; how reps see it is unknown."
    ),
    "load.not_asked/risks": Text(
        "问卷没有负荷与精力的结果，这方面的隐患看不见。",
        "The survey shows nothing about load and energy, so a risk of that kind cannot be seen.",
    ),
    "load.not_asked/strain": Text(
        "问卷没有可以显示的负荷与精力结果，看不出好数字背后的负荷。",
        "The survey shows nothing about load and energy, so strain behind good figures cannot be seen.",
    ),
    "survey.nobody/section": Text("没有人作答。", "Nobody answered."),
    "managers.none/unknown": Text(
        "没有主管问卷：销售的自评没有可对照的看法。",
        "There is no manager's view: self-ratings have nothing to be compared with.",
    ),
    "managers.few/unknown": Text(
        "主管也答了问卷，但没有可以与自评对照的结果。",
        "Managers were asked too, but nothing of their view can be compared with the self-ratings.",
    ),
    "response.known/survey": Text(
        "{n} 人作答，应邀 {invited} 人。", "{n} of {invited} invited {invited:person|people} answered."
    ),
    "response.unknown/survey": Text(
        "答卷文件里没有应邀人数，所以不说应答率，也不说哪些组答得少。",
        "The files of answers do not say how many were invited, so nothing is said about the rate, nor about who "
        "answered less.",
    ),
    "response.untold/survey": Text(
        "不知道应邀的有多少人，所以不说应答率，也不说哪些组答得少。",
        "How many were invited is not known, so nothing is said about the rate, nor about who answered less.",
    ),
    "collected.files/certificate": Text(
        "答卷以文件形式读入，文件本身仍由原来保管的人保管；本次运行没有改动它们，也没有把任何一份答卷写进报告。",
        "Answers came in as files. The files stay with whoever holds them; this run neither changed them nor wrote any "
        "single answer into the report.",
    ),
    "collected.wave/certificate": Text(
        "答卷在问卷自己的网页上填写，本轮关闭时封存：此后只按组保存，不带链接和姓名；没有任何一份答卷写进报告。",
        "Answers were given on the survey's own pages and sealed when the wave was closed: since then they are kept by "
        "group, without links or names. No single answer is in the report.",
    ),
    "comments.unprinted/certificate": Text(
        "本报告不刊登文字评论。", "This report prints no written comments."
    ),
    "comments.collected/certificate": Text(
        "收集了文字评论；本报告不刊登。", "Written comments were collected; this report prints none."
    ),
    # the figures: none at all, none in the period; the targets: none, none with a result
    "figures.none/cover": Text("没有业绩数据", "no figures"),
    "figures.none/answer": Text(
        "没有业绩数据：报告不对业绩下任何结论。补上名册、目标与实际完成，才能说差多少、差在哪里。",
        "There are no figures: the report makes no claim about performance. Roster, targets and actuals are needed to "
        "say how short results are, and where.",
    ),
    "figures.none/section": Text(
        "没有业绩数据，这一部分是空的。", "There are no figures, so this part is empty."
    ),
    "figures.none/unknown": Text(
        "没有业绩数据：不知道哪里差、差多少。",
        "There are no figures: where results fall short, and by how much, is unknown.",
    ),
    "figures.none/cause": Text("没有业绩数据可核对。", "There are no figures to check against."),
    "figures.unfinished/cover": Text("没有已结束月份的业绩数据", "no figures of a month that is over"),
    "figures.unfinished/answer": Text(
        "没有已结束月份的业绩数据：没有结束的月份，目标是整月的，完成额却只有一部分，所以报告不对业绩下任何结论。",
        "There are no figures of a month that is over. A running month has its whole target and a part of its results, "
        "so the report makes no claim about performance.",
    ),
    "figures.unfinished/section": Text(
        "没有已结束月份的业绩数据，这一部分是空的。",
        "There are no figures of a month that is over, so this part is empty.",
    ),
    "figures.unfinished/unknown": Text(
        "没有已结束月份的业绩数据：不知道哪里差、差多少。",
        "There are no figures of a month that is over: where results fall short, and by how much, is unknown.",
    ),
    "figures.unfinished/cause": Text(
        "没有已结束月份的业绩数据可核对。", "There are no figures of a month that is over to check against."
    ),
    "figures.outside/cover": Text("本期间没有可用的业绩数据", "none of the period"),
    "figures.outside/answer": Text(
        "已结束的月份中，有业绩数据的是{has}，没有一项落在本次诊断的期间（{asked}），所以报告不对业绩下任何结论。",
        "Of months that are over, the figures cover {has}; none lies in the period of this assessment ({asked}), so "
        "the report makes no claim about performance.",
    ),
    "figures.outside/section": Text(
        "已结束的月份中，有业绩数据的是{has}，没有一项落在本次诊断的期间（{asked}），这一部分是空的。",
        "Of months that are over, the figures cover {has}; none lies in the period of this assessment ({asked}), so "
        "this part is empty.",
    ),
    "figures.outside/unknown": Text(
        "本期间没有可用的业绩数据：不知道哪里差、差多少。",
        "There are no figures of the period that can be used: where results fall short, and by how much, is unknown.",
    ),
    "figures.outside/cause": Text(
        "本期间没有可用的业绩数据可核对。", "There are no usable figures of the period to check against."
    ),
    "targets.none/headline": Text(
        "没有目标数据，报告能说明各处业绩有何不同，但不能说差多少。",
        "No targets were given: the report can show where results differ, but not how short they are.",
    ),
    "targets.none/answer": Text(
        "没有目标：无法计算达成率与缺口金额。",
        "There are no targets: attainment and the value of the shortfall cannot be computed.",
    ),
    "targets.none/section": Text(
        "没有目标数据：下面比较各处的结果，不说差多少。",
        "There are no targets: results are compared below, but not called short.",
    ),
    "targets.none/unknown": Text(
        "没有目标：不知道差多少。", "There are no targets: the size of the shortfall is unknown."
    ),
    "targets.alone/headline": Text(
        "只有目标，还没有业绩结果，报告不对业绩下任何结论。",
        "There are targets and no results yet: the report makes no claim about performance.",
    ),
    "targets.alone/answer": Text(
        "只有目标，还没有业绩结果：补上实际完成或商机明细，才能算达成率与缺口。",
        "There are targets and no results yet: it takes actuals or deals to compute attainment and a shortfall.",
    ),
    "targets.alone/section": Text(
        "只有目标，还没有业绩结果，这里没有可以比较的。",
        "There are targets and no results yet, so there is nothing to compare here.",
    ),
    "targets.alone/unknown": Text(
        "还没有业绩结果：不知道哪里差、差多少。",
        "There are no results yet: where they fall short, and by how much, is unknown.",
    ),
    "targets.unmatched/headline": Text(
        "目标没有可以对照的业绩结果，报告能说明各处业绩有何不同，但不能说差多少。",
        "The targets have no result to be compared with: the report can show where results differ, but not how short "
        "they are.",
    ),
    "targets.unmatched/answer": Text(
        "目标没有可以对照的业绩结果：无法计算达成率与缺口金额。",
        "The targets have no result to be compared with: attainment and the value of the shortfall cannot be computed.",
    ),
    "targets.unmatched/section": Text(
        "目标没有可以对照的业绩结果：下面比较各处的结果，不说差多少。",
        "The targets have no result to be compared with: results are compared below, but not called short.",
    ),
    "targets.unmatched/unknown": Text(
        "目标没有可以对照的业绩结果：不知道差多少。",
        "The targets have no result to be compared with: the size of the shortfall is unknown.",
    ),
    "targets.checked/fair": Text(
        "目标核对没有发现问题：上下级相加一致，期间口径一致。",
        "The check of the targets found nothing: levels add up and periods match.",
    ),
    "targets.one_level/fair": Text(
        "目标只有一层，没有上下级可以核对；这一层里没有发现问题。",
        "Targets stand on one level only, so there are no levels to add up; within it the check found nothing.",
    ),
    "targets.clean/fair": Text("目标核对没有发现问题。", "The check of the targets found nothing."),
    # the fair comparison: which columns of the roster it could use
    "fair.none/answer": Text(
        "名册里{columns}没有填或填得太少，所以还分不清是目标与市场的问题，还是人的问题。",
        "The roster says nothing, or too little, about {columns}, so targets and market cannot yet be told from "
        "people.",
    ),
    "fair.none/fair": Text(
        "名册里{columns}没有填或填得太少，无法作公平比较；补上这些列即可。",
        "The roster says nothing, or too little, about {columns}, so no fair comparison can be made; these columns "
        "are all it takes.",
    ),
    "fair.partial/answer": Text(
        "名册里{columns}没有填或填得太少，这方面还没法查。",
        "The roster says nothing, or too little, about {columns}, so that could not be checked.",
    ),
    "fair.partial/fair": Text(
        "名册里{columns}没有填或填得太少，这方面的比较还做不了。",
        "The roster says nothing, or too little, about {columns}, so that comparison cannot be made yet.",
    ),
    "fair.in_part/fair": Text(
        "名册里{columns}不完整：没有填的人没有计入这方面的比较。",
        "The roster is not complete on {columns}: people without it are not part of that comparison.",
    ),
    "fair.checked/answer": Text("{checked}都查过。", "Checked: {checked}."),
    "fair.no_change/answer": Text(
        "没有发现哪一项使比较不公平；可以谈能力与条件。",
        "Nothing was found there that makes the comparison unfair, so skills and conditions may be looked at.",
    ),
    "fair.adjusted/answer": Text(
        "折算后达成率变化较大的单位见第 2 节。",
        "Section 2 lists the units whose attainment they change most.",
    ),
    "fair.no_change/fair": Text(
        "把{columns}折算进去，各单位达成率的变化不到两个百分点。",
        "Allowing for {columns} changes the attainment of no unit by two points or more.",
    ),
    # how far back results go
    "months.two_years/appendix": Text(
        "业绩数据覆盖{first}至{last}，有上年同期可作对照。",
        "Results cover {first} to {last}; the same months a year earlier are there to compare with.",
    ),
    "months.one_year/appendix": Text(
        "业绩数据覆盖{first}至{last}，没有可比的上年同期。",
        "Results cover {first} to {last}; the same months a year earlier are not there to compare with.",
    ),
}
CHECKS: tuple[tuple[str, Text], ...] = (
    ("territory_potential", Text("片区", "territories")),
    ("inherited_share", Text("继承客户", "inherited accounts")),
    ("start", Text("新人", "new reps")),
)
TARGETS, SEASON = Text("目标", "targets"), Text("季节", "season")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that hold, each with the values to be filled into its sentences."""

    holds: Mapping[str, Mapping[str, object]]

    def sentence(self, key: str) -> Text | None:
        """The sentence of this key; None where its fact does not hold, KeyError where it has no such sentence."""
        values = self.holds.get(key.partition("/")[0])
        return None if values is None else SAYS[key].format(**values)

    def first(self, place: str, *facts: str) -> Text | None:
        """The sentence for this place of the first of these facts that holds and has one there; else None."""
        found = (self.sentence(f"{fact}/{place}") for fact in facts if f"{fact}/{place}" in SAYS)
        return next((text for text in found if text is not None), None)


SURVEY_STATES = ("survey.none", "survey.refused", "survey.hidden", "survey.managers_only")
FIGURE_STATES = ("figures.none", "figures.unfinished", "figures.outside")
TARGET_STATES = ("targets.none", "targets.alone", "targets.unmatched")


def facts_of(diagnosis: Diagnosis) -> Facts:
    """All facts that hold for this diagnosis."""
    inventory = inventory_of(diagnosis)
    found = (
        *_of_survey(diagnosis, inventory),
        *_of_answers(diagnosis, inventory),
        *_of_figures(diagnosis, inventory),
        *_of_fairness(diagnosis, inventory),
        *_of_months(diagnosis, inventory),
    )
    return Facts(dict(found))


Fact = tuple[str, Mapping[str, object]]


def _of_survey(diagnosis: Diagnosis, inventory: Inventory) -> Iterator[Fact]:
    if not inventory.modules:
        yield "survey.none", {}
        return
    if all_refused(diagnosis):
        yield "survey.refused", {}
    elif not shows_survey(diagnosis):
        yield "survey.hidden", {}
        if not any(line.used for line in diagnosis.inputs if line.name.startswith("answers")):
            yield "survey.nobody", {}
    else:
        yield from _of_what_was_asked(diagnosis, inventory)


def _of_what_was_asked(diagnosis: Diagnosis, inventory: Inventory) -> Iterator[Fact]:
    shown = {r.measure for r in diagnosis.results.of("mean") if r.estimate is not None}
    kinds = {diagnosis.measures[code].kind for code in shown if code in diagnosis.measures}
    if kinds and kinds <= {"manager", "item"} and "manager" in kinds:
        yield "survey.managers_only", {}
    if not kinds & {"wellbeing", "condition", "scale"}:
        yield "load.not_asked", {}
    if "skill" not in kinds:
        return
    compared = any(r.estimate is not None for r in diagnosis.results.of("self_manager"))
    if not compared:
        asked = any(module.managers for module in inventory.modules)
        yield ("managers.few" if asked else "managers.none"), {}


def _of_answers(diagnosis: Diagnosis, inventory: Inventory) -> Iterator[Fact]:
    known = diagnosis.inventory is not None
    ways = {module.collected for module in inventory.modules}
    if known and ways:
        yield f"collected.{'wave' if 'wave' in ways else 'files'}", {}
    total = answered(diagnosis)
    if total is not None:
        if total[1]:
            yield "response.known", {"n": f"{total[0]:,}", "invited": f"{total[1]:,}"}
        else:
            yield ("response.unknown" if known and ways == {"files"} else "response.untold"), {}
    if inventory.comments == "collected":
        yield "comments.collected", {}
    elif inventory.comments == "not_asked":
        yield "comments.unprinted", {}


def _of_figures(diagnosis: Diagnosis, inventory: Inventory) -> Iterator[Fact]:
    targets = inventory.input("targets")
    if not has_figures(diagnosis):
        coverage = diagnosis.coverage
        if coverage.has and coverage.asked:
            yield (
                "figures.outside",
                {
                    "has": numbers.period(coverage.has),
                    "asked": numbers.period(coverage.asked),
                },
            )
        elif any(inventory.input(name).given and inventory.input(name).used for name in MEASURED):
            yield "figures.unfinished", {}
        else:
            yield "figures.none", {}
    elif not has_targets(diagnosis):
        results = any(inventory.input(name).used for name in ("actuals", "opportunities"))
        if not (targets.given and targets.used):
            yield "targets.none", {}
        else:
            yield ("targets.unmatched" if results else "targets.alone"), {}
    else:
        levels = {0: "targets.clean", 1: "targets.one_level"}
        yield levels.get(targets.levels, "targets.checked"), {}


def _of_fairness(diagnosis: Diagnosis, inventory: Inventory) -> Iterator[Fact]:
    """Which roster columns for a fair comparison are filled, filled in part or missing; and what was checked."""
    share = {column: inventory.input("roster").columns.get(column, 0.0) for column in FAIR_COLUMNS}
    there = [column for column in share if inventory.has(column)]
    if not there:
        yield "fair.none", {"columns": _names(list(share))}
        return
    lacking = [column for column in share if column not in there]
    if lacking:
        yield "fair.partial", {"columns": _names(lacking)}
    in_part = [column for column in there if share[column] < FULL]
    if in_part:
        yield "fair.in_part", {"columns": _names(in_part)}
    checked = [TARGETS, *(name for column, name in CHECKS if column in there)]
    checked += [SEASON] if inventory.months >= TWO_YEARS else []
    yield "fair.checked", {"checked": listed(checked)}
    tree = diagnosis.figures.tree if diagnosis.figures else ()
    if any(row.adjusted is not None for row in tree):
        yield "fair.adjusted", {}
    else:
        yield "fair.no_change", {"columns": _names(there)}


def _names(columns: Sequence[str]) -> Text:
    return listed([FAIR_COLUMNS[column] for column in columns])


def _of_months(diagnosis: Diagnosis, inventory: Inventory) -> Iterator[Fact]:
    held = [inventory.input(name) for name in ("actuals", "opportunities")]
    first = min((each.first for each in held if each.first), default="")
    last = max((each.last for each in held if each.last), default="")
    if has_figures(diagnosis) and first:
        code = "months.two_years" if inventory.before else "months.one_year"
        yield code, {"first": numbers.period(first), "last": numbers.period(last)}
