"""Publishes a wave: what a consultant was shown is what opens, or nothing opens.

The page carried the fingerprint the wave would have. It is made of everything that freezes (surveys, roster, bands,
tags, thresholds, day, purpose), so if any of it moved meanwhile, the fingerprints differ. The links' tokens are
dropped here: nobody has them until somebody asks for the links, which makes new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.waves.open_wave import FramedWave, frame_wave, store_wave
from diagnostic.usecases.waves.plan_wave import PlannedWave, plan_wave

PublishOutcome = Literal["opened", "moved", "open_already"]


@dataclass(frozen=True, slots=True)
class Publication:
    """What would open now: the plan, and what it comes to (None: its faults forbid it)."""

    planned: PlannedWave
    framed: FramedWave | None
    faults: tuple[Fault, ...]


def publish_wave(
    installation: Installation, client_id: str, assessment_id: str, seen: str, today: date, entry: LogEntry
) -> PublishOutcome:
    """Open the wave whose fingerprint is `seen`. Of two who publish at once one does."""
    with installation.store.writing() as session:
        hold_assessment(session, assessment_id)
        if is_unsealed(session, assessment_id):
            return "open_already"
        offered = offer_wave(installation, session, client_id, assessment_id, today)
        if offered.framed is None or offered.framed.fingerprint != seen:
            return "moved"
        store_wave(session, installation, offered.planned.plan, offered.framed)
        add_entry(session, entry)
    return "opened"


def offer_wave(
    installation: Installation, session: Session, client_id: str, assessment_id: str, today: date
) -> Publication:
    """What publishing would do now, with every reason why it can't."""
    planned = plan_wave(session, client_id, assessment_id, draft_wave(session, assessment_id), today)
    if planned.faults:
        return Publication(planned, None, planned.faults)
    try:
        return Publication(planned, frame_wave(installation, planned.plan), ())
    except BadDataError as error:
        return Publication(planned, None, error.faults)


def is_unsealed(session: Session, assessment_id: str) -> bool:
    """Whether a wave of the assessment is open, or closed and not sealed."""
    return any(line.state in ("open", "closed") for line in waves_of(session, assessment_id))
