"""How far the assessments of some clients have come, at a glance and in one query, for lists and heads of pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from diagnostic.core.wave.model import WaveState
from diagnostic.storage.database import tables as t
from diagnostic.storage.waves.wave_list import RANK


@dataclass(frozen=True, slots=True)
class AssessmentStatus:
    """`wave` and `closes_on` are of the wave that counts now, as `waves_of` orders them; `run` and `report` are the
    numbers of the last analysis and the last report."""

    client_id: str
    assessment_id: str
    wave: WaveState | None
    closes_on: date | None
    run: int | None
    report: int | None


def statuses_of(session: Session, client_ids: Collection[str]) -> list[AssessmentStatus]:
    """Of all assessments of these clients, the newest period first."""
    own = t.Assessment
    last = [
        select(func.max(table.number)).where(table.assessment_id == own.id).scalar_subquery()
        for table in (t.Run, t.Report)
    ]
    query = select(own.client_id, own.id, _of_wave(t.Wave.state), _of_wave(t.Wave.closes_on), *last)
    rows = session.execute(query.where(own.client_id.in_(client_ids)).order_by(own.last.desc(), own.id))
    return [AssessmentStatus(*row) for row in rows]


def _of_wave(column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    of_it = select(column).where(t.Wave.assessment_id == t.Assessment.id).correlate(t.Assessment)
    return of_it.order_by(RANK, t.Wave.closes_on.desc(), t.Wave.id).limit(1).scalar_subquery()
