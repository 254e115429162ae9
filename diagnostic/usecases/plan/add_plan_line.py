"""A consultant puts an action of their own into the plan."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.plan.improvement_plan import PlanLine
from diagnostic.storage.installation import Installation
from diagnostic.usecases.plan.plan_to_change import plan_to_change


def add_plan_line(
    installation: Installation, client_id: str, assessment_id: str, line: PlanLine, *, by: str, at: datetime
) -> None:
    """Raises NotFoundError where the client has no such assessment, or that has no plan yet."""
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        plan.put(str(line.key), "added", line)
        plan.log("plan_line_added", line.name)
