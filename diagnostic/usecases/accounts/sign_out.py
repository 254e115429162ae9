"""Ends one session of an account on the server: a copy of its cookie opens nothing any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from diagnostic.storage.accounts.accounts import end_sessions
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.accounts.ended_sessions import end_session
from diagnostic.storage.installation import Installation


def sign_out(
    installation: Installation,
    account_id: str,
    session_id: str | None,
    lasts: timedelta,
    *,
    by: str,
    at: datetime,
) -> None:
    """`lasts` is how long a cookie opens the pages. A session of before sessions had ids ends with all others."""
    with installation.store.writing() as session:
        if session_id is None:
            end_sessions(session, account_id)
        else:
            end_session(session, session_id, at, at + lasts)
        record(session, "signed_out", by=by, at=at)
