"""A consultant puts into the plan what the choice had left out."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.plan.improvement_plan import ImprovementPlan, PlanLine
from diagnostic.core.plan.marks import line_hash
from diagnostic.storage.installation import Installation
from diagnostic.text import Text
from diagnostic.usecases.plan.plan_to_change import plan_to_change


def take_left_out(
    installation: Installation, client_id: str, assessment_id: str, line: str, *, by: str, at: datetime
) -> Text:
    """The name of the line; what is in the plan already is not put in twice. Raises NotFoundError where there is no
    such line."""
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        chosen = _left_out(plan.current.plan, line)
        if chosen is None:
            return plan.line(line).line.name
        plan.put(str(chosen.key), "added", chosen)
        plan.log("plan_line_added", chosen.name)
    return chosen.name


def _left_out(plan: ImprovementPlan, line: str) -> PlanLine | None:
    lines = (each.line for each in plan.not_chosen if each.line is not None)
    return next((each for each in lines if line_hash(str(each.key)) == line), None)
