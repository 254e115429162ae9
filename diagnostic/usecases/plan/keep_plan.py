"""The plan as it stands becomes a numbered version, which a report can be made of."""

from __future__ import annotations

from datetime import datetime

from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import add_version, version_of, versions_of
from diagnostic.usecases.plan.current_plan import CurrentPlan


def keep_plan(session: Session, current: CurrentPlan, note: str, by: str, at: datetime) -> tuple[int, bool]:
    """The version's number, and whether it is new: nothing is kept twice, however often the button is pressed."""
    run = current.run
    hold_assessment(session, run.assessment_id)
    newest = next(iter(versions_of(session, run.assessment_id)), None)
    same = newest is not None and (newest.run_id, newest.note) == (run.id, note)
    if newest is not None and same and version_of(session, newest.id) == current.plan:
        return newest.number, False
    add_version(session, run.assessment_id, run.id, current.plan, note, by, at)
    return (newest.number if newest else 0) + 1, True
