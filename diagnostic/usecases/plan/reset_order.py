"""A consultant takes the lines of the plan back to the order the analysis proposes."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.plan.edits import WHOLE_PLAN
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.usecases.plan.plan_to_change import plan_to_change


def reset_order(
    installation: Installation, client_id: str, assessment_id: str, *, by: str, at: datetime
) -> None:
    """Raises NotFoundError where the client has no such assessment, or that has no plan yet."""
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        if plan.current.overlaid.reordered:
            plan.drop(WHOLE_PLAN, "order")
            record(plan.session, "plan_order_changed", plan.client.name, by=by, at=at)
