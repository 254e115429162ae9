"""`./run rebuild REPORT`: makes the files of a report again from the stored data, and lists those that differ.

The same code, fonts and processor architecture give the same bytes; files that differ are named, so that a reviewer
knows where to look.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from diagnostic.faults import BadArgumentsError, BadDataError, Fault
from diagnostic.progress import Progress
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import version_of
from diagnostic.storage.results.reports import find_report, stored_files
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.storage.results.runs import release_of_run
from diagnostic.usecases.analysis.report_files import MADE, report_files


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The number of files made, and the names of files that differ from the stored ones or exist on one side only."""

    files: int
    differ: tuple[str, ...]


def rebuild_report(
    installation: Installation, report_id: str, out: Path | None, progress: Progress
) -> Rebuilt:
    """Makes the files again and compares them; with `out` they are also written there, for comparison by hand.

    Raises BadDataError if there is no such report, BadArgumentsError if `out` can't be written.
    """
    with installation.store.reading() as session:
        report = find_report(session, report_id)
        if report is None:
            raise BadDataError([Fault("report.unknown")])
        diagnosis, release = diagnosis_of(session, report.run_id), release_of_run(session, report.run_id)
        plan = version_of(session, report.plan_version_id)
        stored = stored_files(session, report_id)
    paper = json.loads(stored[MADE])["paper"]
    # Charts are drawn again: charts from the installation's cache would prove nothing.
    with TemporaryDirectory() as charts:
        made = report_files(diagnosis, plan, release, paper, Path(charts), progress)
    if out is not None:
        _write(out, made)
    return Rebuilt(len(made), tuple(_differing(stored, made)))


def _differing(stored: Mapping[str, bytes], made: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted({*stored, *made}):
        if stored.get(name) != made.get(name):
            yield name


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise BadArgumentsError(
            [Fault("file.unwritable", str(out), values={"reason": error.strerror or error})]
        ) from error
