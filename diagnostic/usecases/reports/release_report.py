"""Opens a finished report to the executives of its client."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.confirmations import is_taken_back
from diagnostic.storage.results.reports import find_report_of, set_released
from diagnostic.usecases.reports.name_in_log import name_in_log


def release_report(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    report_id: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """What is released already stays so. Raises NotFoundError where the assessment has no such report, and StaleError
    where the confirmation of doubtful values it rests on was taken back."""
    with installation.store.writing() as session:
        report = find_report_of(session, client_id, assessment_id, report_id)
        if report is None:
            raise NotFoundError(report_id)
        if is_taken_back(session, assessment_id, report.run_id):
            raise StaleError(report_id)
        if not report.released:
            set_released(session, report_id, True)
            record(session, "report_released", name_in_log(report), by=by, at=at)
