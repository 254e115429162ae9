"""Makes a report in both languages from a run and a plan version, under the client's next report number.

A report is never changed: a correction is a new report. A report that is cancelled or fails leaves nothing behind.
"""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.settings import Settings
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.confirmations import is_taken_back
from diagnostic.storage.results.plans import find_version, version_of
from diagnostic.storage.results.reports import NewReport, add_report
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.storage.results.runs import find_run, release_of_run
from diagnostic.storage.results.study_inputs import setting_of
from diagnostic.usecases.analysis.analyse_assessment import Storing
from diagnostic.usecases.analysis.report_files import TOTAL, report_files

READ = both("reading diagnosis and plan")
STORE = both("storing")


def make_report(
    installation: Installation,
    settings: Settings,
    client_id: str,
    assessment_id: str,
    run_id: str,
    plan_version_id: str,
    by: str,
    at: datetime,
    progress: Progress,
    storing: Storing | None = None,
) -> str:
    """Makes the report and returns its id. `storing` opens its transaction (None: a new one).

    Raises BadDataError if the run or the plan version does not belong to this client's assessment or the run rests on a
    confirmation that was taken back, and any error that `progress` raises.
    """
    progress(READ, 0, TOTAL)
    with installation.store.reading() as session:
        known = setting_of(session, client_id, assessment_id)
        run, version = (
            find_run(session, assessment_id, run_id),
            find_version(session, assessment_id, plan_version_id),
        )
        if known is None or run is None or version is None:
            raise BadDataError([Fault("report.no_run")])
        if is_taken_back(session, assessment_id, run_id):
            raise BadDataError([Fault("report.taken_back")])
        diagnosis, release = diagnosis_of(session, run_id), release_of_run(session, run_id)
        plan = version_of(session, plan_version_id)
    cache = installation.folder / "cache"
    files = report_files(diagnosis, plan, release, settings.paper, cache, progress)
    progress(STORE, TOTAL - 1, TOTAL)
    new = NewReport(new_id(), client_id, assessment_id, run_id, plan_version_id, at, by)
    with storing(new.id) if storing else installation.store.writing() as session:
        if find_run(session, assessment_id, run_id) is None:  # deleted while the report was made
            raise BadDataError([Fault("report.no_run")])
        add_report(session, new, files)
    return new.id
