"""Which kinds of long work there are, and the use case that does each: a kind is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.usecases.jobs.job_run import JobFunction, JobRun


def seal(run: JobRun) -> None:
    """Seals the wave that is the job's subject."""
    from diagnostic.usecases.waves.seal_wave import seal_wave

    seal_wave(run.installation, run.job.subject, run.step)


def analyse(run: JobRun) -> str:
    """Analyses the assessment that is the job's subject; gives the run."""
    from diagnostic.usecases.analysis.analyse_assessment import analyse_assessment

    job = run.job
    return analyse_assessment(
        run.installation,
        run.settings,
        job.client_id,
        job.subject,
        job.made_by,
        run.now(),
        run.step,
        run.finishing,
    )


def report(run: JobRun) -> str:
    """Makes a report of the run and the version of the plan that the job was given; gives the report."""
    from diagnostic.usecases.analysis.make_report import make_report

    job = run.job
    return make_report(
        run.installation,
        run.settings,
        job.client_id,
        job.subject,
        str(job.given["run"]),
        str(job.given["plan"]),
        job.made_by,
        run.now(),
        run.step,
        run.finishing,
    )


KINDS: Mapping[str, JobFunction] = {
    "seal": seal,
    "analyse": analyse,
    "report": report,
}
