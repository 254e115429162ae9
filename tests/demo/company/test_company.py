"""The simulated company is reproducible, plainly marked, and shares nothing with the product."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from diagnostic.core.figures.reading.clean import clean_figures
from diagnostic.demo.company.draw import write_demo
from diagnostic.demo.company.plan import PUBLISHED_SEED
from diagnostic.readers.maps.column_map import read_mapped_table
from tests.support.folders import ROOT

Rows = list[dict[str, str]]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(folder: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "again", PUBLISHED_SEED)
    write_demo(tmp_path / "other", PUBLISHED_SEED + 1)
    for path in folder.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
    for name in ("roster.csv", "actuals.csv", "answers_morale.csv", "answers_skills.csv"):
        assert (tmp_path / "other" / name).read_bytes() != (folder / name).read_bytes()


def test_every_file_says_that_it_is_simulated(folder: Path) -> None:
    assessment = tomllib.loads((folder / "demo.toml").read_text("utf-8"))["assessment"]
    assert assessment["simulated"] is True
    assert assessment["as_of"] == date(2026, 1, 15)
    assert "SIMULATED / 模拟数据" in (folder / "README.md").read_text("utf-8")
    for path in folder.glob("*.toml"):
        assert path.read_text("utf-8").startswith("# SIMULATED / 模拟数据")


def test_maps_name_the_groups_of_their_files_in_both_languages(folder: Path, files: dict[str, Rows]) -> None:
    for name in ("skills", "morale", "managers"):
        group = tomllib.loads((folder / f"map_{name}.toml").read_text("utf-8"))["group"]
        for column in group["columns"]:
            values = {row[column] for row in files[f"answers_{name}"]}
            labels = group["labels"][column]
            assert values <= set(labels)
            assert all(labels[value]["zh"] and labels[value]["en"].isascii() for value in values)


@pytest.mark.slow
def test_the_product_reads_the_figures_without_a_fault(folder: Path) -> None:
    roster, _ = read_mapped_table(folder / "roster.csv", folder / "map_roster.toml")
    rest = [read_mapped_table(folder / f"{name}.csv")[0] for name in ("targets", "actuals", "opportunities")]
    table = clean_figures(roster, *([each] for each in rest))
    assert table.faults == ()
    assert (len(table.roster.people), table.currency) == (440, "CNY")


def test_the_product_reads_the_maps_of_the_answers(folder: Path) -> None:
    for name, module in (("skills", "skills"), ("morale", "morale"), ("managers", "manager")):
        _, found = read_mapped_table(folder / f"answers_{name}.csv", folder / f"map_{name}.toml")
        assert found.group is not None
        assert found.group.module == module


def test_the_generator_shares_no_code_with_the_product() -> None:
    allowed = set(sys.stdlib_module_names) | {"numpy"}
    for path in (ROOT / "diagnostic/demo/company").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            foreign = [name for name in names if not name.startswith("diagnostic.demo.company")]
            assert {name.split(".")[0] for name in foreign} <= allowed, path.name


@pytest.mark.slow
def test_a_fresh_run_loads_nothing_of_the_product_and_opens_no_answer_key(tmp_path: Path) -> None:
    script = (
        "import runpy, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        f"sys.argv = ['demo_company.py', '--seed', '8', '--out', {str(tmp_path)!r}]\n"
        "runpy.run_module('diagnostic.demo.company', run_name='__main__')\n"
        "foreign = [name for name in sys.modules if name.startswith(('diagnostic.', 'scipy'))]\n"
        "assert not [name for name in foreign if not name.startswith('diagnostic.demo')]\n"
        "assert not [name for name in opened if 'answer_key' in name]\n"
    )
    environment = {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    assert (tmp_path / "opportunities.csv").exists()
