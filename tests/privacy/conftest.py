from __future__ import annotations

from pathlib import Path

import pytest

from tests.places import Place, new_place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path)
