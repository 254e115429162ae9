"""Finished reports: numbered for each client and never changed, except for whether executives may read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t
from diagnostic.storage.database.files import add_files, files_of, find_file
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class NewReport:
    """What a report is made from, and who makes it. Its number is given when it is stored."""

    id: str
    client_id: str
    assessment_id: str
    run_id: str
    plan_version_id: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as lists show it. `run` and `plan` are the numbers of the run and of the plan's version."""

    id: str
    client_id: str
    assessment_id: str
    number: int
    run: int
    plan: int
    run_id: str
    plan_version_id: str
    made_at: datetime
    made_by: str
    released: bool
    title: Text
    client: Text


def add_report(session: Session, new: NewReport, files: Mapping[str, bytes]) -> int:
    """Store the report and its files under the client's next number, which it gives."""
    session.execute(select(t.Client.id).where(t.Client.id == new.client_id).with_for_update())
    own = t.Report.client_id == new.client_id
    number = (session.scalar(select(func.max(t.Report.number)).where(own)) or 0) + 1
    session.execute(
        insert(t.Report).values(
            id=new.id,
            client_id=new.client_id,
            assessment_id=new.assessment_id,
            number=number,
            run_id=new.run_id,
            plan_version_id=new.plan_version_id,
            made_at=new.made_at,
            made_by=new.made_by,
            released=False,
        )
    )
    add_files(session, t.ReportFile, new.id, files)
    return number


def reports_of(session: Session, assessment_id: str) -> list[ReportLine]:
    """Newest first."""
    return _lines(session, _query().where(t.Report.assessment_id == assessment_id))


def released_reports(
    session: Session,
    clients: Collection[str] | None,
    search: str = "",
    first: int = 0,
    count: int | None = None,
) -> list[ReportLine]:
    """Reports executives may read, of these clients (None: of all), whose title or client holds `search`; newest first.
    `count` of them (None: all), after the `first` ones."""
    query = _query().where(t.Report.released)
    if clients is not None:
        query = query.where(t.Report.client_id.in_(clients))
    if search:
        about, client = t.Assessment, t.Client
        names = (about.title_zh, about.title_en, client.name_zh, client.name_en)
        query = query.where(or_(*(name.icontains(search, autoescape=True) for name in names)))
    return _lines(session, query.offset(first).limit(count))


def find_report(session: Session, report_id: str) -> ReportLine | None:
    return next(iter(_lines(session, _query().where(t.Report.id == report_id))), None)


def find_report_of(session: Session, client_id: str, assessment_id: str, report_id: str) -> ReportLine | None:
    """A report of this client's assessment."""
    report = find_report(session, report_id)
    own = report is not None and (report.client_id, report.assessment_id) == (client_id, assessment_id)
    return report if own else None


def set_released(session: Session, report_id: str, released: bool) -> None:
    session.execute(update(t.Report).where(t.Report.id == report_id).values(released=released))


def report_file(session: Session, report_id: str, name: str) -> bytes | None:
    return find_file(session, t.ReportFile, report_id, name)


def stored_files(session: Session, report_id: str) -> dict[str, bytes]:
    return files_of(session, t.ReportFile, report_id)


def _query() -> Select[*tuple[Any, ...]]:
    own, run, plan, about, client = t.Report, t.Run, t.PlanVersion, t.Assessment, t.Client
    columns = (
        own.id,
        own.client_id,
        own.assessment_id,
        own.number,
        run.number,
        plan.number,
        own.run_id,
        own.plan_version_id,
        own.made_at,
        own.made_by,
        own.released,
        about.title_zh,
        about.title_en,
        client.name_zh,
        client.name_en,
    )
    return (
        select(*columns)
        .join(run, run.id == own.run_id)
        .join(plan, plan.id == own.plan_version_id)
        .join(about, about.id == own.assessment_id)
        .join(client, client.id == own.client_id)
        .order_by(own.made_at.desc(), own.number.desc(), own.id)
    )


def _lines(session: Session, query: Select[*tuple[Any, ...]]) -> list[ReportLine]:
    return [_line(*row) for row in session.execute(query)]


def _line(*row: Any) -> ReportLine:
    facts: dict[str, Any] = dict(zip((each.name for each in fields(ReportLine)), row[:-4], strict=False))
    return ReportLine(**facts, title=Text(*row[-4:-2]), client=Text(*row[-2:]))
