"""The plan of an assessment as it stands: what the newest run proposes, with the consultant's changes laid over it."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.plan.marks import line_hash
from diagnostic.core.plan.overlay import LineView, Overlaid, overlay
from diagnostic.core.plan.playbook import Playbook
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import edits_of, locks_of
from diagnostic.storage.results.runs import RunLine, newest_run, plan_of


@dataclass(frozen=True, slots=True)
class CurrentPlan:
    """`proposed` is the plan of the run alone."""

    run: RunLine
    proposed: ImprovementPlan
    overlaid: Overlaid

    @property
    def plan(self) -> ImprovementPlan:
        return self.overlaid.plan

    @property
    def lines(self) -> tuple[LineView, ...]:
        return self.overlaid.lines

    @property
    def removed(self) -> tuple[LineView, ...]:
        return self.overlaid.removed

    def find(self, line: str) -> LineView | None:
        """A line by its `line_hash`, also one that was taken out."""
        views = (*self.lines, *self.removed)
        return next((view for view in views if line_hash(view.key) == line), None)


def current_plan(session: Session, assessment_id: str, playbook: Playbook) -> CurrentPlan | None:
    """None: there is no run yet."""
    run = newest_run(session, assessment_id)
    if run is None:
        return None
    proposed = plan_of(session, run.id)
    edits, locks = edits_of(session, assessment_id), locks_of(session, assessment_id)
    return CurrentPlan(run, proposed, overlay(proposed, edits, locks, playbook))
