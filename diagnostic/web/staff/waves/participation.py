"""The page of an open wave: the daily count in steps, and nothing more.

The page counts nothing. What it shows was counted once a day by the worker and rounded down before it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from diagnostic.core.privacy.steps import step_of
from diagnostic.i18n import N_
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.participation import counts_of
from diagnostic.storage.waves.wave_list import WaveLine
from diagnostic.storage.waves.waves import count_invited, read_wave
from diagnostic.usecases.links.count_participation import HOUR, local_time, next_count
from diagnostic.web.staff.common.context import context
from diagnostic.web.staff.common.page import page
from diagnostic.web.staff.waves.blueprint import bp
from diagnostic.web.staff.waves.scope import find_scope


@bp.get("/participation")
def participation(client_id: str, assessment_id: str) -> Response:
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        wave = scope.unsealed
        shown = _counts(session, wave, scope.client.time_zone) if wave else {}
    return page("waves/participation.html", scope=scope, trail=scope.trail(N_("Participation")), **shown)


def _counts(session: Session, wave: WaveLine, time_zone: str) -> Mapping[str, Any]:
    now, days, invited = context().now(), counts_of(session, wave.id), count_invited(session, wave.id)
    today = local_time(time_zone, now).date()
    coming = next_count(time_zone, now, bool(days) and days[0].day >= today)
    step = step_of(invited, read_wave(session, wave.id).rules.k)
    return {"wave": wave, "days": days, "invited": invited, "step": step, "next": coming, "hour": HOUR}
