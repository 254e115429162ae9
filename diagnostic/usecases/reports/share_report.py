"""Makes a link with which somebody without an account can read one report, until a given day."""

from __future__ import annotations

from datetime import date, datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.confirmations import is_taken_back
from diagnostic.storage.results.reports import find_report_of
from diagnostic.storage.results.share_links import add_link
from diagnostic.usecases.reports.name_in_log import name_in_log


def share_report(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    report_id: str,
    label: str,
    expires_on: date,
    *,
    by: str,
    at: datetime,
) -> str:
    """The token of the link, which is stored nowhere. `label` says who the link is for.

    Raises NotFoundError where the assessment has no such report, and StaleError where the
    confirmation of doubtful values it rests on was taken back.
    """
    with installation.store.writing() as session:
        report = find_report_of(session, client_id, assessment_id, report_id)
        if report is None:
            raise NotFoundError(report_id)
        if is_taken_back(session, assessment_id, report.run_id):
            raise StaleError(report_id)
        token = add_link(session, installation.keys, report_id, label, expires_on, at, by)
        about = f"{name_in_log(report)} · {label} · {expires_on:%Y-%m-%d}"
        record(session, "share_link_made", about, by=by, at=at)
    return token
