"""What publishing a wave would do now, with every reason why it can't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diagnostic.core.wave.plan import Staffing
from diagnostic.core.wave.wave_plan import FramedWave
from diagnostic.faults import BadDataError, Fault, NotFoundError
from diagnostic.storage.clients.staffing import find_staffing
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.waves.frame_wave import frame_wave
from diagnostic.usecases.waves.plan_wave import PlannedWave, plan_wave


@dataclass(frozen=True, slots=True)
class Publication:
    """What would open now: the plan, and what it comes to (None: its faults forbid it)."""

    planned: PlannedWave
    framed: FramedWave | None
    faults: tuple[Fault, ...]


def offer_wave(installation: Installation, client_id: str, assessment_id: str, today: date) -> Publication:
    """Raises NotFoundError where the client has no such assessment."""
    with installation.store.reading() as session:
        staffing = find_staffing(session, client_id, assessment_id, today)
        draft = draft_wave(session, assessment_id)
    if staffing is None:
        raise NotFoundError(assessment_id)
    return publication_of(installation, assessment_id, staffing, draft)


def publication_of(
    installation: Installation, assessment_id: str, staffing: Staffing, draft: WaveDraft
) -> Publication:
    """Nothing is read or stored, so that publishing can work it out again in its own transaction."""
    planned = plan_wave(assessment_id, staffing, draft)
    if planned.faults:
        return Publication(planned, None, planned.faults)
    try:
        return Publication(planned, frame_wave(installation, planned.plan), ())
    except BadDataError as error:
        return Publication(planned, None, error.faults)
