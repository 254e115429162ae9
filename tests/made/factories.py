"""Example diagnoses for the report's tests: a full one, halves of it, hidden, tiny, huge and extreme ones.

Made by hand from a formula, sharing no code with the detector. Numbers are plausible, not estimated from anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from diagnostic.core.diagnosis.model.cause import Cause, SignFound
from diagnostic.core.diagnosis.model.diagnosis import (
    Assessment,
    AuditLine,
    Diagnosis,
    Figures,
    GapPart,
    InputLine,
    Note,
    Pitfall,
    RepBin,
    RepSpread,
    Response,
    ScaleGrade,
    TreeRow,
    TrendPoint,
)
from diagnostic.core.diagnosis.model.result import CannotSay, Group, Measure, Result, Results
from diagnostic.core.privacy.certificate import Certificate
from diagnostic.text import Text, same

CENT = 100
WAN = 10_000 * CENT
REGIONS = {"east": Text("华东", "East"), "south": Text("华南", "South"), "north": Text("华北", "North")}
TEAMS = {"east": 16, "south": 12, "north": 12}
ATTAINED = {"east": 0.94, "south": 0.86, "north": 0.79}

SKILLS = (
    ("SK-DIS", "需求挖掘", "Discovery", 3.21, 3.8),
    ("SK-VAL", "价值呈现与谈判", "Value and negotiation", 3.42, 3.5),
    ("SK-PRO", "新客户开发", "Prospecting", 3.38, 3.5),
    ("SK-PIP", "商机推进与过程纪律", "Opportunity discipline", 3.55, 3.8),
    ("SK-KNO", "产品与方案知识", "Product and solution knowledge", 3.83, 3.8),
    ("SK-ACC", "客户分级与时间分配", "Tiering and time", 3.30, 3.5),
)
CONDITIONS = (
    ("MO-GOA", "目标清晰", "Goal clarity", 3.52, 0.09, 0.08),
    ("MO-TGT", "目标合理与公平", "Target fairness", 2.98, 0.14, 0.22),
    ("MO-COA", "主管辅导与反馈", "Coaching", 3.31, 0.21, 0.31),
    ("MO-REC", "认可", "Recognition", 3.44, 0.10, 0.15),
    ("MO-PAY", "激励清楚与公平", "Incentive clarity and fairness", 3.20, 0.12, 0.40),
    ("MO-GRO", "成长与晋升", "Growth", 3.15, 0.11, 0.28),
    ("MO-TEA", "团队协作", "Teamwork", 3.61, 0.08, 0.18),
    ("MO-VOI", "发声与回应", "Voice and response", 3.10, 0.10, 0.14),
    ("MO-TOO", "流程与工具", "Process and tools", 2.52, 0.05, 0.62),
)
OUTCOMES = (("MO-ENG", "工作投入", "Engagement", 3.48), ("MO-STA", "留任意愿", "Intent to stay", 3.40))
WELLBEING = (
    ("WB-ENE", "精力", "Energy", 3.12),
    ("WB-LOA", "负荷可承受", "Manageable load", 2.95),
    ("WB-BAL", "工作与生活", "Work and life", 3.05),
    ("WB-SUP", "求助与支持", "Support", 3.66),
)
METRICS = (
    ("attainment", "达成率", "Attainment", "share"),
    ("sales", "销售额", "Sales", "money"),
    ("win_rate", "赢单率", "Win rate", "share"),
    ("deal_size", "单均金额", "Deal size", "money"),
    ("cycle_days", "成交周期", "Cycle", "days"),
)
TYPES = {
    "field": Text("直销团队", "Field teams"),
    "key_account": Text("大客户团队", "Key-account teams"),
    "channel": Text("渠道团队", "Channel teams"),
}
ROLES = {
    "N": Text("新人（一年以内）", "New reps (first year)"),
    "R": Text("销售代表", "Sales reps"),
    "K": Text("大客户经理", "Key-account reps"),
}
BANDS = {
    "top": Text("业绩上段", "Top band"),
    "middle": Text("业绩中段", "Middle band"),
    "bottom": Text("业绩下段", "Bottom band"),
}
TENURES = {
    "new": Text("新任主管", "New managers"),
    "experienced": Text("有经验的主管", "Experienced managers"),
}


def survey_measures() -> dict[str, Measure]:
    definition = Text(
        "这个量表看什么，在问卷里有完整说明。", "What this scale looks at is explained in full in the survey."
    )
    kinds = [
        *(("skill", code, zh, en) for code, zh, en, *_ in SKILLS),
        *(("condition", code, zh, en) for code, zh, en, *_ in (*CONDITIONS, *OUTCOMES)),
        *(("wellbeing", code, zh, en) for code, zh, en, _ in WELLBEING),
    ]
    return {
        code: Measure(code, kind, Text(zh, en), definition, "points", 1, 5)  # type: ignore[arg-type]
        for kind, code, zh, en in kinds
    }


def metric_measures() -> dict[str, Measure]:
    return {
        code: Measure(code, "metric", Text(zh, en), None, unit)  # type: ignore[arg-type]
        for code, zh, en, unit in METRICS
    }


def team_labels(region: str, count: int, long_names: bool = False) -> list[tuple[str, Text]]:
    letter = region[0].upper()
    if long_names:
        zh = "{region}大区重点行业(水务、化工与食品)客户第{place}销售与技术服务联合团队"
        en = (
            "{region} region joint sales and technical service team {place} for water, chemicals and food "
            "key industries"
        )
    else:
        zh, en = "{region}{place}组", "{region} team {place}"
    return [
        (f"{letter}{place:02d}", Text(zh, en).format(region=REGIONS[region], place=place))
        for place in range(1, count + 1)
    ]


def full(teams: dict[str, int] | None = None, long_names: bool = False) -> Diagnosis:
    """The demo company in outline: three regions, forty teams, survey and figures, every kind of result."""
    teams = teams or TEAMS
    groups = {**figure_groups(teams, long_names), **survey_groups(teams, long_names)}
    results = Results((*figure_results(), *survey_results(teams)))
    return Diagnosis(
        assessment=Assessment(
            Text("汀澜流体控制", "Tinglan Flow Control"),
            Text("2025 年度销售诊断", "Sales diagnosis 2025"),
            "2025",
            date(2026, 1, 31),
            "CNY",
            simulated=True,
            board_target=122_000 * WAN,
        ),
        inputs=inputs("roster", "targets", "actuals", "opportunities", "answers:morale", "answers:skills"),
        groups=groups,
        measures={**metric_measures(), **survey_measures()},
        results=results,
        causes=causes(),
        strengths=("figure_contrast|team_type:key_account|attainment", "top_rest|skills/band:top|SK-DIS"),
        pitfalls=pitfalls(),
        scales=scale_grades(),
        response=response(),
        figures=figures(teams),
        certificates=certificates(),
        notes=(
            Note(
                "item.off_scale",
                Text(
                    "第 12 题有 3 份回答超出量表，已作缺失处理。",
                    "Item 12 had 3 answers off its scale; they count as missing.",
                ),
            ),
        ),
        provenance={"release": "3f1c9a7d2b60e4f8", "code": "0.1.0"},
    )


def figures_only(persons: bool = True) -> Diagnosis:
    """No answers at all; a CRM export without currency when `persons`."""
    whole = full()
    figures_ = whole.figures
    assert figures_ is not None
    return replace(
        whole,
        assessment=replace(whole.assessment, simulated=False),
        inputs=inputs("roster", "targets", "actuals", "opportunities"),
        groups={key: group for key, group in whole.groups.items() if group.source == "figures"},
        measures=metric_measures(),
        results=Results(figure_results()),
        causes=(causes()[0],),
        strengths=whole.strengths[:1],
        scales=(),
        response=(),
        certificates=None,
        figures=figures_ if persons else replace(figures_, spread=None),
        notes=(),
    )


def deals_only() -> Diagnosis:
    """Opportunities without targets, roles or a currency (a bare CRM export)."""
    whole = figures_only()
    assert whole.figures is not None
    bare = replace(whole.figures, currency="", tree=(), by_unit=(), by_factor=(), trend=(), audit=())
    return replace(
        whole,
        assessment=replace(whole.assessment, currency=None, board_target=None),
        inputs=inputs("roster", "opportunities"),
        figures=bare,
        causes=(),
        pitfalls=(),
        strengths=(),
        results=Results(tuple(r for r in figure_results() if r.measure in ("win_rate", "deal_size"))),
    )


def survey_only() -> Diagnosis:
    """Answers without any figures: no performance claim is possible."""
    whole = full()
    return replace(
        whole,
        inputs=inputs("answers:morale", "answers:skills"),
        groups={key: group for key, group in whole.groups.items() if group.source == "survey"},
        measures=survey_measures(),
        results=Results(tuple(r for r in survey_results(TEAMS) if r.kind != "top_rest")),
        causes=(cause_to_check(),),
        strengths=(),
        figures=None,
        pitfalls=(),
    )


def all_hidden() -> Diagnosis:
    """Four people answered: nothing of the survey may be shown."""
    whole = full()
    nothing = tuple(
        Result(
            "mean",
            f"{'skills' if code.startswith('SK') else 'morale'}/company",
            code,
            "mean",
            "description",
            "points",
            cannot_say=CannotSay("not_shown"),
            verdict="cannot_tell",
        )
        for code in survey_measures()
    )
    return replace(
        whole,
        results=Results((*figure_results(), *nothing)),
        groups={k: g for k, g in whole.groups.items() if g.source == "figures" or g.kind == "company"},
        causes=(causes()[0],),
        strengths=whole.strengths[:1],
        response=(),
        scales=tuple(
            replace(
                s,
                alpha=None,
                low=None,
                high=None,
                n=0,
                grade="cannot_say",
                cannot_say=CannotSay("not_shown"),
                icc1=None,
                icc2=None,
            )
            for s in scale_grades()
        ),
        certificates={"morale": Certificate(5, 10, 0, None, {}, (), 15)},
    )


def nobody_answered() -> Diagnosis:
    whole = all_hidden()
    lines = tuple(
        replace(line, rows=0, used=0) if line.name.startswith("answers") else line for line in whole.inputs
    )
    return replace(whole, inputs=lines, results=Results(figure_results()), scales=(), certificates=None)


def one_unit() -> Diagnosis:
    """A company of one team: nothing to compare within it."""
    whole = figures_only()
    assert whole.figures is not None
    tree = (replace(whole.figures.tree[0], people=7),)
    results = (
        Result(
            "figure",
            "company",
            "win_rate",
            "proportion.wilson",
            "description",
            "share",
            0.3,
            0.24,
            0.37,
            0.95,
            212,
        ),
        Result(
            "figure_spread",
            "company",
            "win_rate",
            "proportion.chi_square",
            "figures",
            "share",
            cannot_say=CannotSay("one_group"),
            verdict="cannot_tell",
        ),
    )
    alone = replace(whole.figures, tree=tree, by_unit=(), by_factor=(), spread=None, audit=())
    return replace(
        whole,
        figures=alone,
        results=Results(results),
        groups={"company": whole.groups["company"]},
        causes=(),
        strengths=(),
    )


def many_teams() -> Diagnosis:
    return full({"east": 80, "south": 60, "north": 60})


def long_names() -> Diagnosis:
    return full({"east": 5, "south": 4, "north": 4}, long_names=True)


def extreme() -> Diagnosis:
    """0 % and 300 % attainment in the same company."""
    whole = full({"east": 3, "south": 2, "north": 2})
    assert whole.figures is not None
    tree = list(whole.figures.tree)
    for place, share in ((2, 0.0), (3, 3.0)):
        row = tree[place]
        assert row.target is not None
        tree[place] = replace(
            row, actual=int(row.target * share), attainment=share, low=share, high=share, adjusted=None
        )
    return replace(whole, figures=replace(whole.figures, tree=tuple(tree)))


def inputs(*given: str) -> tuple[InputLine, ...]:
    names = ("roster", "targets", "actuals", "opportunities", "answers:morale", "answers:skills", "managers")
    return tuple(
        InputLine(n, n in given, 400 if n in given else 0, 396 if n in given else 0, 4 if n in given else 0)
        for n in names
    )


def figure_groups(teams: dict[str, int], long_names: bool) -> dict[str, Group]:
    groups = [Group("company", "company", Text("全公司", "Whole company"), "figures", 400)]
    for region, label in REGIONS.items():
        groups.append(Group(f"region:{region}", "region", label, "figures", 10 * teams[region], "company"))
        groups += [
            Group(f"team:{code}", "team", name, "figures", 10, f"region:{region}")
            for code, name in team_labels(region, teams[region], long_names)
        ]
    groups += [
        Group(f"team_type:{key}", "team_type", label, "figures", 60, "company")
        for key, label in TYPES.items()
    ]
    return {group.id: group for group in groups}


def survey_groups(teams: dict[str, int], long_names: bool) -> dict[str, Group]:
    groups = []
    for module in ("morale", "skills"):
        groups.append(
            Group(
                f"{module}/company", "company", Text("全公司", "Whole company"), "survey", 322, module=module
            )
        )
    declared = (
        (REGIONS, "region", "morale"),
        (TYPES, "team_type", "morale"),
        (TENURES, "manager_tenure", "morale"),
        (ROLES, "role", "skills"),
        (BANDS, "band", "skills"),
    )
    for labels, kind, module in declared:
        groups += [
            Group(f"{module}/{kind}:{key}", kind, label, "survey", 100, f"{module}/company", module)
            for key, label in labels.items()
        ]  # type: ignore[arg-type]
    for region in REGIONS:
        groups += [
            Group(f"morale/atom:{code}", "atom", name, "survey", 8, f"morale/region:{region}", "morale")
            for code, name in team_labels(region, teams[region], long_names)
        ]
    return {group.id: group for group in groups}


def figure_results() -> tuple[Result, ...]:
    def contrast(
        group: str, measure: str, unit: str, value: float, half: float, p: float, verdict: str, n: int = 2800
    ) -> Result:
        sign = 0 if verdict == "cannot_tell" else -1 if value < 0 else 1
        return Result(
            "figure_contrast",
            group,
            measure,
            "proportion.newcombe",
            "figures",
            unit,
            value,
            value - half,
            value + half,
            0.95,
            n,  # type: ignore[arg-type]
            p,
            min(1.0, p * 9),
            sign,
            verdict,
            detectable=half * 1.43,
        )  # type: ignore[arg-type]

    described = (
        Result(
            "figure",
            "company",
            "attainment",
            "ratio.linearised",
            "description",
            "share",
            0.869,
            0.851,
            0.887,
            0.95,
            400,
        ),
        Result(
            "figure",
            "company",
            "win_rate",
            "proportion.wilson",
            "description",
            "share",
            0.296,
            0.288,
            0.304,
            0.95,
            11_200,
        ),
        Result(
            "figure",
            "company",
            "deal_size",
            "mean.t",
            "description",
            "money",
            32 * WAN,
            31 * WAN,
            33 * WAN,
            0.95,
            3_315,
        ),
    )
    return (
        *described,
        Result(
            "target_actual",
            "company",
            "attainment",
            "ratio.linearised",
            "figures",
            "share",
            -0.131,
            -0.149,
            -0.113,
            0.95,
            400,
            0.00001,
            0.00005,
            -1,
            "clear",
        ),
        Result(
            "figure_spread",
            "company",
            "win_rate",
            "proportion.chi_square",
            "figures",
            "share",
            0.021,
            n=30,
            p=0.264,
            p_adjusted=0.53,
            verdict="cannot_tell",
        ),
        contrast("region:north", "attainment", "share", -0.11, 0.04, 0.0004, "clear"),
        contrast("region:north", "win_rate", "share", -0.004, 0.018, 0.66, "cannot_tell"),
        contrast("team_type:key_account", "attainment", "share", 0.225, 0.05, 0.00001, "clear"),
        contrast("team_type:channel", "deal_size", "money", -4.0 * WAN, 5.1 * WAN, 0.12, "cannot_tell"),
        Result(
            "figure_change",
            "company",
            "cycle_days",
            "two_group.permutation",
            "figures",
            "days",
            6.2,
            1.1,
            11.3,
            0.95,
            3315,
            0.018,
            0.09,
            -1,
            "likely",
        ),
    )


def survey_results(teams: dict[str, int]) -> tuple[Result, ...]:
    rng = np.random.default_rng(11)
    found: list[Result] = []
    for code, *_, now, required in SKILLS:
        found.append(mean("skills/company", code, now, 0.07, 322))
        for place, (role, n) in enumerate((("N", 58), ("R", 221), ("K", 43))):
            value = now + (-0.4, 0.0, 0.3)[place]
            found.append(mean(f"skills/role:{role}", code, value, 0.7 / n**0.5 * 2, n))
            need = required + (-1.0, 0.0, 0.4)[place]
            found.append(
                gap(
                    "required_current",
                    f"skills/role:{role}",
                    code,
                    value - need,
                    1.4 / n**0.5,
                    n,
                    "required",
                    need,
                )
            )
        for place, band in enumerate(BANDS):
            found.append(mean(f"skills/band:{band}", code, now + (0.25, 0.0, -0.2)[place], 0.14, 104))
        found.append(
            gap(
                "top_rest",
                "skills/band:top",
                code,
                0.33 if code == "SK-DIS" else 0.08,
                0.16,
                312,
                "confirmatory",
                None,
            )
        )
        found.append(
            Result(
                "priority",
                "skills/company",
                code,
                "priority",
                "exploratory",
                "probability",
                float(min(0.99, max(0.01, (required - now) * 1.6))),
                n=322,
                reference=now - required,
            )
        )
    for code, *_, now, weight, stated in CONDITIONS:
        found += by_unit(rng, teams, code, now)
        found.append(
            Result(
                "driver",
                "morale/company",
                f"{code}>MO-ENG",
                "regression.lmg",
                "exploratory",
                "share",
                weight,
                weight * 0.6,
                weight * 1.4,
                0.95,
                322,
            )
        )
        found.append(
            Result(
                "stated_importance",
                "morale/company",
                code,
                "proportion.wilson",
                "description",
                "share",
                stated,
                stated - 0.05,
                stated + 0.05,
                0.95,
                318,
                reference=1 / 3,
            )
        )
        found.append(
            Result(
                "importance_satisfaction",
                "morale/company",
                code,
                "mean.nested",
                "description",
                "points",
                now - 3.2,
                now - 3.29,
                now - 3.11,
                0.95,
                322,
                reference=3.2,
            )
        )
    for code, _, _, now in (*OUTCOMES, *WELLBEING):
        found += by_unit(rng, teams, code, now)
    found.append(
        Result(
            "self_manager",
            "skills/company",
            "SK-DIS",
            "two_group.permutation",
            "confirmatory",
            "points",
            cannot_say=CannotSay("too_few", None, 10),
            verdict="cannot_tell",
        )
    )
    return tuple(found)


def mean(group: str, code: str, value: float, half: float, n: int) -> Result:
    return Result(
        "mean",
        group,
        code,
        "mean.pooled_sd",
        "description",
        "points",
        value,
        value - half,
        value + half,
        0.95,
        n,
    )


def gap(
    kind: str, group: str, code: str, value: float, half: float, n: int, family: str, reference: float | None
) -> Result:
    verdict = (
        "clear"
        if abs(value) > 1.3 * half
        else "likely"
        if abs(value) > half
        else "equivalent"
        if half < 0.2 and abs(value) < 0.05
        else "cannot_tell"
    )
    p = {"clear": 0.002, "likely": 0.008, "equivalent": 0.7, "cannot_tell": 0.31}[verdict]
    adjusted = {"clear": 0.013, "likely": 0.071, "equivalent": 1.0, "cannot_tell": 1.0}[verdict]
    sign = (-1 if value < 0 else 1) if verdict in ("clear", "likely") else 0
    return Result(
        kind,
        group,
        code,
        "two_group.student",
        family,
        "points",
        value,
        value - half,
        value + half,
        0.95,
        n,
        p,
        adjusted,  # type: ignore[arg-type]
        sign,
        verdict,
        reference=reference,
        effect=value / 0.7,
        effect_name="sd",
        detectable=half * 1.43,
    )  # type: ignore[arg-type]


def by_unit(rng: np.random.Generator, teams: dict[str, int], code: str, now: float) -> list[Result]:
    """Means of company, regions, types, tenures and teams, the contrasts, and shrunken team estimates."""
    found = [mean("morale/company", code, now, 0.08, 322)]
    shift = {
        "region:north": {"MO-TGT": -0.75 * 0.7, "MO-GOA": -0.3},
        "team_type:key_account": {"WB-ENE": -0.7, "WB-BAL": -0.45},
        "team_type:channel": {"MO-PAY": -0.8},
        "manager_tenure:new": {"MO-COA": -0.7},
    }
    keys = [
        *(f"region:{r}" for r in REGIONS),
        *(f"team_type:{t}" for t in TYPES),
        *(f"manager_tenure:{t}" for t in TENURES),
    ]
    for key in keys:
        value = shift.get(key, {}).get(code, float(rng.normal(0, 0.05)))
        if (key, code) == ("team_type:channel", "WB-SUP"):
            continue  # nothing published for this cell
        found.append(mean(f"morale/{key}", code, now + value, 0.12, 100))
        found.append(gap("contrast", f"morale/{key}", code, value, 0.22, 322, "confirmatory", None))
    for region in REGIONS:
        for team, _ in team_labels(region, teams[region]):
            value = float(rng.normal(0, 0.15))
            if team.endswith("7"):
                continue
            found.append(mean(f"morale/atom:{team}", code, now + value, 0.45, 8))
            found.append(
                Result(
                    "unit_company",
                    f"morale/atom:{team}",
                    code,
                    "blup.integrated",
                    "exploratory",
                    "points",
                    value / 2,
                    value / 2 - 0.3,
                    value / 2 + 0.3,
                    0.95,
                    8,
                    verdict="to_talk_about" if abs(value) > 0.6 else "described",
                    reference=now,
                )
            )
    found.append(
        Result("icc", "morale/company", code, "icc.icc1_anova", "description", "ratio", 0.07, n=322, p=0.001)
    )
    return found


def figures(teams: dict[str, int]) -> Figures:
    rows, parts = [], []
    for region, label in REGIONS.items():
        own = []
        for place, (code, _) in enumerate(team_labels(region, teams[region])):
            target = 3_000 * WAN
            share = ATTAINED[region] + 0.04 * ((place % 5) - 2)
            own.append(
                TreeRow(
                    f"team:{code}",
                    2,
                    10,
                    target,
                    int(target * share),
                    share,
                    share - 0.08,
                    share + 0.08,
                    share - 0.02,
                    0.94 if code == "E09" else None,
                    ("potential",) if code == "E09" else (),
                )
            )
        rows += [total(f"region:{region}", 1, own), *own]
        parts.append(
            GapPart(f"region:{region}", label, float(sum((r.actual or 0) - (r.target or 0) for r in own)))
        )
    company = total("company", 0, [row for row in rows if row.depth == 2])
    short = float((company.actual or 0) - (company.target or 0))
    factors = (
        ("activity", "活动量", "Activity", 0.21),
        ("win_rate", "赢单率", "Win rate", 0.54),
        ("deal_size", "单均金额", "Deal size", 0.25),
    )
    return Figures(
        "CNY",
        "2025",
        (company, *rows),
        tuple(parts),
        tuple(GapPart(code, Text(zh, en), short * share) for code, zh, en, share in factors),
        Text(
            "目标所依据的计划值（每人28个商机、赢单率33%、单均34万元）",
            "the plan behind the targets (28 deals a rep, 33% won, CNY 340 thousand a deal)",
        ),
        tuple(
            TrendPoint(
                f"2025-{month:02d}",
                int((company.actual or 0) / 12 * (0.75, 1.0, 0.95, 1.3)[(month - 1) // 3]),
                (company.target or 0) // 12,
            )
            for month in range(1, 13)
        ),
        (
            AuditLine(
                "targets.children",
                "warning",
                Text(
                    "华北各团队目标之和比大区目标高 7%。",
                    "The team targets of North add up to 7% more than the target of the region.",
                ),
            ),
            AuditLine(
                "targets.mixed_periods",
                "info",
                Text(
                    "有 3 个人的目标按月给出，已折算为全年。",
                    "Three targets were given by month and were converted to the year.",
                ),
            ),
        ),
        spread=rep_spread(),
    )


def total(group: str, depth: int, rows: Sequence[TreeRow]) -> TreeRow:
    target, actual = sum(row.target or 0 for row in rows), sum(row.actual or 0 for row in rows)
    share = actual / target
    return TreeRow(
        group,
        depth,
        sum(row.people for row in rows),
        target,
        actual,
        share,
        share - 0.02,
        share + 0.02,
        share - 0.03,
        share + 0.02,
        ("ramp",),
    )


def rep_spread(bins: int = 40) -> RepSpread:
    """A hundred and twenty reps in pools of three, whose win rates swing around 30 %."""
    pools = tuple(RepBin(3, 12.0 + place, 0.3 + 0.07 * float(np.sin(place))) for place in range(bins))
    closed = sum(round(3 * pool.closed) for pool in pools)
    return RepSpread(120, closed, round(0.3 * closed), 1, pools)


def causes() -> tuple[Cause, ...]:
    north = Text("华北", "North")
    return (
        Cause(
            1,
            "morale/region:north",
            "region",
            north,
            "fair",
            "likely",
            0.9,
            (
                SignFound(
                    "attainment_low",
                    "figures",
                    0.79,
                    0.87,
                    120,
                    ("figure_contrast|region:north|attainment",),
                    "share",
                ),
                SignFound(
                    "low:MO-TGT",
                    "survey",
                    2.45,
                    2.98,
                    100,
                    ("contrast|morale/region:north|MO-TGT",),
                    "points",
                ),
                SignFound(
                    "win_rate_ordinary",
                    "figures",
                    0.292,
                    0.296,
                    3360,
                    ("figure_contrast|region:north|win_rate",),
                    "share",
                ),
            ),
        ),
        Cause(
            9,
            "skills/company",
            "company",
            Text("全公司", "Whole company"),
            "skill",
            "likely",
            0.7,
            (
                SignFound(
                    "below_required:SK-DIS@R",
                    "survey",
                    3.21,
                    3.8,
                    221,
                    ("required_current|skills/role:R|SK-DIS",),
                    "points",
                ),
                SignFound("conversion_low", "figures", 0.41, 0.52, 11200, (), "share"),
            ),
        ),
        Cause(
            16,
            "company",
            "company",
            Text("全公司", "Whole company"),
            "condition",
            "likely",
            0.6,
            (
                SignFound("low:MO-TOO", "survey", 2.52, 3.2, 322, ("mean|morale/company|MO-TOO",), "points"),
                SignFound("next_step_missing", "figures", 0.46, None, 5200, (), "share"),
            ),
        ),
        Cause(
            28,
            "morale/team_type:key_account",
            "team_type",
            TYPES["key_account"],
            "condition",
            "likely",
            0.55,
            (
                SignFound(
                    "low:WB-ENE",
                    "survey",
                    2.42,
                    3.12,
                    60,
                    ("contrast|morale/team_type:key_account|WB-ENE",),
                    "points",
                ),
                SignFound(
                    "attainment_high",
                    "figures",
                    1.08,
                    1.0,
                    60,
                    ("figure_contrast|team_type:key_account|attainment",),
                    "share",
                ),
            ),
        ),
        Cause(
            10,
            "morale/region:north",
            "region",
            north,
            "skill",
            "to_check",
            0.3,
            (SignFound("low:MO-GOA", "survey", 3.2, 3.5, 100, (), "points"),),
            vetoed_by=1,
        ),
        cause_to_check(),
    )


def cause_to_check() -> Cause:
    return Cause(
        18,
        "morale/manager_tenure:new",
        "manager_tenure",
        TENURES["new"],
        "condition",
        "to_check",
        0.5,
        (
            SignFound(
                "low:MO-COA",
                "survey",
                2.61,
                3.31,
                48,
                ("contrast|morale/manager_tenure:new|MO-COA",),
                "points",
            ),
        ),
    )


def pitfalls() -> tuple[Pitfall, ...]:
    return (
        Pitfall(
            "results_only",
            Text("只看结果指标？", "Are results the only measure?"),
            "yes",
            Text("6 个指标全部是结果指标。", "All 6 measures are results."),
        ),
        Pitfall(
            "no_differentiation",
            Text("各岗位用同一套指标？", "Do all roles share one set of measures?"),
            "no",
            Text("3 类岗位各有指标。", "Each of 3 roles has its own."),
        ),
        Pitfall(
            "single_incentive",
            Text("激励只有一种？", "Is there a single incentive?"),
            "cannot_tell",
            Text("没有提供激励方案。", "The incentive scheme was not given."),
        ),
    )


def scale_grades() -> tuple[ScaleGrade, ...]:
    codes = list(survey_measures())
    grades = [
        ScaleGrade(
            code,
            3,
            318,
            0.81 - 0.01 * place,
            0.78 - 0.01 * place,
            0.84 - 0.01 * place,
            "good" if place < 6 else "usable",
            None,
            0.07,
            0.41,
        )
        for place, code in enumerate(codes)
    ]
    return tuple(grades)


def response() -> tuple[Response, ...]:
    rows = [Response("morale/company", 322, 400), Response("skills/company", 322, 400)]
    return (
        *rows,
        Response("morale/region:east", 131, 160),
        Response("morale/region:south", 97, 120),
        Response("morale/region:north", 94, 120),
    )


def certificates() -> dict[str, Certificate]:
    merged = (Text("华东7组 + 华东8组", "East team 7 + East team 8"),)
    return {
        "morale": Certificate(5, 10, 49, 6, {"company": 322, "region": 322, "atom": 322}, merged, 18),
        "skills": Certificate(5, 10, 9, 11, {"company": 322, "role": 322, "band": 322}, (), 4),
    }


EXAMPLES = {
    "full": full,
    "figures_only": figures_only,
    "deals_only": deals_only,
    "survey_only": survey_only,
    "all_hidden": all_hidden,
    "nobody_answered": nobody_answered,
    "one_unit": one_unit,
    "many_teams": many_teams,
    "long_names": long_names,
    "extreme": extreme,
}
__all__ = ["EXAMPLES", "same"]
