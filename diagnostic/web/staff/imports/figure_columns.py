"""Matching a file of figures: how it is written, which columns are which, and what their values mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import request
from werkzeug.wrappers import Response

from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.reading.guess_values import CHOICES
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError
from diagnostic.i18n import N_
from diagnostic.storage.imports.column_matches import headings_hash
from diagnostic.usecases.imports.columns.guess_match import guess_match, said_match, values_to_ask
from diagnostic.usecases.imports.columns.match_upload import match_upload
from diagnostic.usecases.imports.preview_figures import preview_figures
from diagnostic.usecases.imports.read_figures import KNOWN, NEEDED, kind_of, named_kind
from diagnostic.usecases.imports.read_upload import beginning_of, read_upload, sheets_of
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import context
from diagnostic.web.staff.common.page import _, page
from diagnostic.web.staff.imports.blueprint import bp
from diagnostic.web.staff.imports.column_form import FigureForm, SaidColumns, form_data, read_said
from diagnostic.web.staff.imports.waiting_file import (
    WaitingFile,
    fault_lines,
    list_trail,
    page_of_file,
    to_preview,
)

RARE = frozenset({"unit", "currency", "product", "channel"})
"""Columns that are folded away, unless the file seems to have them."""


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


@bp.route("/figures/<upload_id>/columns", methods=["GET", "POST"])
def figures_columns(client_id: str, upload_id: str) -> Response:
    return page_of_file("figures", client_id, upload_id, _first_columns, _said_columns)


def _first_columns(file: WaitingFile) -> Response:
    """What somebody said about the file, else what it looks like. After a failed preview the page says why."""
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
    # Where the kind was only guessed, it is guessed again from headings that have not been seen before.
    is_other = request.form.get("seen_headings") != headings_hash(table.headings)
    if is_other and seen_kind == form.kind.data:
        form.kind.data = kind_of(file.upload, table.headings)
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
    wrong = [
        str(
            _(
                "The column chosen for “{column}” holds too many different values; it is probably another one.",
                column=_(labels.FIGURE_COLUMNS[column]),
            )
        )
        for column in said.too_many
    ]
    if said.missing:
        names = _(", ").join(_(labels.FIGURE_COLUMNS[column]) for column in said.missing)
        wrong.append(str(_("Please choose a column of the file for: {names}", names=names)))
    return [*wrong, *([str(_("Please say what the values below mean."))] if said.open else [])]


def _why(file: WaitingFile) -> list[str]:
    """What stopped the preview."""
    try:
        preview_figures(context().installation, file.client_id, file.upload)
    except BadDataError as error:
        return fault_lines(error.faults)
    return []


def _columns(file: WaitingFile, form: FigureForm, match: ColumnMatchPage) -> Response:
    sheets = sheets_of(file.upload)
    form.offer(sheets)
    table, kind = match.table, named_kind(form.kind.data) or "actuals"
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
        trail=list_trail("figures", file.client_id, file.client, N_("How to read this file")),
    )
