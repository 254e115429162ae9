from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.one_postgres import DATABASES
from tests.support.places import Place, PostgresPlace, new_place


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An installation on either database that can be opened by several processes, kept and brought back."""
    if request.param == "sqlite":
        yield new_place(tmp_path)
        return
    postgres = request.getfixturevalue("postgres")
    folder = tmp_path / "instance"
    folder.mkdir()
    made = PostgresPlace(folder, postgres, postgres.create(request.getfixturevalue("migrated")))
    yield made
    made.drop()
