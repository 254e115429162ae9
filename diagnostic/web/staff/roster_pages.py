"""The roster: who is in it, and bringing a file in: send it, say which column is what, see what would change, agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.clean_roster import KNOWN
from diagnostic.core.figures.headings import guess_columns
from diagnostic.core.table import RawTable
from diagnostic.errors import BadDataError
from diagnostic.readers.file_match import FileMatch, file_settings
from diagnostic.readers.tables import read_table
from diagnostic.storage.audit import add_entry
from diagnostic.storage.clients import ClientFacts, find_client
from diagnostic.storage.column_matches import headings_hash, remembered_matches
from diagnostic.storage.rosters import (
    count_people,
    find_people,
    last_import,
    names_of,
    roster_lines,
    undo_import,
    unit_names,
)
from diagnostic.storage.uploads import Upload, Uploads
from diagnostic.usecases.faulty_file import faulty_file
from diagnostic.usecases.import_roster import import_roster
from diagnostic.usecases.recall_match import recall_match
from diagnostic.usecases.try_roster import RosterTrial, guess_roster_settings, is_ours, try_roster
from diagnostic.web.staff.client_pages import client_trail
from diagnostic.web.staff.lists import first_of, page_number, searched
from diagnostic.web.staff.match_form import LayoutForm, form_data
from diagnostic.web.staff.office import Office
from diagnostic.web.staff.render import Trail, language, page, tell, words
from diagnostic.web.staff.upload_parts import (
    as_download,
    beginning_of,
    fault_lines,
    file_name,
    is_mendable,
    sheets_of,
)

COLUMNS = (*KNOWN[:3], "unit_2", "unit_3", "unit_4", *KNOWN[3:])
RARE = frozenset(
    {"unit_3", "unit_4", *KNOWN[10:]}
)  # asked for out of sight, unless the file seems to have them
SHOWN_PEOPLE, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10


class RosterPages:
    def __init__(self, office: Office) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        both = ["GET", "POST"]
        one = "/staff/clients/<client_id>/roster"
        app.add_url_rule(one, "roster", self.roster, methods=both)
        app.add_url_rule(f"{one}/undo", "roster_undo", self.undo, methods=["POST"])
        app.add_url_rule(f"{one}/<upload_id>", "roster_trial", self.trial, methods=both)
        app.add_url_rule(f"{one}/<upload_id>/columns", "roster_columns", self.columns, methods=both)
        app.add_url_rule(f"{one}/<upload_id>/faults.csv", "roster_faults", self.faults)

    def roster(self, client_id: str) -> Response:
        client = self._client(client_id)
        if request.method == "GET":
            return self._roster(client_id, client)
        file = request.files.get("file")
        if file is None or not file.filename:
            return self._roster(client_id, client, 422, [words()["file_needed"]])
        uploads = self._uploads(client_id)
        upload = uploads.find(uploads.keep(file_name(file.filename), file.read())) or abort(404)
        try:
            return redirect(self._next(client_id, upload))
        except BadDataError as error:
            if is_mendable(error) or len(sheets_of(upload)) > 1:
                return redirect(_address("roster_columns", client_id, upload, why=1))
            uploads.drop(upload)
            return self._roster(client_id, client, 422, fault_lines(error.faults))

    def columns(self, client_id: str, upload_id: str) -> Response:
        client = self._client(client_id)
        upload = self._uploads(client_id).find(upload_id)
        if upload is None:
            return _gone(client_id)
        if request.method == "GET":
            return self._first_sight(client_id, client, upload)
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

    def trial(self, client_id: str, upload_id: str) -> Response:
        client = self._client(client_id)
        upload = self._uploads(client_id).find(upload_id)
        if upload is None:
            return _gone(client_id)
        try:
            if request.method == "POST":
                return self._agree(client_id, client, upload)
            return self._trial(client_id, client, upload)
        except BadDataError:
            return redirect(_address("roster_columns", client_id, upload, why=1))

    def faults(self, client_id: str, upload_id: str) -> Response:
        self._client(client_id)
        upload = self._uploads(client_id).find(upload_id) or abort(404)
        with self.store.reading() as session:
            lines = roster_lines(session, client_id)
        try:
            trial = try_roster(upload, lines) or abort(404)
        except BadDataError:
            abort(404)
        return as_download(faulty_file(trial.raw, trial.faulty_rows, language()), "roster-faults.csv")

    def undo(self, client_id: str) -> Response:
        client = self._client(client_id)
        with self.store.writing() as session:
            done = undo_import(session, client_id, request.form.get("import", ""))
            if done:
                add_entry(session, self.office.entry("roster_import_undone", client.name))
        tell("done_undone" if done else "done_no_undo")
        return redirect(url_for("roster", client_id=client_id))

    def _next(self, client_id: str, upload: Upload) -> str:
        """Where a new file leads: to the trial if nothing need be asked, else to the page that asks."""
        with self.store.reading() as session:
            remembered = remembered_matches(session, client_id, ("roster",))
        match = recall_match(upload.path, remembered)
        if match is not None:
            self._uploads(client_id).match(upload, match.columns, match.settings)
            tell("done_recalled")
        asks = match is None and not is_ours(read_table(upload.path))
        return _address("roster_columns" if asks else "roster_trial", client_id, upload)

    def _first_sight(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        """What was said of the file, else what it looks like. After a failed try the page says why."""
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
        return redirect(_address("roster_trial", client_id, upload))

    def _agree(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        entry = self.office.entry("roster_imported", client.name)
        done = import_roster(
            self.office.installation, client_id, upload, request.form.get("agreed", ""), entry
        )
        if done is None:
            return redirect(_address("roster_columns", client_id, upload))
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
            return redirect(_address("roster_columns", client_id, upload))
        return page(
            "roster_trial.html", 409 if moved else 200, client_id=client_id, upload=upload, trial=trial,
            moved=moved, faults=trial.faults[:SHOWN_FAULTS], changed=trial.changes.changed[:SHOWN_CHANGES],
            added=trial.changes.added[:SHOWN_ADDED], theirs=_theirs(trial, upload),
            trail=(*_trail(client_id, client), (words()["trial_head"], "")),
        )  # fmt: skip

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
            "roster_columns.html", status or (422 if wrong else 200), client_id=client_id, upload=upload,
            columns=COLUMNS, form=form, sheets=sheets, mark=headings_hash(headings), headings=headings,
            first=first, chosen=chosen, wrong=wrong, rare=RARE,
            lines=[] if raw else beginning_of(upload, form.data.get("sheet") or None),
            unused=[heading for heading in headings if heading not in chosen.values()],
            trail=(*_trail(client_id, client), (words()["roster_columns_head"], "")),
        )  # fmt: skip

    def _roster(
        self, client_id: str, client: ClientFacts, status: int = 200, wrong: list[str] | None = None
    ) -> Response:
        search = searched()
        with self.store.reading() as session:
            found = find_people(session, client_id, search, first_of(SHOWN_PEOPLE), SHOWN_PEOPLE + 1)
            lines = found[:SHOWN_PEOPLE]
            managers = {line.person.manager_id for line in lines}
            names = names_of(session, client_id, sorted(filter(None, managers)))
            all_people = count_people(session, client_id)
            last, units = last_import(session, client_id), unit_names(session, client_id)
        return page(
            "roster.html", status, client_id=client_id, lines=lines, more=len(found) > SHOWN_PEOPLE,
            all=all_people, at=page_number(), search=search, last=last, wrong=wrong or [],
            names=names, units=units, trail=_trail(client_id, client),
        )  # fmt: skip

    def _client(self, client_id: str) -> ClientFacts:
        with self.store.reading() as session:
            return find_client(session, client_id) or abort(404)

    def _uploads(self, client_id: str) -> Uploads:
        """Only asked for clients that are there, so the id is one of ours and a folder's name."""
        return Uploads(self.office.installation.folder / "uploads" / client_id)


def _trail(client_id: str, client: ClientFacts) -> Trail:
    return (*client_trail(client_id, client), (words()["roster"], url_for("roster", client_id=client_id)))


def _address(endpoint: str, client_id: str, upload: Upload, why: int | None = None) -> str:
    return url_for(endpoint, client_id=client_id, upload_id=upload.id, why=why)


def _why(upload: Upload) -> list[str]:
    """What stopped the trial; a column that is only missing so far is asked for by the page itself."""
    try:
        try_roster(upload, ())
    except BadDataError as error:
        return fault_lines([fault for fault in error.faults if not fault.code.startswith("figures.column")])
    return []


def _gone(client_id: str) -> Response:
    """Dealt with already: after a double click, the back button, or a day."""
    tell("done_upload_gone")
    return redirect(url_for("roster", client_id=client_id))


def _theirs(trial: RosterTrial, upload: Upload) -> dict[str, str]:
    """Our columns as the file calls them, so that a fault names what its reader sees."""
    return dict(upload.columns) if upload.columns else {heading: heading for heading in trial.raw.headings}
