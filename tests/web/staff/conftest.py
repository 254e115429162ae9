"""A house with two clients and everybody's accounts, on SQLite; what stores things is tested on both databases."""

from __future__ import annotations

import pytest

from tests.support.staff import House, Staff


@pytest.fixture
def alice(house: House) -> Staff:
    return house.sign_in("alice")


@pytest.fixture
def dave(house: House) -> Staff:
    return house.sign_in("dave")
