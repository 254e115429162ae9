"""A consultant changes fields of one line of the plan, or takes them back to what the analysis proposes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from diagnostic.core.plan.edits import FIELDS, Edit, EditValue
from diagnostic.core.plan.overlay import LineView, base_of, value_of
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import drop_edit, edits_of, put_edit


def edit_plan_line(
    session: Session,
    assessment_id: str,
    view: LineView,
    wanted: Mapping[str, EditValue],
    by: str,
    at: datetime,
    settled: Collection[str] = (),
) -> tuple[str, ...]:
    """Make the line's fields what is `wanted`; the fields that changed.

    A field that is as it was keeps the base it was edited on, and with it the conflict that may have come up since;
    `settled` are fields whose conflict is settled for the consultant's own value. A locked line is not edited.
    """
    if view.lock is not None:
        raise ValueError(f"{view.key} is locked")
    changed = tuple(name for name, value in wanted.items() if value != value_of(view.line, name))
    for name in (*changed, *settled):
        value = wanted.get(name, value_of(view.line, name))
        if value == value_of(view.base, name):
            drop_edit(session, assessment_id, view.key, name)
        else:
            put_edit(session, assessment_id, Edit(view.key, name, value, base_of(view.base, name), by, at))
    if changed or settled:
        _remember(session, assessment_id, view, by, at)
    return changed


def _remember(session: Session, assessment_id: str, view: LineView, by: str, at: datetime) -> None:
    """An edited line outlives its finding, so the line is kept beside its edits, and goes with the last of them."""
    if view.origin != "proposed":
        return
    edited = any(edit.line == view.key and edit.field in FIELDS for edit in edits_of(session, assessment_id))
    if edited:
        put_edit(session, assessment_id, Edit(view.key, "kept", view.base, None, by, at))
    else:
        drop_edit(session, assessment_id, view.key, "kept")
