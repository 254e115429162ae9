"""Guesses which of our columns a column of a client's file is, and what kind of file it is.

A person confirms the guesses; none is applied silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

FigureKind = Literal["targets", "actuals", "opportunities"]
Aliases = Mapping[str, tuple[str, ...]]

ALIASES: Aliases = {
    "person_id": (
        *("person id", "employee id", "employee key", "employee number", "staff id", "user id"),
        *("id", "sales agent", "owner id", "deal owner id", "deal owner", "opportunity owner", "owner"),
        *("工号", "员工编号", "员工号", "人员编号", "编号", "负责人"),
    ),
    "name": (
        "name",
        "full name",
        "employee name",
        "sales agent",
        "user name",
        "姓名",
        "员工姓名",
        "人员",
        "负责人",
    ),
    "unit_path": (
        *("unit path", "unit", "department", "org path", "region", "regional office", "office", "area"),
        *("部门", "部门路径", "归属部门", "主属部门", "所属部门", "组织", "大区", "区域"),
    ),
    "unit_2": ("team", "sales team", "group", "branch", "团队", "小组", "分公司", "二级部门"),
    "unit_3": ("squad", "sub team", "三级部门"),
    "unit_4": ("四级部门",),
    "role": ("role", "position", "job title", "title", "owner role", "角色", "岗位", "职位", "职务"),
    "level": ("level", "grade", "职级", "级别"),
    "manager_id": (
        "manager id",
        "manager",
        "reports to",
        "supervisor",
        "上级",
        "直属上级",
        "直属主管",
        "直接上级",
        "主管",
        "汇报对象",
    ),
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
}
OWNER = (
    *(
        "owner id",
        "deal owner id",
        "person id",
        "employee id",
        "employee key",
        "user id",
        "crm user id",
        "sales agent",
    ),
    *(
        "salesperson",
        "user name",
        "user email",
        "deal owner",
        "opportunity owner",
        "owner",
        "unit path",
        "unit",
    ),
    *("负责人工号", "工号", "员工编号", "负责人", "销售", "姓名", "部门", "归属部门"),
)
AMOUNT_ALIASES: Aliases = {
    "owner_id": OWNER,
    "owner_type": ("owner type", "归属类型", "对象类型"),
    "metric": ("metric", "goal type", "quota name", "forecast type name", "指标", "目标类型"),
    "period": (
        *(
            "period",
            "target month",
            "month",
            "quarter",
            "period name",
            "forecast period",
            "goal period",
            "start date",
        ),
        *(
            "goal start date",
            "order date",
            "date",
            "year",
            "期间",
            "月份",
            "年月",
            "月度",
            "季度",
            "日期",
            "年度",
            "财年",
        ),
    ),
    "value": (
        *(
            "value",
            "target",
            "quota",
            "quota amount",
            "quota goal",
            "goal",
            "actual",
            "achieved",
            "sales",
            "revenue",
        ),
        *("amount", "目标值", "目标", "完成值", "完成额", "实际值", "销售额", "业绩", "金额", "数值"),
    ),
    "unit": ("单位",),
    "currency": ("currency", "currency code", "币种"),
}
DEAL_ALIASES: Aliases = {
    "opportunity_id": (
        "opportunity id",
        "record id",
        "deal id",
        "id",
        "商机编号",
        "商机id",
        "编号",
        "商机名称",
        "opportunity name",
        "deal name",
    ),
    "owner_id": OWNER,
    "stage": ("stage", "deal stage", "商机阶段", "销售阶段", "阶段", "状态"),
    "created": (
        "created",
        "created date",
        "created time",
        "create date",
        "engage date",
        "创建时间",
        "创建日期",
    ),
    "closed": (
        "closed",
        "close date",
        "closing date",
        "closed date",
        "成交日期",
        "预计成交日期",
        "结单日期",
        "关闭日期",
        "关闭时间",
    ),
    "amount": ("amount", "close value", "value", "金额", "预计金额", "商机金额", "成交金额"),
    "currency": ("currency", "currency code", "币种"),
    "customer": ("customer", "account name", "account", "company", "客户名称", "客户"),
    "product": ("product", "product name", "产品", "产品名称"),
    "channel": ("channel", "lead source", "渠道", "来源"),
}
TARGET_WORDS = ("target", "quota", "goal", "目标")
MORE_THAN_ONCE = frozenset({"name"})
"""Columns that may share a heading with another: a file that identifies people by name has one column for both."""


def guess_kind(headings: Sequence[str], name: str) -> FigureKind:
    """The kind of a file: deals if it has a stage column, else targets if its name or a heading says so, else actuals.

    >>> guess_kind(["owner_id", "metric", "period", "value"], "targets.csv")
    'targets'
    """
    if "stage" in guess_columns(headings, DEAL_ALIASES):
        return "opportunities"
    said = _plain(" ".join((name, *headings)))
    return "targets" if any(word in said for word in TARGET_WORDS) else "actuals"


def guess_columns(headings: Sequence[str], aliases: Aliases = ALIASES) -> dict[str, str]:
    """Our column -> heading of the file, for each of our columns that has an alias among the headings.

    >>> guess_columns(["工号", "主属部门", "Hire Date"])
    {'person_id': '工号', 'unit_path': '主属部门', 'start': 'Hire Date'}
    """
    plain = {_plain(heading): heading for heading in reversed(headings)}
    guessed: dict[str, str] = {}
    for column, names in aliases.items():
        found = next((plain[name] for name in names if name in plain), None)
        if found is not None and (column in MORE_THAN_ONCE or found not in guessed.values()):
            guessed[column] = found
    return guessed


def _plain(heading: str) -> str:
    """In lower case, with single blanks for marks, so that "Person_ID", "PersonID" and "person id" are equal."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", heading))
    return re.sub(r"[\s_.\-/()（）]+", " ", apart.lower()).strip()
