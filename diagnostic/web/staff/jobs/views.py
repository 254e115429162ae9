"""Long work as staff see it: how far it is, cancelling, trying again, and where it leads.

The page says all by itself and asks for itself again every three seconds; with its script it changes in place instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.i18n import N_
from diagnostic.storage.clients.clients import find_assessment, find_client
from diagnostic.storage.jobs.jobs import JobRow, find_job
from diagnostic.usecases.jobs.cancel_job import cancel_job
from diagnostic.usecases.jobs.job_names import job_name
from diagnostic.usecases.jobs.retry_job import retry_job
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import Trail, _, client_text, flash_message, language, page

bp = Blueprint(
    "jobs",
    __name__,
    url_prefix="/clients/<client_id>/assessments/<assessment_id>/jobs",
    template_folder="templates",
)

ONWARD: Mapping[str, str] = {
    "seal": "waves.close",
    "analyse": "diagnosis.diagnosis",
    "report": "reports.report",
}
"""Where a job that is done leads: a page of the assessment."""
PATIENCE = timedelta(seconds=30)
"""Waiting for longer than this without a worker that lives, somebody has to start one."""


@bp.get("/<job_id>")
def job(client_id: str, assessment_id: str, job_id: str) -> Response:
    with context().installation.store.reading() as session:
        client = find_client(session, client_id) or abort(404)
        facts = find_assessment(session, client_id, assessment_id) or abort(404)
        job = find_job(session, client_id, assessment_id, job_id) or abort(404)
    back = url_for("clients.assessment", client_id=client_id, assessment_id=assessment_id)
    name = job_name(job.kind)[language()]
    trail: Trail = (*client_trail(client_id, client), (client_text(facts.title), back), (name, ""))
    return page("jobs/job.html", trail=trail, **_shown(job))


@bp.get("/<job_id>/state")
def state(client_id: str, assessment_id: str, job_id: str) -> Response:
    """What the script puts in place: the words for a screen reader, and the two parts of the page."""
    with context().installation.store.reading() as session:
        job = find_job(session, client_id, assessment_id, job_id) or abort(404)
    shown = {**_shown(job), "lang": language()}
    return jsonify(
        state=_label(job),
        active=job.active,
        said=_said(job),
        live=render_template("jobs/live.html", **shown),
        deeds=render_template("jobs/buttons.html", **shown),
    )


@bp.post("/<job_id>/cancel")
def cancel(client_id: str, assessment_id: str, job_id: str) -> AnyResponse:
    if not cancel_job(context().installation, client_id, assessment_id, job_id, **signed()):
        flash_message(N_("The work had ended already; there was nothing to cancel."))
    return to_job(client_id, assessment_id, job_id)


@bp.post("/<job_id>/retry")
def retry(client_id: str, assessment_id: str, job_id: str) -> AnyResponse:
    active = retry_job(context().installation, client_id, assessment_id, job_id, **signed())
    return to_job(client_id, assessment_id, active)


def to_job(client_id: str, assessment_id: str, job_id: str) -> AnyResponse:
    """On to the page of a job, from where it was begun or changed."""
    return redirect(url_for("jobs.job", client_id=client_id, assessment_id=assessment_id, job_id=job_id))


def _shown(job: JobRow) -> dict[str, Any]:
    return {
        "job": job,
        "title": job_name(job.kind)[language()],
        "label": _label(job),
        "doing": _said(job),
        "percent": round(100 * job.done / job.total) if job.total else None,
        "elapsed": _elapsed(job, context().now()),
        "alone": _alone(job),
        "onward": _onward(job),
        "back": url_for("clients.assessment", client_id=job.client_id, assessment_id=job.assessment_id),
        "at": {"client_id": job.client_id, "assessment_id": job.assessment_id, "job_id": job.id},
    }


def _alone(job: JobRow) -> bool:
    """Whether the job waits, and no worker has been seen for as long."""
    installation, now = context().installation, context().now()
    if job.state != "queued" or now - job.made_at < PATIENCE:
        return False
    from diagnostic.storage.jobs.queue import (
        open_queue,  # with the drivers of all its databases: not at the start
    )

    try:
        with open_queue(installation) as queue:
            seen = queue.worker_seen()
    except installation.store.failures:
        return False
    return seen is None or now - seen >= PATIENCE


def _label(job: JobRow) -> str:
    return "stopping" if job.state == "running" and job.cancel else job.state


def _said(job: JobRow) -> str:
    """What is being done, in words; of a job that does not run, where it stands."""
    step = job.step[language()] if job.step and job.state == "running" and not job.cancel else ""
    return step or str(_(labels.JOB_STATES[_label(job)]))


def _elapsed(job: JobRow, now: datetime) -> Markup:
    seconds = max(int(((job.ended_at or now) - job.made_at).total_seconds()), 0)
    if seconds < 60:
        return _("{s} s", s=seconds)
    return _("{m} min {s} s", m=seconds // 60, s=seconds % 60)


def _onward(job: JobRow) -> str:
    """The page where the result is; empty where there is none."""
    endpoint = ONWARD.get(job.kind, "")
    if job.state != "done" or endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, client_id=job.client_id, assessment_id=job.assessment_id)
