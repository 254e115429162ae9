"""Runs as a user starts them, once a module where several tests look at one run, or word by word; and a wave with
answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diagnostic.storage.installation import Installation
from diagnostic.usecases.analysis import run_diagnosis as usecase
from tests.made.waves import OpenWave, make_wave
from tests.support.command_line import Ran, Run, run


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def diagnose(tmp_path_factory: pytest.TempPathFactory, module_patch: pytest.MonkeyPatch) -> Run:
    """`./run diagnose ... --out <new folder>`; typeset=False leaves the PDF out, which takes most of the time."""

    def diagnosed(*arguments: str, typeset: bool = True) -> Ran:
        out = tmp_path_factory.mktemp("run") / "out"
        with module_patch.context() as during:
            if not typeset:
                during.setattr(usecase, "build_report", lambda *_: ())
            return run(out, "diagnose", *arguments, "--out", str(out), patch=during)

    return diagnosed


@pytest.fixture
def word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`./run WORD ...`, as it is given."""
    return lambda *arguments: run(tmp_path / "out", *map(str, arguments), patch=monkeypatch)


@pytest.fixture
def wave(installation: Installation) -> OpenWave:
    """Open, with twelve answers."""
    wave = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    for person in wave.tokens:
        wave.answer(person)
    return wave
