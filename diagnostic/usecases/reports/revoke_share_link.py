"""Ends a link to a report before its day."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.reports import find_report_of
from diagnostic.storage.results.share_links import links_of, revoke_link
from diagnostic.usecases.reports.name_in_log import name_in_log


def revoke_share_link(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    report_id: str,
    link_id: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """A link that has ended already stays as it is. Raises NotFoundError where the assessment has no such report, or
    that has no such link."""
    with installation.store.writing() as session:
        report = find_report_of(session, client_id, assessment_id, report_id)
        if report is None or all(link.id != link_id for link in links_of(session, report_id)):
            raise NotFoundError(link_id)
        label = revoke_link(session, report_id, link_id)
        if label is not None:
            record(session, "share_link_revoked", f"{name_in_log(report)} · {label}", by=by, at=at)
