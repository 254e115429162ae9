"""The maps and the assessment file that go with the simulated files: grouping columns, names, period."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diagnostic.demo.company.plan import AS_OF, BOARD_TARGET, COMPANY, YEAR, Structure
from diagnostic.demo.company.words import (
    BAND_NAMES,
    COMPANY_NAMES,
    REGION_NAMES,
    ROLE_NAMES,
    TENURE_NAMES,
    team_names,
)

HeadingNames = Mapping[str, tuple[str, str]]
MARK = "# SIMULATED / 模拟数据: a fictional company, drawn by diagnostic/demo/company\n"


def write_maps(out: Path, structure: Structure) -> None:
    teams = team_names()
    units = {**COMPANY_NAMES, **REGION_NAMES, **teams}
    texts = {
        "map_skills.toml": _map(["role", "band"], "skills", {"role": ROLE_NAMES, "band": BAND_NAMES}),
        "map_morale.toml": _map(
            ["region", "team"],
            "morale",
            {"region": REGION_NAMES, "team": teams},
            kinds='kinds = { team = "team_type" }\n',
        ),
        "map_managers.toml": _map(["tenure"], "manager", {"tenure": TENURE_NAMES}),
        "map_roster.toml": _map(["unit_path"], None, {"unit_path": units}),
        "demo.toml": _assessment(structure),
        "README.md": README,
    }
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")


def _map(columns: list[str], module: str | None, labels: Mapping[str, HeadingNames], kinds: str = "") -> str:
    """A map whose headings are ours already: it only names groups."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    head = f"{MARK}[group]\ncolumns = [{quoted}]\n{kinds}"
    if module is not None:
        head += f'module = "{module}"\n'
    return head + "".join(_labels(column, names) for column, names in labels.items())


def _labels(column: str, names: HeadingNames) -> str:
    lines = [f'"{value}" = {{ zh = "{zh}", en = "{en}" }}' for value, (zh, en) in names.items()]
    return f"\n[group.labels.{column}]\n" + "\n".join(lines) + "\n"


def _assessment(structure: Structure) -> str:
    board = BOARD_TARGET if structure.plants else float(structure.target.sum())
    return f"""{MARK}[assessment]
client = {{ zh = "{COMPANY}（模拟）", en = "Tinglan Flow Control (simulated)" }}
title = {{ zh = "{YEAR}财年销售团队诊断", en = "Sales diagnosis, financial year {YEAR}" }}
simulated = true
period = "{YEAR}"
as_of = {AS_OF}
currency = "CNY"
board_target = {round(board * 10_000)}  # yuan
"""


README = """# SIMULATED / 模拟数据

汀澜流体控制 / Tinglan Flow Control is a fictional company. Every person, figure, deal and answer in this folder
was drawn at random by `diagnostic/demo/company`; any likeness to real people or companies is chance.

汀澜流体控制是虚构的公司。本文件夹中的人员、业绩、商机与答卷均由 `diagnostic/demo/company` 随机生成，
与真实的人和公司无关。
"""
