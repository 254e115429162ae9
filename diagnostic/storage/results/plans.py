"""What consultants make of a proposed plan: edits, locks, and the numbered versions they keep.

Edits and locks belong to the assessment, not to a run, since they outlive the next analysis. A version is the whole
plan as it was at one moment; it is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from diagnostic.core.plan.edits import KINDS, Edit, EditKind, Lock
from diagnostic.core.plan.improvement_plan import Goal, ImprovementPlan, PlanLine
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.dataclass_json import from_plain, pack, plain, unpack
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.tables import new_id
from diagnostic.text import Text

SHAPES: Mapping[EditKind, Any] = {
    "words": Text | None,
    "day": date,
    "target": float | None,
    "amount": float,
    "level": str,
    "line": PlanLine,
    "removed": bool,
    "order": tuple[str, ...],
}
BASES: Mapping[EditKind, Any] = {**SHAPES, "target": Goal, "line": None, "removed": None}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A kept version without its content."""

    id: str
    assessment_id: str
    run_id: str
    number: int
    note: str
    made_at: datetime
    made_by: str


_VERSION = [t.PlanVersion.__table__.c[each.name] for each in fields(VersionLine)]


def edits_of(session: Session, assessment_id: str) -> tuple[Edit, ...]:
    table = t.PlanEdit
    query = select(table.line, table.field, table.value, table.base, table.made_by, table.made_at)
    rows = session.execute(
        query.where(table.assessment_id == assessment_id).order_by(table.line, table.field)
    )
    return tuple(
        Edit(
            line,
            field,
            from_plain(value["is"], SHAPES[KINDS[field]]),
            from_plain(base["is"], BASES[KINDS[field]]),
            by,
            at,
        )
        for line, field, value, base, by, at in rows
    )


def put_edit(session: Session, assessment_id: str, edit: Edit) -> None:
    """Store the edit; it replaces an earlier one of the same field."""
    values = {
        "value": {"is": plain(edit.value, SHAPES[edit.kind])},
        "base": {"is": plain(edit.base, BASES[edit.kind])},
        "made_at": edit.at,
        "made_by": edit.by,
    }
    own = _own_edit(assessment_id, edit.line, edit.field)
    if session.scalar(select(t.PlanEdit.field).where(*own)) is None:
        key = {"assessment_id": assessment_id, "line": edit.line, "field": edit.field}
        session.execute(insert(t.PlanEdit).values(**key, **values))
    else:
        session.execute(update(t.PlanEdit).where(*own).values(**values))


def drop_edit(session: Session, assessment_id: str, line: str, field: str) -> None:
    """Undo: the field is again what the analysis proposes."""
    session.execute(delete(t.PlanEdit).where(*_own_edit(assessment_id, line, field)))


def locks_of(session: Session, assessment_id: str) -> Mapping[str, Lock]:
    """By the line's key."""
    query = select(t.PlanLock.line, t.PlanLock.content, t.PlanLock.made_by, t.PlanLock.made_at)
    rows = session.execute(query.where(t.PlanLock.assessment_id == assessment_id))
    return {line: Lock(unpack(content, PlanLine), by, at) for line, content, by, at in rows}


def lock(session: Session, assessment_id: str, line: PlanLine, by: str, at: datetime) -> None:
    """Keep the line as it is, even if a later analysis differs; an existing lock is replaced."""
    unlock(session, assessment_id, str(line.key))
    session.execute(
        insert(t.PlanLock).values(
            assessment_id=assessment_id,
            line=str(line.key),
            content=pack(line, PlanLine),
            made_by=by,
            made_at=at,
        )
    )


def unlock(session: Session, assessment_id: str, line: str) -> None:
    session.execute(
        delete(t.PlanLock).where(t.PlanLock.assessment_id == assessment_id, t.PlanLock.line == line)
    )


def add_version(
    session: Session, assessment_id: str, run_id: str, plan: ImprovementPlan, note: str, by: str, at: datetime
) -> str:
    """Keep the plan under the assessment's next number; its id."""
    hold_assessment(session, assessment_id)
    own = t.PlanVersion.assessment_id == assessment_id
    number = (session.scalar(select(func.max(t.PlanVersion.number)).where(own)) or 0) + 1
    version = VersionLine(new_id(), assessment_id, run_id, number, note, at, by)
    values = {each.name: getattr(version, each.name) for each in fields(version)}
    session.execute(insert(t.PlanVersion).values(**values, content=pack(plan, ImprovementPlan)))
    return version.id


def versions_of(session: Session, assessment_id: str) -> list[VersionLine]:
    """Newest first."""
    own = t.PlanVersion.assessment_id == assessment_id
    query = select(*_VERSION).where(own).order_by(t.PlanVersion.number.desc())
    return [VersionLine(*row) for row in session.execute(query)]


def find_version(session: Session, assessment_id: str, version_id: str) -> VersionLine | None:
    own = (t.PlanVersion.assessment_id == assessment_id, t.PlanVersion.id == version_id)
    row = session.execute(select(*_VERSION).where(*own)).one_or_none()
    return None if row is None else VersionLine(*row)


def version_of(session: Session, version_id: str) -> ImprovementPlan:
    """The plan as it was kept. Raises LookupError where there is no such version."""
    query = select(t.PlanVersion.content).where(t.PlanVersion.id == version_id)
    content: bytes | None = session.scalar(query)
    if content is None:
        raise LookupError(version_id)
    return unpack(content, ImprovementPlan)


def _own_edit(assessment_id: str, line: str, field: str) -> tuple[Any, ...]:
    table = t.PlanEdit
    return table.assessment_id == assessment_id, table.line == line, table.field == field
