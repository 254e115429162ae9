"""Fifty ordinary companies as arrays, and one of each kind as files, drawn once for all tests here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from ordinary.company import Company, draw_company
from ordinary.output.files import write_company
from ordinary.plants import Letter

SEEDS = range(1, 51)
Written = Callable[[Letter | None], Path]


@pytest.fixture(scope="session")
def companies() -> list[Company]:
    return [draw_company(seed) for seed in SEEDS]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The folder of seed 7, with a plant or without."""

    @cache
    def write(letter: Letter | None) -> Path:
        out = tmp_path_factory.mktemp("ordinary")
        write_company(out, draw_company(7, letter))
        return out

    return write
