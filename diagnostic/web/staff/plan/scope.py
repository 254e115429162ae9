"""Whose plan a page is about, and where its pages lie: what all pages of the plan share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, url_for

from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.text import Text
from diagnostic.usecases.plan.read_playbook import read_playbook
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.page import Trail, language, words
from diagnostic.web.staff.plan.labels import PlanWords


@dataclass(frozen=True, slots=True)
class PlanPlace:
    client_id: str
    assessment_id: str
    client: ClientFacts
    assessment: AssessmentFacts

    @property
    def currency(self) -> str | None:
        return self.client.currency

    @property
    def plan(self) -> str:
        return self.to("plan")

    def to(self, endpoint: str, **more: str) -> str:
        given: dict[str, Any] = {"client_id": self.client_id, "assessment_id": self.assessment_id, **more}
        return url_for(endpoint, **given)

    def line(self, line: str) -> str:
        return self.to("plan_line", line=line)

    def trail(self, *behind: tuple[str, str]) -> Trail:
        own = (self.assessment.title[language()], self.to("clients.assessment"))
        plan = (words()["s_plan"], self.plan if behind else "")
        return (*client_trail(self.client_id, self.client), own, plan, *behind)

    def say(self) -> PlanWords:
        cause_map = read_playbook().cause_map
        return PlanWords(words(), language(), self.currency, cause_map)

    def subject(self, name: Text) -> Text:
        """What a deed is written into the log as being about."""
        return Text(f"{self.client.name['zh']}: {name['zh']}", f"{self.client.name['en']}: {name['en']}")


def place_of(session: Session, client_id: str, assessment_id: str) -> PlanPlace:
    client = find_client(session, client_id) or abort(404)
    return PlanPlace(
        client_id, assessment_id, client, find_assessment(session, client_id, assessment_id) or abort(404)
    )
