"""How far an assessment has come, as its checklist shows it: counts and states only, in few queries."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from diagnostic.core.figures.model.performance import InputRead
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.figures_of_period import days_covered, months_covered, rows_in_period
from diagnostic.storage.imports.input_reads import reads_of
from diagnostic.storage.waves.wave_list import WaveLine, waves_of


@dataclass(frozen=True, slots=True)
class AssessmentProgress:
    """`wave` is the one that counts now (`waves_of` says which); `invited` are its links, gone once it is sealed.
    `in_period` counts the figures of the assessment's period, `covers` names the months of all figures. `doubts` counts
    values that can hardly be right and that nobody has confirmed (they are found by reading all figures, not here)."""

    people: int
    units: int
    targets: int
    actuals: int
    deals: int
    surveys: int | None
    wave: WaveLine | None
    invited: int
    run: int | None
    versions: int
    reports: int
    in_period: int = 0
    covers: str = ""
    reads: tuple[InputRead, ...] = ()
    doubts: int = 0

    @property
    def has_figures(self) -> bool:
        return self.targets + self.actuals + self.deals > 0


def assessment_progress(session: Session, client_id: str, assessment_id: str) -> AssessmentProgress:
    waves = waves_of(session, assessment_id)
    wave = waves[0] if waves else None
    counts: list[ScalarSelect[int]] = [
        *(_of(table, table.client_id == client_id) for table in (t.Person, t.Unit)),
        *(
            _of(t.Amount, t.Amount.client_id == client_id, t.Amount.kind == kind)
            for kind in ("target", "actual")
        ),
        _of(t.Deal, t.Deal.client_id == client_id),
        _of(t.Invitation, t.Invitation.wave_id == (wave.id if wave else "")),
        select(func.max(t.Run.number)).where(t.Run.assessment_id == assessment_id).scalar_subquery(),
        *(_of(table, table.assessment_id == assessment_id) for table in (t.PlanVersion, t.Report)),
    ]
    inside, days = rows_in_period(client_id, assessment_id), days_covered(client_id)
    (people, units, targets, actuals, deals, invited, run, versions, reports, *others) = tuple(
        session.execute(select(*counts, *inside, *days)).one()
    )
    chosen = session.scalar(select(t.WaveDraft.surveys).where(t.WaveDraft.assessment_id == assessment_id))
    return AssessmentProgress(
        people,
        units,
        targets,
        actuals,
        deals,
        None if chosen is None else len(chosen),
        wave,
        invited,
        run,
        versions,
        reports,
        sum(others[: len(inside)]),
        months_covered(*others[len(inside) :]),
        tuple(reads_of(session, client_id)),
    )


def _of(table: type[t.Table], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()
