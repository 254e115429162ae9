"""What holds for the whole repository: a light command line, layers, and every foreign file named with its hash."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.definitions import nodes_of, tree_of
from tests.support.folders import ROOT

HEAVY = ("scipy", "numpy", "weasyprint", "vl_convert", "pydantic", "jinja2", "python_calamine")
# Made here, not taken from anybody: maps, our own example survey, and what the demo's key says.
OWN = (
    "tests/data/maps/",
    "tests/data/surveys/",
    "tests/data/demo_answer_key.toml",
    "tests/data/sales/expected.json",
)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )


def test_the_command_line_loads_nothing_heavy() -> None:
    shown = python("-c", f"import sys, diagnostic.cli; print([m for m in {HEAVY} if m in sys.modules])")
    assert (shown.stdout, shown.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    ("words", "code"), [(("help",), 0), (("nonsense",), 2), (("diagnose", "--roster", "x"), 2)]
)
def test_help_and_bad_arguments_come_at_once(words: tuple[str, ...], code: int) -> None:
    """They load nothing that takes long to load."""
    done = python("-X", "importtime", "-m", "diagnostic.cli", *words)
    loaded = re.findall(r"^import time: .*\|\s*(\w+)", done.stderr, re.MULTILINE)
    assert done.returncode == code
    assert "diagnostic" in loaded
    assert {*HEAVY} & {*loaded} == set()


def third_party() -> dict[str, tuple[str, ...]]:
    """path -> (source, version, licence, first twelve of the hash)."""
    lines = (ROOT / "THIRD_PARTY.md").read_text("utf-8").splitlines()
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines if line.count("|") == 4]
    return {path: rest for path, *rest in rows if path not in ("path", "---")}  # type: ignore[misc]


def test_every_foreign_file_is_named_with_source_version_licence_and_hash() -> None:
    named = third_party()
    for path, (source, version, licence, digest) in named.items():
        file = ROOT / path
        assert file.is_file(), f"{path} is named and not there"
        assert all((source, version, licence)), path
        assert hashlib.sha256(file.read_bytes()).hexdigest()[:12] == digest, path


def test_no_file_of_the_test_data_is_without_a_line() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "tests/data"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    foreign = [path for path in listed.stdout.splitlines() if not path.startswith(OWN)]
    assert len(foreign) > 50
    assert [path for path in foreign if path not in third_party()] == []


def modules() -> list[Path]:
    return sorted((ROOT / "diagnostic").rglob("*.py"))


@pytest.mark.slow
def test_every_module_says_what_it_decides() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in [*modules(), *(ROOT / "tools").rglob("*.py")]
        if tree_of(path).body and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


@pytest.mark.slow
def test_nothing_swallows_every_exception() -> None:
    """Except the error boundary of a worker, which logs it and lets the job fail with it."""
    broad = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        if path != ROOT / "diagnostic/jobs/error_boundary.py"
        for node in nodes_of(path)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
    ]
    assert broad == []


def test_the_core_draws_from_no_generator_of_its_own() -> None:
    """Randomness is an argument: numpy's global generator never, a seeded one only where a key seeds it."""
    loose = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "random"
        and node.attr not in ("Generator", "default_rng", "SeedSequence")
    ]
    assert loose == []
