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
from diagnostic.core.figures.reading.headings import FigureKind, guess_kind
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError
from diagnostic.readers.maps.file_match import FileMatch, file_match, file_settings
from diagnostic.readers.tables import read_table
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.clients.rosters import find_roster, unit_names
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.column_matches import headings_hash, remembered_matches
from diagnostic.storage.imports.figure_imports import (
    find_figures,
    last_figures,
    owners_of,
    totals_of,
    undo_figures,
)
from diagnostic.storage.imports.uploads import Upload
from diagnostic.usecases.imports.faulty_rows import faulty_file
from diagnostic.usecases.imports.guess_match import guess_match, guess_values
from diagnostic.usecases.imports.import_figures import bring_in_figures
from diagnostic.usecases.imports.preview_figures import FiguresTrial, try_figures
from diagnostic.usecases.imports.read_figures import KINDS, KNOWN, NEEDED, is_ours, kind_of, read_figures
from diagnostic.usecases.imports.recall_match import recall_match
from diagnostic.web.staff.common.page import language, page, tell, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.imports.column_form import FigureForm, Said, form_data, read_said, unsaid_values
from diagnostic.web.staff.imports.figure_rows import (
    HEADS,
    NUMBERS,
    cells_of,
    field_text,
    summary_of,
    title_of,
)
from diagnostic.web.staff.imports.uploads import (
    as_download,
    beginning_of,
    fault_lines,
    sheets_of,
)
from diagnostic.web.staff.imports.views import FilePages

SHOWN, SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_ADDED = 50, 50, 50, 10
RARE = frozenset(
    {"unit", "currency", "product", "channel"}
)  # out of sight, unless the file seems to have them
MOST_NAMES = 1000  # people found by name whose figures are looked for


@dataclass(frozen=True, slots=True)
class Sight:
    """The page on which a file is matched: what is chosen, what is asked and what is wrong with it."""

    match: FileMatch
    raw: RawTable | None = None
    wrong: Sequence[str] = ()
    missing: Sequence[str] = ()
    asked: Sequence[str] = ()
    status: int = 200
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class FigurePages(FilePages):
    here = "figures"
    undone = ("figures_import_undone", "done_figures_undone")

    def _said_columns(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        form = FigureForm(request.form)
        form.offer(sheets_of(upload))
        if not form.validate():
            return self._columns(client_id, client, upload, form, Sight(FileMatch({}), status=422))
        try:
            raw = read_table(upload.path, form.file)
        except BadDataError as error:
            seen = Sight(FileMatch({}, form.file), wrong=fault_lines(error.faults), status=422)
            return self._columns(client_id, client, upload, form, seen)
        if _is_other(raw) and request.form.get("seen_kind") == form.kind.data:
            form.kind.data = kind_of(
                upload, raw.headings
            )  # nobody chose it, and only now the headings are seen
        kind: FigureKind = form.kind.data
        if request.form.get("seen_kind") != kind or _is_other(raw):
            match = guess_match(raw, kind, form.file)
            form.take(match.file.date_order, match.file.decimal)
            return self._columns(client_id, client, upload, form, Sight(match, raw, values=match.values))
        if "again" in request.form:
            match = read_said(request.form, raw, kind, form.file).match
            return self._columns(
                client_id, client, upload, form, Sight(match, raw, values=_asked(raw, match))
            )
        return self._matched(client_id, client, upload, form, raw)

    def _faults(self, client_id: str, upload: Upload) -> Response:
        trial = self._try(client_id, self._client(client_id), upload) or abort(404)
        return as_download(faulty_file(trial.file.raw, trial.faulty_rows, language()), "figures-faults.csv")

    def _undo(self, session: Session, client_id: str, import_id: str) -> bool:
        return undo_figures(session, client_id, import_id)

    def _next(self, client_id: str, upload: Upload) -> str:
        asked = next((kind for kind in KINDS if kind == request.form.get("kind")), None)
        if asked:
            upload = self._said(client_id, upload, None, {"kind": asked})
        kinds = {asked} if asked else {guess_kind(_headings(upload), upload.name), "opportunities"}
        with self.store.reading() as session:
            remembered = remembered_matches(session, client_id, kinds)
        match = recall_match(upload.path, remembered)
        if match is not None:
            upload = self._said(client_id, upload, match.columns, {**match.settings, "kind": match.kind})
            raw = read_table(upload.path, file_settings(upload.settings))
            if unsaid_values(raw, file_match(upload.columns or {}, upload.settings)):
                return self._address("columns", client_id, upload)
            tell("done_recalled")
            return self._address("trial", client_id, upload)
        raw = read_table(upload.path)
        if not is_ours(raw, kind_of(upload, raw.headings)):
            return self._address("columns", client_id, upload)
        return self._address("trial", client_id, upload)

    def _said(
        self,
        client_id: str,
        upload: Upload,
        columns: Mapping[str, str] | None,
        settings: Mapping[str, object],
    ) -> Upload:
        self._uploads(client_id).match(upload, columns, settings)
        return replace(upload, columns=columns, settings=settings)

    def _first_sight(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        try:
            raw = read_table(upload.path, file_settings(upload.settings))
        except BadDataError as error:
            form = FigureForm(data={**form_data(upload.settings), "kind": kind_of(upload, ())})
            seen = Sight(FileMatch({}), wrong=fault_lines(error.faults))
            return self._columns(client_id, client, upload, form, seen)
        kind = kind_of(upload, raw.headings)
        if upload.columns is None:
            match = guess_match(raw, kind, file_settings(upload.settings))
        else:
            match = file_match(upload.columns, upload.settings)
        form = FigureForm(data={**form_data(match.settings), "kind": kind})
        wrong = self._why(client_id, client, upload) if "why" in request.args else []
        return self._columns(
            client_id, client, upload, form, Sight(match, raw, wrong, values=_asked(raw, match))
        )

    def _why(self, client_id: str, client: ClientFacts, upload: Upload) -> list[str]:
        try:
            self._try(client_id, client, upload)
        except BadDataError as error:
            return fault_lines(error.faults)
        return []

    def _matched(
        self, client_id: str, client: ClientFacts, upload: Upload, form: FigureForm, raw: RawTable
    ) -> Response:
        said = read_said(request.form, raw, form.kind.data, form.file)
        seen = Sight(
            said.match,
            raw,
            _complaints(said),
            said.missing,
            said.open,
            422,
            {column: values for column, values in said.match.values.items() if column not in said.too_many},
        )
        if said.missing or said.open or said.too_many:
            return self._columns(client_id, client, upload, form, seen)
        settings = {**said.match.settings, "kind": form.kind.data}
        upload = self._said(client_id, upload, said.match.columns, settings)
        try:
            self._try(client_id, client, upload)
        except BadDataError as error:
            return self._columns(
                client_id, client, upload, form, replace(seen, wrong=fault_lines(error.faults))
            )
        return redirect(self._address("trial", client_id, upload))

    def _try(self, client_id: str, client: ClientFacts, upload: Upload) -> FiguresTrial | None:
        file = read_figures(upload, client.currency)
        if file is None:
            return None
        with self.store.reading() as session:
            return try_figures(session, client_id, file)

    def _agree(self, client_id: str, client: ClientFacts, upload: Upload) -> Response:
        entry = self.office.entry("figures_imported", client.name)
        agreed = request.form.get("agreed", "")
        done = bring_in_figures(self.office.installation, client_id, upload, agreed, entry)
        if done is None:
            return redirect(self._address("columns", client_id, upload))
        if done.moved:
            return self._trial(client_id, client, upload, moved=True)
        self._uploads(client_id).drop(upload)
        changes = done.trial.changes
        if changes.any:
            tell("done_figures", added=len(changes.added), changed=len(changes.changed))
        else:
            tell("done_figures_nothing")
        return redirect(url_for("figures", client_id=client_id, kind=done.trial.file.kind))

    def _trial(self, client_id: str, client: ClientFacts, upload: Upload, moved: bool = False) -> Response:
        trial = self._try(client_id, client, upload)
        if trial is None:
            return redirect(self._address("columns", client_id, upload))
        names, kind, changes = _names(trial.roster), trial.file.kind, trial.changes
        with self.store.reading() as session:
            units = unit_names(session, client_id)
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
            "figure_trial.html",
            409 if moved else 200,
            here="figures",
            mark=trial.mark,
            client_id=client_id,
            upload=upload,
            trial=trial,
            kind=kind,
            moved=moved,
            faults=trial.faults[:SHOWN_FAULTS],
            notes=trial.notes[:SHOWN_FAULTS],
            changed=changed,
            heads=HEADS[kind],
            numbers=NUMBERS,
            shown_changes=SHOWN_CHANGES,
            added=[cells_of(line, names, units) for line in changes.added[:SHOWN_ADDED]],
            theirs=_theirs(upload),
            trail=self._trail(client_id, client, (words()["trial_head"], "")),
        )

    def _columns(
        self, client_id: str, client: ClientFacts, upload: Upload, form: FigureForm, seen: Sight
    ) -> Response:
        sheets = sheets_of(upload)
        form.offer(sheets)
        raw, match = seen.raw, seen.match
        kind: FigureKind = form.kind.data if form.kind.data in KINDS else "actuals"
        headings = raw.headings if raw else ()
        first = dict(zip(headings, raw.rows[0], strict=True)) if raw and raw.rows else {}
        return page(
            "figure_columns.html",
            seen.status,
            client_id=client_id,
            upload=upload,
            form=form,
            kind=kind,
            seen=seen,
            columns=KNOWN[kind],
            needed=NEEDED[kind],
            headings=headings,
            first=first,
            rare=RARE,
            match=match,
            sheets=sheets,
            mark=headings_hash(headings),
            choices=CHOICES,
            metrics=METRICS,
            asks_currency=client.currency is None,
            lines=[] if raw else beginning_of(upload, form.data.get("sheet") or None),
            unused=[heading for heading in headings if heading not in match.columns.values()],
            trail=self._trail(client_id, client, (words()["figure_columns_head"], "")),
        )

    def _list(self, client_id: str, client: ClientFacts, wrong: Sequence[str] = ()) -> Response:
        search = searched()
        with self.store.reading() as session:
            roster = find_roster(session, client_id)
            totals, owners = totals_of(session, client_id), owners_of(session, client_id)
            summaries = [summary_of(kind, totals, owners, roster) for kind in KINDS]
            kind = _shown_kind([each.kind for each in summaries if each.lines])
            named = [p.id for p in roster.people if search and search.lower() in p.name.lower()]
            found = find_figures(
                session, client_id, kind, search, named[:MOST_NAMES], first_of(SHOWN), SHOWN + 1
            )
            last, units = last_figures(session, client_id), unit_names(session, client_id)
        names = _names(roster)
        return page(
            "figures.html",
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
            trail=self._trail(client_id, client),
        )


def _headings(upload: Upload) -> tuple[str, ...]:
    """As far as the file can be read without being told how."""
    try:
        return read_table(upload.path).headings
    except BadDataError:
        return ()


def _is_other(raw: RawTable) -> bool:
    """Whether these are other headings than those the sent form was about."""
    return request.form.get("seen_headings") != headings_hash(raw.headings)


def _asked(raw: RawTable, match: FileMatch) -> dict[str, dict[str, str]]:
    """The values to be asked about, with what was said of them or what they probably mean."""
    return {
        column: {**guess_values(raw, column, match.columns[column]), **match.values.get(column, {})}
        for column in CHOICES
        if column in match.columns and match.columns[column] in raw.headings
    }


def _complaints(said: Said) -> list[str]:
    text = words()
    wrong = [str(text["values_many"].format(column=text[f"g_{column}"])) for column in said.too_many]
    return [*wrong, *([str(text["values_open"])] if said.open else [])]


def _names(roster: Roster) -> dict[str, str]:
    return {person.id: person.name for person in roster.people}


def _theirs(upload: Upload) -> Mapping[str, str]:
    """Our columns as the file calls them, so that a fault names what its reader sees."""
    return upload.columns or {}


def _shown_kind(there: Sequence[FigureKind]) -> FigureKind:
    """The kind that was asked for, else the first of which there is something."""
    asked = request.args.get("kind")
    return next((kind for kind in KINDS if kind == asked), None) or (there[0] if there else "targets")
