"""The log of what staff did: entries are added in the same transaction as the change itself, and never changed.

Nothing about a rep is logged: no token, no address of their pages, not whether they answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t
from diagnostic.storage.database.tables import new_id
from diagnostic.text import Text

LogAction = Literal[
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "signed_out_everywhere",
    "password_changed",
    "account_added",
    "account_changed",
    "client_added",
    "client_changed",
    "client_deleted",
    "assessment_added",
    "assessment_changed",
    "assessment_deleted",
    "surveys_chosen",
    "survey_added",
    "survey_removed",
    "roster_imported",
    "roster_import_undone",
    "tagging_changed",
    "wave_published",
    "links_made",
    "link_renewed",
    "key_copied",
    "key_put_back",
    "wave_closed",
    "wave_abandoned",
    "job_begun",
    "job_cancelled",
    "job_retried",
    "report_released",
    "report_withdrawn",
    "share_link_made",
    "share_link_revoked",
    "plan_line_changed",
    "plan_line_locked",
    "plan_line_unlocked",
    "plan_line_removed",
    "plan_line_restored",
    "plan_line_added",
    "plan_order_changed",
    "plan_kept",
    "figures_imported",
    "unread_accepted",
    "values_confirmed",
    "confirmation_taken_back",
    "figures_import_undone",
    "unit_names_changed",
]

ACTIONS: tuple[LogAction, ...] = get_args(LogAction)
RENAMED: Mapping[str, LogAction] = {"link_made": "share_link_made", "link_revoked": "share_link_revoked"}
"""Names of actions in entries of earlier versions: no entry is ever changed, so these are read by their new names."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action of one account. `at` is UTC."""

    at: datetime
    account: str
    action: str
    subject: str


def add_entry(session: Session, entry: LogEntry) -> None:
    session.execute(
        insert(t.AuditEntry).values(
            id=new_id(), at=entry.at, account=entry.account, action=entry.action, subject=entry.subject
        )
    )


def record(session: Session, action: LogAction, subject: str | Text = "", *, by: str, at: datetime) -> None:
    """Add what `by` did `at` (UTC) to the log, in the transaction that does it."""
    if isinstance(subject, Text):
        subject = " / ".join(dict.fromkeys((subject["zh"], subject["en"])))
    add_entry(session, LogEntry(at, by, action, subject))


def newest_entries(
    session: Session, count: int, first: int = 0, search: str = "", actions: Collection[str] = ()
) -> list[LogEntry]:
    """`count` of them after the `first` newest; with a `search` those whose account or subject contains it, or whose
    action is among `actions`."""
    table = t.AuditEntry
    query = select(table.at, table.account, table.action, table.subject)
    if search:
        there = [name.icontains(search, autoescape=True) for name in (table.account, table.subject)]
        earlier = [old for old, new in RENAMED.items() if new in actions]
        query = query.where(or_(*there, table.action.in_([*actions, *earlier])))
    query = query.order_by(table.at.desc(), table.id).offset(first).limit(count)
    rows = session.execute(query)
    return [
        LogEntry(at, account, RENAMED.get(action, action), subject) for at, account, action, subject in rows
    ]
