"""A small cause map and a plan by hand, for the report's tests: four actions, a talk, two actions not chosen."""

from __future__ import annotations

from datetime import date, timedelta

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, CauseRow, SignWords
from diagnostic.core.plan.improvement_plan import (
    Baseline,
    ExecutiveStep,
    Goal,
    ImprovementPlan,
    LineKey,
    Load,
    NotChosen,
    PlanLine,
    Scope,
    Talk,
)
from diagnostic.core.report.prose.material import Material
from diagnostic.text import Text
from tests.made.factories import EXAMPLES, full

START = date(2026, 2, 2)
ROWS = {
    1: ("fair", "目标定得不合市场", "Targets that do not fit the market", "MO-TGT"),
    9: ("skill", "需求挖掘不到位", "Discovery falls short", "SK-DIS"),
    10: ("skill", "价值与谈判", "Value and negotiation", "SK-VAL"),
    16: ("condition", "流程与工具的负担", "Burden of process and tools", "MO-TOO"),
    18: ("condition", "主管辅导不足", "Too little coaching", "MO-COA"),
    28: ("condition", "好数字背后的过载", "Overload behind good figures", "WB-ENE"),
}
SIGNS = (
    ("low", "reps", "“{scale}”偏低", "{scale} is low"),
    (
        "below_required",
        "reps",
        "“{scale}”低于{level}岗位要求",
        "{scale} is below the level required of a {level}",
    ),
    ("attainment_low", "results", "目标达成率低", "attainment is low"),
    ("attainment_high", "results", "目标达成率达到或超过 100%", "attainment is 100% or more"),
    ("win_rate_ordinary", "deals", "赢单率与别处相当", "the win rate is as elsewhere"),
    ("conversion_low", "deals", "前期阶段转化率低", "few opportunities get past the early stages"),
    ("next_step_missing", "deals", "许多在跟商机没有写下一步", "many open deals have no next step"),
)
CHECK = Text("先排除：旺季、涨价、丢掉大客户。", "Rule out season, a price rise and a lost large account.")
DISPROOF = Text(
    "按市场潜力折算后，这里的达成率仍低于其他组。",
    "Attainment adjusted for potential is still below the others.",
)
QUESTIONS = (
    Text("今年的目标是怎么来的？", "Where did this year's target come from?"),
    Text("哪些变化没有反映在目标里？", "Which changes does the target not reflect?"),
    Text("如果由你来定，会定多少，为什么？", "What would you set it to, and why?"),
)


def cause_map() -> CauseMap:
    rows = tuple(
        CauseRow(
            number,
            place,
            Text(zh, en),
            stage,
            ("A1",),
            measure,
            (),
            (),
            (),
            CHECK,
            DISPROOF,
            QUESTIONS,  # type: ignore[arg-type]
            ("company", "region"),
        )
        for place, (number, (stage, zh, en, measure)) in enumerate(ROWS.items())
    )
    signs = {kind: SignWords(kind, origin, Text(zh, en)) for kind, origin, zh, en in SIGNS}  # type: ignore[arg-type]
    return CauseMap(rows, signs, {"R": Text("销售代表", "sales rep")}, {"A1": Text("目标", "Goals")})


def line(
    place: int,
    row: int,
    action: str,
    zh: str,
    en: str,
    scope: Scope,
    owner: tuple[str, str],
    goals: tuple[Goal, Goal],
) -> PlanLine:
    first = Text(
        "列出上下级不相加的目标，交给销售总监。",
        "List the targets that do not add up and give them to the sales director.",
    )
    decision = Text(f"同意“{zh}”，并指定负责人。", f"Agree to “{en}” and name its owner.")
    return PlanLine(
        LineKey(f"row{row}", goals[0].metric, scope.id, action),
        place,
        row,
        "likely",
        action,
        Text(zh, en),
        scope,
        owner[1],
        Text(*owner),
        first,
        START + timedelta(days=4 + place),
        START + timedelta(days=10 * place),
        START + timedelta(days=30 + 15 * place),
        START + timedelta(days=90 + 30 * place),
        *goals,
        Load(0.5 * (place % 2), 6.0 * (place % 2), 12.0, 8.0, ("low", "mid", "high")[place % 3]),  # type: ignore[arg-type]
        Text("分两批开始，后一批作对照。", "Start in two batches; the later one is the comparison."),
        Text("可能变成讨价还价，需写明规则。", "It may turn into bargaining; write the rules down."),
        ask=(Text("是否只有一个团队在抱怨？", "Is it a single team that complains?"),) if place == 1 else (),
        decision=decision,
    )


def goal(
    metric: str, zh: str, en: str, unit: str, now: float | None, target: float | None, visible: bool | None
) -> Goal:
    base = None if now is None else Baseline(now, now * 0.95, now * 1.05, unit, 322, detectable=now * 0.06)  # type: ignore[arg-type]
    return Goal(metric, Text(zh, en), unit, 1, base, target, visible)  # type: ignore[arg-type]


def plan() -> ImprovementPlan:
    company = Scope("company", "company", Text("全公司", "Whole company"))
    north = Scope("morale/region:north", "region", Text("华北", "North"))
    everyone = Scope(
        "morale/team_type:key_account", "team_type", Text("大客户团队", "Key-account teams"), "everyone"
    )
    rest = Scope(
        "skills/company",
        "company",
        Text("全公司", "Whole company"),
        "scope",
        ("region:north",),
        (Text("华北", "North"),),
    )
    attainment = goal("attainment", "达成率", "Attainment", "share", 0.79, 0.895, True)
    fairness = goal("MO-TGT", "目标合理与公平", "Target fairness", "points", 2.45, 2.98, True)
    win_rate = goal("win_rate", "赢单率", "Win rate", "share", 0.296, 0.31, False)
    skill = goal("SK-DIS", "需求挖掘", "Discovery", "points", 3.21, 3.5, True)
    hours = goal("selling_hours", "每周销售时间", "Selling hours a week", "count", None, None, None)
    tools = goal("MO-TOO", "流程与工具", "Process and tools", "points", 2.52, 3.0, True)
    load = goal("WB-LOA", "负荷可承受", "Manageable load", "points", 2.6, 2.95, True)
    leavers = goal("leavers", "离职率", "Leavers", "share", 0.19, 0.11, None)
    director, operations = ("销售总监", "Sales director"), ("销售运营", "Sales operations")
    lines = (
        line(
            1,
            1,
            "rebase_targets",
            "按潜力重定目标",
            "Rebase targets on potential",
            north,
            director,
            (fairness, attainment),
        ),
        line(2, 16, "crm_diet", "给 CRM 减负", "CRM diet", company, operations, (hours, tools)),
        line(
            3,
            9,
            "discovery_lab",
            "需求挖掘练习营",
            "Discovery practice lab",
            rest,
            ("销售赋能", "Sales enablement"),
            (skill, win_rate),
        ),
        line(
            4,
            28,
            "load_first",
            "先减负荷",
            "Load first",
            everyone,
            ("大区总监", "Regional director"),
            (load, leavers),
        ),
    )
    step = Text(
        "请主管分别回答下面三个问题，一周内交回。",
        "Put the three questions below to the managers; answers within a week.",
    )
    talk = Talk(
        LineKey("row18", "MO-COA", "morale/manager_tenure:new", "talk"),
        18,
        Scope("morale/manager_tenure:new", "manager_tenure", Text("新任主管", "New managers")),
        "director",
        Text(*director),
        step,
        START + timedelta(days=14),
        QUESTIONS,
        CHECK,
        DISPROOF,
    )
    executive = (
        ExecutiveStep(
            "decide",
            Text(
                "为华北的目标拍板：重定，还是维持。",
                "Decide on the targets of North: rebase them or keep them.",
            ),
            START + timedelta(days=7),
        ),
        ExecutiveStep(
            "open",
            Text("亲自向全员说明结果与方案。", "Tell everybody the results and the plan in person."),
            START + timedelta(days=10),
        ),
    )
    left_out = (
        NotChosen(
            "negotiation_drill",
            Text("谈判演练", "Negotiation drill"),
            10,
            "morale/region:north",
            "fair_comparison",
            Text(
                "目标没有理清之前，不对该大区安排技能行动。",
                "No skill action in this region while its targets are open.",
            ),
        ),
        NotChosen(
            "incentive_slope",
            Text("调整激励坡度", "Incentive slope"),
            21,
            "company",
            "ask_first",
            Text(
                "原因尚待核实，而这项行动代价较大。",
                "The cause is only to be checked, and the action is costly.",
            ),
        ),
    )
    return ImprovementPlan(START, lines, (talk,), executive, left_out, ())


def material(name: str) -> Material:
    """An example with its cause map, and with the plan where there is something to plan for."""
    diagnosis = EXAMPLES[name]()
    likely = any(cause.certainty == "likely" for cause in diagnosis.causes)
    complete = diagnosis.figures is not None and len(diagnosis.causes) == len(full().causes)
    return Material(diagnosis, cause_map(), None, plan() if likely and complete else None)
