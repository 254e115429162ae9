"""`./run diagnose`: makes the bilingual report, the diagnosis and the release from a client's files, all or nothing.

Everything is made in a temporary folder inside the target and moved at the end, so an interrupted run leaves the
files of an earlier run unchanged.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.faults import BadArgumentsError, Fault
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.usecases.analysis.build_report import build_report
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study

__all__ = ["InputFile", "Request", "RunOutcome", "run_diagnosis"]


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """The files a run wrote, the faults of the rows it could not use, and the diagnosis and plan it made."""

    files: tuple[Path, ...]
    faults: tuple[Fault, ...]
    diagnosis: Diagnosis
    plan: ImprovementPlan


def run_diagnosis(request: Request, settings: Settings, progress: Progress) -> RunOutcome:
    """Reads, diagnoses, plans and writes. Raises BadDataError with all fatal faults of the inputs, before anything is
    written, and BadArgumentsError if options are missing or contradict each other or `out` can't be written."""
    if not request.inputs:
        raise BadArgumentsError([Fault("arguments.nothing")])
    _refuse_unwritable(request.out)
    progress(both("reading the files"))
    knowledge = read_playbook()
    study, faults = read_study(request, settings)
    progress(both("diagnosing"))
    analysis = diagnose_study(study, knowledge)
    diagnosis, document = analysis.diagnosis, analysis.document
    with _working_folder(request.out) as made:
        _write_json(made / "diagnosis.json", [result.as_json() for result in diagnosis.results])
        _write_json(made / "release.json", analysis.release)
        for lang in request.langs:
            progress(both("typesetting the report ({lang})", lang=lang))
            build_report(document, lang, made, Path(settings.instance) / "cache", settings.paper)
        return RunOutcome(_move(made, request.out), faults, diagnosis, analysis.plan)


def _refuse_unwritable(out: Path) -> None:
    """Raises BadArgumentsError if `out` can't be written, before any work is done; creates nothing."""
    place = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if not place.is_dir():
        raise _unwritable(place, os.strerror(errno.ENOTDIR))
    if not os.access(place, os.W_OK | os.X_OK):
        raise _unwritable(place, os.strerror(errno.EACCES))


def _unwritable(place: Path, reason: object) -> BadArgumentsError:
    return BadArgumentsError([Fault("file.unwritable", str(place), values={"reason": reason})])


@contextmanager
def _working_folder(out: Path) -> Iterator[Path]:
    """A temporary folder inside the target, so on the same disk; it is removed at the end, also after an error.

    Raises BadArgumentsError in place of any OSError, such as a full disk, because the user can correct the cause.
    """
    fresh = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".making-") as folder:
            yield Path(folder)
    except OSError as error:
        raise _unwritable(out, error.strerror or error) from error
    finally:
        if fresh and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def _write_json(path: Path, content: object) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )


def _move(made: Path, out: Path) -> tuple[Path, ...]:
    """Moves every finished file into `out` and returns the new paths; a chart folder is replaced as a whole.

    Raises BadArgumentsError, before anything is moved, if a folder has the name of a file or the reverse.
    """
    sources = sorted(made.iterdir())
    for source in sources:
        if (out / source.name).exists() and (out / source.name).is_dir() != source.is_dir():
            raise _unwritable(out / source.name, os.strerror(errno.EEXIST))
    return tuple(_place(source, out / source.name) for source in sources)


def _place(source: Path, target: Path) -> Path:
    if source.is_dir() and target.exists():
        shutil.rmtree(target)
    return source.replace(target)
