"""What tests of several rooms share: an installation on either database, PostgreSQL started by the tests themselves.

Without PostgreSQL's tools the tests that need them fail; nothing is skipped.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from diagnostic.storage.database.migrate import migrate
from diagnostic.storage.database.session import Store, open_store
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import KeyRing
from tests.made.waves import sqlite_installation
from tests.support.postgres import Cluster, cluster
from tests.support.staff import House, furnish

# Examples drawn the same way every time, and no deadline: no test depends on chance or on how busy the machine is.
settings.register_profile("ours", deadline=None, derandomize=True)
settings.load_profile("ours")


def pytest_collection_finish() -> None:
    """All that is loaded stays to the end: collecting garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server of this test process (with pytest-xdist: of each worker)."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def migrated(postgres: Cluster) -> str:
    """A database with all tables, to be copied."""
    name = postgres.create()
    store = open_store(postgres.url(name))
    migrate(store)
    store.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, on either system."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'diagnostic.sqlite'}"
        return
    postgres: Cluster = request.getfixturevalue("postgres")
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def empty_store(empty_url: str) -> Iterator[Store]:
    store = open_store(empty_url)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """A new installation with its tables, on either system."""
    if request.param == "sqlite":
        embedded = sqlite_installation(tmp_path)
        yield embedded
        embedded.close()
        return
    postgres: Cluster = request.getfixturevalue("postgres")
    name = postgres.create(request.getfixturevalue("migrated"))
    store = open_store(postgres.url(name))
    yield Installation(store, KeyRing(tmp_path / "keys"), tmp_path)
    store.close()
    postgres.drop(name)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The web over an embedded database with two clients, and a door for each of their staff."""
    house = furnish(sqlite_installation(tmp_path))
    yield house
    house.installation.close()
