"""Figures: what a client has of targets, actuals and deals, and bringing a file in: send it, say what it means, see
what would change, agree; and undo the last import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.model.performance import Roster
from diagnostic.core.figures.reading.guess_values import CHOICES
from diagnostic.core.figures.reading.headings import FigureKind
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError, StaleError
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.clients.rosters import find_roster, unit_names
from diagnostic.storage.imports.column_matches import headings_hash
from diagnostic.storage.imports.figure_imports import find_figures, last_figures, owners_of, totals_of
from diagnostic.usecases.imports.faulty_rows import faulty_file
from diagnostic.usecases.imports.guess_match import guess_match, said_match, values_to_ask
from diagnostic.usecases.imports.import_figures import import_figures
from diagnostic.usecases.imports.match_upload import match_upload
from diagnostic.usecases.imports.preview_figures import preview_figures
from diagnostic.usecases.imports.read_figures import KINDS, KNOWN, NEEDED, kind_of
from diagnostic.usecases.imports.read_upload import beginning_of, read_upload, sheets_of
from diagnostic.usecases.imports.receive_figures import receive_figures
from diagnostic.usecases.imports.undo_figures_import import undo_figures_import
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import language, page, tell, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.imports.blueprint import bp
from diagnostic.web.staff.imports.column_form import FigureForm, SaidColumns, form_data, read_said
from diagnostic.web.staff.imports.figure_rows import (
    HEADS,
    NUMBERS,
    cells_of,
    field_text,
    summary_of,
    title_of,
)
from diagnostic.web.staff.imports.waiting_file import (
    WaitingFile,
    as_download,
    client_here,
    fault_lines,
    gone,
    list_trail,
    onward,
    sent_file,
    to_columns,
    to_preview,
    waiting_file,
)

SHOWN, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10
RARE = frozenset(
    {"unit", "currency", "product", "channel"}
)  # folded away, unless the file seems to have them
MOST_NAMES = 1000  # people found by name whose figures are looked for


@dataclass(frozen=True, slots=True)
class ColumnMatchPage:
    """The page on which a file is matched. `table` is None where it can't be read so far; `columns` and `constants` are
    what is chosen, `values` what is asked, `wrong` and `missing` what is wrong with it."""

    table: RawTable | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    wrong: Sequence[str] = ()
    missing: Sequence[str] = ()
    status: int = 200


@bp.route("/figures", methods=["GET", "POST"])
def figures(client_id: str) -> Response:
    client = client_here(client_id)
    if request.method == "GET":
        return _figures(client_id, client)
    sent = sent_file()
    if sent is None:
        return _figures(client_id, client, [words()["file_needed"]])
    try:
        kind = _kind(request.form.get("kind"))
        received = receive_figures(context().installation, client_id, *sent, kind)
    except BadDataError as error:
        return _figures(client_id, client, fault_lines(error.faults))
    return onward("figures", client_id, received)


@bp.route("/figures/<upload_id>/columns", methods=["GET", "POST"])
def figures_columns(client_id: str, upload_id: str) -> Response:
    file = waiting_file(client_id, upload_id)
    if file is None:
        return gone("figures", client_id)
    return _first_columns(file) if request.method == "GET" else _said_columns(file)


@bp.route("/figures/<upload_id>", methods=["GET", "POST"])
def figures_preview(client_id: str, upload_id: str) -> Response:
    file = waiting_file(client_id, upload_id)
    if file is None:
        return gone("figures", client_id)
    try:
        return _import(file) if request.method == "POST" else _preview(file)
    except BadDataError:
        return to_columns("figures", client_id, file.upload, why=True)


@bp.get("/figures/<upload_id>/faults.csv")
def figures_faults(client_id: str, upload_id: str) -> Response:
    """The rows that can't come in."""
    file = waiting_file(client_id, upload_id) or abort(404)
    try:
        preview = preview_figures(context().installation, client_id, file.upload) or abort(404)
    except BadDataError:
        abort(404)
    return as_download(faulty_file(preview.file.raw, preview.faulty_rows, language()), "figures-faults.csv")


@bp.post("/figures/undo")
def figures_undo(client_id: str) -> Response:
    last = request.form.get("import", "")
    undone = undo_figures_import(context().installation, client_id, last, **signed())
    tell("done_figures_undone" if undone else "done_no_undo")
    return redirect(url_for("imports.figures", client_id=client_id))


def _first_columns(file: WaitingFile) -> Response:
    """What was said of the file, else what it looks like. After a preview that failed the page says why."""
    upload = file.upload
    try:
        table = read_upload(upload)
    except BadDataError as error:
        form = FigureForm(data={**form_data(upload.settings), "kind": kind_of(upload, ())})
        return _columns(file, form, ColumnMatchPage(wrong=fault_lines(error.faults)))
    kind = kind_of(upload, table.headings)
    match = said_match(upload, table, kind)
    form = FigureForm(data={**form_data(match.settings), "kind": kind})
    values = values_to_ask(table, match.columns, match.values)
    wrong = _why(file) if "why" in request.args else []
    return _columns(file, form, ColumnMatchPage(table, match.columns, match.constants, values, wrong))


def _said_columns(file: WaitingFile) -> Response:
    """The sent form: how the file is read, which columns are which, and what their values mean."""
    form, seen_kind = FigureForm(request.form), request.form.get("seen_kind")
    form.offer(sheets_of(file.upload))
    if not form.validate():
        return _columns(file, form, ColumnMatchPage(status=422))
    try:
        table = read_upload(file.upload, form.settings)
    except BadDataError as error:
        return _columns(file, form, ColumnMatchPage(wrong=fault_lines(error.faults), status=422))
    is_other = request.form.get("seen_headings") != headings_hash(table.headings)
    if is_other and seen_kind == form.kind.data:
        form.kind.data = kind_of(
            file.upload, table.headings
        )  # not chosen, and only now the headings are seen
    if is_other or seen_kind != form.kind.data:
        match = guess_match(table, form.kind.data, form.settings)
        form.take(match.file.date_order, match.file.decimal)
        return _columns(file, form, ColumnMatchPage(table, match.columns, match.constants, match.values))
    said = read_said(request.form, table, form.kind.data)
    if "again" in request.form:
        values = values_to_ask(table, said.columns, said.values)
        return _columns(file, form, ColumnMatchPage(table, said.columns, said.constants, values))
    return _matched(file, form, table, said)


def _matched(file: WaitingFile, form: FigureForm, table: RawTable, said: SaidColumns) -> Response:
    values = {column: each for column, each in said.values.items() if column not in said.too_many}
    shown = ColumnMatchPage(
        table, said.columns, said.constants, values, _complaints(said), said.missing, status=422
    )
    if said.missing or said.open or said.too_many:
        return _columns(file, form, shown)
    installation = context().installation
    settings = {**form.settings, **said.settings, "kind": form.kind.data}
    upload = match_upload(installation, file.client_id, file.upload, said.columns, settings)
    try:
        preview_figures(installation, file.client_id, upload)
    except BadDataError as error:
        return _columns(file, form, replace(shown, wrong=fault_lines(error.faults)))
    return to_preview("figures", file.client_id, upload)


def _complaints(said: SaidColumns) -> list[str]:
    text = words()
    wrong = [str(text["values_many"].format(column=text[f"g_{column}"])) for column in said.too_many]
    return [*wrong, *([str(text["values_open"])] if said.open else [])]


def _why(file: WaitingFile) -> list[str]:
    """What stopped the preview."""
    try:
        preview_figures(context().installation, file.client_id, file.upload)
    except BadDataError as error:
        return fault_lines(error.faults)
    return []


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
        tell("done_figures", added=len(done.changes.added), changed=len(done.changes.changed))
    else:
        tell("done_figures_nothing")
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
        trail=list_trail("figures", file.client_id, file.client, "trial_head"),
    )


def _columns(file: WaitingFile, form: FigureForm, match: ColumnMatchPage) -> Response:
    sheets = sheets_of(file.upload)
    form.offer(sheets)
    table, kind = match.table, _kind(form.kind.data) or "actuals"
    headings = table.headings if table else ()
    first = dict(zip(headings, table.rows[0], strict=True)) if table and table.rows else {}
    return page(
        "imports/figures_columns.html",
        match.status,
        client_id=file.client_id,
        upload=file.upload,
        form=form,
        kind=kind,
        match=match,
        columns=KNOWN[kind],
        needed=NEEDED[kind],
        headings=headings,
        first=first,
        rare=RARE,
        sheets=sheets,
        mark=headings_hash(headings),
        choices=CHOICES,
        metrics=METRICS,
        asks_currency=file.client.currency is None,
        lines=[] if table else beginning_of(file.upload, form.data.get("sheet") or None),
        unused=[heading for heading in headings if heading not in match.columns.values()],
        trail=list_trail("figures", file.client_id, file.client, "figure_columns_head"),
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
        heads=HEADS[kind],
        numbers=NUMBERS,
        people=len(roster.people),
        any=any(each.lines for each in summaries),
        trail=list_trail("figures", client_id, client),
    )


def _kind(given: str | None) -> FigureKind | None:
    return next((kind for kind in KINDS if kind == given), None)


def _shown_kind(there: Sequence[FigureKind]) -> FigureKind:
    """The kind that was asked for, else the first of which there is something."""
    return _kind(request.args.get("kind")) or (there[0] if there else "targets")


def _names(roster: Roster) -> dict[str, str]:
    return {person.id: person.name for person in roster.people}
