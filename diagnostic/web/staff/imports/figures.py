"""Figures: what a client has of targets, actuals and deals, and bringing a file in: send it, see what would change,
agree; and undo the last import. What a file means is said in `figure_columns`."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.model.performance import Roster
from diagnostic.core.figures.reading.headings import FigureKind
from diagnostic.faults import BadDataError, StaleError
from diagnostic.i18n import N_
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.clients.rosters import find_roster, unit_names
from diagnostic.storage.imports.figure_imports import find_figures, last_figures, owners_of, totals_of
from diagnostic.storage.imports.input_reads import reads_of
from diagnostic.usecases.imports.accept_unread import accept_unread
from diagnostic.usecases.imports.faulty_rows import faulty_file
from diagnostic.usecases.imports.import_figures import import_figures
from diagnostic.usecases.imports.preview_figures import preview_figures
from diagnostic.usecases.imports.read_figures import KINDS, named_kind
from diagnostic.usecases.imports.receive_figures import receive_figures
from diagnostic.usecases.imports.undo_figures_import import undo_figures_import
from diagnostic.web.staff.clients.views import known_client
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import _, flash_message, language, page
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.imports.blueprint import bp
from diagnostic.web.staff.imports.figure_rows import (
    HEADS,
    NUMBERS,
    cells_of,
    field_text,
    summary_of,
    title_of,
)
from diagnostic.web.staff.imports.unread_lines import unread_lines
from diagnostic.web.staff.imports.waiting_file import (
    WaitingFile,
    as_download,
    fault_lines,
    list_trail,
    onward,
    preview_of_file,
    sent_file,
    to_columns,
    waiting_file,
)

SHOWN, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10
MOST_NAMES = 1000  # people found by name whose figures are looked for


@bp.route("/figures", methods=["GET", "POST"])
def figures(client_id: str) -> Response:
    client = known_client(client_id)
    if request.method == "GET":
        return _figures(client_id, client)
    sent = sent_file()
    if sent is None:
        return _figures(client_id, client, [_("Please choose a file.")])
    try:
        kind = named_kind(request.form.get("kind"))
        received = receive_figures(context().installation, client_id, *sent, kind)
    except BadDataError as error:
        return _figures(client_id, client, fault_lines(error.faults))
    return onward("figures", client_id, received)


@bp.route("/figures/<upload_id>", methods=["GET", "POST"])
def figures_preview(client_id: str, upload_id: str) -> Response:
    return preview_of_file("figures", client_id, upload_id, _preview, _import)


@bp.get("/figures/<upload_id>/faults.csv")
def figures_faults(client_id: str, upload_id: str) -> Response:
    """The rows that can't come in."""
    file = waiting_file(client_id, upload_id) or abort(404)
    try:
        preview = preview_figures(context().installation, client_id, file.upload) or abort(404)
    except BadDataError:
        abort(404)
    return as_download(faulty_file(preview.file.raw, preview.faulty_rows, language()), "figures-faults.csv")


@bp.post("/unread")
def unread(client_id: str) -> Response:
    """Somebody answers for going on with an input of which much could not be read."""
    kind = request.form.get("kind", "")
    rows = request.form.get("unread", 0, int)
    accepted = accept_unread(context().installation, client_id, kind, rows, **signed())
    flash_message(N_("Accepted with your name.") if accepted else N_("There is nothing to accept."))
    return redirect(url_for("imports.roster" if kind == "roster" else "imports.figures", client_id=client_id))


@bp.post("/figures/undo")
def figures_undo(client_id: str) -> Response:
    last = request.form.get("import", "")
    undone = undo_figures_import(context().installation, client_id, last, **signed())
    flash_message(
        N_("Undone: the figures are as they were before.") if undone else N_("There is no import to undo.")
    )
    return redirect(url_for("imports.figures", client_id=client_id))


def _import(file: WaitingFile) -> Response:
    """The file comes in, if the figures are as they were in the preview. May raise BadDataError as the preview does."""
    agreed = request.form.get("agreed", "")
    try:
        done = import_figures(context().installation, file.client_id, file.upload, agreed, **signed())
    except StaleError:
        return _preview(file, moved=True)
    if done is None:
        return to_columns("figures", file.client_id, file.upload)
    if done.changes.any:
        flash_message(
            N_("The figures are imported: {added} added, {changed} changed."),
            added=len(done.changes.added),
            changed=len(done.changes.changed),
        )
    else:
        flash_message(N_("There was nothing to do; the figures are as they were."))
    return redirect(url_for("imports.figures", client_id=file.client_id, kind=done.file.kind))


def _preview(file: WaitingFile, moved: bool = False) -> Response:
    """What the file would change. May raise BadDataError: then it is asked for the columns."""
    preview = preview_figures(context().installation, file.client_id, file.upload)
    if preview is None:
        return to_columns("figures", file.client_id, file.upload)
    names, kind, changes = _names(preview.roster), preview.file.kind, preview.changes
    with context().installation.store.reading() as session:
        units = unit_names(session, file.client_id)
    changed = [
        (
            title_of(each.before, names, units),
            name,
            field_text(each.before, name, old),
            field_text(each.after, name, new),
        )
        for each in changes.changed[:SHOWN_CHANGES]
        for name, (old, new) in each.differs.items()
    ]
    return page(
        "imports/figures_preview.html",
        409 if moved else 200,
        here="figures",
        mark=preview.mark,
        client_id=file.client_id,
        upload=file.upload,
        preview=preview,
        kind=kind,
        moved=moved,
        faults=preview.faults[:SHOWN_FAULTS],
        notes=preview.notes[:SHOWN_FAULTS],
        changed=changed,
        heads=HEADS[kind],
        numbers=NUMBERS,
        shown_changes=SHOWN_CHANGES,
        added=[cells_of(line, names, units) for line in changes.added[:SHOWN_ADDED]],
        theirs=file.upload.columns or {},  # our columns as the file calls them, which its reader knows
        trail=list_trail("figures", file.client_id, file.client, N_("What would change")),
    )


def _figures(client_id: str, client: ClientFacts, wrong: Sequence[str] = ()) -> Response:
    """What there is, and the form that takes a file; `wrong` is what was wrong with the last one."""
    search = searched()
    with context().installation.store.reading() as session:
        roster = find_roster(session, client_id)
        totals, owners = totals_of(session, client_id), owners_of(session, client_id)
        summaries = [summary_of(kind, totals, owners, roster) for kind in KINDS]
        kind = _shown_kind([each.kind for each in summaries if each.lines])
        named = [p.id for p in roster.people if search and search.lower() in p.name.lower()]
        found = find_figures(session, client_id, kind, search, named[:MOST_NAMES], first_of(SHOWN), SHOWN + 1)
        last, units = last_figures(session, client_id), unit_names(session, client_id)
        reads = reads_of(session, client_id)
    names = _names(roster)
    return page(
        "imports/figures.html",
        422 if wrong else 200,
        client_id=client_id,
        summaries=summaries,
        kind=kind,
        kinds=KINDS,
        lines=[cells_of(line, names, units) for line in found[:SHOWN]],
        more=len(found) > SHOWN,
        at=page_number(),
        search=search,
        last=last,
        wrong=wrong,
        reads=unread_lines(reads, KINDS),
        heads=HEADS[kind],
        numbers=NUMBERS,
        people=len(roster.people),
        any=any(each.lines for each in summaries),
        trail=list_trail("figures", client_id, client),
    )


def _shown_kind(there: Sequence[FigureKind]) -> FigureKind:
    """The kind that was asked for, else the first of which there is something."""
    return named_kind(request.args.get("kind")) or (there[0] if there else "targets")


def _names(roster: Roster) -> dict[str, str]:
    return {person.id: person.name for person in roster.people}
