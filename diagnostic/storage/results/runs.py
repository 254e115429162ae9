"""Runs: what a diagnosis was made from and what it found, kept whole, so that a report needs no second analysis.

Staff pages read lines and plans from here; only workers load a diagnosis itself (`storage.results.run_results`),
which imports the statistics.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.dataclass_json import unpack
from diagnostic.storage.database.files import find_file


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run without what it found. `study` is the hash of its frozen inputs."""

    id: str
    assessment_id: str
    wave_id: str | None
    number: int
    study: str
    code: str
    seed: int
    resamples: int
    made_at: datetime
    made_by: str


_LINE = [t.Run.__table__.c[each.name] for each in fields(RunLine)]


def runs_of(session: Session, assessment_id: str) -> list[RunLine]:
    """Newest first."""
    query = select(*_LINE).where(t.Run.assessment_id == assessment_id).order_by(t.Run.number.desc())
    return [RunLine(*row) for row in session.execute(query)]


def newest_run(session: Session, assessment_id: str) -> RunLine | None:
    query = select(*_LINE).where(t.Run.assessment_id == assessment_id).order_by(t.Run.number.desc()).limit(1)
    row = session.execute(query).one_or_none()
    return None if row is None else RunLine(*row)


def find_run(session: Session, assessment_id: str, run_id: str) -> RunLine | None:
    """None where there is none, or it is another assessment's."""
    row = session.execute(
        select(*_LINE).where(t.Run.id == run_id, t.Run.assessment_id == assessment_id)
    ).one_or_none()
    return None if row is None else RunLine(*row)


def runs_about(session: Session, id: str) -> list[RunLine]:
    """The run of this id, or all of the wave of this id, oldest first."""
    own = (t.Run.id == id) | (t.Run.wave_id == id)
    query = select(*_LINE).where(own).order_by(t.Run.number)
    return [RunLine(*row) for row in session.execute(query)]


def kept_seed(session: Session, assessment_id: str, wave_id: str | None) -> int | None:
    """The root seed of the first run of this wave (None: of the figures alone): all later ones draw from it too."""
    own = (t.Run.assessment_id == assessment_id, t.Run.wave_id == wave_id)
    return session.scalar(select(t.Run.seed).where(*own).order_by(t.Run.number).limit(1))


def run_file(session: Session, run_id: str, name: str) -> bytes | None:
    return find_file(session, t.RunFile, run_id, name)


def plan_of(session: Session, run_id: str) -> ImprovementPlan:
    """The plan as the analysis proposed it. Raises LookupError where there is no such run."""
    return unpack(content_of(session, run_id, t.Run.plan), ImprovementPlan)


def release_of_run(session: Session, run_id: str) -> bytes:
    """Raises LookupError where there is no such run."""
    return content_of(session, run_id, t.Run.release)


def content_of(session: Session, run_id: str, column: Any) -> bytes:
    content: bytes | None = session.scalar(select(column).where(t.Run.id == run_id))
    if content is None:
        raise LookupError(run_id)
    return content
