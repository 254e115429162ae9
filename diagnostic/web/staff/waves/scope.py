"""What the pages of a wave are about: whose client's which assessment, and which wave of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import Fault, NotFoundError
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.wave_list import WaveLine, waves_of
from diagnostic.web.staff.clients.checklist import step_address
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import context
from diagnostic.web.staff.common.page import Trail, _, language

MENDED_AT = {
    "plan.nobody": "roster",
    "plan.no_unit": "roster",
    "plan.no_role": "roster",
    "plan.managers_left_out": "roster",
    "plan.no_attainment": "figures",
    "plan.no_figures": "figures",
    "plan.no_figures_in_period": "figures",
    "plan.closes_early": "surveys",
    "plan.open_already": "close",
    "wave.too_few": "roster",
    "wave.no_survey": "surveys",
}
"""Fault -> the step where it is mended; what is wrong with a survey is mended where surveys are chosen."""


@dataclass(frozen=True, slots=True)
class WaveScope:
    """An assessment of a client, and its wave: the one that is not sealed yet, else the last that was."""

    client_id: str
    assessment_id: str
    client: ClientFacts
    facts: AssessmentFacts
    wave: WaveLine | None

    @property
    def at(self) -> dict[str, Any]:
        return {"client_id": self.client_id, "assessment_id": self.assessment_id}

    @property
    def unsealed(self) -> WaveLine | None:
        return self.wave if self.wave is not None and self.wave.state in RUNNING else None

    @property
    def open(self) -> WaveLine | None:
        return self.wave if self.wave is not None and self.wave.state == "open" else None

    def trail(self, page: str) -> Trail:
        here = url_for("clients.assessment", **self.at)
        title = self.facts.title[language()]
        return (*client_trail(self.client_id, self.client), (title, here), (_(page), ""))

    def mend(self, fault: Fault) -> tuple[str, str]:
        """Name and address of the step that mends it."""
        step = MENDED_AT.get(fault.code, "surveys")
        return step, step_address(step, self.client_id, self.assessment_id)


def find_scope(session: Session, client_id: str, assessment_id: str) -> WaveScope:
    """Raises NotFoundError where the client has no such assessment."""
    client, facts = find_client(session, client_id), find_assessment(session, client_id, assessment_id)
    if client is None or facts is None:
        raise NotFoundError(assessment_id)
    lines = waves_of(session, assessment_id)
    return WaveScope(client_id, assessment_id, client, facts, lines[0] if lines else None)


def read_scope(client_id: str, assessment_id: str) -> WaveScope:
    """The same in a transaction of its own, for a page that reads nothing else first."""
    with context().installation.store.reading() as session:
        return find_scope(session, client_id, assessment_id)
