"""What each kind of long work is called, in the log and on its page."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text, same

JOB_NAMES: Mapping[str, Text] = {
    "seal": Text("封存调查", "Sealing the survey"),
    "analyse": Text("分析", "Analysis"),
    "report": Text("生成报告", "Making the report"),
}


def job_name(kind: str) -> Text:
    return JOB_NAMES.get(kind) or same(kind)
