"""The decisions asked of the executive, at most three: what to do, its cost, the worth of half the gap, who, when."""

from __future__ import annotations

from diagnostic.core.plan.improvement_plan import PlanLine
from diagnostic.core.report.model.document import (
    Block,
    Callout,
    Column,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.material import TOP, Material, top_causes
from diagnostic.core.report.prose.words import MONEY_LEVELS, plus
from diagnostic.core.report.sections.answer.value_of_half import is_in_money, worth_in_words
from diagnostic.text import Text

WORTH_NOTE = Text(
    "“值多少”按该范围对下达到人的目标的缺口的一半计算，达成率有 95% 区间的给出区间；各项互有重叠，不能相加。",
    "Worth is half of the shortfall within the scope against the targets people were given, over the 95% interval of "
    "attainment where there is one; lines overlap and must not be added up.",
)
NO_PLAN = Text(
    "有了较可能的原因之后，才能给出需要拍板的事项。", "Decisions can be named once there is a likely cause."
)
WHO = Text("{owner}；{start}前启动，{seen}看初效", "{owner}; starts by {start}, first effect by {seen}")
COMPANY_DAYS = Text("公司 {n} 个工作日", "{n} company {n:day|days}")
MANAGER_HOURS = Text("每位主管 {n} 小时", "{n} {n:hour|hours} a manager")
REP_HOURS = Text("每位销售 {n} 小时", "{n} {n:hour|hours} a rep")


def asked_of_the_executive(material: Material) -> list[Block]:
    lines = decisions(material)
    if not lines:
        return [Callout(Text("暂无需要拍板的事项", "Nothing to decide yet"), (NO_PLAN,), "note")]
    columns = (
        Column(Text("决定", "Decision"), width=0.36),
        Column(Text("花费", "Cost"), width=0.2),
        Column(Text("补上一半缺口的价值", "Worth of half the gap"), width=0.22),
        Column(Text("谁做、何时", "Who and when"), width=0.22),
    )
    rows = tuple(_decision(material, line) for line in lines)
    worth = any(is_in_money(material.diagnosis, line.scope.id) for line in lines)
    return [Table(None, columns, rows, WORTH_NOTE if worth else None)]


def decisions(material: Material) -> tuple[PlanLine, ...]:
    """At most TOP plan lines that need a decision; none without a plan.

    Lines that act on one of the top causes come first, then the others; both in order of priority.
    """
    top = {cause.key for cause in top_causes(material.diagnosis)}
    asked = [line for line in (material.plan.lines if material.plan else ()) if line.decision is not None]

    def answers(line: PlanLine) -> bool:
        return bool(top & {(line.row, line.scope.id), *line.also_for})

    return tuple(sorted(asked, key=lambda line: (not answers(line), line.priority))[:TOP])


def _decision(material: Material, line: PlanLine) -> TableRow:
    words = line.name if line.decision is None else plus(line.name, Text("：", ": "), line.decision)
    worth = worth_in_words(material.diagnosis, line.scope.id)
    who = WHO.format(
        owner=line.owner_label,
        start=numbers.short_day(line.first_step_by),
        seen=numbers.short_day(line.leading_by),
    )
    return TableRow((TableCell(words), TableCell(cost_in_words(line)), TableCell(worth), TableCell(who)))


def cost_in_words(line: PlanLine) -> Text:
    """The load of a plan line: days of the company, hours per manager and per rep, then money as low, medium or high.

    Amounts of zero are left out.
    """
    load = line.load
    amounts = (
        (load.company_days, COMPANY_DAYS),
        (load.manager_hours, MANAGER_HOURS),
        (load.rep_hours, REP_HOURS),
    )
    parts = [words.format(n=f"{amount:g}") for amount, words in amounts if amount]
    return listed_with(parts, MONEY_LEVELS[load.money])


def listed_with(parts: list[Text], money: Text) -> Text:
    """`parts` with commas between them, then a semicolon and the level of money; without parts the level only."""
    if not parts:
        return money
    zh, en = "、".join(text.zh for text in parts), ", ".join(text.en for text in parts)
    return Text(f"{zh}；{money.zh}", f"{en}; {money.en}")
