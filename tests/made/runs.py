"""A finished diagnosis in an installation, without the work: the report's example with the plan made by hand."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.run_results import RunResults, add_run
from diagnostic.storage.results.runs import RunLine
from tests.made.factories import full
from tests.made.factories_plan import plan as example_plan

MADE = datetime(2026, 3, 2, 8, 0)


def make_run(
    installation: Installation,
    assessment_id: str,
    plan: ImprovementPlan | None = None,
    release: bytes = b"{}",
) -> RunLine:
    """A run of the assessment, the next after those that are there."""
    line = RunLine(new_id(), assessment_id, None, 0, "0" * 64, "test", 1, 200, MADE, "alice@example.com")
    with installation.store.writing() as session:
        return add_run(session, line, RunResults(full(), plan or example_plan(), release))
