"""Rows a transaction holds while it changes what belongs to them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t


def hold_assessment(session: Session, assessment_id: str) -> None:
    """Lock an assessment: any other transaction that opens a wave of it, or changes its draft or its plan, waits
    until this one has ended, and then sees what it did (on SQLite writers take turns anyway)."""
    session.execute(select(t.Assessment.id).where(t.Assessment.id == assessment_id).with_for_update())
