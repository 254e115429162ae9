"""Values that can hardly be right, confirmed by somebody with their name: kept by the mark of exactly those values.

A run that rests on a confirmation keeps its mark as the name of a file, so that nobody publishes what was taken back
since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t

ENDING = ".confirmed"


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """Who confirmed, and when (UTC)."""

    by: str
    at: datetime


def find_confirmation(session: Session, assessment_id: str, mark: str) -> ConfirmationLine | None:
    own = t.Confirmation
    query = select(own.made_by, own.made_at).where(own.assessment_id == assessment_id, own.mark == mark)
    row = session.execute(query).one_or_none()
    return None if row is None else ConfirmationLine(*row)


def add_confirmation(session: Session, assessment_id: str, mark: str, by: str, at: datetime) -> bool:
    """False where somebody has confirmed it already: theirs stays."""
    if find_confirmation(session, assessment_id, mark) is not None:
        return False
    values = {"assessment_id": assessment_id, "mark": mark, "made_by": by, "made_at": at}
    session.execute(insert(t.Confirmation).values(**values))
    return True


def remove_confirmation(session: Session, assessment_id: str, mark: str) -> bool:
    """False where there was none."""
    own = t.Confirmation
    query = delete(own).where(own.assessment_id == assessment_id, own.mark == mark).returning(own.mark)
    return session.execute(query).first() is not None


def confirmed_marks(session: Session, assessment_id: str) -> tuple[str, ...]:
    own = t.Confirmation
    return tuple(
        session.scalars(select(own.mark).where(own.assessment_id == assessment_id).order_by(own.mark))
    )


def confirmed_file(mark: str) -> str:
    """The (empty) file of a run that tells what it takes as confirmed."""
    return mark + ENDING


def is_taken_back(session: Session, assessment_id: str, run_id: str) -> bool:
    """Whether a run rests on a confirmation that is there no more."""
    file, own = t.RunFile, t.Confirmation
    there = select(own.mark).where(own.assessment_id == assessment_id, own.mark + ENDING == file.name)
    query = select(file.name).where(file.run_id == run_id, file.name.endswith(ENDING), ~there.exists())
    return session.scalar(query.limit(1)) is not None


def others_can_read(session: Session, assessment_id: str, mark: str, today: date) -> bool:
    """Whether a report that rests on this confirmation is open to executives, or to somebody with a link."""
    report, link, file = t.Report, t.ShareLink, t.RunFile
    working = select(link.id).where(
        link.report_id == report.id, link.revoked.is_(False), link.expires_on >= today
    )
    rests = select(file.run_id).where(file.run_id == report.run_id, file.name == confirmed_file(mark))
    query = select(report.id).where(
        report.assessment_id == assessment_id, rests.exists(), or_(report.released, working.exists())
    )
    return session.execute(query.limit(1)).first() is not None
