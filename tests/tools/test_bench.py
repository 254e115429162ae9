"""The benchmarks run, measure what they say, and name a broken bound; how fast anything is, is no matter of tests."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import pytest
from bench import __main__ as program
from bench import pages, sign_ins, start, storage
from bench.crowd import Crowd
from bench.measured import Measured

from diagnostic.demo.populate import Demo
from diagnostic.lab.run_bench import known
from tests.made.reports import add_small_report
from tests.made.waves import make_wave, sqlite_installation
from tests.support.staff import furnish


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


@pytest.mark.slow
def test_storage_measures_both_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SIZES", (60, 120))
    monkeypatch.setattr(storage, "SHEETS", 240)
    lines = [measured.what for measured in storage.measure()]
    for system in ("SQLite", "PostgreSQL"):
        assert sum(line.startswith(f"{system}: loading") for line in lines) == 2
        assert sum(line.startswith(f"{system}: sealing") for line in lines) == 2


def test_what_is_run_without_a_name_measures_something() -> None:
    for name in known():
        assert callable(import_module(f"bench.{name}").measure), name


@pytest.mark.slow
def test_the_start_is_held_against_its_yardstick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TURNS", 1), ("APP", "import flask"), ("BARE", "pass")):
        monkeypatch.setattr(start, name, value)
    ratio, ours, theirs = start.measure()
    assert ratio.bound == start.BOUND
    assert ours.value > theirs.value > 0


@pytest.mark.slow
def test_a_reps_page_is_asked_for_while_passwords_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ROUNDS", 1), ("SECONDS", 0.3), ("PEOPLE", 24)):
        monkeypatch.setattr(sign_ins, name, value)
    ratio, idle, flooded, slowest, hashed, turned_away = sign_ins.measure()
    assert ratio.bound == sign_ins.BOUND
    assert min(idle.value, flooded.value) > 0
    assert slowest.value == flooded.value  # of one round
    assert hashed.value > 0
    assert turned_away.value > 0
    assert (hashed.value + turned_away.value) % sign_ins.FLOOD == 0  # no other answer was given


@pytest.mark.slow
def test_pages_are_compared_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = (
        "clients.clients",
        "clients.client",
        "waves.coverage",
        "imports.figures_preview",
        "plan.version",
        "accounts.log",
        "shared.report",
    )
    walked = pages.pages
    monkeypatch.setattr(pages, "TURNS", 1)
    monkeypatch.setattr(pages, "pages", lambda *given: [each for each in walked(*given) if each[0] in some])
    small, large = tmp_path / "small", tmp_path / "large"
    small.mkdir()
    house = furnish(sqlite_installation(small))
    make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    report = add_small_report(house, released=True)
    demo = Demo(house.a, house.assessment, report, house.assessment, "")
    places = pages.furnish(house.installation, demo)
    house.installation.close()
    shutil.copytree(small, large)
    few = Crowd(clients=2, people=4, waves=1, each=2)
    lines = list(pages.compare(small, large, places, few, few))
    assert len(lines) == 3 * len(some)
    clients = [line.bound for line in lines if line.what.startswith("clients.clients")]
    assert clients == [pages.GROWTH, pages.LIST, None]
