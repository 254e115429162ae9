"""Guesses what the words in a file's stage, metric and owner type columns mean; a person confirms the guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.reading.amounts import OWNER_TYPES
from diagnostic.core.figures.reading.deals import STAGES
from diagnostic.core.table import Cell

CHOICES: Mapping[str, tuple[str, ...]] = {
    "stage": tuple(STAGES),
    "owner_type": OWNER_TYPES,
    "metric": tuple(METRICS),
}
"""Column -> the words of ours that it may hold."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stage": {
        "lost": ("lost", "丢单", "输单", "失败", "关闭丢", "无效", "abandon", "disqualif"),
        "won": ("won", "赢单", "成交", "签约", "成功"),
    },
    "owner_type": {
        "unit": ("unit", "team", "department", "region", "部门", "团队", "区域", "大区", "公司"),
    },
    "metric": {
        "sales": ("revenue", "业绩", "销售收入", "签单额", "回款"),
        "visits": ("visit", "拜访"),
        "new_customers": ("new customer", "新客户"),
    },
}
OTHERWISE = {"stage": "open", "owner_type": "person", "metric": ""}


def unknown_values(column: str, cells: Sequence[Cell]) -> list[str]:
    """The distinct texts in the cells that are none of our words for the column, in the order of the file."""
    seen = dict.fromkeys("" if cell is None else str(cell) for cell in cells)
    return [value for value in seen if value and value.lower() not in CHOICES[column]]


def guess_value(column: str, value: str) -> str:
    """The word of ours that `value` probably means; if none is similar, the one in OTHERWISE ("" for a metric).

    >>> guess_value("stage", "Closed Won"), guess_value("stage", "Engaging"), guess_value("metric", "销售额")
    ('won', 'open', 'sales')
    """
    plain = _plain(value)
    for key, metric in METRICS.items() if column == "metric" else ():
        if plain in (_plain(metric.name.zh), _plain(metric.name.en), _plain(key)):
            return key
    for ours, words in WORDS[column].items():
        if any(word in plain for word in words):
            return ours
    return OTHERWISE[column]


def _plain(value: str) -> str:
    return re.sub(r"[\s_\-]+", " ", unicodedata.normalize("NFKC", value).lower()).strip()
