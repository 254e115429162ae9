"""The end of a wave: closing, sealing, and the certificate; a copy of its key, or giving it up where that is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.wave.model import WaveForm
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import N_
from diagnostic.storage.waves.wave_list import find_wave
from diagnostic.storage.waves.waves import certificate_of, has_recovery_copy, read_wave
from diagnostic.usecases.jobs.begin_job import begin_job
from diagnostic.usecases.waves.abandon_wave import abandon_wave
from diagnostic.usecases.waves.close_wave import close_wave
from diagnostic.usecases.waves.put_key_back import put_key_back
from diagnostic.usecases.waves.take_recovery_copy import take_recovery_copy
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.fields import KeyForm, SureForm
from diagnostic.web.staff.common.page import flash_message, page
from diagnostic.web.staff.jobs.views import to_job
from diagnostic.web.staff.waves.blueprint import bp
from diagnostic.web.staff.waves.scope import WaveScope, find_scope, read_scope


@bp.route("/close", methods=["GET", "POST"])
def close(client_id: str, assessment_id: str) -> AnyResponse:
    """One button closes and seals; either may be done again after a failure."""
    scope, form = read_scope(client_id, assessment_id), SureForm(request.form)
    wave = scope.unsealed
    if request.method == "GET":
        return _page(scope, 200)
    if wave is None or request.form.get("wave") != wave.id:  # of a page about an earlier wave
        return _page(scope, 409)
    if not form.validate():
        return _page(scope, 422, form=form)
    if wave.state == "open":
        close_wave(context().installation, wave.id, **signed())
    job_id = begin_job(context().installation, client_id, assessment_id, "seal", wave.id, {}, **signed())
    return to_job(client_id, assessment_id, job_id)


@bp.post("/key")
def key_copy(client_id: str, assessment_id: str) -> AnyResponse:
    """The one copy of the wave's key, as a file that is handed over once."""
    scope = read_scope(client_id, assessment_id)
    if scope.unsealed is None:
        return _page(scope, 409)
    if "sure" not in request.form:
        return _to_close(scope)
    try:
        key = take_recovery_copy(context().installation, scope.unsealed.id, **signed())
    except BadDataError as error:
        return _page(scope, 409, refused=error.faults[0])
    response = Response(f"{key}\n", content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=recovery-copy.txt"
    return response


@bp.route("/key/back", methods=["GET", "POST"])
def key_back(client_id: str, assessment_id: str) -> AnyResponse:
    """The key again, from its copy: then the wave can be sealed. It is never shown again."""
    scope, form = read_scope(client_id, assessment_id), KeyForm(request.form)
    if request.method == "GET":  # of the page that said what is wrong, in the other language
        return _to_close(scope)
    if scope.unsealed is None or request.form.get("wave") != scope.unsealed.id:
        return _page(scope, 409)
    if not form.validate():
        return _page(scope, 422, key=form)
    try:
        put_key_back(context().installation, scope.unsealed.id, str(form.copy.data), **signed())
    except BadDataError as error:
        if error.faults[0].code != "wave.wrong_key":
            return _page(scope, 409, refused=error.faults[0])
        form.copy.errors = [N_("This is not the key of this wave.")]
        return _page(scope, 422, key=form)
    flash_message(N_("The key is back; the wave can be sealed now."))
    return _to_close(scope)


@bp.route("/abandon", methods=["GET", "POST"])
def abandon(client_id: str, assessment_id: str) -> AnyResponse:
    """Give up the wave that can't be opened here; pressed twice, it has been done already."""
    form = SureForm(request.form)
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        wave = find_wave(session, assessment_id, request.form.get("wave", ""))
    if request.method == "GET":
        return _to_close(scope)
    if wave is None:
        return _page(scope, 409)
    if not form.validate():
        return _page(scope, 422, form=form)
    try:
        abandon_wave(context().installation, wave.id, **signed())
    except BadDataError as error:
        return _page(scope, 409, refused=error.faults[0])
    flash_message(N_("The wave has been given up."))
    return _to_close(scope)


def _to_close(scope: WaveScope) -> AnyResponse:
    return redirect(url_for("waves.close", **scope.at))


def _page(
    scope: WaveScope,
    status: int,
    *,
    form: SureForm | None = None,
    refused: Fault | None = None,
    key: KeyForm | None = None,
) -> Response:
    installation, today = context().installation, context().today()
    with installation.store.reading() as session:
        scope = find_scope(session, scope.client_id, scope.assessment_id)
        wave = scope.wave
        certificate = certificate_of(session, wave.id) if wave and scope.unsealed is None else None
        copied = bool(wave and has_recovery_copy(session, wave.id))
        asked = read_wave(session, wave.id) if wave else None
    return page(
        "waves/close.html",
        status,
        scope=scope,
        wave=wave,
        form=form or SureForm(),
        certificate=certificate,
        early=bool(wave and today <= wave.closes_on),
        titles=_module_titles(asked) if asked else {},
        written=_written(asked) if asked else (),
        copied=copied,
        refused=refused,
        key=(key or KeyForm()).copy,
        rules=asked.rules if asked else None,
        key_here=bool(wave and installation.keys.has(wave.id)),
        trail=scope.trail(N_("Close and seal")),
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
