"""The roster: who is in it, and bringing a file in: send it, say which column is what, see what would change, agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.clean_roster import KNOWN
from diagnostic.core.figures.headings import guess_columns
from diagnostic.core.table import RawTable
from diagnostic.errors import BadDataError, Fault
from diagnostic.readers.tables import read_table
from diagnostic.storage.audit import add_entry
from diagnostic.storage.clients import ClientFacts, find_client
from diagnostic.storage.rosters import (
    count_people,
    find_people,
    last_import,
    names_of,
    roster_lines,
    undo_import,
)
from diagnostic.storage.uploads import Upload, Uploads
from diagnostic.usecases.faulty_file import faulty_file
from diagnostic.usecases.import_roster import import_roster
from diagnostic.usecases.try_roster import RosterTrial, try_roster
from diagnostic.web.staff.client_pages import client_trail
from diagnostic.web.staff.forms import SearchForm, tidy
from diagnostic.web.staff.office import Office
from diagnostic.web.staff.render import Trail, first_of, language, page, page_number, reason, tell, words

COLUMNS = (*KNOWN[:3], "unit_2", "unit_3", "unit_4", *KNOWN[3:])
RARE = frozenset(
    {"unit_3", "unit_4", *KNOWN[10:]}
)  # asked for out of sight, unless the file seems to have them
SHOWN_PEOPLE, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10
LONGEST_NAME = 120


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
        upload = uploads.find(uploads.keep(_file_name(file.filename), file.read())) or abort(404)
        try:
            trial = try_roster(upload, ())
        except BadDataError as error:
            if _only_columns(error):
                return redirect(_address("roster_columns", client_id, upload))
            uploads.drop(upload)
            return self._roster(client_id, client, 422, _lines(error.faults))
        return redirect(_address("roster_columns" if trial is None else "roster_trial", client_id, upload))

    def columns(self, client_id: str, upload_id: str) -> Response:
        client = self._client(client_id)
        upload = self._uploads(client_id).find(upload_id)
        if upload is None:
            return _gone(client_id)
        raw = read_table(upload.path)
        if request.method == "GET":
            return self._columns(
                client_id, client, upload, raw, upload.columns or guess_columns(raw.headings)
            )
        chosen = {
            column: heading
            for column in COLUMNS
            if (heading := request.form.get(column)) and heading in raw.headings
        }
        if "person_id" not in chosen:
            return self._columns(client_id, client, upload, raw, chosen, [words()["person_needed"]])
        self._uploads(client_id).match(upload, chosen)
        try:
            try_roster(replace(upload, columns=chosen), ())
        except BadDataError as error:
            return self._columns(client_id, client, upload, raw, chosen, _lines(error.faults))
        return redirect(_address("roster_trial", client_id, upload))

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
            return redirect(_address("roster_columns", client_id, upload))

    def faults(self, client_id: str, upload_id: str) -> Response:
        self._client(client_id)
        upload = self._uploads(client_id).find(upload_id) or abort(404)
        trial = try_roster(upload, ()) or abort(404)
        response = Response(
            faulty_file(trial.raw, trial.faulty_rows, language()), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = "attachment; filename=roster-faults.csv"
        return response

    def undo(self, client_id: str) -> Response:
        client = self._client(client_id)
        with self.store.writing() as session:
            done = undo_import(session, client_id, request.form.get("import", ""))
            if done:
                add_entry(session, self.office.entry("roster_import_undone", client.name))
        tell("done_undone" if done else "done_no_undo")
        return redirect(url_for("roster", client_id=client_id))

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
        raw: RawTable,
        chosen: Mapping[str, str],
        wrong: list[str] | None = None,
    ) -> Response:
        first = dict(zip(raw.headings, raw.rows[0], strict=True)) if raw.rows else {}
        return page(
            "roster_columns.html", 422 if wrong else 200, client_id=client_id, upload=upload, columns=COLUMNS,
            headings=raw.headings, first=first, chosen=chosen, wrong=wrong or [], rare=RARE,
            unused=[heading for heading in raw.headings if heading not in chosen.values()],
            trail=(*_trail(client_id, client), (words()["roster_columns_head"], "")),
        )  # fmt: skip

    def _roster(
        self, client_id: str, client: ClientFacts, status: int = 200, wrong: list[str] | None = None
    ) -> Response:
        form = SearchForm(request.args)
        search = form.search.data or "" if form.validate() else ""
        with self.store.reading() as session:
            found = find_people(session, client_id, search, first_of(SHOWN_PEOPLE), SHOWN_PEOPLE + 1)
            lines = found[:SHOWN_PEOPLE]
            managers = {line.person.manager_id for line in lines}
            names = names_of(session, client_id, sorted(filter(None, managers)))
            all_people = count_people(session, client_id)
            last = last_import(session, client_id)
        return page(
            "roster.html", status, client_id=client_id, lines=lines, more=len(found) > SHOWN_PEOPLE,
            all=all_people, at=page_number(), search=search, last=last, wrong=wrong or [],
            names=names, trail=_trail(client_id, client),
        )  # fmt: skip

    def _client(self, client_id: str) -> ClientFacts:
        with self.store.reading() as session:
            return find_client(session, client_id) or abort(404)

    def _uploads(self, client_id: str) -> Uploads:
        """Only asked for clients that are there, so the id is one of ours and a folder's name."""
        return Uploads(self.office.installation.folder / "uploads" / client_id)


def _trail(client_id: str, client: ClientFacts) -> Trail:
    return (*client_trail(client_id, client), (words()["roster"], url_for("roster", client_id=client_id)))


def _address(endpoint: str, client_id: str, upload: Upload) -> str:
    return url_for(endpoint, client_id=client_id, upload_id=upload.id)


def _gone(client_id: str) -> Response:
    """Dealt with already: after a double click, the back button, or a day."""
    tell("done_upload_gone")
    return redirect(url_for("roster", client_id=client_id))


def _file_name(given: str) -> str:
    return (tidy(PurePath(given.replace("\\", "/")).name) or "roster")[-LONGEST_NAME:]


def _only_columns(error: BadDataError) -> bool:
    return all(fault.code.startswith("figures.column") for fault in error.faults)


def _lines(faults: tuple[Fault, ...]) -> list[str]:
    """What is wrong with a whole file: the row it is seen in, and the words."""
    said = words()
    return [
        f"{said['w_row']} {fault.row}: {reason(fault)}" if fault.row else reason(fault)
        for fault in faults[:SHOWN_FAULTS]
    ]


def _theirs(trial: RosterTrial, upload: Upload) -> dict[str, str]:
    """Our columns as the file calls them, so that a fault names what its reader sees."""
    return dict(upload.columns) if upload.columns else {heading: heading for heading in trial.raw.headings}
