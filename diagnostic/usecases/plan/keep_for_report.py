"""A report is to be made of the plan as it stands: it becomes a version, unless the newest one says the same."""

from __future__ import annotations

from datetime import datetime

from diagnostic.i18n import both
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import add_version, version_of, versions_of
from diagnostic.usecases.plan.plan_to_change import plan_to_change

NOTE = both("kept for a report")


def keep_for_report(
    installation: Installation, client_id: str, assessment_id: str, *, by: str, at: datetime
) -> str:
    """The id of the version. Raises NotFoundError where the client has no such assessment, or that has no plan yet."""
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        current, newest = plan.current, next(iter(versions_of(plan.session, assessment_id)), None)
        if newest is not None and version_of(plan.session, newest.id) == current.plan:
            return newest.id
        note = f"{NOTE['zh']} / {NOTE['en']}"
        version_id = add_version(plan.session, assessment_id, current.run.id, current.plan, note, by, at)
        record(plan.session, "plan_kept", note, by=by, at=at)
    return version_id
