"""What the modules of our surveys are called; one of a client's own is called by its key."""

from __future__ import annotations

from diagnostic.text import Text, same

MODULES: dict[str, Text] = {
    "skills": Text("技能", "skills"),
    "morale": Text("工作条件与精力", "conditions and energy"),
    "manager": Text("主管问卷", "manager's view"),
}


def module_name(module: str) -> Text:
    return MODULES.get(module, same(module))
