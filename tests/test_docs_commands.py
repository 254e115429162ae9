"""Commands of the documents that stand there whole are run as they stand, in an instance folder of their own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from diagnostic.demo.company.draw import write_demo
from tests.support.folders import ROOT
from tests.test_docs import ALL_COMMANDS

pytestmark = pytest.mark.slow

PLACEHOLDERS = {"FILE", "NAME", "JSON", "WAVE", "REPORT", "DIR", "EMAIL", "answers.csv"}
ELSEWHERE = (  # each has tests of its own that wait for a server, measure, or take long
    *("bench", "calibrate", "demo", "serve", "test", "work", "redteam"),
    "check packages",  # asks the network
)
NEED_MORE = {
    "diagnose",
    "stats",
    "import",
    "rebuild",
    "restore",
    "witness",
    "user",
}  # spoken of without arguments
MADE = {"report.zh.pdf", "report.en.pdf", "diagnosis.json"}


def whole(command: str) -> bool:
    words = shlex.split(command)[1:]
    spoken_of = len(words) == 1 and words[0] in NEED_MORE
    elsewhere = any(" ".join(words).startswith(each) for each in ELSEWHERE)
    return not (spoken_of or elsewhere or {*words} & PLACEHOLDERS or "restore" in words)


RUN = [command for command in ALL_COMMANDS if whole(command)]
IN_ORDER = [*(c for c in RUN if c == "./run upgrade"), *(c for c in RUN if c != "./run upgrade")]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    key = tomllib.loads((ROOT / "tests/data/demo_answer_key.toml").read_text("utf-8"))
    write_demo(folder / "demo" / "inputs", key["published_seed"])
    return folder


def test_the_examples_are_among_them() -> None:
    assert sum(command.startswith("./run diagnose") for command in RUN) == 5
    assert {"./run upgrade", "./run backup", "./run check playbook", "./run stats --list"} <= {*RUN}


@pytest.mark.parametrize("command", IN_ORDER)
def test_a_command_of_the_documents_runs(command: str, instance: Path) -> None:
    words = [word.replace("instance/", f"{instance}/") for word in shlex.split(command)[1:]]
    own = {"DIAGNOSTIC_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "diagnostic.cli", *words],
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    if "--out" in words:
        made = {path.name for path in Path(words[words.index("--out") + 1]).iterdir()}
        assert made >= MADE
