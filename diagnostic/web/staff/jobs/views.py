"""Long work as staff see it: beginning it once, how far it is, cancelling, trying again, and where it leads.

The page says all by itself and asks for itself anew every three seconds; with its script it changes in place instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.clients.clients import find_assessment, find_client
from diagnostic.storage.jobs.jobs import JobRow, add_job, cancel, find_job, retry
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.page import Trail, language, own, page, tell, words
from diagnostic.web.staff.common.words import IN

ONWARD: Mapping[str, str] = {"seal": "close", "analyse": "diagnosis", "report": "report"}
"""Where a job that is done leads: a page of the assessment."""
PATIENCE = timedelta(seconds=30)
"""Waiting for longer than this without a worker that lives, somebody has to start one."""


def begin(
    office: StaffContext,
    client_id: str,
    assessment_id: str,
    kind: str,
    subject: str,
    given: Mapping[str, Any] | None = None,
) -> AnyResponse:
    """Begin the work, or find it begun, and lead to its page. `subject` is what it is about (a wave, an assessment):
    the caller has seen to it that it belongs to the assessment."""
    with office.installation.store.writing() as session:
        facts = find_assessment(session, client_id, assessment_id) or abort(404)
        job_id, new = add_job(
            session,
            kind=kind,
            subject=subject,
            client_id=client_id,
            assessment_id=assessment_id,
            given=given,
            by=account_here().email,
            at=office.now(),
        )
        if new:
            add_entry(session, office.entry("job_begun", _subject(kind, facts.title["en"])))
    if new:
        _tell_workers(office, job_id)
    return _to(client_id, assessment_id, job_id)


def _tell_workers(office: StaffContext, job_id: str) -> None:
    from diagnostic.storage.jobs.queue import put  # with the drivers of all its databases: not at the start

    put(office.installation, job_id)


class JobPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>/jobs/<job_id>"
        app.add_url_rule(one, "job", self.job)
        app.add_url_rule(f"{one}/state", "job_state", self.state)
        app.add_url_rule(f"{one}/cancel", "job_cancel", self.cancel, methods=["POST"])
        app.add_url_rule(f"{one}/retry", "job_retry", self.retry, methods=["POST"])

    def job(self, client_id: str, assessment_id: str, job_id: str) -> Response:
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
            facts = find_assessment(session, client_id, assessment_id) or abort(404)
            job = find_job(session, client_id, assessment_id, job_id) or abort(404)
        back = url_for("assessment", client_id=client_id, assessment_id=assessment_id)
        trail: Trail = (*client_trail(client_id, client), (own(facts.title), back), (title(job), ""))
        return page("job.html", trail=trail, **self._shown(job))

    def state(self, client_id: str, assessment_id: str, job_id: str) -> Response:
        """What the script puts in place: the words for who listens, and the two parts of the page."""
        with self.store.reading() as session:
            job = find_job(session, client_id, assessment_id, job_id) or abort(404)
        shown = {**self._shown(job), "words": words(), "lang": language()}
        return jsonify(
            state=_label(job),
            active=job.active,
            said=_said(job),
            live=render_template("job_live.html", **shown),
            deeds=render_template("job_deeds.html", **shown),
        )

    def cancel(self, client_id: str, assessment_id: str, job_id: str) -> AnyResponse:
        with self.store.writing() as session:
            job = find_job(session, client_id, assessment_id, job_id) or abort(404)
            done = cancel(session, job_id, self.office.now())
            if done and not job.cancel:
                add_entry(session, self.office.entry("job_cancelled", _subject(job.kind)))
        if not done:
            tell("done_job_over")
        return _to(client_id, assessment_id, job_id)

    def retry(self, client_id: str, assessment_id: str, job_id: str) -> AnyResponse:
        with self.store.writing() as session:
            job = find_job(session, client_id, assessment_id, job_id) or abort(404)
            active = retry(session, job, account_here().email, self.office.now())
            again = active == job.id and job.state in ("failed", "cancelled")
            if again:
                add_entry(session, self.office.entry("job_retried", _subject(job.kind)))
        if again:
            _tell_workers(self.office, active)
        return _to(client_id, assessment_id, active)

    def _shown(self, job: JobRow) -> dict[str, Any]:
        return {
            "job": job,
            "title": title(job),
            "label": _label(job),
            "doing": _said(job),
            "percent": round(100 * job.done / job.total) if job.total else None,
            "elapsed": _elapsed(job, self.office.now()),
            "alone": self._alone(job),
            "onward": _onward(job),
            "back": url_for("assessment", client_id=job.client_id, assessment_id=job.assessment_id),
            "at": {
                "client_id": job.client_id,
                "assessment_id": job.assessment_id,
                "job_id": job.id,
            },
        }

    def _alone(self, job: JobRow) -> bool:
        """Whether the job waits, and no worker has been seen for as long."""
        now = self.office.now()
        if job.state != "queued" or now - job.made_at < PATIENCE:
            return False
        from diagnostic.storage.jobs.queue import (
            open_queue,  # with the drivers of all its databases: not at the start
        )

        try:
            with open_queue(self.office.installation) as queue:
                seen = queue.worker_seen()
        except self.store.failures:
            return False
        return seen is None or now - seen >= PATIENCE


def title(job: JobRow) -> str:
    return words().get(f"job_{job.kind}", words()["job_other"])


def _subject(kind: str, about: str = "") -> str:
    """What the log says of it: the work, in both languages."""
    names = (str(IN[lang].get(f"job_{kind}", kind)) for lang in ("zh", "en"))
    return " / ".join(names) + (f" · {about}" if about else "")


def _label(job: JobRow) -> str:
    return "stopping" if job.state == "running" and job.cancel else job.state


def _said(job: JobRow) -> str:
    """What is being done, in words; of a job that does not run, where it stands."""
    step = job.step[language()] if job.step and job.state == "running" and not job.cancel else ""
    return step or str(words()[f"job_{_label(job)}"])


def _elapsed(job: JobRow, now: datetime) -> Markup:
    seconds = max(int(((job.ended_at or now) - job.made_at).total_seconds()), 0)
    said = words()
    if seconds < 60:
        return said["job_seconds"].format(s=seconds)
    return said["job_minutes"].format(m=seconds // 60, s=seconds % 60)


def _onward(job: JobRow) -> str:
    """The page where the result is; empty where there is none."""
    endpoint = ONWARD.get(job.kind, "")
    if job.state != "done" or endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, client_id=job.client_id, assessment_id=job.assessment_id)


def _to(client_id: str, assessment_id: str, job_id: str) -> AnyResponse:
    return redirect(url_for("job", client_id=client_id, assessment_id=assessment_id, job_id=job_id))
