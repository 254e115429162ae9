"""Which column of a foreign roster is probably which of ours: a guess somebody confirms, never applied in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

ALIASES: Mapping[str, tuple[str, ...]] = {
    "person_id": (
        *("person id", "employee id", "employee number", "staff id", "user id", "id", "sales agent", "owner id"),
        *("deal owner id", "deal owner", "opportunity owner", "owner"),
        *("工号", "员工编号", "员工号", "人员编号", "编号", "负责人"),
    ),
    "name": ("name", "full name", "employee name", "sales agent", "user name", "姓名", "员工姓名", "人员", "负责人"),
    "unit_path": (
        *("unit path", "unit", "department", "org path", "region", "regional office", "office", "area"),
        *("部门", "部门路径", "归属部门", "主属部门", "所属部门", "组织", "大区", "区域"),
    ),
    "unit_2": ("team", "sales team", "group", "branch", "团队", "小组", "分公司", "二级部门"),
    "unit_3": ("squad", "sub team", "三级部门"),
    "unit_4": ("四级部门",),
    "role": ("role", "position", "job title", "title", "owner role", "角色", "岗位", "职位", "职务"),
    "level": ("level", "grade", "职级", "级别"),
    "manager_id": ("manager id", "manager", "reports to", "supervisor", "上级", "直属上级",
        "直接上级", "主管", "汇报对象"),
    "start": ("start", "start date", "hire date", "joined", "join date", "入职日期", "入职时间"),
    "end": ("end", "end date", "leave date", "termination date", "离职日期", "离职时间"),
    "email": ("email", "e mail", "mail", "user email", "email address", "邮箱", "电子邮箱", "邮件"),
    "lang": ("lang", "language", "语言"),
    "team_type": ("team type", "channel", "sales channel", "团队类型", "渠道"),
    "manager_since": ("manager since", "任现上级自"),
    "territory_potential": ("territory potential", "potential", "区域潜力", "潜力指数"),
    "inherited_share": ("inherited share", "接手占比"),
    "accounts": ("accounts", "account count", "客户数", "客户数量"),
    "admin_hours": ("admin hours", "事务工时"),
}  # fmt: skip
MORE_THAN_ONCE = frozenset({"name"})
"""May be the same column as another one: a file that knows people by their names has one column for both."""


def guess_columns(headings: Sequence[str]) -> dict[str, str]:
    """
    >>> guess_columns(["工号", "主属部门", "Hire Date"])
    {'person_id': '工号', 'unit_path': '主属部门', 'start': 'Hire Date'}
    """
    plain = {_plain(heading): heading for heading in reversed(headings)}
    guessed: dict[str, str] = {}
    for column, names in ALIASES.items():
        found = next((plain[name] for name in names if name in plain), None)
        if found is not None and (column in MORE_THAN_ONCE or found not in guessed.values()):
            guessed[column] = found
    return guessed


def _plain(heading: str) -> str:
    """Without capitals, marks and doubled blanks, so that "Person_ID" and "person id" are one."""
    return re.sub(r"[\s_.\-/()（）]+", " ", unicodedata.normalize("NFKC", heading).lower()).strip()
