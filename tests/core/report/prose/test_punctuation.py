"""Punctuation next to Chinese is full-width; digits, Latin and formulas keep theirs."""

from __future__ import annotations

import pytest

from diagnostic.core.report.prose.punctuation import full_width, said
from diagnostic.text import Text

C, S, L, R, Q = "\uff0c", "\uff1b", "\uff08", "\uff09", "\uff1f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("目标,实际", f"目标{C}实际"),
        ("达成率 87%,缺口 1,083万元", f"达成率 87%{C}缺口 1,083万元"),
        ("赢单率(n = 30)偏低", f"赢单率{L}n = 30{R}偏低"),
        ("分数 (3.20) 见下; 其余不变", f"分数{L}3.20{R}见下{S}其余不变"),
        ("有多大把握?", f"有多大把握{Q}"),
        ("p = .03, n = 30", "p = .03, n = 30"),
        ("Holm, BH (q = .10)", "Holm, BH (q = .10)"),
        ("{'a': '华东', 'b': f(x, '亿')}", "{'a': '华东', 'b': f(x, '亿')}"),
        ("比例 1:3", "比例 1:3"),
    ],
)
def test_full_width(typed: str, printed: str) -> None:
    assert full_width(typed) == printed


def test_english_words_shown_in_a_chinese_report_stay_english() -> None:
    assert said(Text("", "North (field), 12 teams"), "zh") == "North (field), 12 teams"
    assert said(Text("北区,12个组", "North, 12 teams"), "en") == "North, 12 teams"
