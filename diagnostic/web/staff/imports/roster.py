"""The roster: who is in it, and bringing a file in: send it, say which column is what, see what would change, agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.reading.headings import guess_columns
from diagnostic.core.figures.reading.roster import KNOWN
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError
from diagnostic.readers.maps.file_match import FileMatch, file_settings
from diagnostic.readers.tables import read_table
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.clients.rosters import (
    count_people,
    find_people,
    last_import,
    names_of,
    roster_lines,
    undo_import,
    unit_names,
)
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.column_matches import headings_hash, remembered_matches
from diagnostic.storage.imports.uploads import Upload
from diagnostic.usecases.imports.faulty_rows import faulty_file
from diagnostic.usecases.imports.import_roster import import_roster
from diagnostic.usecases.imports.preview_roster import RosterTrial, guess_roster_settings, is_ours, try_roster
from diagnostic.usecases.imports.recall_match import recall_match
from diagnostic.web.staff.common.page import language, page, tell, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.imports.column_form import LayoutForm, form_data
from diagnostic.web.staff.imports.uploads import (
    as_download,
    beginning_of,
    fault_lines,
    sheets_of,
)
from diagnostic.web.staff.imports.views import FilePages

COLUMNS = (*KNOWN[:3], "unit_2", "unit_3", "unit_4", *KNOWN[3:])
RARE = frozenset(
    {"unit_3", "unit_4", *KNOWN[10:]}
)  # asked for out of sight, unless the file seems to have them
SHOWN_PEOPLE, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10


class RosterPages(FilePages):
    here = "roster"
    undone = ("roster_import_undone", "done_undone")

    def _said_columns(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        form = LayoutForm(request.form)
        form.offer(sheets_of(upload))
        if not form.validate():
            return self._columns(client_id, client, upload, form, None, {}, [words()["errors_head"]])
        try:
            raw = read_table(upload.path, form.file)
        except BadDataError as error:
            return self._columns(client_id, client, upload, form, None, {}, fault_lines(error.faults))
        if request.form.get("seen_headings") != headings_hash(raw.headings):
            columns = guess_columns(raw.headings)
            form.take(*guess_roster_settings(raw, columns))
            return self._columns(client_id, client, upload, form, raw, columns)
        chosen = {
            column: heading
            for column in COLUMNS
            if (heading := request.form.get(column)) and heading in raw.headings
        }
        if "again" in request.form:
            return self._columns(client_id, client, upload, form, raw, chosen)
        return self._matched(client_id, client, upload, form, raw, chosen)

    def _faults(self, client_id: str, upload: Upload) -> Response:
        with self.store.reading() as session:
            lines = roster_lines(session, client_id)
        trial = try_roster(upload, lines) or abort(404)
        return as_download(faulty_file(trial.raw, trial.faulty_rows, language()), "roster-faults.csv")

    def _undo(self, session: Session, client_id: str, import_id: str) -> bool:
        return undo_import(session, client_id, import_id)

    def _next(self, client_id: str, upload: Upload) -> str:
        with self.store.reading() as session:
            remembered = remembered_matches(session, client_id, ("roster",))
        match = recall_match(upload.path, remembered)
        if match is not None:
            self._uploads(client_id).match(upload, match.columns, match.settings)
            tell("done_recalled")
        asks = match is None and not is_ours(read_table(upload.path))
        return self._address("columns" if asks else "trial", client_id, upload)

    def _first_sight(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        settings = dict(upload.settings)
        try:
            raw = read_table(upload.path, file_settings(settings))
        except BadDataError as error:
            form = LayoutForm(data=form_data(settings))
            return self._columns(client_id, client, upload, form, None, {}, fault_lines(error.faults), 200)
        columns = upload.columns
        if columns is None:
            columns = guess_columns(raw.headings)
            settings["date_order"], settings["decimal"] = guess_roster_settings(raw, columns)
        wrong = _why(upload) if "why" in request.args else []
        form = LayoutForm(data=form_data(settings))
        return self._columns(client_id, client, upload, form, raw, columns, wrong, 200)

    def _matched(
        self,
        client_id: str,
        client: ClientFacts,
        upload: Upload,
        form: LayoutForm,
        raw: RawTable,
        chosen: Mapping[str, str],
    ) -> Response:
        if "person_id" not in chosen:
            return self._columns(client_id, client, upload, form, raw, chosen, [words()["person_needed"]])
        match = FileMatch(chosen, form.file)
        self._uploads(client_id).match(upload, chosen, match.settings)
        try:
            try_roster(replace(upload, columns=chosen, settings=match.settings), ())
        except BadDataError as error:
            return self._columns(client_id, client, upload, form, raw, chosen, fault_lines(error.faults))
        return redirect(self._address("trial", client_id, upload))

    def _agree(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        entry = self.office.entry("roster_imported", client.name)
        done = import_roster(
            self.office.installation, client_id, upload, request.form.get("agreed", ""), entry
        )
        if done is None:
            return redirect(self._address("columns", client_id, upload))
        if done.moved:
            return self._trial(client_id, client, upload, moved=True)
        self._uploads(client_id).drop(upload)
        if done.changes.any:
            tell("done_imported", added=len(done.changes.added), changed=len(done.changes.changed))
        else:
            tell("done_nothing")
        return redirect(url_for("roster", client_id=client_id))

    def _trial(self, client_id: str, client: ClientFacts, upload: Upload, moved: bool = False) -> Response:
        with self.store.reading() as session:
            trial = try_roster(upload, roster_lines(session, client_id))
        if trial is None:
            return redirect(self._address("columns", client_id, upload))
        return page(
            "roster_trial.html",
            409 if moved else 200,
            here="roster",
            kind="",
            mark=trial.changes.mark,
            client_id=client_id,
            upload=upload,
            trial=trial,
            moved=moved,
            faults=trial.faults[:SHOWN_FAULTS],
            changed=trial.changes.changed[:SHOWN_CHANGES],
            added=trial.changes.added[:SHOWN_ADDED],
            theirs=_theirs(trial, upload),
            trail=self._trail(client_id, client, (words()["trial_head"], "")),
        )

    def _columns(
        self,
        client_id: str,
        client: ClientFacts,
        upload: Upload,
        form: LayoutForm,
        raw: RawTable | None,
        chosen: Mapping[str, str],
        wrong: Sequence[str] = (),
        status: int | None = None,
    ) -> Response:
        sheets = sheets_of(upload)
        form.offer(sheets)
        headings = raw.headings if raw else ()
        first = dict(zip(headings, raw.rows[0], strict=True)) if raw and raw.rows else {}
        return page(
            "roster_columns.html",
            status or (422 if wrong else 200),
            client_id=client_id,
            upload=upload,
            columns=COLUMNS,
            form=form,
            sheets=sheets,
            mark=headings_hash(headings),
            headings=headings,
            first=first,
            chosen=chosen,
            wrong=wrong,
            rare=RARE,
            lines=[] if raw else beginning_of(upload, form.data.get("sheet") or None),
            unused=[heading for heading in headings if heading not in chosen.values()],
            trail=self._trail(client_id, client, (words()["roster_columns_head"], "")),
        )

    def _list(self, client_id: str, client: ClientFacts, wrong: Sequence[str] = ()) -> Response:
        search = searched()
        with self.store.reading() as session:
            found = find_people(session, client_id, search, first_of(SHOWN_PEOPLE), SHOWN_PEOPLE + 1)
            lines = found[:SHOWN_PEOPLE]
            managers = {line.person.manager_id for line in lines}
            names = names_of(session, client_id, sorted(filter(None, managers)))
            all_people = count_people(session, client_id)
            last, units = last_import(session, client_id), unit_names(session, client_id)
        return page(
            "roster.html",
            422 if wrong else 200,
            client_id=client_id,
            lines=lines,
            more=len(found) > SHOWN_PEOPLE,
            all=all_people,
            at=page_number(),
            search=search,
            last=last,
            wrong=wrong,
            names=names,
            units=units,
            trail=self._trail(client_id, client),
        )


def _why(upload: Upload) -> list[str]:
    """What stopped the trial; a column that is only missing so far is asked for by the page itself."""
    try:
        try_roster(upload, ())
    except BadDataError as error:
        return fault_lines([fault for fault in error.faults if not fault.code.startswith("figures.column")])
    return []


def _theirs(trial: RosterTrial, upload: Upload) -> dict[str, str]:
    """Our columns as the file calls them, so that a fault names what its reader sees."""
    return dict(upload.columns) if upload.columns else {heading: heading for heading in trial.raw.headings}
