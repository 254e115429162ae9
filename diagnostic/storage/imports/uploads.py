"""Files that staff sent and have not decided about yet: each in `instance/uploads/`, for its client, for a day.

A file holds names, so only its owner reads it, and it goes as soon as it was brought in.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diagnostic.storage.database.tables import new_id

A_DAY = 24 * 3600
LETTERS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits. `name` is what its sender calls it, `columns` how its headings were matched, if they were;
    `settings` is what else is known about it, such as how it writes days."""

    id: str
    path: Path
    name: str
    columns: Mapping[str, str] | None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Uploads:
    """The folder of one client's files."""

    folder: Path

    def keep(self, name: str, content: bytes) -> Upload:
        """Keep a file, and delete files that are older than a day."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        id = new_id()
        path = self.folder / f"{id}.file"
        _write(path, content)
        self._note(id, name, None, {})
        return Upload(id, path, name, None)

    def find(self, id: str) -> Upload | None:
        path = self.folder / f"{id}.file"
        if len(id) != 32 or not LETTERS.issuperset(id) or not path.is_file():
            return None
        note = json.loads((self.folder / f"{id}.json").read_text("utf-8"))
        return Upload(id, path, note["name"], note["columns"], note["settings"])

    def match(
        self, upload: Upload, columns: Mapping[str, str] | None, settings: Mapping[str, Any] | None = None
    ) -> None:
        self._note(upload.id, upload.name, columns, settings or {})

    def drop(self, upload: Upload) -> None:
        upload.path.unlink(missing_ok=True)
        upload.path.with_suffix(".json").unlink(missing_ok=True)

    def _note(
        self, id: str, name: str, columns: Mapping[str, str] | None, settings: Mapping[str, Any]
    ) -> None:
        draft = self.folder / f"{id}.{new_id()}"
        note = {"name": name, "columns": columns, "settings": settings}
        _write(draft, json.dumps(note, ensure_ascii=False).encode("utf-8"))
        draft.replace(self.folder / f"{id}.json")

    def _sweep(self) -> None:
        oldest = time.time() - A_DAY
        for path in self.folder.iterdir():
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
