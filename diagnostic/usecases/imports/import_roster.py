"""Brings a roster file in, as somebody agreed to it after the trial: all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.core.figures.changes.roster import RosterChanges
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.clients.rosters import change_roster, roster_lines
from diagnostic.storage.imports.column_matches import Remembered, headings_hash, remember_match
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.preview_roster import try_roster


@dataclass(frozen=True, slots=True)
class Imported:
    """`changes` were brought in; with `moved` they were not, since the roster is not as it was when they were shown."""

    changes: RosterChanges
    moved: bool


def import_roster(
    installation: Installation, client_id: str, upload: Upload, agreed: str, entry: LogEntry
) -> Imported | None:
    """Do what the changes with the mark `agreed` are. None: which column is what has not been said yet.

    Raises BadDataError where the file can't be used at all.
    """
    with installation.store.writing() as session:
        trial = try_roster(upload, roster_lines(session, client_id))
        if trial is None:
            return None
        if trial.changes.mark != agreed:
            return Imported(trial.changes, moved=True)
        if trial.changes.any:
            change_roster(session, client_id, trial.changes, upload.name)
            add_entry(session, entry)
        if upload.columns is not None:
            headings = headings_hash(trial.raw.headings)
            remember_match(
                session, client_id, Remembered("roster", headings, upload.columns, upload.settings)
            )
    return Imported(trial.changes, moved=False)
