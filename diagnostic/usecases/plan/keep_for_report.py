"""A report is to be made of the plan as it stands: it becomes a version, unless the newest one says the same."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import version_of, versions_of
from diagnostic.text import Text
from diagnostic.usecases.plan.current_plan import current_plan
from diagnostic.usecases.plan.keep_plan import keep_plan

NOTE = Text("生成报告时保存", "kept for a report")


def keep_for_report(
    installation: Installation, client_id: str, assessment_id: str, *, by: str, at: datetime
) -> str:
    """The id of the version. Raises NotFoundError where the client has no such assessment, or that has no plan yet."""
    note = f"{NOTE['zh']} / {NOTE['en']}"
    with installation.store.writing() as session:
        known = find_assessment(session, client_id, assessment_id)
        current = current_plan(session, assessment_id) if known else None
        if current is None:
            raise NotFoundError(assessment_id)
        newest = next(iter(versions_of(session, assessment_id)), None)
        if newest is None or version_of(session, newest.id) != current.plan:
            keep_plan(session, current, note, by, at)
            record(session, "plan_kept", note, by=by, at=at)
            newest = versions_of(session, assessment_id)[0]
    return newest.id
