"""What a run found, for workers, which make or read a whole diagnosis. Pages never import this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.dataclass_json import pack, unpack
from diagnostic.storage.database.files import add_files
from diagnostic.storage.results.runs import RunLine, content_of


@dataclass(frozen=True, slots=True)
class RunResults:
    """The diagnosis, the plan proposed for it, and release.json as bytes."""

    diagnosis: Diagnosis
    plan: ImprovementPlan
    release: bytes


def add_run(
    session: Session, line: RunLine, found: RunResults, files: Mapping[str, bytes] | None = None
) -> RunLine:
    """Store a run with its pages and charts; its number is the next of the assessment; the number in the line is
    ignored."""
    own = t.Run.assessment_id == line.assessment_id
    line = replace(line, number=(session.scalar(select(func.max(t.Run.number)).where(own)) or 0) + 1)
    packed = {"diagnosis": pack(found.diagnosis, Diagnosis), "plan": pack(found.plan, ImprovementPlan)}
    session.execute(insert(t.Run).values(**asdict(line), **packed, release=found.release))
    add_files(session, t.RunFile, line.id, files or {})
    return line


def diagnosis_of(session: Session, run_id: str) -> Diagnosis:
    """Raises LookupError where there is no such run."""
    return unpack(content_of(session, run_id, t.Run.diagnosis), Diagnosis)
