"""Writes a company as files: those the product reads with their maps, those that lie beside, and the truth."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from ordinary.company import Company
from ordinary.output import beside, tables
from ordinary.output.tables import Row
from ordinary.output.truth import truth
from ordinary.parameters import KINDS
from ordinary.structure import COMPANY, REGIONS

MARK = "# SIMULATED / 模拟数据: drawn by tools/ordinary\n"
DEALS_MAP = tables.DEALS[:10]  # the product knows no stage and reason of a loss yet

README = """# SIMULATED / 模拟数据

Every person, figure, deal and answer in this folder was drawn at random by `tools/ordinary`. `truth.json` says what
was planted; the product does not read it, nor `panel.csv`, `leads.csv`, `posts.csv`, `leavers.csv`, `attendance.csv`,
`timelog.csv`, `events.csv` and `logging.csv`.

本文件夹中的人员、业绩、商机与答卷均由 `tools/ordinary` 随机生成，与真实的人和公司无关。
"""


def write_company(out: Path, company: Company) -> None:
    """All of it; the roster before the actuals, since both draw from one stream."""
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "roster.csv", tables.ROSTER, tables.roster(company))
    _write(out / "targets.csv", tables.AMOUNTS, tables.targets(company))
    _write(out / "actuals.csv", tables.AMOUNTS, tables.actuals(company))
    _write(out / "opportunities.csv", tables.DEALS, tables.deals(company))
    _write_answers(out, company)
    for name, heading, rows in (
        ("panel", beside.PANEL, beside.panel(company)),
        ("leads", beside.LEADS, beside.leads(company)),
        ("posts", beside.POSTS, beside.posts(company)),
        ("leavers", beside.LEAVERS, beside.leavers(company)),
        ("attendance", beside.ATTENDANCE, beside.attendance(company)),
        ("timelog", beside.TIMELOG, beside.timelog(company)),
        ("events", beside.EVENTS, beside.events(company)),
        ("logging", beside.LOGGING, beside.logging(company)),
    ):
        _write(out / f"{name}.csv", heading, rows)
    for name, text in _texts(company).items():
        (out / name).write_text(text, encoding="utf-8")


def _write_answers(out: Path, company: Company) -> None:
    s, found = company.structure, company.answers
    teams = s.team_of.tolist()
    skills = {"role": found.role, "band": tables.bands(company)}
    morale = {
        "region": [s.regions[s.region[team]] for team in teams],
        "team": [s.team[team] for team in teams],
        "team_type": [KINDS[s.kind[team]] for team in teams],
    }
    tenure = {"tenure": ["new" if new else "experienced" for new in s.new_manager]}
    for name, rows in (
        ("skills", tables.answers(found.skills, skills)),
        ("morale", tables.answers(found.morale, morale, found.chosen)),
        ("managers", tables.answers(found.managers, tenure)),
    ):
        _write(out / f"answers_{name}.csv", *rows)


def _write(path: Path, heading: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def _texts(company: Company) -> Mapping[str, str]:
    s = company.structure
    english = dict(REGIONS)
    regions = {name: english[name] for name in s.regions}
    teams = {
        team: f"{english[s.regions[region]]} {team[1:]}"
        for team, region in zip(s.team, s.region, strict=True)
    }
    units = {COMPANY: "Example Company", **regions, **teams}
    columns = "".join(f'"{name}" = "{name}"\n' for name in DEALS_MAP)
    return {
        "map_roster.toml": _map(["unit_path"], None, {"unit_path": units}),
        "map_opportunities.toml": f"{MARK}[columns]\n{columns}",
        "map_skills.toml": _map(["role", "band"], "skills", {}),
        "map_morale.toml": _map(
            ["region", "team"],
            "morale",
            {"region": regions, "team": teams},
            'kinds = { team = "team_type" }\n',
        ),
        "map_managers.toml": _map(["tenure"], "manager", {}),
        "assessment.toml": _assessment(company),
        "truth.json": json.dumps(truth(company), ensure_ascii=False, indent=1) + "\n",
        "README.md": README,
    }


def _map(
    columns: list[str], module: str | None, labels: Mapping[str, Mapping[str, str]], kinds: str = ""
) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    head = f"{MARK}[group]\ncolumns = [{quoted}]\n{kinds}" + (f'module = "{module}"\n' if module else "")
    return head + "".join(_labels(column, names) for column, names in labels.items())


def _labels(column: str, names: Mapping[str, str]) -> str:
    lines = [f'"{value}" = {{ zh = "{value}", en = "{en}" }}' for value, en in names.items()]
    return f"\n[group.labels.{column}]\n" + "\n".join(lines) + "\n"


def _assessment(company: Company) -> str:
    year = company.p.year
    return f"""{MARK}[assessment]
client = {{ zh = "{COMPANY}{company.seed}（模拟）", en = "Example Company {company.seed} (simulated)" }}
title = {{ zh = "{year}年销售诊断", en = "Sales diagnosis {year}" }}
simulated = true
period = "{year}"
as_of = {company.p.as_of}
currency = "CNY"
board_target = {int(company.targets.sum())}
values_confirmed_by = "tools/ordinary"
"""
