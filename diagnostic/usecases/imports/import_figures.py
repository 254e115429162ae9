"""Brings a file of figures in, as somebody agreed to it after the trial: all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.imports.column_matches import Remembered, headings_hash, remember_match
from diagnostic.storage.imports.figure_imports import change_figures
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.preview_figures import FiguresTrial, try_figures
from diagnostic.usecases.imports.read_figures import read_figures


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was brought in; with `moved` it was not, since the figures are not as they were when it was shown."""

    trial: FiguresTrial
    moved: bool


def bring_in_figures(
    installation: Installation, client_id: str, upload: Upload, agreed: str, entry: LogEntry
) -> BroughtIn | None:
    """Do what the trial with the mark `agreed` showed. None: which column is what has not been said yet.

    Raises BadDataError where the file can't be used at all.
    """
    with installation.store.reading() as session:
        client = find_client(session, client_id)
    file = read_figures(upload, client.currency if client else None)
    if file is None:
        return None
    with installation.store.writing() as session:
        trial = try_figures(session, client_id, file)
        if trial.mark != agreed:
            return BroughtIn(trial, moved=True)
        if trial.changes.any:
            change_figures(session, client_id, file.kind, trial.changes, trial.kept, upload.name)
            add_entry(session, entry)
        if upload.columns is not None:
            match = Remembered(file.kind, headings_hash(file.raw.headings), upload.columns, upload.settings)
            remember_match(session, client_id, match)
    return BroughtIn(trial, moved=False)
