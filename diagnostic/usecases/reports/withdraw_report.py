"""Takes a released report back. What is withdrawn is withdrawn for everybody: its links end with it."""

from __future__ import annotations

from datetime import date, datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.reports import find_report_of, set_released
from diagnostic.storage.results.share_links import revoke_links
from diagnostic.usecases.reports.name_in_log import name_in_log


def withdraw_report(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    report_id: str,
    today: date,
    *,
    by: str,
    at: datetime,
) -> bool:
    """Whether links ended that still worked `today`. What is not released is left as it is, and so are its links.

    Raises NotFoundError where the assessment has no such report.
    """
    with installation.store.writing() as session:
        report = find_report_of(session, client_id, assessment_id, report_id)
        if report is None:
            raise NotFoundError(report_id)
        if not report.released:
            return False
        set_released(session, report_id, False)
        name = name_in_log(report)
        record(session, "report_withdrawn", name, by=by, at=at)
        ended = revoke_links(session, report_id, today)
        for label in ended:
            record(session, "share_link_revoked", f"{name} · {label}", by=by, at=at)
    return bool(ended)
