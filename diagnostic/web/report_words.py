"""Words that pages of staff and shared reports have in common: the frame, the papers, and the list of results."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # the frame
    "product": Text("销售团队诊断", "Sales Diagnostic"),
    "skip_link": Text("跳到正文", "Skip to the content"),
    "other_language": Text("English", "中文"),
    # searching and turning pages
    "search": Text("搜索", "Search"),
    "show_all": Text("显示全部", "Show all"),
    "none": Text("—", "—"),
    "pages": Text("翻页", "Pages"),
    "page_at": Text("第 {n} 页", "Page {n}"),
    "page_before": Text("上一页", "Previous"),
    "page_after": Text("下一页", "Next"),
    # the results
    "results": Text("全部结果", "All results"),
    "results_lead": Text(
        "报告里的每个数字都能在这里查到：数值、区间、人数、方法、校正后的 p 和判断；没有数字的，写明原因。",
        "Every number of the report is here: value, interval, n, method, adjusted p and verdict; where there is none, "
        "why.",
    ),
    "f_result": Text("按组、指标或方法搜索", "Search by group, measure or method"),
    "results_n": Text("{n} 项", "{n} {n:result|results}"),
    "results_none": Text("没有找到“{search}”。", "Nothing found for “{search}”."),
    "r_value": Text("数值（95% 区间）", "Value (95% interval)"),
    "r_n": Text("n", "n"),
    "r_p": Text("校正 p", "Adjusted p"),
    "r_verdict": Text("判断", "Verdict"),
    "r_method": Text("方法", "Method"),
    "r_back": Text("返回报告", "Back to the report"),
    # a report
    "report_no": Text("报告 {n}", "Report {n}"),
    "pdf_zh": Text("中文 PDF", "PDF in Chinese"),
    "pdf_en": Text("英文 PDF", "PDF in English"),
}
