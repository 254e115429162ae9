"""The interface's words: every message has its Chinese, nothing is left over, and closed sets are named whole."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import fields
from pathlib import Path
from typing import get_args

import catalog
import pytest
from babel.messages.extract import extract_from_dir
from jinja2 import Environment, nodes

from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.core.figures.model.performance import DealStage, Opportunity, OwnerType
from diagnostic.core.figures.reading.headings import FigureKind
from diagnostic.core.plan.compare import Change
from diagnostic.core.plan.edits import FIELDS
from diagnostic.core.plan.improvement_plan import EventKind
from diagnostic.core.plan.playbook import Money
from diagnostic.core.wave.model import WaveState
from diagnostic.core.wave.preview import GroupVisibility
from diagnostic.fault_messages import MESSAGES
from diagnostic.i18n import both, say, translate
from diagnostic.readers.survey_shape import RoleLevel
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.accounts.audit_log import ACTIONS
from diagnostic.storage.jobs.jobs import JobState
from diagnostic.storage.waves.drafts import SurveySource
from diagnostic.text import LANGS
from diagnostic.usecases.imports.read_figures import KNOWN
from diagnostic.usecases.jobs.job_names import JOB_NAMES
from diagnostic.usecases.links.write_reminder import Occasion
from diagnostic.usecases.plan.change_plan_line import LineAction
from diagnostic.web.staff.auth.passwords import PasswordFault
from diagnostic.web.staff.clients.checklist import STEPS, State
from diagnostic.web.staff.clients.status import PHASES
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.imports.roster import COLUMNS
from diagnostic.web.staff.imports.waiting_file import ListName
from diagnostic.web.staff.plan.labels import HOURS
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


def test_every_code_of_a_fault_is_written_whole_where_it_is_raised() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for path in (ROOT / "diagnostic").rglob("*.py")
        if path.name != "fault_messages.py"
    )
    assert [each for each in MESSAGES if f'"{each}"' not in code] == []


def test_messages_stand_where_they_are_found() -> None:
    """Not inside an f-string, which the tool that collects messages does not read in every Python."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "diagnostic").rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in catalog.KEYWORDS
        and any(isinstance(given, ast.Constant) for given in call.args[:1])
    ]
    assert hidden == []


def test_a_template_fills_in_every_value_of_a_message() -> None:
    wrong = []
    for path in sorted((ROOT / "diagnostic").rglob("*.html")):
        for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
            named = isinstance(call.node, nodes.Name) and call.node.name == "_"
            if named and call.dyn_kwargs is None and isinstance(call.args[0], nodes.Const):
                given = {each.key for each in call.kwargs}
                if given != catalog.values_of(call.args[0].value):
                    wrong.append(f"{path.relative_to(ROOT)}:{call.lineno} {call.args[0].value}")
    assert wrong == []


def test_every_call_that_translates_is_collected(tmp_path: Path) -> None:
    """A sentence handed to any of the functions that translate is asked for in the catalog."""
    calls = "\n".join(
        f'{name}("{name} says so", "zh")' for name in ("_", "N_", "both", "say", "phrase", "translate")
    )
    (tmp_path / "page.py").write_text(calls, "utf-8")
    found = {
        message for _, _, message, _, _ in extract_from_dir(tmp_path, catalog.METHODS, {}, catalog.KEYWORDS)
    }
    texts = {each[0] if isinstance(each, tuple) else each for each in found}
    assert {f"{name} says so" for name in ("phrase", "translate", "say", "both", "_", "N_")} <= texts


@pytest.mark.parametrize(
    ("named", "there"),
    [
        (labels.ACTIONS, ACTIONS),
        (labels.ROLES, get_args(Role)),
        (labels.LEVELS, get_args(RoleLevel)),
        (labels.STEPS, STEPS),
        (labels.STEP_NOTES, STEPS),
        (labels.STEP_STATES, get_args(State)),
        (labels.PHASES, PHASES),
        (labels.CLOSINGS, {*get_args(WaveState)} - {"open"}),
        (labels.GROUP_VISIBILITY, get_args(GroupVisibility)),
        (labels.PLAN_EVENTS, get_args(EventKind)),
        (labels.PLAN_CHANGES, get_args(Change)),
        (labels.PLAN_BUTTONS, get_args(LineAction)),
        (labels.PLAN_DONE, get_args(LineAction)),
        (labels.MONEY, get_args(Money)),
        (labels.LOADS, HOURS),
        (labels.UNITS, get_args(Unit)),
        (labels.SURVEY_SOURCES, get_args(SurveySource)),
        (labels.OCCASIONS, get_args(Occasion)),
        (labels.LANGUAGES, LANGS),
        (labels.IN_LANGUAGE, LANGS),
        (labels.SUM_OF, get_args(OwnerType)),
        (labels.ROSTER_COLUMNS, COLUMNS),
        (labels.PASSWORD_FAULTS, get_args(PasswordFault)),
        *((each, get_args(ListName)) for each in (labels.LISTS, labels.LIST_MOVED)),
        *((each, get_args(ListName)) for each in (labels.LIST_NOTHING, labels.LIST_AGAIN)),
        (labels.JOB_STATES, (*get_args(JobState), "stopping")),
        (labels.JOB_ONWARD, JOB_NAMES),
    ],
)
def test_a_closed_set_is_named_whole(named: dict[str, str], there: object) -> None:
    assert named.keys() == {*there}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("named", "there"),
    [
        (labels.PLAN_FIELDS, {"priority", *FIELDS}),
        (labels.OPTIONS, {*get_args(FigureKind), *get_args(DealStage), *get_args(OwnerType)}),
        (labels.FIGURE_COLUMNS, {column for columns in KNOWN.values() for column in columns}),
        (labels.FIGURE_COLUMNS, {field.name for field in fields(Opportunity)} - {"id"}),
    ],
)
def test_what_a_page_may_name_has_a_name(named: dict[str, str], there: set[str]) -> None:
    assert there - named.keys() == set()


def test_messages_are_filled_in_both_languages() -> None:
    assert say("Report {n}", "zh", n=3) == "报告 3"
    assert both("Report {n}", n=3).en == "Report 3"
    assert translate("no such message", "zh") == "no such message"
