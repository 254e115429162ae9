"""The waves of an assessment as a list shows them. When a wave opened is written down nowhere, on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.wave.model import WaveState
from diagnostic.storage.database import tables as t
from diagnostic.text import Text

RANK = case({"open": 0, "closed": 1, "abandoned": 3}, value=t.Wave.state, else_=2)
"""The wave that counts now is the first by this; one that was given up counts only where there is no other."""


@dataclass(frozen=True, slots=True)
class WaveLine:
    """`links_made` is how often all links were made."""

    id: str
    state: WaveState
    closes_on: date
    links_made: int


def waves_of(session: Session, assessment_id: str) -> list[WaveLine]:
    """The open ones first, then the closed, then those that came to an end, at last those given up; in each the last
    to close first."""
    rows: Iterable[Any] = session.execute(
        select(t.Wave.id, t.Wave.state, t.Wave.closes_on, t.Wave.links_made)
        .where(t.Wave.assessment_id == assessment_id)
        .order_by(RANK, t.Wave.closes_on.desc(), t.Wave.id)
    )
    return [WaveLine(id, state, closes, made) for id, state, closes, made in rows]


def waves_of_client(session: Session, client_id: str) -> list[str]:
    """The ids of all waves of all its assessments."""
    query = select(t.Wave.id).join(t.Assessment, t.Assessment.id == t.Wave.assessment_id)
    return list(session.scalars(query.where(t.Assessment.client_id == client_id)))


def find_wave(session: Session, assessment_id: str, wave_id: str) -> WaveLine | None:
    """The wave, if it is one of this assessment."""
    return next((line for line in waves_of(session, assessment_id) if line.id == wave_id), None)


def title_of_wave(session: Session, wave_id: str) -> Text:
    """The title of the assessment it belongs to. Raises LookupError where there is no such wave."""
    query = select(t.Assessment.title_zh, t.Assessment.title_en)
    of_wave = query.join(t.Wave, t.Wave.assessment_id == t.Assessment.id).where(t.Wave.id == wave_id)
    row = session.execute(of_wave).one_or_none()
    if row is None:
        raise LookupError(wave_id)
    return Text(*row)


def running(lines: Sequence[WaveLine]) -> WaveLine | None:
    """The wave that is open or not sealed yet; until it is, the next one can't be prepared."""
    return next((line for line in lines if line.state in ("open", "closed")), None)


def lowest_rules(session: Session, assessment_id: str) -> PublishingRules:
    """The lowest thresholds the next wave may have: those of its waves so far can be raised, never lowered."""
    highest = func.max(t.Wave.k), func.max(t.Wave.k_items), func.max(t.Wave.comments)
    query = select(*highest).where(t.Wave.assessment_id == assessment_id)
    k, k_items, comments = session.execute(query).one()
    return PublishingRules() if k is None else PublishingRules(k, k_items, comments)
