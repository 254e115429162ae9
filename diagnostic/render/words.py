"""The fixed words and shapes around a report (contents, page x of y, not shown).

They belong to the page, not to a diagnosis.
"""

from __future__ import annotations

from typing import Literal

from diagnostic.core.report.model.document import Mark
from diagnostic.text import Text

CHROME: dict[str, Text] = {
    "contents": Text("目录", "Contents"),
    "page_before": Text("第 ", "Page "),
    "page_between": Text(" 页，共 ", " of "),
    "page_after": Text(" 页", " "),
    "simulated": Text("模拟数据，并非真实企业", "SIMULATED DATA, not a real company"),
    "not_shown": Text("不显示", "not shown"),
    "behind": Text("数据见附录：", "Data in the appendix: "),
    # on the web only
    "about": Text("关于这份报告", "About this report"),
    "table_behind": Text("图表背后的数据", "The data behind this chart"),
    "all_results": Text(
        "查询全部结果：数值、人数、方法与判断", "Look up every result: value, n, method and verdict"
    ),
    "why": Text("这个数字怎么来的", "How this number was made"),
}

# A verdict is a shape first and a colour second, for black-and-white printers and colour-blind readers.
SHAPES: dict[Mark, tuple[str, Literal["", "warn"]]] = {
    "yes": ("▲", "warn"),
    "no": ("○", ""),
    "cannot_tell": ("◇", ""),
    "good": ("●", ""),
    "usable": ("◆", ""),
    "weak": ("△", "warn"),
    "clear": ("●", ""),
    "likely": ("◆", ""),
    "equivalent": ("■", ""),
    "to_check": ("◇", ""),
}
