"""`./run` as a user calls it, in this process: what came on both streams, which files, and with which exit code."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from diagnostic import cli
from diagnostic.usecases.analysis import run_diagnosis as usecase
from diagnostic.usecases.analysis.run_diagnosis import RunOutcome
from tests.support.folders import DATA, ROOT

MAPS = DATA / "maps"


def given(kind: str, file: str, map_name: str) -> list[str]:
    """An input option with its map."""
    return [f"--{kind}", str(DATA / file), "--map", str(MAPS / f"{map_name}.toml")]


@dataclass
class Ran:
    """A finished run; `out` is where its files lie."""

    code: int
    stdout: str
    stderr: str
    out: Path
    outcome: RunOutcome | None = field(default=None, repr=False)

    def results(self) -> dict[str, dict[str, Any]]:
        found = json.loads((self.out / "diagnosis.json").read_text("utf-8"))
        return {result["key"]: result for result in found}

    def release(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "release.json").read_text("utf-8"))
        return found

    @cached_property
    def words(self) -> str:
        """The text of the one PDF of this run, every blank a single space."""
        (pdf,) = self.out.glob("report.*.pdf")
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
        return " ".join(text.split())

    @property
    def fault_codes(self) -> list[str]:
        return [fault["code"] for fault in json.loads(self.stdout)["faults"]]


def strange_methods(ran: Ran) -> set[str]:
    """Methods of the results that are not called as in the witness cases and are no plain mean or sum."""
    cases = (DATA / "witness").glob("*.json")
    known = {json.loads(case.read_text("utf-8"))["inputs"]["stat"] for case in cases} | {"mean", "sum"}
    return {result["method"].partition(".")[0] for result in ran.results().values()} - known


Run = Callable[..., Ran]


def run(out: Path, *arguments: str, patch: pytest.MonkeyPatch) -> Ran:
    """`./run` with these arguments; the outcome is kept aside, since only its files are the user's."""
    kept: list[RunOutcome] = []

    def remembered(*args: Any) -> RunOutcome:
        kept.append(run_diagnosis(*args))
        return kept[0]

    run_diagnosis = usecase.run_diagnosis
    out_stream, err_stream = io.StringIO(), io.StringIO()
    with patch.context() as during:
        during.setattr(usecase, "run_diagnosis", remembered)
        during.setenv("DIAGNOSTIC_LANGUAGE", "en")
        with contextlib.redirect_stdout(out_stream), contextlib.redirect_stderr(err_stream):
            code = cli.main(arguments)
    return Ran(code, out_stream.getvalue(), err_stream.getvalue(), out, kept[0] if kept else None)


def example(letter: str) -> str:
    """One of the five examples of docs/examples.md; it writes numbers as the report does."""
    page = (ROOT / "docs/examples.md").read_text("utf-8")
    return page.split(f"\n## {letter}. ")[1].split("\n## ")[0]
