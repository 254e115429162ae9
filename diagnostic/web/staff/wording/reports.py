"""Words of analysing, of the diagnosis, of reports and of the links by which they are shared."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # the diagnosis
    "diagnosis": Text("诊断", "Diagnosis"),
    "diagnosis_lead": Text(
        "把已封存的调查和业绩放在一起分析：差距在哪里、有哪些原因、有多确定，并给出建议的计划。",
        "Sealed answers and figures are read together: where the gaps are, why, how sure that is, and a plan.",
    ),
    "analyse": Text("开始分析", "Analyse"),
    "analyse_again": Text("重新分析", "Analyse again"),
    "analyse_note": Text(
        "通常需要一分钟左右，可以随时取消。已有的结果都会保留。",
        "It takes about a minute and can be cancelled. Earlier results are kept.",
    ),
    "analyse_nothing": Text("还没有可以分析的内容", "There is nothing to analyse yet"),
    "analyse_needs": Text(
        "导入目标和业绩，或者先完成一轮调查并封存；有其中一样就可以分析，两样都有最好。",
        "Bring in targets and results, or run a survey and seal it. Either is enough; both together tell most.",
    ),
    "analyse_ready": Text("可以分析了", "Ready to be analysed"),
    "has_wave": Text("已封存的调查：有", "A sealed survey: yes"),
    "has_void": Text(
        "最近一轮回答太少，没有打开，只能分析业绩。",
        "The last survey had too few answers and was not opened: only figures can be read.",
    ),
    "has_abandoned": Text(
        "最近一轮的密钥不在，没有打开，已经放弃，只能分析业绩。",
        "The last survey was given up unopened, since its key is lost: only figures can be read.",
    ),
    "has_no_wave": Text("已封存的调查：没有", "A sealed survey: no"),
    "has_waiting": Text(
        "还有一轮调查没有封存，分析不会读取它。",
        "One survey is not sealed yet; an analysis does not touch it.",
    ),
    "has_figures": Text("业绩数据：{n} 行", "Rows of figures: {n}"),
    "has_no_figures": Text("业绩数据：没有", "Figures: none"),
    "draft": Text("草稿", "Draft"),
    "run_line": Text("第 {n} 次分析，{at}，{by}", "Run {n}, {at}, by {by}"),
    "run_line_short": Text("第 {n} 次分析", "Run {n}"),
    "run_study": Text("数据指纹", "Fingerprint of the data"),
    "run_code": Text("程序版本", "Code version"),
    "draft_note": Text(
        "这是给顾问看的草稿，其中的计划是系统建议的。高管只能看到你生成并开放的报告。",
        "A draft for consultants, with the plan as proposed. Executives see only reports you make and release.",
    ),
    "run_stale": Text(
        "这次分析之后，名册、业绩或调查有了变化。重新分析，结果才会包含它们。",
        "Roster, figures or survey have changed since this run. Analyse again to take them in.",
    ),
    "run_older": Text("这是较早的一次分析。", "This is an earlier run."),
    "to_newest": Text("查看最新的", "See the newest"),
    "runs": Text("全部分析", "All runs"),
    "run_no": Text("第 {n} 次", "Run {n}"),
    "shown_here": Text("正在显示", "shown here"),
    "to_report": Text("生成报告", "Make a report"),
    "get_diagnosis": Text("下载 diagnosis.json", "Download diagnosis.json"),
    "get_release": Text("下载 release.json", "Download release.json"),
    # the results
    "r_what": Text("内容", "What"),
    "r_group": Text("组", "Group"),
    # reports
    "report": Text("报告", "Report"),
    "report_lead": Text(
        "报告由一次分析和一个版本的计划生成，中英文各一份，生成后不再改动；要更正，就再生成一份，编号递增。",
        "A report is made from a run and a version of the plan, in Chinese and English, and never changes. A "
        "correction is a new report with a new number.",
    ),
    "report_new": Text("生成新的报告", "Make a new report"),
    "f_run": Text("分析", "Run"),
    "f_plan": Text("计划", "Plan"),
    "run_choice": Text("第 {n} 次，{at}", "Run {n}, {at}"),
    "plan_choice": Text("第 {n} 版，{at}{note}", "Version {n}, {at}{note}"),
    "plan_as_is": Text("现在的计划（保存为新的版本）", "The plan as it is now (kept as a new version)"),
    "make_report": Text("生成报告", "Make the report"),
    "make_note": Text(
        "大约需要半分钟，包括两种语言的网页和 PDF。",
        "It takes about half a minute: pages and PDF in both languages.",
    ),
    "reports_made": Text("已生成的报告", "Reports made"),
    "no_report": Text("还没有报告。", "There is no report yet."),
    "no_run": Text(
        "还没有分析，先做一次分析，才能生成报告。",
        "There is no run yet. Analyse first; then a report can be made.",
    ),
    "to_diagnosis": Text("前往诊断", "To the diagnosis"),
    "report_made": Text("{at}，{by}", "{at}, by {by}"),
    "report_from": Text("第 {run} 次分析，计划第 {plan} 版", "Run {run}, plan version {plan}"),
    "released": Text("已向高管开放", "open to executives"),
    "not_released": Text("未向高管开放", "not open to executives"),
    "read_report": Text("阅读", "Read"),
    "manage_report": Text("开放与分享", "Release and share"),
    "release_head": Text("向高管开放", "Release to executives"),
    "release_note": Text(
        "开放之后，这个客户的高管账号可以阅读和下载这份报告。撤回之后他们就看不到了，分享链接也全部失效；已经下载的除外。",
        "Once released, executive accounts of this client may read and download this report. Withdrawn, it is gone for "
        "them, and all links to share end too; what was downloaded stays with its readers.",
    ),
    "release": Text("向高管开放", "Release"),
    "withdraw": Text("撤回", "Withdraw"),
    "withdraw_links": Text("撤回，同时终止分享链接（{n} 个）", "Withdraw, and end its links ({n})"),
    "share_head": Text("分享链接", "Links to share"),
    "share_note": Text(
        "拿到链接的人不用账号就能阅读这一份报告，不论是否已向高管开放，直到链接到期、被撤销，或者报告撤回。"
        "链接只显示一次，请直接发给要看的人。",
        "Whoever has the link reads this one report without an account, whether or not it is open to executives, until "
        "the link expires or is revoked, or the report is withdrawn. It is shown once: send it to its reader at once.",
    ),
    "f_label": Text("给谁（只有你们能看到）", "For whom (only you see this)"),
    "f_expires_on": Text("有效至（含当天，最长 90 天）", "Good until, that day included (90 days at most)"),
    "make_link": Text("生成链接", "Make a link"),
    "link_once": Text("这是给“{label}”的链接，只显示这一次：", "The link for “{label}”, shown only now:"),
    "links": Text("已有的链接", "Links there are"),
    "no_links": Text("还没有链接。", "There is no link yet."),
    "link_until": Text("有效至 {day}", "good until {day}"),
    "link_expired": Text("已于 {day} 到期", "expired on {day}"),
    "link_revoked": Text("已撤销", "revoked"),
    "revoke": Text("撤销", "Revoke"),
    "revoke_of": Text("撤销给“{label}”的链接", "Revoke the link for “{label}”"),
    "link_too_early": Text("不能早于今天。", "That is before today."),
    "link_too_late": Text("最长 90 天。", "90 days at most."),
    "done_released": Text("已向高管开放。", "Released to executives."),
    "done_withdrawn": Text("已撤回，高管看不到了。", "Withdrawn: executives do not see it any more."),
    "done_withdrawn_links": Text(
        "已撤回：高管看不到了，分享链接也已全部失效。",
        "Withdrawn: executives do not see it any more, and its links have ended.",
    ),
    "done_revoked": Text("链接已撤销，立即失效。", "The link is revoked and works no more."),
    # who reads
    "reports": Text("报告", "Reports"),
    "f_report": Text("按客户或标题搜索", "Search by client or title"),
    "reports_lead": Text("向你开放的报告，最新的在最前面。", "The reports open to you, newest first."),
    "reports_empty": Text("目前还没有向你开放的报告。", "No report is open to you yet."),
    "reports_empty_note": Text(
        "顾问开放之后，报告会出现在这里。",
        "It will appear here as soon as your consultant releases one.",
    ),
    "earlier_reports": Text("这个客户的其他报告", "Other reports of this client"),
    "newer_report": Text("已经有更新的报告：", "There is a newer report:"),
    "print": Text("需要打印或转发，请用 PDF。", "To print or to send it on, take the PDF."),
    # the log
    "a_report_released": Text("向高管开放报告", "released a report to executives"),
    "a_report_withdrawn": Text("撤回报告", "withdrew a report"),
    "a_share_link_made": Text("生成分享链接", "made a link to a report"),
    "a_share_link_revoked": Text("撤销分享链接", "revoked a link to a report"),
}
