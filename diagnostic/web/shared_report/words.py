"""Every word of the pages of a shared report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from diagnostic.text import Lang, Text
from diagnostic.web.phrase import by_language
from diagnostic.web.report_words import WORDS as COMMON

WORDS: Mapping[str, Text] = {
    **COMMON,
    "shared_gone": Text("这个链接不能用了", "This link does not work"),
    "shared_gone_note": Text(
        "它可能已经到期或被撤销，也可能没有复制完整。请向发给你链接的人要一个新的。",
        "It may have expired or been revoked, or it was not copied in full. Ask whoever sent it for a new one.",
    ),
    "shared_later": Text("请稍后再试", "Please try again later"),
    "shared_later_note": Text(
        "现在打开失败的链接太多，请一分钟后再试。",
        "Too many links failed just now. Please try again in a minute.",
    ),
}

IN: Mapping[Lang, Mapping[str, Markup]] = by_language(WORDS)
