"""How a file with these headings was matched the last time, if it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diagnostic.faults import BadDataError
from diagnostic.readers.maps.file_match import LAYOUT, file_settings
from diagnostic.readers.tables import read_table
from diagnostic.storage.imports.column_matches import Remembered, headings_hash

LAYOUTS = 4  # a file is read once for every layout, so only a few are tried


def recall_match(path: Path, remembered: Sequence[Remembered]) -> Remembered | None:
    """The match whose headings the file has, when it is read as that match says."""
    layouts = dict.fromkeys(_layout(each) for each in remembered)
    for layout in [*layouts][:LAYOUTS]:
        own = [each for each in remembered if _layout(each) == layout]
        try:
            headings = headings_hash(read_table(path, file_settings(own[0].settings)).headings)
        except BadDataError:
            continue
        found = next((each for each in own if each.headings == headings), None)
        if found is not None:
            return found
    return None


def _layout(match: Remembered) -> tuple[object, ...]:
    return tuple(match.settings.get(name) for name in LAYOUT)
