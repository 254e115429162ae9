"""Faulty playbook and cause-map files: every fault at once, each with its code and key path."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diagnostic.fault_messages import MESSAGES
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.playbook_files import (
    CAUSE_MAP,
    PLAYBOOK,
    check_playbook,
    load_cause_map,
    load_playbook,
)
from tests.support.folders import ROOT

TEMPLATES = ROOT / "report_templates"


def toml(value: Any) -> str:
    """A value as TOML, enough for these two files."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {toml(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (PLAYBOOK, CAUSE_MAP):
        (tmp_path / name).write_text((TEMPLATES / name).read_text("utf-8"), "utf-8")
    return tmp_path


def changed(folder: Path, name: str, change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    """The faults (code, path) after a change to the raw tables of one file."""
    raw = tomllib.loads((folder / name).read_text("utf-8"))
    change(raw)
    (folder / name).write_text("\n".join(f'"{key}" = {toml(value)}' for key, value in raw.items()), "utf-8")
    return [(fault.code, fault.path or "") for fault in check_playbook(folder)]


def put(*place: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def change(raw: Any) -> None:
        for step in place[:-1]:
            raw = raw[step]
        raw[place[-1]] = value

    return change


def drop(*place: str | int) -> Callable[[dict[str, Any]], None]:
    def change(raw: Any) -> None:
        for step in place[:-1]:
            raw = raw[step]
        del raw[place[-1]]

    return change


def test_the_shipped_files_come_back_unchanged(folder: Path) -> None:
    assert changed(folder, PLAYBOOK, lambda _: None) == []
    assert load_playbook(folder / PLAYBOOK) == load_playbook(TEMPLATES / PLAYBOOK)


MAP_FAULTS = [
    (drop("rows", 0, "name", "en"), "playbook.language_missing", "rows[0].name.en"),
    (put("rows", 0, "check", "zh", value=" "), "playbook.language_missing", "rows[0].check.zh"),
    (drop("rows", 3, "disproof"), "playbook.key_missing", "rows[3].disproof"),
    (put("rows", 3, "colour", value="red"), "playbook.key_unknown", "rows[3].colour"),
    (put("rows", 3, "stage", value="later"), "playbook.value_wrong", "rows[3].stage"),
    (put("rows", 3, "scope", value=["village"]), "playbook.value_wrong", "rows[3].scope[0]"),
    (put("rows", 2, "questions", value=[]), "playbook.value_wrong", "rows[2].questions"),
    (put("rows", 0, "name", "en", value="季节 Season"), "playbook.language_wrong", "rows[0].name.en"),
    (put("rows", 0, "name", "zh", value="季节,市场"), "playbook.punctuation", "rows[0].name.zh"),
    (
        put("signs", "low", "words", "en", value="it is low"),
        "playbook.placeholders",
        "signs.low.words",
    ),
    (put("rows", 8, "number", value=8), "playbook.row_twice", "rows[8].number"),
    (put("rows", 8, "order", value=3), "playbook.order", "rows[8].order"),
    (put("rows", 5, "figure_signs", 0, value="rain"), "playbook.sign_unknown", "rows[5].figure_signs[0]"),
    (put("rows", 5, "survey_signs", 0, value="low"), "playbook.sign_form", "rows[5].survey_signs[0]"),
    (
        put("rows", 5, "survey_signs", 0, value="win_rate_low"),
        "playbook.sign_source",
        "rows[5].survey_signs[0]",
    ),
    (put("rows", 5, "needs", value=[["cycle_long"]]), "playbook.need_unlisted", "rows[5].needs[0][0]"),
    (put("rows", 5, "vetoes", value=[99]), "playbook.row_unknown", "rows[5].vetoes[0]"),
    (put("rows", 5, "vetoes", value=[2]), "playbook.veto_stage", "rows[5].vetoes[0]"),
    (put("rows", 5, "areas", value=["A2", "A49"]), "playbook.area_unknown", "rows[5].areas[1]"),
    (
        lambda raw: raw["rows"][5].update(scope=["team"], needs=[["attainment_low"], ["low:MO-TGT"]]),
        "playbook.team_by_survey",
        "rows[5].needs[1]",
    ),
    (drop("areas", "A7"), "playbook.area_unnamed", "areas.A7"),
    (put("rows", 5, "actions", value=["no_such"]), "playbook.action_unknown", "rows[5].actions[0]"),
    (put("rows", 5, "actions", value=[]), "playbook.level_missing", "rows[5].actions"),
]


@pytest.mark.parametrize(("change", "code", "path"), MAP_FAULTS)
def test_faults_of_the_cause_map(
    folder: Path, change: Callable[[dict[str, Any]], object], code: str, path: str
) -> None:
    assert (code, path) in changed(folder, CAUSE_MAP, change)


PLAYBOOK_FAULTS = [
    (drop("actions", 2, "why", "zh"), "playbook.language_missing", "actions[2].why.zh"),
    (put("actions", 2, "first_step", "days", value=8), "playbook.value_wrong", "actions[2].first_step.days"),
    (put("actions", 2, "effort", "money", value="much"), "playbook.value_wrong", "actions[2].effort.money"),
    (
        put("actions", 2, "capacity", "needs_hours_per_week", value=3.0),
        "playbook.value_wrong",
        "actions[2].capacity.needs_hours_per_week",
    ),
    (drop("actions", 0, "decision"), "playbook.decision_missing", "actions[0].decision"),
    (put("actions", 2, "code", value="rebase_targets"), "playbook.action_twice", "actions[0].code"),
    (put("actions", 2, "owner", value="nobody"), "playbook.owner_unknown", "actions[2].owner"),
    (put("actions", 2, "roles", value=["king"]), "playbook.role_unknown", "actions[2].roles[0]"),
    (put("actions", 2, "not_when", value=["rain"]), "playbook.veto_unknown", "actions[2].not_when[0]"),
    (put("actions", 2, "needs", value=["magic"]), "playbook.action_unknown", "actions[2].needs[0]"),
    (put("actions", 2, "needs", value=["crm_diet"]), "playbook.need_other_row", "actions[2].needs[0]"),
    (
        put("actions", 2, "conflicts", value=["seasonal_forecast"]),
        "playbook.action_against_itself",
        "actions[2].conflicts",
    ),
    (
        put("actions", 2, "lead_weeks", value={"leading": 9, "kpi": 8}),
        "playbook.lead_weeks",
        "actions[2].lead_weeks",
    ),
    (put("actions", 2, "rows", value=[7, 77]), "playbook.row_unknown", "actions[2].rows[1]"),
    (put("actions", 2, "rows", value=[7, 8]), "playbook.not_mutual", "actions[2].rows[1]"),
    (put("actions", 2, "areas", value=["A50"]), "playbook.area_unknown", "actions[2].areas[0]"),
    (put("actions", 2, "helps_signs", value=["rain"]), "playbook.sign_unknown", "actions[2].helps_signs[0]"),
    (put("vetoes", "span_wide", "signs", value=["low"]), "playbook.sign_form", "vetoes.span_wide.signs[0]"),
    (
        put("vetoes", "fair_comparison", "rows", value=[0]),
        "playbook.row_unknown",
        "vetoes.fair_comparison.rows[0]",
    ),
    (drop("reasons", "owner_full"), "playbook.key_missing", "reasons.owner_full"),
    (
        lambda raw: [action.update(areas=["A1"]) for action in raw["actions"]],
        "playbook.area_without_action",
        "actions",
    ),
]


@pytest.mark.parametrize(("change", "code", "path"), PLAYBOOK_FAULTS)
def test_faults_of_the_playbook(
    folder: Path, change: Callable[[dict[str, Any]], object], code: str, path: str
) -> None:
    assert (code, path) in changed(folder, PLAYBOOK, change)


def test_an_area_no_row_belongs_to(folder: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        for row in raw["rows"]:
            row["areas"] = [area for area in row["areas"] if area != "A34"] or ["A1"]

    assert ("playbook.area_without_row", "rows") in changed(folder, CAUSE_MAP, change)


def test_all_faults_come_at_once_from_both_files(folder: Path) -> None:
    changed(folder, PLAYBOOK, put("actions", 1, "evidence", value="rumour"))

    def change(raw: dict[str, Any]) -> None:
        drop("rows", 0, "check", "zh")(raw)
        drop("rows", 1, "order")(raw)

    assert changed(folder, CAUSE_MAP, change) == [
        ("playbook.language_missing", "rows[0].check.zh"),
        ("playbook.key_missing", "rows[1].order"),
        ("playbook.value_wrong", "actions[1].evidence"),
    ]


def test_a_file_that_is_missing_or_no_toml(tmp_path: Path) -> None:
    (tmp_path / PLAYBOOK).write_text("format = 1\nactions = no\n", "utf-8")
    faults = check_playbook(tmp_path)
    assert [fault.code for fault in faults] == ["file.missing", "playbook.not_toml"]
    assert faults[1].row == 2


@pytest.mark.parametrize("load", [load_playbook, load_cause_map])
def test_bytes_that_are_no_text(load: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadDataError) as caught:
        load(tmp_path / "bad.toml")
    assert [fault.code for fault in caught.value.faults] == ["file.unreadable"]


def test_every_fault_code_has_words_that_fill_in() -> None:
    values = dict.fromkeys(
        ("reason", "value", "wanted", "row", "sign", "area", "action", "level", "owner", "role", "veto"), "x"
    )
    for code in (code for code in MESSAGES if code.startswith("playbook.")):
        assert Fault(code, values=values).message("zh") != Fault(code, values=values).message("en")
