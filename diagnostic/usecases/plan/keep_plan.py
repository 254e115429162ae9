"""The plan as it stands becomes a numbered version, which a report can be made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import add_version, version_of, versions_of
from diagnostic.text import same
from diagnostic.usecases.plan.plan_to_change import plan_to_change


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """`new` is False where the newest version says the same already."""

    number: int
    new: bool


def keep_plan(
    installation: Installation, client_id: str, assessment_id: str, note: str, *, by: str, at: datetime
) -> KeptVersion:
    """Nothing is kept twice, however often the button is pressed. Raises NotFoundError where the client has no such
    assessment, or that has no plan yet."""
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        run_id, newest = plan.current.run.id, next(iter(versions_of(plan.session, assessment_id)), None)
        if (
            newest is not None
            and (newest.run_id, newest.note) == (run_id, note)
            and version_of(plan.session, newest.id) == plan.current.plan
        ):
            return KeptVersion(newest.number, new=False)
        add_version(plan.session, assessment_id, run_id, plan.current.plan, note, by, at)
        number = (newest.number if newest else 0) + 1
        plan.log("plan_kept", same(f"#{number}"))
    return KeptVersion(number, new=True)
