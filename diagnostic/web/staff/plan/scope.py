"""Whose plan a page is about, and where its pages lie: what all pages of the plan share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from diagnostic.core.plan.overlay import LineView
from diagnostic.faults import NotFoundError
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.figure_imports import currency_of_figures
from diagnostic.storage.results.current_plan import CurrentPlan, current_plan
from diagnostic.usecases.plan.known import known_actions, known_causes
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import context
from diagnostic.web.staff.common.page import Trail, _, language
from diagnostic.web.staff.plan.labels import PlanWords


@dataclass(frozen=True, slots=True)
class PlanScope:
    """A client and one of its assessments, whose plan the page is about, and the currency its money is in."""

    client_id: str
    assessment_id: str
    client: ClientFacts
    assessment: AssessmentFacts
    currency: str | None

    @property
    def plan(self) -> str:
        return self.to("plan.plan")

    def to(self, endpoint: str, **more: str) -> str:
        given: dict[str, Any] = {"client_id": self.client_id, "assessment_id": self.assessment_id, **more}
        return url_for(endpoint, **given)

    def line(self, line: str) -> str:
        return self.to("plan.line", line=line)

    def trail(self, *behind: tuple[str, str]) -> Trail:
        own = (self.assessment.title[language()], self.to("clients.assessment"))
        plan = (_("Plan"), self.plan if behind else "")
        return (*client_trail(self.client_id, self.client), own, plan, *behind)

    def say(self) -> PlanWords:
        cause_map = known_causes()
        return PlanWords(language(), self.currency, cause_map)


def find_scope(session: Session, client_id: str, assessment_id: str) -> PlanScope:
    """Raises NotFoundError where the client has no such assessment."""
    client, facts = find_client(session, client_id), find_assessment(session, client_id, assessment_id)
    if client is None or facts is None:
        raise NotFoundError(assessment_id)
    currency = client.currency or currency_of_figures(session, client_id)
    return PlanScope(client_id, assessment_id, client, facts, currency)


def find_current(session: Session, assessment_id: str) -> CurrentPlan | None:
    """The plan as it stands; None where there is no run yet."""
    return current_plan(session, assessment_id, known_actions())


def read_plan(client_id: str, assessment_id: str) -> tuple[PlanScope, CurrentPlan]:
    """Whose plan it is, and the plan as it stands. Raises NotFoundError also where there is no run yet."""
    with context().installation.store.reading() as session:
        scope, current = find_scope(session, client_id, assessment_id), find_current(session, assessment_id)
    if current is None:
        raise NotFoundError(assessment_id)
    return scope, current


def line_of(current: CurrentPlan, line: str) -> LineView:
    """A line by its hash. Raises NotFoundError where the plan has no such line."""
    view = current.find(line)
    if view is None:
        raise NotFoundError(line)
    return view
