"""The published simulated company as files, and thirty others as arrays, each drawn once for all tests here."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diagnostic.demo.company.draw import Simulated, simulate_scores, write_demo
from diagnostic.demo.company.plan import PUBLISHED_SEED

SEEDS = 30


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    write_demo(out, PUBLISHED_SEED)
    return out


@pytest.fixture(scope="session")
def files(folder: Path) -> dict[str, list[dict[str, str]]]:
    return {
        path.stem: list(csv.DictReader(path.read_text("utf-8").splitlines())) for path in folder.glob("*.csv")
    }


@pytest.fixture(scope="session")
def companies() -> list[Simulated]:
    return [simulate_scores(seed) for seed in range(SEEDS)]
