"""One company through the diagnosis, and what is kept of it: causes, signs of the planted rows, lines of the plan."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ordinary.company import draw_company
from ordinary.output.files import write_company
from ordinary.parameters import ORDINARY
from ordinary.plants import ANSWERS, Letter
from pydantic import TypeAdapter

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.causes.signs import read_sign
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.plan.improvement_plan import PlanLine
from diagnostic.core.plan.playbook import Playbook
from diagnostic.lab.calibration.seed_run import diagnose_files
from diagnostic.settings import Settings
from diagnostic.shipped import SURVEYS
from diagnostic.usecases.analysis.read_study import InputFile, Request

FIGURES = ("roster", "targets", "actuals", "opportunities")
ANSWER_FILES = ("skills", "morale", "managers")
ASKED = ("skills", "morale", "wellbeing", "manager")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which company: seed, plant, and its size and response where they are not the usual ones."""

    seed: int
    letter: Letter | None
    reps: int = ORDINARY.reps
    response: float = ORDINARY.response


@dataclass(frozen=True, slots=True)
class FoundCause:
    row: int
    scope: str
    stage: str
    certainty: str
    vetoed: bool
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundAction:
    """A line of the plan; `level` is whose action it is: rep, team or company."""

    action: str
    level: str
    causes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CompanyRun:
    """`scope` is where something was planted ("" if nothing was); `signs` are states of its rows' signs there."""

    drawn: Drawn
    commit: str  # of the rules
    scope: str
    causes: tuple[FoundCause, ...]
    actions: tuple[FoundAction, ...]
    signs: tuple[tuple[str, str], ...]

    @property
    def likely(self) -> tuple[FoundCause, ...]:
        return tuple(cause for cause in self.causes if cause.certainty == "likely")

    @property
    def people_actions(self) -> tuple[FoundAction, ...]:
        return tuple(action for action in self.actions if action.level in ("rep", "team"))


WRITTEN = TypeAdapter(CompanyRun)


def run_company(drawn: Drawn, commit: str, cause_map: CauseMap, playbook: Playbook) -> CompanyRun:
    settings = Settings()  # the defaults of the product, whatever this installation has set
    company = draw_company(drawn.seed, drawn.letter, replace(ORDINARY, reps=drawn.reps), drawn.response)
    with tempfile.TemporaryDirectory() as folder:
        write_company(Path(folder), company)
        diagnosis, plan = diagnose_files(request_of(Path(folder)), settings, cause_map, playbook)
    causes = tuple(
        FoundCause(
            cause.row,
            cause.scope,
            cause.stage,
            cause.certainty,
            cause.vetoed_by is not None,
            tuple(sign.code for sign in cause.signs),
        )
        for cause in diagnosis.causes
    )
    lines = tuple(_action(line, playbook) for line in plan.lines)
    scope = company.plant.scope
    states = tuple(_states(drawn.letter, scope, diagnosis, cause_map))
    return CompanyRun(drawn, commit, scope, causes, lines, states)


def request_of(folder: Path) -> Request:
    """The very files a client would give; those the product can't read stay where they are."""
    named = [(kind, kind, kind) for kind in FIGURES]
    named += [("answers", f"answers_{name}", name) for name in ANSWER_FILES]
    inputs = []
    for kind, file, name in named:
        there = folder / f"map_{name}.toml"
        inputs.append(InputFile(kind, folder / f"{file}.csv", there if there.exists() else None))
    surveys = tuple(SURVEYS / f"{name}.toml" for name in ASKED)
    return Request(
        tuple(inputs), surveys, folder / "assessment.toml", Settings().min_group, ("en",), folder / "report"
    )


def _action(line: PlanLine, playbook: Playbook) -> FoundAction:
    causes = ((line.row, line.scope.id), *line.also_for)
    return FoundAction(line.action, playbook.action(line.action).level, causes)


def _states(
    letter: Letter | None, scope: str, diagnosis: Diagnosis, cause_map: CauseMap
) -> Iterator[tuple[str, str]]:
    """Seen, otherwise or unknown: every sign of the rows that are right for the plant, in its scope."""
    if letter is None:
        return
    rows = [cause_map.row(number) for number in ANSWERS[letter].rows]
    codes = dict.fromkeys(code for row in rows for code in (*row.signs, *row.unless))
    for code in codes:
        yield code, read_sign(code, scope, diagnosis, cause_map)[0]


def save(runs: Path, run: CompanyRun) -> None:
    with runs.open("ab") as file:
        file.write(WRITTEN.dump_json(run) + b"\n")


def load(runs: Path) -> list[CompanyRun]:
    lines = runs.read_bytes().splitlines() if runs.exists() else []
    return [WRITTEN.validate_json(line) for line in lines]
