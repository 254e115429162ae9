"""Where surveys are chosen: an assessment, the draft of its next wave, and the wave that is running."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, url_for

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.storage.waves.wave_list import WaveLine, lowest_rules, running, waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.page import Trail, _, language


@dataclass(frozen=True, slots=True)
class SurveySlot:
    """The assessment a page is about, its draft, and the wave that is running, if one is."""

    client_id: str
    assessment_id: str
    client: ClientFacts
    facts: AssessmentFacts
    draft: WaveDraft
    lowest: PublishingRules
    running: WaveLine | None

    def address(self, endpoint: str, **more: str) -> str:
        own = {"client_id": self.client_id, "assessment_id": self.assessment_id}
        return url_for(endpoint, **own, **more)  # type: ignore[arg-type]

    def trail(self, *more: str) -> Trail:
        """Client, assessment, the page of the surveys, and what is below it."""
        surveys = (str(_("Surveys and languages")), self.address("surveys.surveys"))
        assessment = (self.facts.title[language()], self.address("clients.assessment"))
        below = ((str(_(name)), "") for name in more)
        return (*client_trail(self.client_id, self.client), assessment, surveys, *below)


def find_slot(session: Session, client_id: str, assessment_id: str) -> SurveySlot:
    """404 where there is no such assessment, or it is another client's."""
    client = find_client(session, client_id) or abort(404)
    facts = find_assessment(session, client_id, assessment_id) or abort(404)
    return SurveySlot(
        client_id,
        assessment_id,
        client,
        facts,
        draft_wave(session, assessment_id),
        lowest_rules(session, assessment_id),
        running(waves_of(session, assessment_id)),
    )
