"""The way of a file with a client's data, the same for rosters and figures: given, matched with our columns, tried,
agreed to, undone. What is in such a file, and what becomes of it, say the pages that are made of this.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from flask import Flask, abort, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from diagnostic.faults import BadDataError
from diagnostic.storage.accounts.audit_log import LogAction, add_entry
from diagnostic.storage.clients.clients import ClientFacts, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.uploads import Upload, Uploads
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import StaffContext
from diagnostic.web.staff.common.page import Trail, tell, words
from diagnostic.web.staff.imports.uploads import fault_lines, file_name, is_mendable, sheets_of


class FilePages(ABC):
    """`here` is the endpoint of the list the file is for; the others are named after it."""

    here: ClassVar[str]
    undone: ClassVar[tuple[LogAction, str]]  # what undoing is in the log, and the words for who did it

    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        both = ["GET", "POST"]
        one = f"/clients/<client_id>/{self.here}"
        app.add_url_rule(one, self.here, self.overview, methods=both)
        app.add_url_rule(f"{one}/undo", f"{self.here}_undo", self.undo, methods=["POST"])
        app.add_url_rule(f"{one}/<upload_id>", f"{self.here}_trial", self.trial, methods=both)
        app.add_url_rule(f"{one}/<upload_id>/columns", f"{self.here}_columns", self.columns, methods=both)
        app.add_url_rule(f"{one}/<upload_id>/faults.csv", f"{self.here}_faults", self.faults)

    def overview(self, client_id: str) -> Response:
        client = self._client(client_id)
        if request.method == "GET":
            return self._list(client_id, client)
        file = request.files.get("file")
        if file is None or not file.filename:
            return self._list(client_id, client, [words()["file_needed"]])
        upload = self._kept(client_id, file)
        try:
            return redirect(self._next(client_id, upload))
        except BadDataError as error:
            if is_mendable(error) or len(sheets_of(upload)) > 1:
                return redirect(self._address("columns", client_id, upload, why=1))
            self._uploads(client_id).drop(upload)
            return self._list(client_id, client, fault_lines(error.faults))

    def columns(self, client_id: str, upload_id: str) -> Response:
        client = self._client(client_id)
        upload = self._uploads(client_id).find(upload_id)
        if upload is None:
            return self._gone(client_id)
        look = self._first_sight if request.method == "GET" else self._said_columns
        return look(client_id, client, upload)

    def trial(self, client_id: str, upload_id: str) -> Response:
        client = self._client(client_id)
        upload = self._uploads(client_id).find(upload_id)
        if upload is None:
            return self._gone(client_id)
        try:
            if request.method == "POST":
                return self._agree(client_id, client, upload)
            return self._trial(client_id, client, upload)
        except BadDataError:
            return redirect(self._address("columns", client_id, upload, why=1))

    def faults(self, client_id: str, upload_id: str) -> Response:
        self._client(client_id)
        upload = self._uploads(client_id).find(upload_id) or abort(404)
        try:
            return self._faults(client_id, upload)
        except BadDataError:
            abort(404)

    def undo(self, client_id: str) -> Response:
        client = self._client(client_id)
        action, said = self.undone
        with self.store.writing() as session:
            done = self._undo(session, client_id, request.form.get("import", ""))
            if done:
                add_entry(session, self.office.entry(action, client.name))
        tell(said if done else "done_no_undo")
        return redirect(url_for(self.here, client_id=client_id))

    @abstractmethod
    def _list(self, client_id: str, client: ClientFacts, wrong: Sequence[str] = ()) -> Response:
        """What there is, and the form that takes a file; `wrong` is what was wrong with the last one."""

    @abstractmethod
    def _next(self, client_id: str, upload: Upload) -> str:
        """Where a new file leads: to the trial if nothing need be asked, else to the page that asks."""

    @abstractmethod
    def _first_sight(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        """What was said of the file, else what it looks like. After a failed try the page says why."""

    @abstractmethod
    def _said_columns(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        """The sent form: which columns are which."""

    @abstractmethod
    def _trial(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        """What the file would change. May raise BadDataError: then the columns are asked for."""

    @abstractmethod
    def _agree(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        """It is brought in, if nothing has changed since the trial. May raise BadDataError as the trial does."""

    @abstractmethod
    def _faults(self, client_id: str, upload: Upload) -> Response:
        """The rows that can't come in, as a file. May raise BadDataError as the trial does."""

    @abstractmethod
    def _undo(self, session: Session, client_id: str, import_id: str) -> bool:
        """Takes the last import back, if it is still this one."""

    def _kept(self, client_id: str, file: FileStorage) -> Upload:
        uploads = self._uploads(client_id)
        return uploads.find(uploads.keep(file_name(file.filename or ""), file.read())) or abort(404)

    def _client(self, client_id: str) -> ClientFacts:
        with self.store.reading() as session:
            return find_client(session, client_id) or abort(404)

    def _uploads(self, client_id: str) -> Uploads:
        """Only asked for clients that are there, so the id is one of ours and a folder's name."""
        return Uploads(self.office.installation.folder / "uploads" / client_id)

    def _gone(self, client_id: str) -> Response:
        """Dealt with already: after a double click, the back button, or a day."""
        tell("done_upload_gone")
        return redirect(url_for(self.here, client_id=client_id))

    def _address(self, step: str, client_id: str, upload: Upload, why: int | None = None) -> str:
        return url_for(f"{self.here}_{step}", client_id=client_id, upload_id=upload.id, why=why)

    def _trail(self, client_id: str, client: ClientFacts, *further: tuple[str, str]) -> Trail:
        own = (words()[self.here], url_for(self.here, client_id=client_id))
        return (*client_trail(client_id, client), own, *further)
