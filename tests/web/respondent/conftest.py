"""Waves of the rep's pages: the survey as it ships, and one with every type of item."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.made.waves import OpenWave, make_trial_wave, make_wave, sqlite_installation
from tests.support.reps import Day, Rep, app_of


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def wave(tmp_path: Path) -> OpenWave:
    return make_wave(sqlite_installation(tmp_path))


@pytest.fixture
def app(wave: OpenWave, day: Day) -> Flask:
    return app_of(wave, day)


@pytest.fixture
def rep(wave: OpenWave, app: Flask) -> Rep:
    return Rep(app, wave.tokens["P01"])


@pytest.fixture
def trial(tmp_path: Path) -> OpenWave:
    return make_trial_wave(sqlite_installation(tmp_path))


@pytest.fixture
def trial_rep(trial: OpenWave, day: Day) -> Rep:
    return Rep(app_of(trial, day), trial.tokens["P01"])
