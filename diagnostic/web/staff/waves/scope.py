"""Where the pages of a wave stand: whose client's which assessment, and which wave of it they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, url_for

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import Fault
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.wave_list import WaveLine, waves_of
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.page import Trail, language, words

MENDED_AT = {
    "plan.nobody": "roster",
    "plan.no_unit": "roster",
    "plan.no_role": "roster",
    "plan.managers_left_out": "roster",
    "plan.no_attainment": "figures",
    "plan.no_figures": "figures",
    "plan.closes_early": "surveys",
    "plan.open_already": "close",
    "wave.too_few": "roster",
    "wave.no_survey": "surveys",
}
"""Fault -> the step where it is mended; what is wrong with a survey is mended where surveys are chosen."""
OF_THE_CLIENT = frozenset({"roster"})
ENDPOINTS = {"roster": "imports.roster", "figures": "imports.figures", "surveys": "surveys.surveys"}


@dataclass(frozen=True, slots=True)
class Place:
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
        return (*client_trail(self.client_id, self.client), (title, here), (words()[page], ""))

    def mend(self, fault: Fault) -> tuple[str, str]:
        """Name and address of the step that mends it; no address where there is no such page."""
        step = MENDED_AT.get(fault.code, "surveys")
        endpoint = ENDPOINTS.get(step, step)
        if endpoint not in current_app.view_functions:
            return step, ""
        if step in OF_THE_CLIENT:
            return step, url_for(endpoint, client_id=self.client_id)
        return step, url_for(endpoint, **self.at)


def find_place(session: Session, client_id: str, assessment_id: str) -> Place:
    """404 where there is no such, or it is another client's."""
    client = find_client(session, client_id) or abort(404)
    facts = find_assessment(session, client_id, assessment_id) or abort(404)
    lines = waves_of(session, assessment_id)
    return Place(client_id, assessment_id, client, facts, lines[0] if lines else None)
