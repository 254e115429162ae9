"""The roster: who is in it, and bringing a file in: send it, say which column is what, see what would change, agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.reading.headings import guess_columns
from diagnostic.core.figures.reading.roster import KNOWN
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError, StaleError
from diagnostic.i18n import N_
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.clients.rosters import (
    count_people,
    find_people,
    last_import,
    names_of,
    unit_names,
)
from diagnostic.storage.imports.column_matches import headings_hash
from diagnostic.storage.imports.input_reads import reads_of
from diagnostic.usecases.imports.columns.match_upload import match_upload
from diagnostic.usecases.imports.faulty_rows import faulty_file
from diagnostic.usecases.imports.import_roster import import_roster
from diagnostic.usecases.imports.preview_roster import RosterPreview, guess_roster_settings, preview_roster
from diagnostic.usecases.imports.read_upload import beginning_of, read_upload, sheets_of
from diagnostic.usecases.imports.receive_roster import receive_roster
from diagnostic.usecases.imports.undo_roster_import import undo_roster_import
from diagnostic.web.staff.clients.views import known_client
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import _, flash_message, language, page
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.imports.blueprint import bp
from diagnostic.web.staff.imports.column_form import LayoutForm, form_data
from diagnostic.web.staff.imports.unread_lines import unread_lines
from diagnostic.web.staff.imports.waiting_file import (
    WaitingFile,
    as_download,
    fault_lines,
    list_trail,
    onward,
    page_of_file,
    preview_of_file,
    sent_file,
    to_columns,
    to_preview,
    waiting_file,
)

COLUMNS = (*KNOWN[:3], "unit_2", "unit_3", "unit_4", *KNOWN[3:])
RARE = frozenset({"unit_3", "unit_4", *KNOWN[10:]})
"""Columns that are folded away, unless the file seems to have them."""
SHOWN_PEOPLE, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10


@bp.route("/roster", methods=["GET", "POST"])
def roster(client_id: str) -> Response:
    client = known_client(client_id)
    if request.method == "GET":
        return _roster(client_id, client)
    sent = sent_file()
    if sent is None:
        return _roster(client_id, client, [_("Please choose a file.")])
    try:
        received = receive_roster(context().installation, client_id, *sent)
    except BadDataError as error:
        return _roster(client_id, client, fault_lines(error.faults))
    return onward("roster", client_id, received)


@bp.route("/roster/<upload_id>/columns", methods=["GET", "POST"])
def roster_columns(client_id: str, upload_id: str) -> Response:
    return page_of_file("roster", client_id, upload_id, _first_columns, _said_columns)


@bp.route("/roster/<upload_id>", methods=["GET", "POST"])
def roster_preview(client_id: str, upload_id: str) -> Response:
    return preview_of_file("roster", client_id, upload_id, _preview, _import)


@bp.get("/roster/<upload_id>/faults.csv")
def roster_faults(client_id: str, upload_id: str) -> Response:
    """The rows that can't come in."""
    file = waiting_file(client_id, upload_id) or abort(404)
    try:
        preview = preview_roster(context().installation, client_id, file.upload) or abort(404)
    except BadDataError:
        abort(404)
    return as_download(faulty_file(preview.raw, preview.faulty_rows, language()), "roster-faults.csv")


@bp.post("/roster/undo")
def roster_undo(client_id: str) -> Response:
    last = request.form.get("import", "")
    undone = undo_roster_import(context().installation, client_id, last, **signed())
    flash_message(
        N_("Undone: the roster is as it was before.") if undone else N_("There is no import to undo.")
    )
    return redirect(url_for("imports.roster", client_id=client_id))


def _first_columns(file: WaitingFile) -> Response:
    """What somebody said about the file, else what it looks like. After a failed preview the page says why."""
    settings, columns = dict(file.upload.settings), file.upload.columns
    try:
        table = read_upload(file.upload)
    except BadDataError as error:
        return _columns(file, LayoutForm(data=form_data(settings)), None, {}, fault_lines(error.faults), 200)
    if columns is None:
        columns = guess_columns(table.headings)
        settings["date_order"], settings["decimal"] = guess_roster_settings(table, columns)
    wrong = _why(file) if "why" in request.args else []
    return _columns(file, LayoutForm(data=form_data(settings)), table, columns, wrong, 200)


def _said_columns(file: WaitingFile) -> Response:
    """The sent form: how the file is read, and which columns are which."""
    form = LayoutForm(request.form)
    form.offer(sheets_of(file.upload))
    if not form.validate():
        return _columns(file, form, None, {}, [_("Something needs another look; what you typed is kept.")])
    try:
        table = read_upload(file.upload, form.settings)
    except BadDataError as error:
        return _columns(file, form, None, {}, fault_lines(error.faults))
    if request.form.get("seen_headings") != headings_hash(table.headings):
        columns = guess_columns(table.headings)
        form.take(*guess_roster_settings(table, columns))
        return _columns(file, form, table, columns)
    given = {column: request.form.get(column, "") for column in COLUMNS}
    chosen = {column: heading for column, heading in given.items() if heading in table.headings}
    if "again" in request.form:
        return _columns(file, form, table, chosen)
    return _matched(file, form, table, chosen)


def _matched(file: WaitingFile, form: LayoutForm, table: RawTable, chosen: Mapping[str, str]) -> Response:
    if "person_id" not in chosen:
        return _columns(file, form, table, chosen, [_("Please say which column names the person.")])
    installation = context().installation
    upload = match_upload(installation, file.client_id, file.upload, chosen, form.settings)
    try:
        preview_roster(installation, file.client_id, upload)
    except BadDataError as error:
        return _columns(file, form, table, chosen, fault_lines(error.faults))
    return to_preview("roster", file.client_id, upload)


def _why(file: WaitingFile) -> list[str]:
    """What stopped the preview; a column that is only missing so far is asked for by the page itself."""
    try:
        preview_roster(context().installation, file.client_id, file.upload)
    except BadDataError as error:
        return fault_lines([fault for fault in error.faults if not fault.code.startswith("figures.column")])
    return []


def _import(file: WaitingFile) -> Response:
    """The file comes in, if the roster is as it was in the preview. May raise BadDataError as the preview does."""
    agreed = request.form.get("agreed", "")
    try:
        changes = import_roster(context().installation, file.client_id, file.upload, agreed, **signed())
    except StaleError:
        return _preview(file, moved=True)
    if changes is None:
        return to_columns("roster", file.client_id, file.upload)
    if changes.any:
        flash_message(
            N_("The roster is imported: {added} added, {changed} changed."),
            added=len(changes.added),
            changed=len(changes.changed),
        )
    else:
        flash_message(N_("There was nothing to do; the roster is as it was."))
    return redirect(url_for("imports.roster", client_id=file.client_id))


def _preview(file: WaitingFile, moved: bool = False) -> Response:
    """What the file would change. May raise BadDataError: then it is asked for the columns."""
    preview = preview_roster(context().installation, file.client_id, file.upload)
    if preview is None:
        return to_columns("roster", file.client_id, file.upload)
    return page(
        "imports/roster_preview.html",
        409 if moved else 200,
        here="roster",
        kind="",
        mark=preview.changes.mark,
        client_id=file.client_id,
        upload=file.upload,
        preview=preview,
        moved=moved,
        faults=preview.faults[:SHOWN_FAULTS],
        changed=preview.changes.changed[:SHOWN_CHANGES],
        added=preview.changes.added[:SHOWN_ADDED],
        theirs=_theirs(preview, file),
        trail=list_trail("roster", file.client_id, file.client, N_("What would change")),
    )


def _columns(
    file: WaitingFile,
    form: LayoutForm,
    table: RawTable | None,
    chosen: Mapping[str, str],
    wrong: Sequence[str] = (),
    status: int | None = None,
) -> Response:
    sheets = sheets_of(file.upload)
    form.offer(sheets)
    headings = table.headings if table else ()
    first = dict(zip(headings, table.rows[0], strict=True)) if table and table.rows else {}
    return page(
        "imports/roster_columns.html",
        status or (422 if wrong else 200),
        client_id=file.client_id,
        upload=file.upload,
        columns=COLUMNS,
        form=form,
        sheets=sheets,
        mark=headings_hash(headings),
        headings=headings,
        first=first,
        chosen=chosen,
        wrong=wrong,
        rare=RARE,
        lines=[] if table else beginning_of(file.upload, form.data.get("sheet") or None),
        unused=[heading for heading in headings if heading not in chosen.values()],
        trail=list_trail("roster", file.client_id, file.client, N_("Which column is what")),
    )


def _roster(client_id: str, client: ClientFacts, wrong: Sequence[str] = ()) -> Response:
    """Who is in it, and the form that takes a file; `wrong` is what was wrong with the last one."""
    search = searched()
    with context().installation.store.reading() as session:
        found = find_people(session, client_id, search, first_of(SHOWN_PEOPLE), SHOWN_PEOPLE + 1)
        lines = found[:SHOWN_PEOPLE]
        managers = {line.person.manager_id for line in lines}
        names = names_of(session, client_id, sorted(filter(None, managers)))
        all_people = count_people(session, client_id)
        last, units = last_import(session, client_id), unit_names(session, client_id)
        reads = reads_of(session, client_id)
    return page(
        "imports/roster.html",
        422 if wrong else 200,
        client_id=client_id,
        lines=lines,
        more=len(found) > SHOWN_PEOPLE,
        all=all_people,
        at=page_number(),
        search=search,
        last=last,
        wrong=wrong,
        reads=unread_lines(reads, ("roster",)),
        names=names,
        units=units,
        trail=list_trail("roster", client_id, client),
    )


def _theirs(preview: RosterPreview, file: WaitingFile) -> dict[str, str]:
    """Our columns as the file calls them, so that a fault names what its reader sees."""
    columns = file.upload.columns
    return dict(columns) if columns else {heading: heading for heading in preview.raw.headings}
