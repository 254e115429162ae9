"""Words of the plan: its page, the form of a line, additions and versions."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # the page
    "plan_lead": Text(
        "自 {start} 开始。分析 {run} 给出建议，由你和客户定稿：改过的内容不会被下一次分析覆盖。",
        "From {start}. Analysis {run} proposes; you and the client decide. No later analysis overwrites your changes.",
    ),
    "plan_none_head": Text("还没有可以修改的计划", "There is no plan to edit yet"),
    "plan_none": Text(
        "计划由诊断得出。请先在评估的“诊断”一步完成一次分析，再回到这里。",
        "A plan comes out of a diagnosis. Run one in the step “Diagnosis” of this assessment, then come back.",
    ),
    "plan_to_assessment": Text("回到评估步骤", "To the steps of the assessment"),
    "plan_no_lines": Text(
        "分析没有建议任何行动，多半因为原因都还有待谈话核实。可以先安排下面的谈话，或添加自己的行动。",
        "The analysis proposes no action, mostly because every cause is still to be checked by talk. Hold the talks "
        "below first, or add an action of your own.",
    ),
    "plan_lines": Text("行动", "Actions"),
    "plan_add": Text("添加自己的行动", "Add an own action"),
    "plan_keep": Text("保存为版本", "Keep a version"),
    "plan_versions": Text("版本", "Versions"),
    "plan_versions_n": Text("版本（{n}）", "Versions ({n})"),
    "plan_order_back": Text("恢复建议的顺序", "Back to the proposed order"),
    "plan_conflicts_n": Text(
        "有 {n} 项行动，新的分析与你的修改不一致。你的内容照旧有效，打开该项可逐一决定。",
        "Lines where a newer analysis disagrees with your changes: {n}. Yours still hold; open each one to decide.",
    ),
    "plan_for": Text("{cause}（{scope}）", "{cause} ({scope})"),
    "plan_no_cause": Text("不针对诊断出的原因", "not for a cause of the diagnosis"),
    "plan_row": Text("原因 {n}", "cause {n}"),
    "plan_likely": Text("较可能", "likely"),
    "plan_to_check": Text("待核实", "to be checked"),
    "plan_everyone": Text("面向所有人", "offered to everyone"),
    "plan_without": Text(
        "不含 {scopes}：那里先做公平比较", "without {scopes}, where the fair comparison comes first"
    ),
    "colon": Text("：", ": "),
    # badges
    "plan_edited": Text("已修改", "edited"),
    "plan_edited_by": Text("{who} 改过：{fields}", "{who} changed: {fields}"),
    "plan_locked": Text("已锁定", "locked"),
    "plan_conflict": Text("与新分析不一致", "conflict"),
    "plan_gone": Text("数据中已看不到", "no longer shown by the data"),
    "plan_gone_note": Text(
        "最近一次分析不再显示这项行动所针对的问题。因为你改过或锁定过它，所以保留；不需要时请移除。",
        "The newest analysis no longer shows what this action answers. It stays because you edited or locked it; take "
        "it out if it isn't needed.",
    ),
    "plan_added": Text("顾问添加", "added by you"),
    # what a card says
    "plan_owner": Text("负责人", "Owner"),
    "plan_step": Text("第一步", "First step"),
    "plan_by": Text("{day}前", "by {day}"),
    "plan_begins": Text("全面开始", "Begins"),
    "plan_leading": Text("先行指标", "Leading measure"),
    "plan_lagging": Text("结果指标", "Result measure"),
    "plan_load": Text("投入", "Load"),
    "plan_more_words": Text("风险、检验与决定", "Risk, check and decision"),
    "plan_ask": Text("开始前先问", "Ask before the start"),
    "plan_also_for": Text("同时针对", "Answers too"),
    "plan_with_interval": Text("{now}（95% 区间 {interval}）", "{now} (95% interval {interval})"),
    "plan_from_to": Text("现状 {now}，目标 {target}", "now {now}; target {target}"),
    "plan_not_measured": Text("尚未测量", "not measured yet"),
    "plan_no_target": Text("不设目标，只看方向", "no target; read the direction"),
    "plan_measure_first": Text("先测出现状", "measure first"),
    "plan_invisible": Text(
        "比下一轮测量能看出的变化（{least}）小，只能看方向。",
        "Smaller than the change the next measurement can show ({least}): read the direction only.",
    ),
    "plan_now": Text("现状", "Now"),
    "plan_target": Text("目标", "Target"),
    "plan_when": Text("何时可见", "Seen from"),
    "plan_n_rep_hours_per_week": Text("每位销售每周 {n} 小时", "{n} h a week per rep"),
    "plan_n_rep_hours": Text("每位销售共 {n} 小时", "{n} h per rep in all"),
    "plan_n_manager_hours": Text("每位主管 {n} 小时", "{n} h per manager"),
    "plan_n_company_days": Text("公司 {n} 个工作日", "{n} company {n:day|days}"),
    "plan_money_low": Text("花费低", "low cost"),
    "plan_money_mid": Text("花费中等", "medium cost"),
    "plan_money_high": Text("花费高", "high cost"),
    # deeds
    "plan_edit": Text("修改", "Edit"),
    "plan_view": Text("查看", "View"),
    "plan_lock": Text("锁定", "Lock"),
    "plan_unlock": Text("解锁", "Unlock"),
    "plan_up": Text("上移", "Move up"),
    "plan_down": Text("下移", "Move down"),
    "plan_remove": Text("移除", "Take out"),
    "plan_restore": Text("放回计划", "Put back"),
    "plan_deeds_of": Text("：{name}", ": {name}"),
    # capacity
    "plan_capacity": Text("能不能承受", "Can people carry it?"),
    "plan_capacity_note": Text(
        "按行动从全面开始到结果可见的时间计算。超出只是提醒，由你和客户取舍。",
        "Counted from an action's begin until its result can be seen. Going above a limit only warns; what to drop is "
        "for you and the client.",
    ),
    "plan_hours_head": Text("一位销售每周最多小时数", "Most hours a week from one rep"),
    "plan_owners_head": Text("每位负责人的行动数", "Actions per owner"),
    "plan_days": Text("第 {first}–{last} 天", "Days {first}–{last}"),
    "plan_hours_n": Text("{n} 小时", "{n} h"),
    "plan_limit_hours": Text("上限 {n} 小时", "limit {n} h"),
    "plan_limit_lines": Text("90 天内每人最多 {n} 项为宜", "at most {n} each in 90 days is advised"),
    "plan_total": Text("合计", "In all"),
    "plan_too_much": Text("超出", "above the limit"),
    "plan_too_much_note": Text(
        "这份计划超出了人们能承受的投入，见下方“能不能承受”。可以推迟、移除或换负责人。",
        "This plan asks for more than people can carry; see “Can people carry it?” below. Delay a line, take one out "
        "or change an owner.",
    ),
    # calendar, executive, talks
    "plan_calendar": Text("30、60、90 天日历", "The calendar of 30, 60 and 90 days"),
    "plan_event_first_step": Text("第一步完成", "first step done"),
    "plan_event_talk": Text("谈话", "talk"),
    "plan_event_begins": Text("全面开始", "begins"),
    "plan_event_leading": Text("先行指标可见", "leading measure"),
    "plan_event_kpi": Text("结果可见", "result"),
    "plan_event_executive": Text("负责人亲自做", "executive"),
    "plan_no_event": Text("没有安排。", "Nothing planned."),
    "plan_executive": Text("请客户负责人亲自做的", "The executive's own part"),
    "plan_talks": Text("先谈话核实", "Talks before anything is spent"),
    "plan_talk_by": Text("{owner}，{day}前", "{owner}, by {day}"),
    # what is not in the plan
    "plan_removed": Text("移除的行动", "Taken out"),
    "plan_removed_note": Text(
        "这些行动不会出现在报告的计划里，可以随时放回。",
        "These are not in the report's plan. You can put them back at any time.",
    ),
    "plan_not_chosen": Text("没有选的，以及为什么", "What was not chosen, and why"),
    "plan_not_chosen_note": Text(
        "每条都针对找到的原因，但按规则没有选。你可以不顾这个理由照样加入。",
        "Each answers a cause that was found, but a rule kept it out. You may take it all the same.",
    ),
    "plan_not_chosen_n": Text("显示全部 {n} 项", "Show all {n}"),
    "plan_take": Text("照样加入", "Add anyway"),
    "plan_why_not": Text("为什么没有选", "Why not"),
    "plan_action": Text("行动", "Action"),
    "plan_cause": Text("针对的原因", "For the cause"),
    # the form of a line
    "plan_line_lead": Text(
        "只有你改的内容会固定下来，其余跟随下一次分析。",
        "Only what you change is kept; the rest follows the next analysis.",
    ),
    "plan_line_locked": Text(
        "这项行动已锁定，分析和修改都不会动它。要修改，请先解锁。",
        "This line is locked: neither an analysis nor an edit changes it. Unlock it to edit.",
    ),
    "plan_line_out": Text(
        "这项行动已从计划中移除。要修改，请先放回。",
        "This line was taken out of the plan. Put it back to edit it.",
    ),
    "plan_line_moved": Text(
        "在你填写的时候，这项行动变了。下面是你填的内容，旁边注明现在保存的值；再保存一次就以你的为准。",
        "This line changed while you were editing. Below is what you typed, with what is stored now beside it; save "
        "once more and yours will hold.",
    ),
    "plan_line_moved_locked": Text(
        "在你填写的时候，有人锁定了这项行动。没有保存；请先解锁，再保存一次。",
        "Somebody locked this line while you were editing. Nothing was saved; unlock it first, then save again.",
    ),
    "plan_proposed": Text("分析建议：{value}", "Proposed: {value}"),
    "plan_back": Text("恢复建议", "Back to the proposal"),
    "plan_settle": Text("保留我的", "Keep mine"),
    "plan_conflict_field": Text(
        "修改时的建议：{base}。现在的建议：{now}。你的：{mine}。",
        "Proposed when you edited: {base}. Proposed now: {now}. Yours: {mine}.",
    ),
    "plan_conflict_locked": Text(
        "锁定的：{base}。现在的建议：{now}。", "Locked: {base}. Proposed now: {now}."
    ),
    "plan_part_what": Text("做什么", "What"),
    "plan_part_when": Text("何时", "When"),
    "plan_part_goals": Text("目标", "Goals"),
    "plan_part_load": Text("投入", "Load"),
    "plan_part_words": Text("风险、检验与决定", "Risk, check and decision"),
    "plan_in_zh": Text("中文", "Chinese"),
    "plan_in_en": Text("英文", "English"),
    "plan_one_side": Text(
        "填一种语言即可；另一种语言的报告会照用。",
        "One language is enough; the report in the other then uses it too.",
    ),
    "plan_more": Text("越高越好", "higher is better"),
    "plan_less": Text("越低越好", "lower is better"),
    "plan_target_hint": Text("单位：{unit}；{better}", "in {unit}; {better}"),
    "plan_between": Text("0 到 {most}", "0 to {most}"),
    "plan_weekend": Text(
        "计划从 {start} 开始；公共假日请自行避开。", "The plan begins on {start}; mind public holidays."
    ),
    "plan_one_changed": Text(
        "只改了一种语言，另一种语言的报告仍是原来的说法。",
        "Only one language was changed; the report in the other still says what was proposed.",
    ),
    "unit_points": Text("分", "points"),
    "unit_money": Text("客户的币种", "the client's currency"),
    "unit_share": Text("%", "%"),
    "unit_days": Text("天", "days"),
    "unit_hours": Text("小时", "hours"),
    "unit_months": Text("个月", "months"),
    "unit_count": Text("个数", "a count"),
    "unit_ratio": Text("倍", "a ratio"),
    "unit_probability": Text("概率 %", "probability in %"),
    "unit_sd": Text("标准差", "standard deviations"),
    # fields, in the form and in a comparison
    "pf_priority": Text("次序", "Place"),
    "pf_name": Text("行动名称", "Name of the action"),
    "pf_owner_label": Text("负责人", "Owner"),
    "pf_first_step": Text("第一步", "First step"),
    "pf_check": Text("怎样检验", "How it is checked"),
    "pf_risk": Text("风险", "Risk"),
    "pf_decision": Text("需要的决定", "Decision needed"),
    "pf_first_step_by": Text("第一步完成日期", "First step done by"),
    "pf_begins": Text("全面开始", "Begins"),
    "pf_leading_by": Text("先行指标可见日期", "Leading measure seen by"),
    "pf_kpi_by": Text("结果可见日期", "Result seen by"),
    "pf_leading": Text("先行指标的目标", "Target of the leading measure"),
    "pf_lagging": Text("结果指标的目标", "Target of the result measure"),
    "pf_rep_hours_per_week": Text("每位销售每周小时", "Hours a week per rep"),
    "pf_rep_hours": Text("每位销售共计小时", "Hours per rep in all"),
    "pf_manager_hours": Text("每位主管小时", "Hours per manager"),
    "pf_company_days": Text("公司工作日", "Company days"),
    "pf_money": Text("花费", "Money"),
    "pf_cause": Text("针对的原因", "For the cause"),
    "pf_leading_name": Text("先行指标名称", "Name of the leading measure"),
    "pf_lagging_name": Text("结果指标名称", "Name of the result measure"),
    "pf_unit": Text("单位", "Unit"),
    "pf_better": Text("方向", "Direction"),
    "pf_target": Text("目标", "Target"),
    "pf_target_optional": Text("可以留空：先测出现状。", "May stay empty: measure first."),
    "plan_own_check": Text(
        "分两批开始，后一批作对照；没有动的先问做了没有。",
        "Start in two batches, the later one being the comparison; where nothing moves, ask first whether it was done.",
    ),
    "plan_own_risk": Text("做了几周就停：每月看一次。", "It stops after some weeks: look at it every month."),
    "plan_add_lead": Text(
        "诊断没有建议、但你和客户认为该做的事。它会进入计划和报告，注明由顾问添加。",
        "Something the diagnosis does not propose and you and the client want done. It goes into the plan and the "
        "report, marked as added by the consultant.",
    ),
    # what is wrong
    "plan_too_long": Text("太长了，最多 600 个字符。", "That is too long; 600 characters at most."),
    "not_a_number": Text("请填数字，如 1,250 或 27.5。", "Please give a number, such as 1,250 or 27.5."),
    "amount_range": Text("这个数超出了合理范围。", "That is outside what can be meant here."),
    "target_range": Text("目标超出了这个指标可能的范围。", "The target is outside what this measure can be."),
    "target_backwards": Text(
        "这个目标比现状还差。要保持现状，请填现状的数值；只看方向，请留空。",
        "This target is worse than today. To hold today's level give that number; to read only the direction leave it "
        "empty.",
    ),
    "day_outside_plan": Text(
        "请填计划开始之后、三年之内的日期。",
        "Please give a day after the plan's start and within three years.",
    ),
    "begins_before_step": Text(
        "全面开始不能早于第一步完成。", "It can't begin before its first step is done."
    ),
    "seen_before_begin": Text(
        "先行指标不可能在行动开始之前变化。", "The leading measure can't move before the action begins."
    ),
    "result_before_sign": Text(
        "结果不会早于先行指标出现。", "The result can't show before the leading measure does."
    ),
    # versions
    "plan_keep_lead": Text(
        "版本是计划此刻的样子，编号后不再改变。报告由一个版本生成；之后仍可继续修改计划。",
        "A version is the plan as it is now; once numbered it never changes. Reports are made from one. You can go on "
        "editing the plan afterwards.",
    ),
    "f_note": Text("备注", "Note"),
    "plan_note_hint": Text(
        "选填，如“与销售总监商定”。", "Optional, such as “agreed with the sales director”."
    ),
    "plan_keep_conflicts": Text(
        "还有 {n} 项行动与新的分析不一致，版本会采用你的内容。",
        "Lines still in conflict with the newest analysis: {n}. The version takes your side.",
    ),
    "plan_versions_none": Text(
        "还没有版本。计划定稿后保存一个，就能生成报告。",
        "There is no version yet. Keep one when the plan is agreed; reports are made from it.",
    ),
    "plan_version_n": Text("版本 {n}", "Version {n}"),
    "plan_version_by": Text("{who}，{at}（UTC）", "{who}, {at} (UTC)"),
    "plan_as_it_stands": Text("现在的计划", "The plan as it stands"),
    "plan_compare": Text("比较", "Compare"),
    "plan_compare_head": Text("比较两个版本", "Compare two versions"),
    "plan_compare_now": Text("与现在的计划比较", "Compare with the plan now"),
    "plan_before": Text("从", "From"),
    "plan_after": Text("到", "To"),
    "plan_compare_lead": Text("从“{before}”到“{after}”", "From “{before}” to “{after}”"),
    "plan_compare_none": Text("两者没有差别。", "There is no difference between the two."),
    "plan_change_added": Text("新增", "new"),
    "plan_change_removed": Text("已移除", "gone"),
    "plan_change_changed": Text("有修改", "changed"),
    "plan_field": Text("内容", "Field"),
    # what has been done
    "done_plan_back": Text("已恢复分析的建议。", "Back to what the analysis proposes."),
    "done_plan_moved": Text(
        "没有执行：在你操作之前，计划刚被改过。请看过之后再试。",
        "Nothing was done: the plan changed just before. Please look at it and try again.",
    ),
    "done_plan_lock": Text(
        "“{name}”已锁定，分析不会再改动它。", "“{name}” is locked; no analysis changes it now."
    ),
    "done_plan_unlock": Text("“{name}”已解锁。", "“{name}” is unlocked."),
    "done_plan_remove": Text(
        "“{name}”已移除，可在页面下方放回。", "“{name}” is taken out; put it back further down."
    ),
    "done_plan_restore": Text("“{name}”已放回计划。", "“{name}” is back in the plan."),
    "done_plan_up": Text("“{name}”已上移。", "“{name}” moved up."),
    "done_plan_down": Text("“{name}”已下移。", "“{name}” moved down."),
    "done_plan_order": Text("已恢复建议的顺序。", "The proposed order is back."),
    "done_plan_added": Text("“{name}”已加入计划。", "“{name}” is in the plan."),
    "done_plan_kept": Text("已保存为版本 {n}。", "Kept as version {n}."),
    "done_plan_kept_before": Text(
        "计划与版本 {n} 完全相同，没有重复保存。",
        "The plan is the same as version {n}; it was not kept twice.",
    ),
}
