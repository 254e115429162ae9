"""Which kinds of long work there are, and the use case that does each: a kind is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.usecases.jobs.job_run import Deed, Work


def seal(work: Work) -> None:
    """Seals the wave that is the job's subject."""
    from diagnostic.usecases.waves.seal_wave import seal_wave

    seal_wave(work.installation, work.job.subject, work.step)


def analyse(work: Work) -> str:
    """Analyses the assessment that is the job's subject; gives the run."""
    from diagnostic.usecases.analysis.analyse_assessment import analyse_assessment

    job = work.job
    return analyse_assessment(
        work.installation,
        work.settings,
        job.client_id,
        job.subject,
        job.made_by,
        work.now(),
        work.step,
        work.finishing,
    )


def report(work: Work) -> str:
    """Makes a report of the run and the version of the plan that the job was given; gives the report."""
    from diagnostic.usecases.analysis.make_report import make_report

    job = work.job
    return make_report(
        work.installation,
        work.settings,
        job.client_id,
        job.subject,
        str(job.given["run"]),
        str(job.given["plan"]),
        job.made_by,
        work.now(),
        work.step,
        work.finishing,
    )


KINDS: Mapping[str, Deed] = {
    "seal": seal,
    "analyse": analyse,
    "report": report,
}
