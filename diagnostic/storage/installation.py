"""One installation of the product: its database, its keys and its folder, opened once and handed to the use cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diagnostic.faults import DiagnosticError
from diagnostic.settings import Settings
from diagnostic.storage.database.revision import check_revision, no_database
from diagnostic.storage.database.session import Store, open_store
from diagnostic.storage.waves.keys import KeyRing

FILE = "diagnostic.sqlite"


@dataclass(frozen=True, slots=True)
class Installation:
    """Where this installation keeps its things."""

    store: Store
    keys: KeyRing
    folder: Path

    def close(self) -> None:
        self.store.close()


def open_installation(settings: Settings) -> Installation:
    """Open what the settings name, whatever its shape; the folder is made, the tables are not (`./run upgrade`)."""
    folder = Path(settings.instance)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.database:
        (folder / FILE).touch(
            mode=0o600
        )  # no other account of this machine can read it; SQLite gives its log the same mode
    url = settings.database or f"sqlite:///{folder / FILE}"
    return Installation(open_store(url), KeyRing(folder / "keys"), folder)


def open_ready_installation(settings: Settings) -> Installation:
    """Open it to work with it. Raises BadDataError where the database has not the shape this code needs, and
    MachineLacksError where there is none: nothing is made then."""
    if not settings.database and not (Path(settings.instance) / FILE).exists():
        raise no_database()
    installation = open_installation(settings)
    try:
        check_revision(installation.store)
    except DiagnosticError:
        installation.close()
        raise
    return installation
