"""The interface's words: every message has its Chinese, nothing is left over, and closed sets are named whole."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import get_args

import catalog
import pytest

from diagnostic.i18n import both, say, translate
from diagnostic.readers.survey_shape import RoleLevel
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.accounts.audit_log import ACTIONS
from diagnostic.storage.jobs.jobs import JobState
from diagnostic.usecases.jobs.job_names import JOB_NAMES
from diagnostic.web.staff.clients.checklist import STEPS
from diagnostic.web.staff.common import labels
from tests.support.folders import ROOT

HALF_WIDTH = r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]"


@pytest.mark.slow
@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_a_catalog_is_whole(language: str) -> None:
    assert list(catalog.faults(language)) == []


def test_a_fault_of_a_catalog_is_found() -> None:
    broken = catalog.load("zh")
    first, second, third, *_ = (message for message in broken if message.id)
    first.string = ""
    second.string = "“{nobody}”"
    third.flags.add("fuzzy")
    found = [line for message in (first, second, third) for line in catalog._faults_of(message)]
    assert [line.partition(":")[0] for line in found] == [
        "not translated",
        "other values than the English has",
        "doubtful (fuzzy)",
    ]


def test_chinese_marks_are_full_width_at_the_source() -> None:
    wrong = [m.string for m in catalog.load("zh") if m.id and re.search(HALF_WIDTH, str(m.string))]
    assert wrong == []


def test_chinese_marks_of_content_are_full_width_at_the_source() -> None:
    """Sentences of diagnosis, plan and report, as they are written in the code."""
    wrong = []
    for room in ("diagnosis", "report", "plan", "wave", "privacy"):
        for path in sorted((ROOT / "diagnostic" / "core" / room).rglob("*.py")):
            if path.name == "punctuation.py":
                continue  # it turns half-width marks of clients into full-width ones, and shows how
            tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
            wrong += [
                f"{path.relative_to(ROOT)}:{token.start[0]}"
                for token in tokens
                if token.type == tokenize.STRING
                and not token.string.startswith('"""')
                and re.search(HALF_WIDTH, token.string)
            ]
    assert wrong == []


def test_chinese_marks_between_placeholders_are_full_width_too() -> None:
    """The Chinese side of every `Text(...)`: next to a placeholder, and where it is nothing but marks."""
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno} {words}"
        for path in sorted((ROOT / "diagnostic").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Text"
        for words in [first.value for first in call.args[:1] if isinstance(first, ast.Constant)]
        if re.fullmatch(r"[,;:?!() ]+", words)
        or (re.search("[\u4e00-\u9fff]", words) and re.search(r"}[,;:?!()]|[,;:?!()]{", words))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("named", "there"),
    [
        (labels.ACTIONS, ACTIONS),
        (labels.ROLES, get_args(Role)),
        (labels.LEVELS, get_args(RoleLevel)),
        (labels.STEPS, STEPS),
        (labels.JOB_STATES, (*get_args(JobState), "stopping")),
        (labels.JOB_ONWARD, JOB_NAMES),
    ],
)
def test_a_closed_set_is_named_whole(named: dict[str, str], there: object) -> None:
    assert named.keys() == {*there}  # type: ignore[misc]


def test_messages_are_filled_in_both_languages() -> None:
    assert say("Report {n}", "zh", n=3) == "报告 3"
    assert both("Report {n}", n=3).en == "Report 3"
    assert translate("no such message", "zh") == "no such message"
