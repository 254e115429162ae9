"""The benchmarks run, measure what they say, and name a broken bound; how fast anything is, is no matter of tests."""

from __future__ import annotations

import pytest
from bench import __main__ as program
from bench import storage
from bench.measured import Measured


@pytest.mark.parametrize(
    ("measured", "kept", "verdict"),
    [
        (Measured("a", 2.0, 3.0), True, "yes"),
        (Measured("a", 4.0, 3.0), False, "NO"),
        (Measured("a", 4.0, 3.0, floor=True), True, "yes"),
        (Measured("a", 4.0), True, "4.00"),
    ],
)
def test_a_line_says_whether_its_bound_is_kept(measured: Measured, kept: bool, verdict: str) -> None:
    assert measured.kept is kept
    assert measured.line.split()[-1] == verdict


def test_a_broken_bound_is_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for value, code in ((1.0, 0), (9.0, 1)):
        monkeypatch.setattr(storage, "measure", lambda v=value: [Measured("x", v, 2.0)])
        assert program.main(["storage"]) == code
    assert capsys.readouterr().out.count("== storage") == 2


def test_storage_measures_both_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SIZES", (60, 120))
    monkeypatch.setattr(storage, "SHEETS", 240)
    lines = [measured.what for measured in storage.measure()]
    for system in ("SQLite", "PostgreSQL"):
        assert sum(line.startswith(f"{system}: loading") for line in lines) == 2
        assert sum(line.startswith(f"{system}: sealing") for line in lines) == 2
