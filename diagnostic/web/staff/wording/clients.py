"""Words of clients and assessments."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # clients
    "clients_lead": Text(
        "每个客户有自己的名册、业绩数据和评估。",
        "Each client has a roster, figures and assessments of its own.",
    ),
    "new_client": Text("新建客户", "New client"),
    "no_client_head": Text("从第一个客户开始", "Begin with your first client"),
    "no_client": Text(
        "建立客户之后，导入名册，再开始一次评估。只需要公司名称。",
        "Create a client, bring in its roster, then begin an assessment. All you need is the company's name.",
    ),
    "nothing_found": Text("没有名称含有“{search}”的客户。", "No client's name contains “{search}”."),
    "c_name": Text("名称", "Name"),
    "c_people": Text("名册人数", "People"),
    "c_assessments": Text("评估", "Assessments"),
    "f_search": Text("按名称搜索", "Search by name"),
    "f_name_zh": Text("中文名称", "Name in Chinese"),
    "f_name_en": Text("英文名称", "Name in English"),
    "one_name": Text(
        "至少填一种；另一种语言的报告会沿用它。",
        "One of the two is enough; reports in the other language then use it too.",
    ),
    "f_time_zone": Text("时区", "Time zone"),
    "f_currency": Text("币种", "Currency"),
    "currency_open": Text("由数据决定", "as the figures say"),
    "f_fiscal_year_start": Text("财年从几月开始", "The fiscal year begins in"),
    "change_client": Text("修改客户资料", "Edit the client"),
    "delete_client": Text("删除客户", "Delete the client"),
    "conflict": Text(
        "在你填写的时候，另一个人改了这份资料。下面是你填的内容，旁边注明了现在保存的值；再保存一次就以你的为准。",
        "Somebody else changed this while you were editing. Below is what you typed, with what is stored now beside "
        "it; save once more and yours will hold.",
    ),
    "now_stored": Text("现在保存的是：{value}", "Stored now: {value}"),
    "delete_lead": Text(
        "删除“{name}”之后无法恢复。会一并删除：",
        "Deleting “{name}” can't be undone. With it go:",
    ),
    "held_people": Text("名册上的 {n} 人、{units} 个部门", "the roster; people: {n}, units: {units}"),
    "held_figures": Text("{n} 条业绩数据", "lines of figures: {n}"),
    "held_assessments": Text(
        "{n} 次评估、{waves} 轮调查和其中封存的全部回答",
        "assessments: {n}, waves: {waves}, with all answers sealed in them",
    ),
    "held_not": Text(
        "以前的备份和已经交出的报告不受影响。",
        "Earlier backups and reports already handed over are not touched.",
    ),
    "delete_refused": Text(
        "现在不能删除：有 {n} 轮调查还没有封存，同事们的回答在里面。请先截止并封存。",
        "This can't be deleted now: waves that are not sealed yet hold people's answers ({n}). Close and seal first.",
    ),
    "f_sure": Text("我知道这无法恢复", "I know that this can't be undone"),
    "delete": Text("永久删除", "Delete for good"),
    "facts": Text("客户资料", "About this client"),
    "tree": Text("部门结构", "Units"),
    "tree_note": Text(
        "人数是该部门及其下级现在在职的人。", "The number is of people now in the unit and those below it."
    ),
    "tree_empty": Text(
        "导入名册之后，这里显示部门结构和人数。",
        "Once there is a roster, units and headcounts show here.",
    ),
    "unplaced": Text("未写明部门", "No unit given"),
    "people_n": Text("{n} 人", "{n}"),
    # assessments
    "assessments": Text("评估", "Assessments"),
    "new_assessment": Text("新建评估", "New assessment"),
    "no_assessment": Text("还没有评估。", "There is no assessment yet."),
    "no_assessment_next": Text(
        "评估把一段时间的业绩和一轮匿名调查放在一起，通常两周完成。",
        "An assessment brings the figures of a period and one anonymous survey together; it usually takes two weeks.",
    ),
    "f_title_zh": Text("中文标题", "Title in Chinese"),
    "f_title_en": Text("英文标题", "Title in English"),
    "f_first": Text("期间开始", "The period begins"),
    "f_last": Text("期间结束", "The period ends"),
    "period_note": Text(
        "诊断的业绩期间，两端的日子都算在内。", "The days whose figures are diagnosed, both ends included."
    ),
    "change_assessment": Text("修改评估", "Edit the assessment"),
    "f_board_target": Text(
        "管理层定的期间销售目标（选填）", "The leadership's sales target for the period (optional)"
    ),
    "board_target_note": Text(
        "以客户的货币填写（{currency}），例如 12.2亿 或 1,220,000,000。报告会拿它与各部门目标之和比较。",
        "In the client's currency ({currency}), for instance 1,220,000,000. The report compares it with the sum of the "
        "units' targets.",
    ),
    "not_money": Text("请填一个大于零的金额。", "Please give an amount above zero."),
    "target_is": Text("目标：{amount}", "Target: {amount}"),
    "simulated": Text("模拟数据", "simulated data"),
    "delete_assessment": Text("删除评估", "Delete the assessment"),
    "delete_assessment_head": Text("删除“{name}”？", "Delete “{name}”?"),
    "delete_assessment_note": Text(
        "已封存的答卷、{runs} 次分析和 {reports} 份报告会一起删除，无法恢复；发给高管的链接随即失效。"
        "名册和业绩属于客户，会保留。",
        "Its sealed answers, analyses ({runs}) and reports ({reports}) go with it and can't be brought back; links to "
        "its reports end. Roster and figures belong to the client and stay.",
    ),
    "delete_assessment_open": Text(
        "这次评估还有没封存的答卷，现在不能删除。请先截止并封存。",
        "This assessment has answers that are not sealed yet and can't be deleted now. Close and seal first.",
    ),
    "default_title": Text("{year} 年销售诊断", "Sales diagnosis {year}"),
    "period": Text("{first} 至 {last}", "{first} to {last}"),
    "path": Text("评估步骤", "The steps of the assessment"),
    "path_done": Text("已完成", "done"),
    "path_now": Text("现在做", "next"),
    "path_open": Text("可查看", "open"),
    "path_later": Text("稍后", "later"),
    "path_note": Text(
        "发布之前，前面的步骤都可以随时修改。“可查看”的步骤可以按默认设置直接跳过。",
        "Until you publish, every step before it can be changed. Steps marked open may be left as proposed.",
    ),
    "s_client": Text("客户与部门结构", "Client and units"),
    "s_client_units": Text("{n} 个部门，来自名册", "Units: {n}, from the roster"),
    "s_client_note": Text(
        "客户已建立，部门随名册导入", "The client is there; its units come with the roster"
    ),
    "s_roster": Text("名册", "Roster"),
    "s_roster_note": Text("{n} 人", "{n} {n:person|people}"),
    "s_roster_empty": Text("导入 CSV 或 Excel 名册", "Bring in the roster as CSV or Excel"),
    "s_surveys": Text("问卷与语言", "Surveys and languages"),
    "s_surveys_note": Text(
        "选择问卷，按销售人员看到的样子预览",
        "Choose surveys and see them as a rep will",
    ),
    "s_surveys_chosen": Text("已选 {n} 份问卷", "Surveys chosen: {n}"),
    "s_figures": Text("业绩与目标", "Figures and targets"),
    "s_figures_note": Text("先试导入，再正式导入", "A trial first, then the import"),
    "s_figures_there": Text(
        "目标 {targets} 行，业绩 {actuals} 行，商机 {deals} 条",
        "Targets: {targets}, results: {actuals}, deals: {deals}",
    ),
    "s_shown": Text("报告能显示什么", "What the report can show"),
    "s_shown_note": Text("哪些部门和分档单独成组", "Which units and bands would stand alone"),
    "s_publish": Text("发布", "Publish"),
    "s_publish_note": Text("问卷版本与匿名承诺从此固定", "Versions and the promise are fixed from here on"),
    "s_publish_done": Text("已发布", "Published"),
    "s_publish_open": Text("收集中，{day} 截止", "Open for answers until {day}"),
    "s_links": Text("作答链接", "Links"),
    "s_links_note": Text("CSV 或可打印的二维码卡片", "As a CSV or as QR cards to print"),
    "s_links_made": Text("{n} 个链接已生成", "Links made: {n}"),
    "s_participation": Text("参与情况", "Participation"),
    "s_participation_note": Text(
        "全公司人数，每天一次，分级显示",
        "For the whole company, once a day, in steps",
    ),
    "s_participation_open": Text("收集中，{day} 截止", "Answers come in until {day}"),
    "s_close": Text("截止与封存", "Close and seal"),
    "s_close_note": Text("打乱次序，销毁密钥", "Answers are shuffled, the key is destroyed"),
    "s_close_void": Text("作答人数不足，未打开任何答卷", "Too few answered; nothing was opened"),
    "s_close_abandoned": Text(
        "密钥不在，已放弃，未打开任何答卷", "Given up, its key is lost; nothing was opened"
    ),
    "s_close_sealed": Text("已封存，密钥已销毁", "Sealed; the key is destroyed"),
    "s_close_closed": Text("已截止，等待封存", "Closed, waiting to be sealed"),
    "s_diagnosis": Text("诊断", "Diagnosis"),
    "s_diagnosis_note": Text("差距、原因与证据", "Gaps, causes and the evidence"),
    "s_diagnosis_run": Text("第 {n} 次分析", "Analysis {n}"),
    "s_plan": Text("改进计划", "Plan"),
    "s_plan_note": Text("行动、负责人与日期", "Actions, owners and dates"),
    "s_plan_kept": Text("已保存 {n} 个版本", "Versions kept: {n}"),
    "s_report": Text("报告", "Report"),
    "s_report_note": Text("中英文 PDF", "PDF in Chinese and English"),
    "s_report_made": Text("已生成 {n} 份报告", "Reports made: {n}"),
}
