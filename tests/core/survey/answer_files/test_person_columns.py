"""Headings that name a person, in both languages and any spelling."""

from __future__ import annotations

import pytest

from diagnostic.core.survey.answer_files.person_columns import names_a_person


@pytest.mark.parametrize(
    "heading",
    [
        *("person_id", "Name", "E-mail", "Employee ID", "EmployeeNumber", "employee no.", "staff-id"),
        *("Sales Rep", "token", "Phone", "IP address", "工号", "姓名", " 员工 编号 ", "手机号", "电子邮箱"),
        *("微信号", "ｎａｍｅ"),
    ],
)
def test_a_person(heading: str) -> None:
    assert names_a_person(heading)


@pytest.mark.parametrize(
    "heading",
    ["team", "department", "role", "band", "SK-DIS-1", "region", "Q1[1 name]", "部门", "区域", "岗位"],
)
def test_not_a_person(heading: str) -> None:
    assert not names_a_person(heading)
