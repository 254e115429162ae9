"""While a wave is open: the daily count in steps, and no more. At its end: closing, sealing, and the certificate;
or giving it up, where its key is lost.

No page counts anything. What is shown was counted once a day by the worker and rounded down before it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.privacy.steps import step_of
from diagnostic.core.wave.model import WaveForm
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.participation import counts_of
from diagnostic.storage.waves.wave_list import find_wave
from diagnostic.storage.waves.waves import certificate_of, count_invited, has_recovery_copy, read_wave
from diagnostic.usecases.jobs.begin_job import begin_job
from diagnostic.usecases.links.count_participation import HOUR, local_time, next_count
from diagnostic.usecases.waves.abandon_wave import abandon_wave
from diagnostic.usecases.waves.close_wave import close_wave
from diagnostic.usecases.waves.recovery_copy import put_key_back, take_recovery_copy
from diagnostic.web.staff.common.context import StaffContext, signed
from diagnostic.web.staff.common.fields import KeyForm, SureForm
from diagnostic.web.staff.common.page import page, tell
from diagnostic.web.staff.jobs.views import to_job
from diagnostic.web.staff.waves.scope import Place, find_place


class ParticipationPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>"
        app.add_url_rule(f"{one}/participation", "participation", self.participation)
        app.add_url_rule(f"{one}/close", "close", self.close, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/key", "key_copy", self.key_copy, methods=["POST"])
        app.add_url_rule(f"{one}/key/back", "key_back", self.key_back, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/abandon", "abandon", self.abandon, methods=["GET", "POST"])

    def participation(self, client_id: str, assessment_id: str) -> Response:
        with self.store.reading() as session:
            place = find_place(session, client_id, assessment_id)
            shown = self._counts(session, place) if place.unsealed else {}
        return page("participation.html", place=place, trail=place.trail("s_participation"), **shown)

    def close(self, client_id: str, assessment_id: str) -> Response:
        """Closing and sealing are one deed for whoever presses the button; either may be done again after a failure."""
        form = SureForm(request.form)
        with self.store.reading() as session:
            place = find_place(session, client_id, assessment_id)
        wave = place.unsealed
        if request.method == "GET" or wave is None:
            return self._close(place, SureForm(), 200 if request.method == "GET" else 409)
        if request.form.get("wave") != wave.id:  # of a page about an earlier wave
            return self._close(place, SureForm(), 409)
        if not form.validate():
            return self._close(place, form, 422)
        if wave.state == "open":
            entry = self.office.entry("wave_closed", place.facts.title)
            close_wave(self.office.installation, wave.id, entry)
        job_id = begin_job(
            self.office.installation, client_id, assessment_id, "seal", wave.id, {}, **signed()
        )
        return to_job(client_id, assessment_id, job_id)

    def key_copy(self, client_id: str, assessment_id: str) -> Response:
        """The one copy of the wave's key, as a file that is handed over once."""
        with self.store.reading() as session:
            place = find_place(session, client_id, assessment_id)
        if place.unsealed is None:
            return self._close(place, SureForm(), 409)
        if "sure" not in request.form:
            return redirect(url_for("close", **place.at))
        try:
            entry = self.office.entry("key_copied", place.facts.title)
            key = take_recovery_copy(self.office.installation, place.unsealed.id, entry)
        except BadDataError as error:
            return self._close(place, SureForm(), 409, error.faults[0])
        response = Response(f"{key}\n", content_type="text/plain; charset=utf-8")
        response.headers["Content-Disposition"] = "attachment; filename=recovery-copy.txt"
        return response

    def key_back(self, client_id: str, assessment_id: str) -> Response:
        """The key again, from its copy: then the wave can be sealed. It is never shown again."""
        form = KeyForm(request.form)
        with self.store.reading() as session:
            place = find_place(session, client_id, assessment_id)
        if request.method == "GET":  # of the page that said what is wrong, in the other language
            return redirect(url_for("close", **place.at))
        if place.unsealed is None or request.form.get("wave") != place.unsealed.id:
            return self._close(place, SureForm(), 409)
        if not form.validate():
            return self._close(place, SureForm(), 422, key=form)
        try:
            entry = self.office.entry("key_put_back", place.facts.title)
            put_key_back(self.office.installation, place.unsealed.id, str(form.copy.data), entry)
        except BadDataError as error:
            if error.faults[0].code != "wave.wrong_key":
                return self._close(place, SureForm(), 409, error.faults[0])
            form.copy.errors = ["key_wrong"]
            return self._close(place, SureForm(), 422, key=form)
        tell("done_key_back")
        return redirect(url_for("close", **place.at))

    def abandon(self, client_id: str, assessment_id: str) -> Response:
        """Give up the wave that can't be opened here; pressed twice, it has been done already."""
        form = SureForm(request.form)
        with self.store.reading() as session:
            place = find_place(session, client_id, assessment_id)
            wave = find_wave(session, assessment_id, request.form.get("wave", ""))
        if request.method == "GET":
            return redirect(url_for("close", **place.at))
        if wave is None:
            return self._close(place, SureForm(), 409)
        if not form.validate():
            return self._close(place, form, 422)
        try:
            entry = self.office.entry("wave_abandoned", place.facts.title)
            abandon_wave(self.office.installation, wave.id, entry)
        except BadDataError as error:
            return self._close(place, SureForm(), 409, error.faults[0])
        tell("done_abandoned")
        return redirect(url_for("close", **place.at))

    def _counts(self, session: Session, place: Place) -> Mapping[str, Any]:
        wave = place.unsealed
        if wave is None:
            return {}
        zone, now = place.client.time_zone, self.office.now()
        days, invited = counts_of(session, wave.id), count_invited(session, wave.id)
        today = local_time(zone, now).date()
        coming = next_count(zone, now, bool(days) and days[0].day >= today)
        step = step_of(invited, read_wave(session, wave.id).rules.k)
        return {"wave": wave, "days": days, "invited": invited, "step": step, "next": coming, "hour": HOUR}

    def _close(
        self,
        place: Place,
        form: SureForm,
        status: int,
        refused: Fault | None = None,
        key: KeyForm | None = None,
    ) -> Response:
        with self.store.reading() as session:
            place = find_place(session, place.client_id, place.assessment_id)
            wave = place.wave
            certificate = certificate_of(session, wave.id) if wave and place.unsealed is None else None
            copied = bool(wave and has_recovery_copy(session, wave.id))
            asked = read_wave(session, wave.id) if wave else None
        early = bool(wave and self.office.today() <= wave.closes_on)
        return page(
            "close.html",
            status,
            place=place,
            wave=wave,
            form=form,
            certificate=certificate,
            early=early,
            titles=_module_titles(asked) if asked else {},
            written=_written(asked) if asked else (),
            copied=copied,
            refused=refused,
            key=(key or KeyForm()).copy,
            rules=asked.rules if asked else None,
            key_here=bool(wave and self.office.installation.keys.has(wave.id)),
            trail=place.trail("s_close"),
        )


def _module_titles(form: WaveForm) -> Mapping[str, Any]:
    """Module -> the titles of its surveys."""
    titles: dict[str, list[Any]] = {}
    for instrument in form.instruments:
        titles.setdefault(instrument.module, []).append(instrument.title)
    return titles


def _written(form: WaveForm) -> frozenset[str]:
    """Modules answered in words only: their answers are in no group, so no count of groups says anything of them."""
    return frozenset(
        module for module, layout in form.layouts.items() if not layout.scored and not layout.choices
    )
