"""Words of where an assessment stands, of periods, and of a wave that is out."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    "state": Text("进展", "State"),
    "st_none": Text("准备中", "In preparation"),
    "st_open": Text("收集中，{day} 截止", "Open until {day}"),
    "st_closed": Text("已截止，等待封存", "Closed, to be sealed"),
    "st_sealed": Text("已封存，待诊断", "Sealed, to be diagnosed"),
    "st_void": Text("作答太少，没有打开", "Too few answered"),
    "st_abandoned": Text("密钥不在，已放弃", "Given up, its key is lost"),
    "st_run": Text("已诊断（第 {n} 次分析）", "Diagnosed (analysis {n})"),
    "st_report": Text("报告 {n} 已生成", "Report {n} is made"),
    "c_newest": Text("最近一次评估", "Newest assessment"),
    "phases": Text("阶段", "Phases"),
    "phase_prepare": Text("准备", "Prepare"),
    "phase_collect": Text("收集", "Collect"),
    "phase_seal": Text("封存", "Seal"),
    "phase_diagnose": Text("诊断", "Diagnose"),
    "phase_report": Text("报告", "Report"),
    "days_left": Text("截止前还有", "Days left"),
    "go_report": Text("去看报告", "Go to the report"),
    "days_n": Text("{n} 天", "{n}"),
    "next_step": Text("下一步：{step}", "Next: {step}"),
    "all_done": Text("各步骤都已完成。", "Every step is done."),
    "as_period": Text("业绩期间", "Period"),
    "as_target": Text("销售目标", "Sales target"),
    "as_invited": Text("受邀", "Invited"),
    "as_data": Text("数据", "Data"),
    # roles, by our own letters
    "role_N": Text("新人", "New rep"),
    "role_R": Text("销售代表", "Sales rep"),
    "role_K": Text("大客户经理", "Key-account rep"),
    "role_C": Text("渠道经理", "Channel rep"),
    "role_M": Text("主管", "Manager"),
    # periods
    "a_year": Text("{year}年", "{year}"),
    "a_quarter": Text("{year}年第{n}季度", "Q{n} {year}"),
    # a wave that is out
    "out_head": Text("已固定的内容", "What is fixed"),
    "out_fingerprint": Text(
        "承诺的指纹（人人可以核对）", "Fingerprint of the promise (everybody can compare it)"
    ),
    "auditors": Text(
        "供审计：在安装本产品的机器上，用下面的命令扮演攻击者，逐项试攻这一轮公布的全部内容。",
        "For auditors: on the machine of this installation, this command plays the attacker against all that is "
        "published of the wave.",
    ),
    "auditors_run": Text("供审计：逐项试攻", "For auditors: play the attacker"),
    "out_mark": Text("承诺的指纹", "Fingerprint"),
    "out_minutes": Text("作答时间", "Time to answer"),
    "out_minutes_n": Text("约 {n} 分钟", "about {n} {n:minute|minutes}"),
    "out_not_back": Text(
        "发布后不能收回或修改。要提前结束，请到“截止与封存”。",
        "It can't be taken back or changed. To end it early, go to “Close and seal”.",
    ),
    "go_diagnosis": Text("去看诊断", "Go to the diagnosis"),
    "to_client": Text("回到客户", "Back to the client"),
}
