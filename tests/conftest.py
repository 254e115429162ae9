"""What tests of several rooms share: an installation on either database, PostgreSQL started by the tests themselves.

Without PostgreSQL's tools the tests that need them fail; nothing is skipped.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import settings

from diagnostic import i18n
from diagnostic.storage.database.session import Store, open_store
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import KeyRing
from tests.made.waves import sqlite_installation
from tests.support.apps import giving_back
from tests.support.one_postgres import DATABASES, Server, SharedServer, ask_for_server, is_worker, server
from tests.support.postgres import Cluster
from tests.support.staff import House, furnish
from tests.support.tiers import Times, longest_first

# Examples drawn the same way every time, and no deadline: no test depends on chance or on how busy the machine is.
settings.register_profile("ours", deadline=None, derandomize=True)
settings.load_profile("ours")

NOWHERE = "no such message"  # what examples and tests use to show that a message without a translation stays


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Times())
    if (
        not is_worker(config) and config.getoption("dist", "no") != "no"
    ):  # this process starts pytest-xdist's workers
        config.pluginmanager.register(SharedServer())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = longest_first(items)


def pytest_collection_finish() -> None:
    """All that is loaded stays to the end: collecting garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


class NoWords(NullTranslations):
    """What the product shows is in its catalogs: a key, or a word nobody translated, fails the test that shows it."""

    def gettext(self, message: str) -> str:
        if message == NOWHERE:
            return message
        raise AssertionError(f"not in the catalog: {message!r}")

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(f"{context}: {message}")


class OfOthers(NullTranslations):
    """English shows what every other language can say, and shows it as it stands."""

    def gettext(self, message: str) -> str:
        for lang in i18n.LANGS:
            if lang != i18n.SOURCE:
                i18n._catalog(lang).gettext(message)
        return message

    def pgettext(self, context: str, message: str) -> str:
        for lang in i18n.LANGS:
            if lang != i18n.SOURCE:
                i18n._catalog(lang).pgettext(context, message)
        return message


@pytest.fixture(autouse=True, scope="session")
def _words_are_in_the_catalogs() -> None:
    for lang in i18n.LANGS:
        i18n._catalog(lang).add_fallback(OfOthers() if lang == i18n.SOURCE else NoWords())


@pytest.fixture(autouse=True)
def _apps_are_given_back() -> Iterator[None]:
    with giving_back():
        yield


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The one server of this run."""
    if is_worker(request.config):
        yield ask_for_server(request.config)
        return
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def postgres(postgres_server: Server) -> Cluster:
    return postgres_server.cluster


@pytest.fixture(scope="session")
def migrated(postgres_server: Server) -> str:
    """A database with all tables, to be copied."""
    return postgres_server.migrated


@pytest.fixture(params=DATABASES)
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


@pytest.fixture(params=DATABASES)
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
