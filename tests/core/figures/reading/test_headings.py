"""Headings as systems export them, and the columns they are guessed to be: a further system is a row here."""

from __future__ import annotations

import pytest

from diagnostic.core.figures.reading.headings import (
    ALIASES,
    AMOUNT_ALIASES,
    DEAL_ALIASES,
    Aliases,
    guess_columns,
    guess_kind,
)

EXPORTS: dict[str, tuple[Aliases, str, str]] = {  # file: what it holds, its headings, what each of them is
    "deals of Salesforce": (
        DEAL_ALIASES,
        "Opportunity ID | Opportunity Owner | Stage | Created Date | Close Date | Amount | Account Name",
        "opportunity_id | owner_id | stage | created | closed | amount | customer",
    ),
    "deals of HubSpot": (
        DEAL_ALIASES,
        "Record ID | Deal owner | Deal Stage | Create Date | Close Date | Amount",
        "opportunity_id | owner_id | stage | created | closed | amount",
    ),
    "deals in Chinese": (
        DEAL_ALIASES,
        "商机编号 | 负责人 | 商机阶段 | 创建时间 | 成交日期 | 商机金额 | 客户名称",
        "opportunity_id | owner_id | stage | created | closed | amount | customer",
    ),
    "closed deals in Chinese": (
        DEAL_ALIASES,
        "商机编号 | 负责人 | 阶段 | 创建日期 | 关闭日期 | 金额 | 客户",
        "opportunity_id | owner_id | stage | created | closed | amount | customer",
    ),
    "amounts in Chinese": (
        AMOUNT_ALIASES,
        "负责人 | 指标 | 月份 | 数值",
        "owner_id | metric | period | value",
    ),
    "quotas": (
        AMOUNT_ALIASES,
        "User Name | Forecast Type Name | Start Date | Quota Amount | Currency Code",
        "owner_id | metric | period | value | currency",
    ),
    "people in Chinese": (
        ALIASES,
        "工号 | 姓名 | 主属部门 | 岗位 | 直属上级 | 入职日期",
        "person_id | name | unit_path | role | manager_id | start",
    ),
    "people under a manager in Chinese": (
        ALIASES,
        "工号 | 姓名 | 大区 | 小组 | 岗位 | 直属主管",
        "person_id | name | unit_path | unit_2 | role | manager_id",
    ),
}


@pytest.mark.parametrize("export", EXPORTS)
def test_the_headings_of_a_system_are_known(export: str) -> None:
    aliases, headings, columns = EXPORTS[export]
    found = {heading: column for column, heading in guess_columns(headings.split(" | "), aliases).items()}
    assert found == dict(zip(headings.split(" | "), columns.split(" | "), strict=True))


def test_the_kind_of_a_file_is_told_from_its_stages_then_from_a_word_for_targets() -> None:
    deals = EXPORTS["deals of HubSpot"][1].split(" | ")
    assert guess_kind(deals, "export.csv") == "opportunities"
    assert guess_kind(EXPORTS["quotas"][1].split(" | "), "export.csv") == "targets"
    assert guess_kind(["owner", "month", "sales"], "export.csv") == "actuals"
