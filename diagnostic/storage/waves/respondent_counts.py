"""What is left of a wave's respondents in the database: counts only, for the simulated attack on it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t


def respondent_counts(session: Session, wave_id: str) -> Mapping[str, int]:
    """How many rows there are of everything that could lead from an answer to a person."""
    own = select(t.Invitation.id).where(t.Invitation.wave_id == wave_id)
    counts = {
        "invitation": select(func.count()).where(t.Invitation.wave_id == wave_id),
        "receipt": select(func.count()).where(t.Receipt.invitation_id.in_(own)),
        "envelope": select(func.count()).where(t.Envelope.wave_id == wave_id),
        "tag": select(func.count()).where(t.Tag.wave_id == wave_id),
    }
    return {name: session.scalar(query) or 0 for name, query in counts.items()}


def smallest_atom(session: Session, wave_id: str) -> int | None:
    """How many carry the stored tag that fewest carry."""
    return session.scalar(select(func.min(t.Atom.answered)).where(t.Atom.wave_id == wave_id))
