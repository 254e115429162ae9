"""A plan that is being changed: the transaction, which locks it, and what each change writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from diagnostic.core.plan.edits import Edit
from diagnostic.core.plan.overlay import LineView
from diagnostic.faults import NotFoundError
from diagnostic.readers.knowledge import read_playbook
from diagnostic.storage.accounts.audit_log import LogAction, record
from diagnostic.storage.clients.clients import ClientFacts, find_assessment, find_client
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.current_plan import CurrentPlan, current_plan
from diagnostic.storage.results.plans import drop_edit, put_edit
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class PlanToChange:
    """The plan as it stands, in the transaction that changes it; `by` changes it `at` (UTC)."""

    session: Session
    client: ClientFacts
    assessment_id: str
    current: CurrentPlan
    by: str
    at: datetime

    def line(self, line: str) -> LineView:
        """A line by its hash. Raises NotFoundError where the plan has no such line."""
        view = self.current.find(line)
        if view is None:
            raise NotFoundError(line)
        return view

    def put(self, key: str, field: str, value: Any, base: Any = None) -> None:
        """Store an edit of a field; it replaces an earlier one."""
        put_edit(self.session, self.assessment_id, Edit(key, field, value, base, self.by, self.at))

    def drop(self, key: str, field: str) -> None:
        """Undo the edit of a field."""
        drop_edit(self.session, self.assessment_id, key, field)

    def log(self, action: LogAction, name: Text) -> None:
        """Write the change into the log, as one of this client's line or version `name`."""
        of = self.client.name
        about = Text(f"{of['zh']}: {name['zh']}", f"{of['en']}: {name['en']}")
        record(self.session, action, about, by=self.by, at=self.at)


@contextmanager
def plan_to_change(
    installation: Installation, client_id: str, assessment_id: str, *, by: str, at: datetime
) -> Iterator[PlanToChange]:
    """The transaction. Raises NotFoundError where the client has no such assessment, or that has no plan yet."""
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None or find_assessment(session, client_id, assessment_id) is None:
            raise NotFoundError(assessment_id)
        hold_assessment(session, assessment_id)
        current = current_plan(session, assessment_id, read_playbook().playbook)
        if current is None:
            raise NotFoundError(assessment_id)
        yield PlanToChange(session, client, assessment_id, current, by, at)
