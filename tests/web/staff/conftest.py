"""A house with two clients and everybody's accounts, on SQLite; what stores things is tested on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.staff import House, Staff, furnish
from tests.waves import sqlite_installation


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = furnish(sqlite_installation(tmp_path))
    yield house
    house.installation.close()


@pytest.fixture
def alice(house: House) -> Staff:
    return house.sign_in("alice")


@pytest.fixture
def dave(house: House) -> Staff:
    return house.sign_in("dave")
