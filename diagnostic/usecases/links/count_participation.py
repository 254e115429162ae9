"""Counts how many have answered, once a day at a fixed hour of the client, and keeps the number rounded down.

The worker calls this now and then. No page does: a count made when somebody looks would show single answers arriving
to a reader who looks often enough. The count is for the whole company; nothing finer is ever counted while a wave is
open.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from diagnostic.core.privacy.steps import in_steps, step_of
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.participation import CountedWave, add_count, is_counted, waves_to_count
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.storage.waves.waves import count_invited, state_to_change

HOUR = 9  # on the client's clock


def count_participation(installation: Installation, now: datetime) -> int:
    """Today's count of every open wave whose hour has come; gives how many were counted. `now` is UTC."""
    with installation.store.reading() as session:
        waiting = [wave for wave in waves_to_count(session) if _is_due(session, wave, now)]
    counted = 0
    for wave in waiting:
        with installation.store.writing() as session:
            if state_to_change(session, wave.id) == "open" and _is_due(session, wave, now):
                step = step_of(count_invited(session, wave.id), wave.k)
                at_least = in_steps(count_envelopes(session, wave.id), step)
                add_count(session, wave.id, local_time(wave.time_zone, now).date(), at_least)
                counted += 1
    return counted


def next_count(time_zone: str, now: datetime, counted_today: bool) -> datetime:
    """When the next count comes, on the client's clock; a moment that is past is due as soon as the worker looks."""
    local = local_time(time_zone, now)
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return due + timedelta(days=1) if counted_today else due


def local_time(time_zone: str, now: datetime) -> datetime:
    return now.replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone))


def _is_due(session: Session, wave: CountedWave, now: datetime) -> bool:
    local = local_time(wave.time_zone, now)
    return local.hour >= HOUR and not is_counted(session, wave.id, local.date())
