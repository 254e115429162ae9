from __future__ import annotations

from pathlib import Path

import pytest

from tests.places import Place, SqlitePlace


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "instance"
    folder.mkdir()
    return SqlitePlace(folder)
