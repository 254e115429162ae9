"""Names of declared groups that are ours, not the client's: team types, roles, bands, tenure of managers."""

from __future__ import annotations

from diagnostic.text import Text

WHOLE_COMPANY = Text("全公司", "Whole company")

GROUP_WORDS: dict[str, Text] = {
    "field": Text("直销团队", "Field teams"),
    "key_account": Text("大客户团队", "Key-account teams"),
    "channel": Text("渠道团队", "Channel teams"),
    "new": Text("新任主管", "New managers"),
    "experienced": Text("有经验的主管", "Experienced managers"),
    "N": Text("新人（一年以内）", "New reps (first year)"),
    "R": Text("销售代表", "Sales reps"),
    "K": Text("大客户经理", "Key-account reps"),
    "C": Text("渠道经理", "Channel reps"),
    "M": Text("主管", "Managers"),
    "top": Text("业绩上段", "Top band"),
    "middle": Text("业绩中段", "Middle band"),
    "bottom": Text("业绩下段", "Bottom band"),
}
