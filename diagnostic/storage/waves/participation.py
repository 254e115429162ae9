"""The daily count of a wave: stored rounded down, and never counted for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t


@dataclass(frozen=True, slots=True)
class DayCount:
    """At least so many had answered when the day was counted."""

    day: date
    at_least: int


@dataclass(frozen=True, slots=True)
class CountedWave:
    """An open wave, its threshold, and its client's local time."""

    id: str
    k: int
    time_zone: str


def waves_to_count(session: Session) -> list[CountedWave]:
    query = select(t.Wave.id, t.Wave.k, t.Client.time_zone).join(
        t.Assessment, t.Assessment.id == t.Wave.assessment_id
    )
    rows = session.execute(
        query.join(t.Client, t.Client.id == t.Assessment.client_id).where(t.Wave.state == "open")
    )
    return [CountedWave(id, k, zone) for id, k, zone in rows]


def counts_of(session: Session, wave_id: str) -> list[DayCount]:
    """The days counted so far, the latest first."""
    own = t.Participation
    rows = session.execute(
        select(own.day, own.at_least).where(own.wave_id == wave_id).order_by(own.day.desc())
    )
    return [DayCount(day, at_least) for day, at_least in rows]


def is_counted(session: Session, wave_id: str, day: date) -> bool:
    """Counted on this day or a later one: setting the client's clock back gives no second count of a day."""
    own = t.Participation
    latest = session.scalar(select(func.max(own.day)).where(own.wave_id == wave_id))
    return latest is not None and latest >= day


def add_count(session: Session, wave_id: str, day: date, at_least: int) -> None:
    session.execute(insert(t.Participation).values(wave_id=wave_id, day=day, at_least=at_least))
